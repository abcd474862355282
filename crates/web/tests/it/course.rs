//! What if, the city, the course and the profiles over HTTP (试算、全市对比、趋势、口径).

use jiff::SignedDuration;

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program, encoded},
    county::County,
    stations::seed_stations,
};

const WHAT_IF: &str = "/indicators/what-if";
const RATE: &str = "provincial_publication_rate";

/// Four items on application of which eight more are not published; the city's figures when asked for.
async fn counted(city: bool) -> County {
    let county = County::open();
    county.add_unpublished(8);
    if city {
        for (code, name, value, benchmark) in [
            ("990102", "东河县", "99.9", 0),
            ("990103", "西山县", "50", 0),
            ("990104", "南坪县", "50.00", 0),
            ("980101", "外市先进县", "100", 1),
        ] {
            let sql = format!(
                "INSERT INTO city_figure (region, county_code, county_name, indicator, value, as_of, source, benchmark) \
                 VALUES ('990101', '{code}', '{name}', '{RATE}', '{value}', '2026-11-15', '市局通报', {benchmark})"
            );
            county.db.db.write(move |tx| tx.run(&sql, &[])).expect("a county can be noted");
        }
    }
    count(&county).await;
    county
}

async fn count(county: &County) {
    let mut supervisor = Browser::signed_in(county, "sunhong").await;
    let page = supervisor.get("/indicators").await;
    assert_eq!(supervisor.send(&page, "/indicators", &[]).await.status, 303);
}

fn publish(county: &County, n: i64) {
    let id = 9_200_000_000_000_000 + n;
    let sql = format!("UPDATE item_version SET published = 1 WHERE item_id = {id}");
    county.db.db.write(move |tx| tx.run(&sql, &[])).expect("an item can be changed");
}

fn link(page: &Answer, words: &str) -> String {
    let page = page.page();
    let found = page.all("a").find(|(at, _)| page.text_of(*at) == words);
    found.and_then(|(_, e)| e.attribute("href")).unwrap_or_else(|| panic!("no link {words}")).to_owned()
}

#[tokio::test]
async fn closing_rows_is_tried_out_and_nothing_is_saved() {
    let county = counted(true).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let program = Program::signed_in(&county, "sunhong").await;
    let gaps = format!("/api/indicators/{RATE}/gaps");
    let before = (program.get("/api/indicators").await.json(), program.get(&gaps).await.json());
    let page = supervisor.get(WHAT_IF).await;
    assert!(page.text().contains("什么都不保存") && page.text().contains("县人力资源和社会保障局（8）"));
    let unit = encoded("县人力资源和社会保障局");
    let tried = supervisor.get(&format!("{WHAT_IF}?indicator={RATE}&department={unit}")).await;
    let text = tried.text();
    // 2 of 11 are published and one is unknown; with these eight it is 10 of 11.
    assert!(text.contains("补上 8 项，省级平台发布占比 至少 18.2% → 至少 90.9%"), "{text}");
    assert!(text.contains("升 72.7 个百分点") && text.contains("按这份清单交办"), "{text}");
    let codes = encoded("000000000000000000000000000000000，B99\n");
    let tried = supervisor.get(&format!("{WHAT_IF}?indicator={RATE}&codes={codes}")).await;
    assert!(tried.text().contains("补上 1 项") && tried.text().contains("没有 B99"), "{}", tried.text());
    let nothing = supervisor.get(&format!("{WHAT_IF}?indicator={RATE}&codes=B99")).await;
    assert!(nothing.text().contains("没有一行是缺口"));
    let every = supervisor.get(&format!("{WHAT_IF}?indicator=&department={unit}")).await;
    assert!(every.text().contains("补上 8 项") && !every.text().contains("按这份清单交办"));
    assert_eq!((program.get("/api/indicators").await.json(), program.get(&gaps).await.json()), before);
}

#[tokio::test]
async fn a_goal_gives_the_fewest_rows_or_says_why_not() {
    let county = counted(true).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let target = supervisor.get(&format!("{WHAT_IF}?of={RATE}&goal=target")).await;
    assert!(target.text().contains("最少补 9 项，省级平台发布占比就到100%"), "{}", target.text());
    let order = "/indicators/provincial_publication_rate/order";
    assert_eq!(target.form(order).len(), 9, "the list goes along to the order");
    let half = supervisor.get(&format!("{WHAT_IF}?of={RATE}&goal=figure&figure=50")).await;
    assert!(half.text().contains("最少补 4 项"), "{}", half.text());
    let place = supervisor.get(&format!("{WHAT_IF}?of={RATE}&goal=rank&rank=2")).await;
    assert!(place.text().contains("最少补 4 项，省级平台发布占比就到全市第 2"), "{}", place.text());
    let done = supervisor.get(&format!("{WHAT_IF}?of={RATE}&goal=figure&figure=10")).await;
    assert!(done.text().contains("已经达到10%"), "{}", done.text());
    let alone = supervisor.get(&format!("{WHAT_IF}?of=hall_residency_rate&goal=rank&rank=1")).await;
    assert!(alone.text().contains("到不了") && alone.text().contains("还没有别的县的数据"), "{}", alone.text());
    for (odd, field) in [("goal=figure&figure=x", "figure"), ("goal=rank&rank=0", "rank")] {
        let page = supervisor.get(&format!("{WHAT_IF}?of={RATE}&{odd}")).await;
        assert_eq!(page.problems()[0].0, field, "{odd}");
    }
}

