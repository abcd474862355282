//! Ratings over HTTP (好差评): from the progress page by a link to the form and its thanks, the department's steps, what
//! everybody reads afterwards, who sees what, and the rates through the API.

use domain::people::Desk;
use services::cases::{AcceptForm, CompleteForm, DecideForm, accept, complete, decide};

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::{County, FOOD, PASSWORD},
};

fn desk(county: &County, login: &str) -> Desk {
    let ticket = services::people::sign_in(&county.bureau, login, PASSWORD, "测试").expect("signs in");
    Desk::of(ticket.staff, "测试")
}

/// A finished case: its number, and the address at which it is rated.
fn finished(county: &County) -> (String, String) {
    finished_by(county, 1)
}

/// The same of the nth enterprise.
fn finished_by(county: &County, n: u32) -> (String, String) {
    let code = domain::base::Uscc::with_both_checks(&format!("91990101{n:08}")).expect("sixteen characters");
    let form = AcceptForm {
        item: FOOD,
        applicant: "organisation".into(),
        code: code.as_str().into(),
        name: format!("试算县第{n}商行"),
        contact: "张三丰".into(),
        phone: format!("138{n:08}"),
        materials: vec![0, 1],
        promised: true,
        ..AcceptForm::default()
    };
    let no = accept(&county.bureau, &desk(county, "zhangmin"), &form, None).expect("accepted").case_no;
    let form = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
    decide(&county.bureau, &desk(county, "liqiang"), &form, None).expect("decided");
    let form =
        CompleteForm { case_no: no.clone(), version: 2, result_name: "许可证".into(), result_no: "证1".into() };
    complete(&county.bureau, &desk(county, "liqiang"), &form, None).expect("completed");
    let case = services::cases::view(&county.bureau, &desk(county, "liqiang"), &no).expect("seen").case;
    let link = services::reviews::review_link(&county.bureau, &case).expect("looked for").expect("can be rated");
    (no, format!("/reviews/link/{}", link.code))
}

#[tokio::test]
async fn a_citizen_rates_by_a_link_and_reads_the_answer() {
    let county = County::open();
    let (no, link) = finished(&county);
    let mut citizen = Browser::new(&county);
    let page = citizen.get(&link).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.text().contains("食品经营许可") && page.text().contains("只评一次"), "{}", page.text());
    let action = link.clone();
    let bare = citizen.send(&page, &action, &[("words", "等了很久")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "stars"), "{}", bare.body);
    assert_eq!(bare.value(&action, "words"), "等了很久");
    let typed = [("stars", "1"), ("options", "109"), ("words", "打13800000001没人接")];
    let given = citizen.send(&bare, &action, &typed).await;
    assert!(given.status == 200 && given.text().contains("1 个工作日内联系您核实"), "{}", given.body);
    assert!(citizen.get(&link).await.text().contains("已经评过“非常不满意”"));
    assert_eq!(citizen.get("/reviews/link/1234567890123456789012345").await.status, 404);
    assert_eq!(citizen.get("/reviews").await.status, 303, "rates are for those who sign in");
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let list = approver.get("/reviews/handle").await;
    assert!(list.text().contains("1 条差评要办") && list.text().contains(&no), "{}", list.text());
    let at = list.body.split("href=\"/reviews/").find_map(|rest| {
        let id = rest.split('"').next()?;
        id.bytes().all(|b| b.is_ascii_digit()).then(|| format!("/reviews/{id}"))
    });
    let at = at.expect("the list links the rating");
    let page = approver.get(&at).await;
    assert!(
        page.text().contains("打13800000001没人接") && page.text().contains("指南之外的申报材料"),
        "{}",
        page.text()
    );
    let bare = approver.send(&page, &format!("{at}/steps/verify"), &[("words", " ")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "words"), "{}", bare.body);
    let done = approver.send(&bare, &format!("{at}/steps/verify"), &[("words", "属实，当场退回")]).await;
    assert!(done.location().ends_with("?done=verify"), "{} {}", done.status, done.body);
    let page = approver.get(&at).await;
    approver.send(&page, &format!("{at}/steps/told"), &[("words", "知道了")]).await;
    let page = approver.get(&at).await;
    approver.send(&page, &format!("{at}/steps/close"), &[("words", "已退回多收的材料")]).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(&at).await;
    let ruling = format!("{at}/rulings/publish");
    assert_eq!(page.value(&ruling, "shown"), "打****没人接");
    let done = supervisor.send(&page, &ruling, &[]).await;
    assert!(done.location().ends_with("?done=publish"), "{} {}", done.status, done.body);
    let notice = citizen.get("/reviews/notice").await;
    assert!(notice.text().contains("已退回多收的材料"), "{}", notice.text());
    assert!(!notice.body.contains(&no) && !notice.body.contains("13800000001"), "nobody is named in public");
    let rates = supervisor.get("/reviews").await;
    assert!(rates.text().contains("有效评价 1 条，差评 1 条"), "{}", rates.text());
    for path in ["/reviews/list", "/reviews/imported", "/reviews/signs", "/reviews/rates.xlsx", "/reviews/push.xlsx"] {
        assert_eq!(supervisor.get(path).await.status, 200, "{path}");
    }
    assert_eq!(supervisor.get("/reviews?from=%E5%8D%81%E4%B8%80%E6%9C%88").await.status, 422);
}

