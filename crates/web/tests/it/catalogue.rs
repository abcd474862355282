//! Items over HTTP (事项): found, read, listed, changed.

use crate::{
    browser::{Browser, Program},
    county::{CARD, COMPANY, County, FOOD},
};

const ITEMS: &str = "/catalogue/items";

#[tokio::test]
async fn an_item_is_found_by_name_initials_and_department() {
    let county = County::open();
    let mut public = Browser::new(&county);
    for words in ["食品经营", "spjyxk", "11990101000000019X4990100101001"] {
        let answer = public.get(&format!("/catalogue?q={}", crate::browser::encoded(words))).await;
        let link = format!("/catalogue/{FOOD}");
        assert!(answer.page().all("a").any(|(_, e)| e.attribute("href") == Some(&link)), "{words}");
        assert!(answer.text().contains("承诺 5 个工作日"));
    }
    let nothing = public.get("/catalogue?q=%E9%81%9B%E7%8B%97").await;
    assert!(nothing.text().contains("没有找到“遛狗”") && nothing.status == 200);
    let department = public.get("/catalogue?department=2").await;
    assert!(department.text().contains("社会保障卡申领") && !department.text().contains("食品经营许可"));
    assert!(public.get("/catalogue?department=x&after=x").await.text().contains("全部"));
    let home = public.get("/").await.text();
    assert!(home.contains("3 项事项") && home.contains("县市场监督管理局"), "{home}");
}

#[tokio::test]
async fn a_guide_says_what_it_knows_and_what_it_does_not() {
    let county = County::open();
    let mut public = Browser::new(&county);
    let guide = public.get(&format!("/catalogue/{FOOD}")).await;
    let text = guide.text();
    for words in [
        "食品经营许可申请书",
        "必要",
        "申请人自备",
        "5 个工作日办结",
        "法定 20 个工作日",
        "不用跑",
        "Ⅳ级（全程网办）",
        "食品经营许可证（证照）",
        "1 号窗口",
        "第 1 版",
        "2026年11月1日（周日）",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let bare = public.get(&format!("/catalogue/{COMPANY}")).await.text();
    for words in
        ["承诺时限：指南没有写", "法定时限：指南没有写", "指南没有写。去之前请拨 12345", "设定依据：指南没有写"]
    {
        assert!(bare.contains(words), "{words}");
    }
    for odd in ["/catalogue/x", "/catalogue/1", "/catalogue/99999999999999999999", "/catalogue/%FF"] {
        assert!(matches!(public.get(odd).await.status, 400 | 404), "{odd}");
    }
}

#[tokio::test]
async fn suggestions_are_few_and_their_ids_are_text() {
    let county = County::open();
    county.add_unpublished(30);
    let program = Program::new(&county);
    let found = program.get("/api/items?q=%E6%9C%AA%E5%8F%91%E5%B8%83").await.json();
    let items = found["items"].as_array().expect("a list");
    assert_eq!(items.len(), 10);
    assert!(items.iter().all(|i| i["id"].is_string() && i["department"] == "县人力资源和社会保障局"));
    assert_eq!(program.get("/api/items").await.json()["items"].as_array().map(Vec::len), Some(0));
    let guide = program.get(&format!("/api/items/{FOOD}")).await.json();
    assert_eq!((guide["id"].as_str(), guide["promised"].as_str()), (Some(&*FOOD.to_string()), Some("5 个工作日")));
    assert_eq!(guide["materials"][0]["origin"], "申请人自备");
    assert_eq!(program.get(&format!("/api/items/{COMPANY}")).await.json()["materials"], serde_json::Value::Null);
    assert_eq!(program.get("/api/items/x").await.status, 404);
}

fn names(answer: &crate::browser::Answer) -> Vec<String> {
    let page = answer.page();
    let Some((body, _)) = page.all("tbody").next() else { return Vec::new() };
    page.all("a").filter(|(at, _)| page.inside(*at, body)).map(|(at, _)| page.text_of(at)).collect()
}

#[tokio::test]
async fn the_office_lists_narrows_and_pages() {
    let county = County::open();
    county.add_unpublished(60);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let mut seen = Vec::new();
    let mut next = Some(format!("{ITEMS}?department=2"));
    while let Some(at) = next {
        let part = editor.get(&at).await;
        assert!(part.text().contains("共 61 项"), "{}", part.text());
        seen.extend(names(&part));
        let page = part.page();
        next = page
            .all("a")
            .find(|(at, _)| page.text_of(*at) == "下一页")
            .and_then(|(_, e)| e.attribute("href").map(str::to_owned));
    }
    assert_eq!(seen.len(), 61);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 61, "every item once");
    let fines = editor.get(&format!("{ITEMS}?kind=02")).await;
    assert_eq!(names(&fines), ["对无证经营的处罚"]);
    assert_eq!(names(&editor.get(&format!("{ITEMS}?q=spjy")).await), ["食品经营许可（新办）"]);
    assert!(names(&editor.get(&format!("{ITEMS}?status=suspended")).await).is_empty());
    assert_eq!(names(&editor.get(&format!("{ITEMS}?published=no&department=2")).await).len(), 50);
    assert!(names(&editor.get(&format!("{ITEMS}?published=no&department=1")).await).is_empty());
    assert!(names(&editor.get(&format!("{ITEMS}?published=none")).await).contains(&"企业信用修复".to_owned()));
    assert!(names(&editor.get(&format!("{ITEMS}?depth=none")).await).is_empty());
    assert!(names(&editor.get(&format!("{ITEMS}?life=waiting")).await).is_empty());
    let second = editor.get(&format!("{ITEMS}?q=%E6%9C%AA%E5%8F%91%E5%B8%83&page=2")).await;
    assert_eq!(names(&second).len(), 10, "words are paged as well");
    assert_eq!(names(&editor.get(&format!("{ITEMS}?status=x&kind=y&department=z&after=w")).await).len(), 50);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(ITEMS).await.page();
    let guide = format!("/catalogue/{FOOD}");
    assert!(page.all("a").any(|(_, e)| e.attribute("href") == Some(&guide)), "who may not change it reads it");
}