#[tokio::test]
async fn the_city_is_ranked_with_ties_and_benchmarks_stand_aside() {
    let county = counted(true).await;
    for n in 0..8 {
        publish(&county, n);
    }
    let sql = "UPDATE item_version SET published = 0 WHERE published IS NULL";
    county.db.db.write(move |tx| tx.run(sql, &[])).expect("an item can be changed");
    county.clock.advance(SignedDuration::from_hours(24));
    count(&county).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(&format!("/indicators/{RATE}/city")).await;
    let text = page.text();
    // 10 of 11: behind 99.9, before two that share the third place.
    for words in [
        "省级平台发布占比全市第 2，离第 1 差 9 个百分点",
        "3（并列）",
        "标杆（不排名）",
        "试算县（本县）",
        "全市数据截至 2026年11月15日（周日），来源：市局通报",
        "再补 1 项追平，1 项超过",
        "功效系数",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("导入新的通报表"), "who is measured by it imports nothing here");
    let none = supervisor.get("/indicators/hall_residency_rate/city").await;
    assert!(none.text().contains("进驻大厅占比还没有全市的数") && none.text().contains("由事项编制岗位导入"));
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let none = editor.get("/indicators/hall_residency_rate/city").await;
    let there = link(&none, "导入全市通报表");
    assert_eq!(editor.get(&there).await.status, 200, "{there}");
}