#[tokio::test]
async fn the_rates_are_told_to_programs_with_their_parts() {
    let county = County::open();
    let (_, link) = finished(&county);
    let mut citizen = Browser::new(&county);
    let page = citizen.get(&link).await;
    citizen.send(&page, &link, &[("stars", "5"), ("options", "510")]).await;
    let program = Program::signed_in(&county, "sunhong").await;
    let rates = program.get("/api/reviews/rates").await;
    assert_eq!(rates.status, 200, "{}", rates.body);
    let json = rates.json();
    assert_eq!((json["active"]["part"].as_u64(), json["active"]["whole"].as_u64()), (Some(1), Some(1)));
    assert_eq!(json["positive"]["percent"], "100");
    let document = document(&county).await;
    holds(&document, "get", "/api/reviews/rates", &rates);
    let wrong = program.get("/api/reviews/rates?from=x").await;
    assert_eq!(wrong.status, 422);
    holds(&document, "get", "/api/reviews/rates", &wrong);
}

#[tokio::test]
async fn a_bad_rating_is_worked_through_by_a_program() {
    let county = County::open();
    let (no, link) = finished(&county);
    let mut citizen = Browser::new(&county);
    let page = citizen.get(&link).await;
    citizen.send(&page, &link, &[("stars", "1"), ("options", "109"), ("words", "打13800000001没人接")]).await;
    let document = document(&county).await;
    let (unit, above) = (Program::signed_in(&county, "liqiang").await, Program::signed_in(&county, "sunhong").await);
    let waiting = unit.get("/api/reviews/handle").await;
    holds(&document, "get", "/api/reviews/handle", &waiting);
    let line = waiting.json()["reviews"][0].clone();
    assert_eq!((line["case_no"].as_str(), line["state"].as_str()), (Some(no.as_str()), Some("verifying")));
    let at = format!("/api/reviews/{}", line["id"].as_str().expect("has an id"));
    let seen = unit.get(&at).await;
    holds(&document, "get", "/api/reviews/{review}", &seen);
    assert_eq!((seen.json()["stars"].as_u64(), seen.json()["version"].as_i64()), (Some(1), Some(1)));
    let body = |version: i64, words: &str| serde_json::json!({ "version": version, "words": words });
    let act = |of: &str, step: &str| format!("{at}/{of}/{step}");
    let bare = unit.post(&act("steps", "verify"), &body(1, " "), None).await;
    assert_eq!(bare.status, 422, "{}", bare.body);
    holds(&document, "post", "/api/reviews/{review}/steps/{step}", &bare);
    let done = unit.post(&act("steps", "verify"), &body(1, "属实，当场退回"), Some("k-1")).await;
    assert_eq!((done.status, done.json()["version"].as_i64()), (200, Some(2)), "{}", done.body);
    holds(&document, "post", "/api/reviews/{review}/steps/{step}", &done);
    let twice = unit.post(&act("steps", "verify"), &body(1, "属实，当场退回"), Some("k-1")).await;
    assert_eq!(twice.json(), done.json(), "the same key has one effect");
    assert_eq!(unit.post(&act("steps", "told"), &body(1, "知道了"), None).await.status, 409, "an old version");
    assert_eq!(unit.post(&act("steps", "told"), &body(2, "知道了"), None).await.status, 200);
    assert_eq!(unit.post(&act("steps", "close"), &body(3, "已退回多收的材料"), None).await.status, 200);
    assert_eq!(
        unit.post(&act("steps", "publish"), &body(4, "已退回"), None).await.status,
        404,
        "no step of a department"
    );
    let shown = serde_json::json!({ "version": 4, "words": "已退回多收的材料", "shown": "多收了材料" });
    assert_eq!(unit.post(&act("rulings", "publish"), &shown, None).await.status, 403);
    let out = above.post(&act("rulings", "publish"), &shown, None).await;
    assert_eq!(out.status, 200, "{}", out.body);
    holds(&document, "post", "/api/reviews/{review}/rulings/{step}", &out);
    let last = above.get(&at).await.json();
    assert_eq!((last["published"].as_bool(), last["state"].as_str()), (Some(true), Some("closed")));
    assert!(unit.get("/api/reviews/handle").await.json()["reviews"].as_array().expect("a list").is_empty());
}

