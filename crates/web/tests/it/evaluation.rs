//! Scores over HTTP (评价得分): computing and opening them, rows and disputes, the index as a plain form with its weights,
//! what follows, who may see what, and the same through the API.

use domain::{
    base::{Uscc, shanghai_midnight},
    people::Desk,
};
use jiff::{SignedDuration, civil::date};
use serde_json::{Value, json};
use services::cases::{AcceptForm, CompleteForm, DecideForm, accept, complete, decide};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{County, FOOD, PASSWORD},
};

fn desk(county: &County, login: &str) -> Desk {
    let ticket = services::people::sign_in(&county.bureau, login, PASSWORD, "测试").expect("signs in");
    Desk::of(ticket.staff, "测试")
}

/// November: so many cases accepted on the 20th, finished far too late; in December the month can be computed.
fn lived(many: u32, late: bool) -> County {
    let county = County::open();
    let mut numbers = Vec::new();
    for n in 0..many {
        let code = Uscc::with_both_checks(&format!("91990101{n:08}")).expect("sixteen characters");
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
        numbers.push(accept(&county.bureau, &desk(&county, "zhangmin"), &form, None).expect("accepted").case_no);
    }
    if late {
        county.clock.set(shanghai_midnight(date(2026, 12, 28)) + SignedDuration::from_hours(9));
    }
    for (n, no) in numbers.into_iter().enumerate() {
        let form = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
        decide(&county.bureau, &desk(&county, "liqiang"), &form, None).expect("decided");
        let form =
            CompleteForm { case_no: no, version: 2, result_name: "许可证".into(), result_no: format!("证{n}") };
        complete(&county.bureau, &desk(&county, "liqiang"), &form, None).expect("completed");
    }
    let then = if late { date(2027, 1, 20) } else { date(2026, 12, 20) };
    county.clock.set(shanghai_midnight(then) + SignedDuration::from_hours(9));
    county
}

async fn computed(supervisor: &mut Browser<'_>, period: &str) -> Answer {
    let page = supervisor.get("/evaluation").await;
    let done = supervisor.send(&page, "/evaluation", &[("compute", period)]).await;
    assert_eq!(done.location(), format!("/evaluation?period={period}&done=computed"), "{}", done.text());
    supervisor.get(done.location()).await
}

/// The address of the first link that begins so.
fn link(page: &Answer, start: &str) -> String {
    let at = page.body.find(&format!("href=\"{start}")).unwrap_or_else(|| panic!("{start} in {}", page.body));
    let rest = &page.body[at + 6..];
    rest[..rest.find('"').expect("a closed attribute")].replace("&amp;", "&").replace("&#38;", "&")
}

#[tokio::test]
async fn a_period_is_computed_and_each_score_opens_down_to_its_rows() {
    let county = lived(12, false);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let empty = supervisor.get("/evaluation").await;
    assert!(empty.text().contains("还没有计算过得分"), "{}", empty.text());
    for (typed, words) in [("昨天", "周期请写成"), ("2026-12", "还没有结束"), ("2020-01", "没有任何数据")]
    {
        let wrong = supervisor.send(&empty, "/evaluation", &[("compute", typed)]).await;
        assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "compute"), "{typed}");
        assert!(wrong.text().contains(words), "{words} in {}", wrong.text());
    }
    let list = computed(&mut supervisor, "2026-11").await;
    assert!(list.text().contains("已计算") && list.body.contains("ranking-bar"), "{}", list.body);
    let score = supervisor.get(&link(&list, "/evaluation/score")).await;
    let text = score.text();
    assert!(text.contains("按时办结率") && text.contains("100.0%（12 条）") && text.contains("没有数据"), "{text}");
    assert!(score.body.contains("efficiency.on_time"), "the leaf leads to its rows");
    let at = link(&score, "/evaluation/rows").replace("attitude.calls", "efficiency.on_time");
    let rows = supervisor.get(&at).await;
    assert!(
        rows.text().contains("食品经营许可") && !rows.body.contains("提异议"),
        "not the reader's own: {}",
        rows.text()
    );
    let sheet = supervisor.get(&link(&list, "/evaluation/ranking.xlsx")).await;
    assert!(sheet.status == 200 && sheet.body.as_bytes().starts_with(b"PK"));
    for missing in ["/evaluation/score", "/evaluation/score?run=1&kind=department&key=1", "/evaluation/rows?run=x"] {
        assert_eq!(supervisor.get(missing).await.status, 404, "{missing}");
    }
    assert_eq!(supervisor.get("/evaluation?period=x").await.status, 422);
    // Who may see what.
    let score_at = link(&list, "/evaluation/score");
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get("/evaluation").await.status, 403);
    assert_eq!(clerk.get(&score_at).await.status, 403);
    let own = clerk.get("/evaluation/own").await;
    let mine = clerk.get(&link(&own, "/evaluation/score")).await;
    assert!(mine.status == 200 && mine.text().contains("当日受理率"), "{}", mine.text());
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(approver.get(&score_at).await.status, 200, "the own department");
    assert_eq!(approver.get("/evaluation?kind=person").await.status, 403);
    let mut other = Browser::signed_in(&county, "zhaolei").await;
    assert_eq!(other.get(&score_at).await.status, 403, "another department");
    assert_eq!(other.get("/evaluation").await.status, 200);
}