#[tokio::test]
async fn the_course_tells_what_moved() {
    let county = counted(false).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let there = format!("/indicators/{RATE}/trend");
    let once = supervisor.get(&there).await;
    assert!(once.text().contains("省级平台发布占比只统计过一次") && once.text().contains("再统计一次"));
    publish(&county, 0);
    county.clock.advance(SignedDuration::from_hours(24));
    count(&county).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let twice = supervisor.get(&there).await;
    let text = twice.text();
    for words in [
        "省级平台发布占比较 11月20日（周五） 升 9.1 个百分点",
        "11月20日（周五） 到 11月21日（周六）变了的行",
        "新达到 1 行，退出 0 行，其他变化 0 行",
        "未发布事项0",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(supervisor.get("/indicators").await.text().contains("较 11月20日（周五） 升 9.1 个百分点"));
    let month = supervisor.get(&format!("{there}?by=month&from=1&to=2")).await;
    assert!(month.text().contains("只统计过一次"), "one month, one point");
}

#[tokio::test]
async fn further_measures_stand_beside_the_five() {
    let county = County::open();
    seed_stations(&county);
    count(&county).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/indicators").await;
    assert!(page.text().contains("另外看这几项，不在五项里"));
    for name in ["站点更名率", "掌上可办率", "即办率", "跑零次率", "承诺时限压缩比"] {
        let list = supervisor.get(&link(&page, name)).await;
        assert_eq!(list.status, 200, "{name}");
    }
    let list = supervisor.get("/indicators/station_naming_rate/gaps").await;
    assert!(list.text().contains("站点更名率") && list.text().contains("双桥村"), "{}", list.text());
    let list = supervisor.get("/indicators/limit_compression/gaps").await;
    assert_eq!(list.status, 200);
}

const PROFILE: &str = "/indicators/profiles/2023-provincial-publication";

#[tokio::test]
async fn a_profile_is_changed_after_seeing_what_that_does() {
    let county = counted(false).await;
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let read = editor.get(PROFILE).await;
    assert!(
        read.text().contains("现在的口径")
            && read.page().all("form").all(|(_, e)| e.attribute("action") != Some(PROFILE))
    );
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let list = supervisor.get("/indicators/profiles").await;
    assert!(list.text().contains("至少 18.2%") && list.text().contains("2023-provincial-publication 第 1 版"));
    let page = supervisor.get(PROFILE).await;
    let wrong = supervisor.send(&page, PROFILE, &[("target", "全部"), ("act", "preview")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "target"));
    let typed = [("target", "98"), ("decimals", "2")];
    let seen = supervisor.send(&page, PROFILE, &[typed[0], typed[1], ("act", "preview")]).await;
    for words in ["至少 18.2% → 至少 18.18%", "目标值", "没有一行换边"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    assert!(supervisor.get(PROFILE).await.text().contains("没有改过"), "a preview saves nothing");
    let bare = supervisor.send(&seen, PROFILE, &[("act", "save")]).await;
    assert_eq!(bare.problems()[0].0, "why");
    assert_eq!((bare.status, bare.value(PROFILE, "target").as_str()), (422, "98"), "what was typed stays");
    let saved = supervisor.send(&bare, PROFILE, &[("act", "save"), ("why", "按省局〔2026〕3号")]).await;
    assert_eq!(saved.location(), "/indicators/profiles?done=saved");
    let page = supervisor.get(PROFILE).await;
    for words in ["第 2 版", "孙红：按省局〔2026〕3号", "目标值：100 → 98"] {
        assert!(page.text().contains(words), "{words}");
    }
    let late = supervisor.send(&seen, PROFILE, &[("act", "save"), ("why", "晚了"), ("idempotency_key", "late")]).await;
    assert_eq!(late.status, 409);
    assert!(supervisor.get("/indicators").await.text().contains("还差 9 项"), "what was counted stays as it was");
}

#[tokio::test]
async fn another_definition_is_kept_beside_and_put_in_force() {
    let county = counted(false).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let new = "/indicators/profiles/new";
    let page = supervisor.get(&format!("{new}?indicator={RATE}")).await;
    let taken = [("id", "2023-provincial-publication"), ("act", "preview")];
    assert_eq!(supervisor.send(&page, new, &taken).await.problems()[0].0, "id");
    let typed = [("id", "2026-other"), ("item_types", "01"), ("name", "只算行政许可"), ("why", "试"), ("act", "save")];
    let saved = supervisor.send(&page, new, &typed).await;
    assert_eq!(saved.location(), "/indicators/profiles?done=saved");
    let list = supervisor.get(saved.location()).await;
    assert!(list.text().contains("备选") && list.text().contains("只算行政许可"));
    let there = "/indicators/profiles/2026-other";
    let (page, act) = (supervisor.get(there).await, "/indicators/profiles/2026-other/in-force");
    assert_eq!(supervisor.send(&page, act, &[]).await.problems()[0].0, "force_why");
    let forced = supervisor.send(&page, act, &[("force_why", "按今年口径")]).await;
    assert_eq!(forced.location(), "/indicators/profiles?done=in-force");
    assert!(supervisor.get(there).await.text().contains("省级平台发布占比的口径：在用"));
    county.clock.advance(SignedDuration::from_hours(24));
    count(&county).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let trend = supervisor.get(&format!("/indicators/{RATE}/trend")).await;
    assert!(trend.text().contains("口径已改，不与 11月20日（周五） 相比"), "{}", trend.text());
    assert_eq!(supervisor.get("/indicators/profiles/nobody").await.status, 404);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    assert_eq!(editor.get(&format!("{new}?indicator={RATE}")).await.location(), "/indicators/profiles");
}

#[tokio::test]
async fn programs_read_city_course_and_definitions_as_described() {
    let county = counted(true).await;
    let document = document(&county).await;
    let program = Program::signed_in(&county, "qianwei").await;
    let check = |path: &str, answer: &Answer| holds(&document, "get", path, answer);
    let peers = program.get(&format!("/api/indicators/{RATE}/peers")).await;
    check("/api/indicators/{indicator}/peers", &peers);
    let rows = peers.json()["rows"].as_array().expect("rows").clone();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows.last().map(|r| r["benchmark"].clone()), Some(true.into()));
    assert!(rows.iter().any(|r| r["own"] == true && r["place"].is_null()), "a lower bound has no place");
    let trend = program.get(&format!("/api/indicators/{RATE}/trend?by=month&points=3")).await;
    check("/api/indicators/{indicator}/trend", &trend);
    assert_eq!(trend.json().as_array().map(Vec::len), Some(1));
    let odd = program.get(&format!("/api/indicators/{RATE}/trend?by=year")).await;
    check("/api/indicators/{indicator}/trend", &odd);
    assert_eq!((odd.status, odd.json()["errors"][0]["field"].as_str()), (422, Some("by")));
    check("/api/indicators/{indicator}/trend", &program.get("/api/indicators/nothing/trend").await);
    let profiles = program.get("/api/indicators/profiles").await;
    check("/api/indicators/profiles", &profiles);
    assert!(profiles.json().as_array().is_some_and(|all| all.len() >= 10));
}