#[tokio::test]
async fn the_county_writes_its_own_rules_from_a_day_on() {
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/reviews/rules").await;
    assert!(page.status == 200 && page.text().contains("系统自带，现在用的"), "{}", page.text());
    let wrong = supervisor.send(&page, "/reviews/rules", &[("link_days", "0"), ("thanks_bad", "谢谢")]).await;
    let fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!((wrong.status, fields), (422, vec!["link_days".to_owned(), "thanks_bad".to_owned()]), "{}", wrong.body);
    assert_eq!(wrong.value("/reviews/rules", "link_days"), "0");
    let done = supervisor.send(&page, "/reviews/rules", &[("link_days", "60"), ("ask", "您满意吗")]).await;
    assert!(done.location().ends_with("?done=drafted"), "{} {}", done.status, done.body);
    let page = supervisor.get("/reviews/rules").await;
    assert!(page.text().contains("草稿要改的") && page.text().contains("链接几天内有效"), "{}", page.text());
    let preview = supervisor.get("/reviews/rules/preview").await;
    assert!(preview.text().contains("您满意吗") && preview.text().contains("这是预览"), "{}", preview.text());
    let early = supervisor.send(&page, "/reviews/rules/publish", &[("valid_from", "2020-01-01")]).await;
    assert_eq!((early.status, early.problems()[0].0.as_str()), (422, "valid_from"), "{}", early.body);
    let put = supervisor.send(&early, "/reviews/rules/publish", &[("valid_from", "2030-01-01")]).await;
    assert!(put.location().ends_with("?done=put"), "{} {}", put.status, put.body);
    let page = supervisor.get("/reviews/rules").await;
    assert!(page.text().contains("还没到启用日期") && page.text().contains("启用新规则"), "{}", page.text());
    assert!(supervisor.get("/reviews/rules?version=0").await.text().contains("系统自带"));
    assert_eq!(supervisor.get("/reviews/rules?version=9").await.status, 404);
    supervisor.send(&page, "/reviews/rules", &[("link_days", "90")]).await;
    let page = supervisor.get("/reviews/rules").await;
    let dropped = supervisor.send(&page, "/reviews/rules/drop", &[]).await;
    assert!(dropped.location().ends_with("?done=dropped"), "{} {}", dropped.status, dropped.body);
    let stale = supervisor.send(&page, "/reviews/rules", &[("link_days", "91")]).await;
    assert_eq!(stale.status, 409, "{}", stale.body);
    // A department reads them and changes nothing.
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let read = approver.get("/reviews/rules").await;
    assert!(read.status == 200 && !read.body.contains("<textarea"), "{}", read.body);
    let (above, unit) = (Program::signed_in(&county, "sunhong").await, Program::signed_in(&county, "liqiang").await);
    let document = document(&county).await;
    let rules = above.get("/api/reviews/rules").await;
    holds(&document, "get", "/api/reviews/rules", &rules);
    let json = rules.json();
    assert_eq!((json["in_use"]["version"].as_i64(), json["versions"].as_array().map(Vec::len)), (Some(0), Some(2)));
    let mut fields = json["versions"][0]["fields"].clone();
    let body = |fields: &serde_json::Value| serde_json::json!({ "version": json["version"], "fields": fields });
    assert_eq!(unit.post("/api/reviews/rules", &body(&fields), None).await.status, 403);
    let bare = above.post("/api/reviews/rules", &body(&serde_json::json!([])), None).await;
    assert_eq!(bare.status, 422, "{}", bare.body);
    holds(&document, "post", "/api/reviews/rules", &bare);
    let link = fields.as_array_mut().expect("a list").iter_mut().find(|f| f["name"] == "link_days").expect("is there");
    link["text"] = "45".into();
    let saved = above.post("/api/reviews/rules", &body(&fields), None).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    holds(&document, "post", "/api/reviews/rules", &saved);
    let day = |text: &str| serde_json::json!({ "version": saved.json()["version"], "valid_from": text });
    let early = above.post("/api/reviews/rules/publish", &day("昨天"), None).await;
    assert_eq!(early.status, 422, "{}", early.body);
    let put = above.post("/api/reviews/rules/publish", &day("2030-02-01"), None).await;
    assert_eq!((put.status, put.json()["version"].as_i64()), (200, Some(2)), "{}", put.body);
    holds(&document, "post", "/api/reviews/rules/publish", &put);
}