#[tokio::test]
async fn a_row_is_disputed_and_ruled_on_through_plain_forms() {
    let county = lived(12, true);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    computed(&mut supervisor, "2026-12").await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let own = approver.get("/evaluation/own").await;
    let score = approver.get(&link(&own, "/evaluation/score")).await;
    let at = link(&score, "/evaluation/rows").split("&leaf=").next().map(|s| format!("{s}&leaf=efficiency.on_time"));
    let rows = approver.get(&at.expect("an address")).await;
    assert!(rows.text().contains("否") && rows.text().contains("提异议"), "{}", rows.text());
    let bare = approver.send(&rows, "/evaluation/disputes", &[("reason", " ")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "reason-1"), "{}", bare.text());
    let done = approver.send(&bare, "/evaluation/disputes", &[("reason", "系统停机")]).await;
    assert!(done.location().ends_with("done=disputed"), "{} {}", done.location(), done.text());
    assert!(approver.get(done.location()).await.text().contains("有异议，待裁定"));
    let foreign = supervisor.get("/evaluation/disputes").await;
    assert!(foreign.text().contains("1 个异议待裁定") && foreign.text().contains("系统停机"), "{}", foreign.text());
    let action = link_action(&foreign);
    let bare = supervisor.send(&foreign, &action, &[("verdict", "uphold"), ("reason", "")]).await;
    assert_eq!(bare.status, 422);
    let ruled = supervisor.send(&bare, &action, &[("verdict", "uphold"), ("reason", "属实")]).await;
    assert_eq!(ruled.location(), "/evaluation/disputes?done=ruled", "{}", ruled.text());
    services::evaluation::run_evaluations(&county.bureau, services::measures::SOURCES).expect("computed again");
    let own = approver.get("/evaluation/own").await;
    assert!(own.text().contains("异议成立") && own.text().contains("属实"), "{}", own.text());
    let list = supervisor.get("/evaluation?period=2026-12").await;
    assert!(list.text().contains("第 2 次计算") && list.text().contains("第 1 次计算"), "{}", list.text());
    assert_eq!(approver.get("/evaluation/disputes").await.status, 403);
}

/// The action of the first form that rules on a dispute.
fn link_action(page: &Answer) -> String {
    let at = page.body.find("action=\"/evaluation/disputes/").expect("a form");
    let rest = &page.body[at + 8..];
    rest[..rest.find('"').expect("closed")].to_owned()
}

