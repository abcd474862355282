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
    let form = AcceptForm {
        item: FOOD,
        applicant: "organisation".into(),
        code: domain::base::Uscc::with_both_checks("9199010100000001").expect("sixteen characters").as_str().into(),
        name: "试算县第一商行".into(),
        contact: "张三丰".into(),
        phone: "13800000001".into(),
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
    let link = services::reviews::review_link(&county.bureau, &case).expect("can be rated");
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