#[tokio::test]
async fn an_item_is_changed_with_a_reason_and_nothing_typed_is_lost() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let here = format!("{ITEMS}/{CARD}/facts");
    let form = editor.get(&here).await;
    assert_eq!((form.value(&here, "online_depth"), form.value(&here, "onsite_visits")), ("4".into(), "0".into()));
    for (typed, field) in [
        (vec![("onsite_visits", "2")], "onsite_visits"),
        (vec![("onsite_visits", "许多")], "onsite_visits"),
        (vec![("published", "0")], "why"),
        (vec![("why", "没有改")], "why"),
        (vec![("exempt_hall_reason", "场地限制"), ("why", "清单第 7 项")], "exempt_hall_reason"),
        (vec![("status", "nothing"), ("why", "x")], "status"),
    ] {
        let answer = editor.send(&form, &here, &typed).await;
        assert_eq!((answer.status, answer.problems()[0].0.as_str()), (422, field), "{typed:?}");
        for (name, value) in typed.iter().filter(|(n, _)| *n != "status") {
            assert_eq!(answer.value(&here, name), *value, "{name} stays");
        }
    }
    let typed = [
        ("published", "0"),
        ("exempt_hall_reason", "场地限制"),
        ("exempt_hall_basis", "试算文〔2026〕1号"),
        ("why", "省平台 11月20日下线"),
    ];
    let saved = editor.send(&form, &here, &typed).await;
    assert!(editor.get(saved.location()).await.text().contains("已保存为新版本"));
    assert_eq!(editor.send(&form, &here, &typed).await.status, 303, "a double click saves once");
    let late = editor.send(&editor_form(&form), &here, &[("resident", "0"), ("why", "已撤出大厅")]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("刚才有人保存了第 2 版"));
    assert_eq!((late.value(&here, "resident"), late.value(&here, "why")), ("0".into(), "已撤出大厅".into()));
    let again = editor.get(&here).await;
    assert_eq!((again.value(&here, "published"), again.value(&here, "expected_version")), ("0".into(), "2".into()));
    assert_eq!(again.value(&here, "exempt_hall_basis"), "试算文〔2026〕1号");
}

/// The same form under another key, as a colleague's browser has it.
fn editor_form(form: &crate::browser::Answer) -> crate::browser::Answer {
    let body = form.body.replace("name=\"idempotency_key\" value=\"", "name=\"idempotency_key\" value=\"other-");
    crate::browser::Answer { status: form.status, headers: form.headers.clone(), body }
}