#[tokio::test]
async fn the_index_is_edited_weighed_tried_and_published() {
    let county = lived(12, true);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    computed(&mut supervisor, "2026-12").await;
    let index = "/evaluation/index";
    let form = supervisor.get(index).await;
    assert!(!form.body.contains("/evaluation/index/publish"), "nothing to publish");
    let wrong = supervisor.send(&form, index, &[("weight-0", "很多")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "weight-0"));
    assert_eq!(wrong.value(index, "weight-0"), "很多", "what was typed stays");
    let gone = supervisor.send(&form, index, &[("key-0", "")]).await;
    assert_eq!(gone.status, 422, "its children stand under nothing");
    let saved =
        supervisor.send(&form, index, &[("weight-0", "３０"), ("order_below", "70"), ("order_covered", "10")]).await;
    assert_eq!(saved.location(), "/evaluation/index?done=saved", "{}", saved.text());
    assert_eq!(supervisor.send(&form, index, &[("weight-0", "31")]).await.status, 409, "an old page");
    let weights = supervisor.get("/evaluation/index/weights").await;
    let (at, circle) = ("/evaluation/index/weights", [("pair-0", "5"), ("pair-1", "1/5"), ("pair-2", "5")]);
    let tried = supervisor.send(&weights, at, &[&circle[..], &[("act", "try")]].concat()).await;
    assert!(
        tried.status == 200 && tried.text().contains("前后矛盾") && tried.text().contains("先改"),
        "{}",
        tried.text()
    );
    let kept = supervisor.send(&tried, at, &[&circle[..], &[("act", "pairwise")]].concat()).await;
    assert_eq!(kept.status, 422);
    let typed = [("pair-0", "3"), ("pair-1", "5"), ("pair-2", "2"), ("act", "pairwise")];
    let kept = supervisor.send(&tried, at, &typed).await;
    assert!(kept.location().contains("done=weighed"), "{}", kept.text());
    let weights = supervisor.get(at).await;
    assert!(weights.text().contains("64.83%") && weights.text().contains("来自两两比较"), "{}", weights.text());
    let then = supervisor.get("/evaluation/index/what-if").await;
    assert!(then.status == 200 && then.text().contains("县市场监督管理局"), "{}", then.text());
    let form = supervisor.get(index).await;
    let published = supervisor.send(&form, "/evaluation/index/publish", &[]).await;
    assert_eq!(published.location(), "/evaluation/index?done=published", "{}", published.text());
    assert!(supervisor.get(index).await.text().contains("第 1 版"));
    // Whoever is measured reads it, and sets nothing.
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let read = approver.get(index).await;
    assert!(read.status == 200 && !read.body.contains("<textarea") && read.text().contains("按时办结率"));
    assert_eq!(approver.send(&form, index, &[]).await.status, 403);
    assert_eq!(approver.get("/evaluation/index/weights").await.status, 403);
    // What follows: the line of 70 with a tenth of the weight is enough for an order.
    computed(&mut supervisor, "2026-12").await;
    let follow = supervisor.get("/evaluation/follow").await;
    assert!(follow.text().contains("1 个部门要开整改单"), "{}", follow.text());
    let ordered = supervisor.send(&follow, "/evaluation/orders", &[]).await;
    assert!(ordered.location().ends_with("done=ordered"), "{}", ordered.text());
    let order = approver.get("/rectification/2026-1").await;
    let order = if order.status == 200 { order } else { approver.get("/rectification/2027-1").await };
    assert!(order.text().contains("评价得分") && order.text().contains("低于 70.00 分"), "{}", order.text());
    let follow = supervisor.get("/evaluation/follow").await;
    let bare = supervisor.send(&follow, "/evaluation/talks", &[("talk", " ")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "talk"));
    let talked = supervisor.send(&bare, "/evaluation/talks", &[("talk", "约定下月复查")]).await;
    assert!(talked.location().ends_with("done=talked"), "{}", talked.text());
    let bare = supervisor.send(&follow, "/evaluation/bulletins", &[("title", "")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "title"));
    let typed = [("title", "十二月通报"), ("text", "请对照整改。")];
    supervisor.send(&bare, "/evaluation/bulletins", &typed).await;
    let follow = supervisor.get("/evaluation/follow").await;
    for (ending, start) in [("docx", &b"PK"[..]), ("pdf", &b"%PDF"[..])] {
        let at = link(&follow, "/evaluation/bulletins/").replace("bulletin.docx", &format!("bulletin.{ending}"));
        let file = supervisor.get(&at).await;
        assert!(file.status == 200 && file.body.as_bytes().starts_with(start), "{ending}");
    }
}

#[tokio::test]
async fn programs_read_scores() {
    let county = lived(12, false);
    let document = document(&county).await;
    let reader = Program::signed_in(&county, "sunhong").await;
    let none = reader.get("/api/evaluation").await;
    holds(&document, "get", "/api/evaluation", &none);
    assert_eq!((&none.json()["period"], &none.json()["lines"]), (&Value::Null, &json!([])));
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    computed(&mut supervisor, "2026-11").await;
    let list = reader.get("/api/evaluation?period=2026-11").await;
    holds(&document, "get", "/api/evaluation", &list);
    let body = list.json();
    assert_eq!((&body["kind"], &body["lines"][0]["place"]), (&json!("department"), &json!(1)));
    let run = body["run"].as_str().expect("a run");
    let score = reader.get(&format!("/api/evaluation/score?run={run}&kind=department&key=1")).await;
    holds(&document, "get", "/api/evaluation/score", &score);
    assert_eq!(score.json()["points"], body["lines"][0]["points"]);
    let wrong = reader.get("/api/evaluation?period=x").await;
    holds(&document, "get", "/api/evaluation", &wrong);
    assert_eq!(wrong.status, 422);
    let missing = reader.get("/api/evaluation/score?run=1").await;
    holds(&document, "get", "/api/evaluation/score", &missing);
    assert_eq!(missing.status, 404);
    assert_eq!(Program::signed_in(&county, "zhangmin").await.get("/api/evaluation").await.status, 403);
}