#[tokio::test]
async fn a_sign_is_looked_into_by_a_person() {
    let county = County::open();
    for n in 1..=12 {
        let (_, link) = finished_by(&county, n);
        let form = services::reviews::ReviewForm {
            code: link.rsplit('/').next().unwrap_or_default().to_owned(),
            stars: "5".into(),
            browser: "一部手机".into(),
            ..services::reviews::ReviewForm::default()
        };
        services::reviews::give(&county.bureau, &Desk::public("192.0.2.7"), &form, None).expect("given");
    }
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let list = supervisor.get("/reviews/signs").await;
    assert!(list.text().contains("没有待核实的刷评迹象"), "{}", list.text());
    let looked = supervisor.send(&list, "/reviews/signs/look", &[]).await;
    assert!(looked.location().ends_with("?done=looked"), "{} {}", looked.status, looked.body);
    let list = supervisor.get("/reviews/signs").await;
    assert!(list.text().contains("10 分钟内来了 12 条"), "{}", list.text());
    let above = Program::signed_in(&county, "sunhong").await;
    let document = document(&county).await;
    let told = above.get("/api/reviews/signs").await;
    assert_eq!(told.status, 200, "{}", told.body);
    holds(&document, "get", "/api/reviews/signs", &told);
    let burst = told.json()["signs"].as_array().expect("a list").iter().find(|s| s["kind"] == "burst").cloned();
    let id = burst.expect("twelve at once")["id"].as_str().expect("has an id").to_owned();
    let (at, api) = (format!("/reviews/signs/{id}"), format!("/api/reviews/signs/{id}"));
    let page = supervisor.get(&at).await;
    assert!(page.text().contains("集中办理的日子"), "the innocent explanation first: {}", page.text());
    let bare = supervisor.send(&page, &at, &[("ruling", "explained"), ("reason", " ")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "reason"), "{}", bare.body);
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let seen = approver.get(&at).await;
    assert!(seen.status == 200 && !seen.body.contains("name=\"ruling\""), "a department reads: {}", seen.body);
    let one = above.get(&api).await;
    assert_eq!((one.status, one.json()["evidence"].as_array().map(Vec::len)), (200, Some(12)), "{}", one.body);
    holds(&document, "get", "/api/reviews/signs/{sign}", &one);
    let body =
        |version: i64| serde_json::json!({ "version": version, "ruling": "explained", "reason": "年检集中办理" });
    let done = above.post(&api, &body(1), None).await;
    assert_eq!((done.status, done.json()["version"].as_i64()), (200, Some(2)), "{}", done.body);
    holds(&document, "post", "/api/reviews/signs/{sign}", &done);
    assert_eq!(above.post(&api, &body(1), None).await.status, 409);
    assert_eq!(above.post("/api/reviews/signs/78", &body(1), None).await.status, 404);
    let again = supervisor.send(&bare, &at, &[("ruling", "upheld"), ("reason", "查实")]).await;
    assert_eq!(again.status, 409, "{}", again.body);
    assert!(supervisor.get("/reviews/signs").await.text().contains("100%（1/1）"));
}
