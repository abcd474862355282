//! Follow-up calls over HTTP (电话回访): the desk as plain forms, numbers, what is to be mended, clues that others are not
//! shown, results with their bulletin, the plan, and the same through the API.

use domain::{
    base::{Uscc, shanghai_midnight},
    people::Desk,
};
use jiff::{SignedDuration, civil::date};
use serde_json::json;
use services::{
    cases::{AcceptForm, CompleteForm, DecideForm, accept, complete, decide},
    followup::{line_up_second_calls, run_draws},
};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{County, FOOD, PASSWORD},
};

fn desk(county: &County, login: &str) -> Desk {
    let ticket = services::people::sign_in(&county.bureau, login, PASSWORD, "测试").expect("signs in");
    Desk::of(ticket.staff, "测试")
}

/// So many enterprises had a case finished in week 47; it is Monday at nine, and the week is drawn.
fn drawn(many: u32) -> County {
    let county = County::open();
    run_draws(&county.bureau).expect("a seed is promised");
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
        let no = accept(&county.bureau, &desk(&county, "zhangmin"), &form, None).expect("accepted").case_no;
        let form = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
        decide(&county.bureau, &desk(&county, "liqiang"), &form, None).expect("decided");
        let form =
            CompleteForm { case_no: no, version: 2, result_name: "许可证".into(), result_no: format!("证{n}") };
        complete(&county.bureau, &desk(&county, "liqiang"), &form, None).expect("completed");
    }
    county.clock.set(shanghai_midnight(date(2026, 11, 23)) + SignedDuration::from_hours(9));
    run_draws(&county.bureau).expect("the week is drawn");
    county
}

/// The next case: its page and its address.
async fn next(browser: &mut Browser<'_>) -> (Answer, String) {
    let home = browser.get("/followup").await;
    let to = browser.send(&home, "/followup/next", &[]).await.location().to_owned();
    let page = browser.get(&to).await;
    (page, to.split('?').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_caller_works_through_plain_forms() {
    let county = drawn(3);
    let mut caller = Browser::signed_in(&county, "huifang").await;
    assert!(caller.get("/followup").await.text().contains("3 件可以打"));
    let (page, at) = next(&mut caller).await;
    assert!(page.text().contains("138****") && page.text().contains("食品经营许可"), "{}", page.text());
    assert!(!page.body.contains("tel:138"), "the number is masked until it is asked for");
    let shown = caller.send(&page, &format!("{at}/number#number"), &[]).await;
    assert_eq!(shown.status, 200);
    assert!(shown.body.contains("href=\"tel:138") && shown.text().contains("已记录"), "{}", shown.body);
    let again = caller.get(&at).await;
    assert!(!again.body.contains("tel:138"), "shown once, to whoever asked");
    // Reached, and nothing answered: the sentence stands at the field, what was typed stays.
    let record = format!("{at}/record");
    let wrong = caller.send(&page, &record, &[("outcome", "1"), ("attitude", "5"), ("note", "要排队")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "overall"), "{}", wrong.body);
    assert_eq!((wrong.value(&record, "note"), wrong.value(&record, "attitude")), ("要排队".into(), "5".into()));
    let low = [("outcome", "1"), ("overall", "2"), ("attitude", "1"), ("note", "要排队")];
    let done = caller.send(&wrong, &record, &low).await;
    assert!(done.location().ends_with("?done=ordered"), "{}", done.location());
    let twice = caller.send(&wrong, &record, &low).await;
    assert_eq!(twice.status, 303, "the same form has one effect");
    let (page, at) = next(&mut caller).await;
    let skip = format!("{at}/skip");
    let bare = caller.send(&page, &skip, &[("reason", "deceased"), ("skip_note", " ")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "skip_note"));
    let skipped = caller.send(&bare, &skip, &[("skip_note", "家属告知")]).await;
    assert!(skipped.location().contains("done=skipped"), "{}", skipped.location());
    let (page, at) = next(&mut caller).await;
    let none = caller.send(&page, &format!("{at}/record"), &[("outcome", "2")]).await;
    assert_eq!(none.location(), "/followup?done=again-last");
    assert!(caller.get(none.location()).await.text().contains("现在没有别的电话要打"));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get("/followup").await.status, 403);
    assert_eq!(clerk.get(&at).await.status, 403);
}

#[tokio::test]
async fn an_order_waits_for_its_second_call() {
    let county = drawn(1);
    let mut caller = Browser::signed_in(&county, "huifang").await;
    let (page, at) = next(&mut caller).await;
    caller.send(&page, &format!("{at}/record"), &[("outcome", "1"), ("overall", "1")]).await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let order = approver.get("/rectification/2026-1").await;
    assert!(order.text().contains("电话回访") && order.text().contains("总体评价非常不满意"), "{}", order.text());
    approver.send(&order, "/rectification/2026-1/answer", &[("answer", "已上门说明")]).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let order = supervisor.get("/rectification/2026-1").await;
    assert!(order.text().contains("还没有二次回访"), "{}", order.text());
    line_up_second_calls(&county.bureau).expect("lined up");
    let (page, at) = next(&mut caller).await;
    assert!(page.text().contains("二次回访"));
    caller.send(&page, &format!("{at}/record"), &[("outcome", "1"), ("overall", "4")]).await;
    let order = supervisor.get("/rectification/2026-1").await;
    assert!(order.text().contains("二次回访：满意"), "{}", order.text());
    let typed = [("verdict", "met"), ("finding", "已核实")];
    let closed = supervisor.send(&order, "/rectification/2026-1/check", &typed).await;
    assert_eq!(closed.location(), "/rectification/2026-1?done=closed");
}

#[tokio::test]
async fn a_clue_is_shown_to_those_who_take_it_alone() {
    let county = drawn(2);
    let mut caller = Browser::signed_in(&county, "huifang").await;
    let (page, at) = next(&mut caller).await;
    let typed = [("outcome", "1"), ("overall", "4"), ("integrity", "1"), ("note", "金丝雀送礼")];
    caller.send(&page, &format!("{at}/record"), &typed).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let results = "/followup/results?period=2026-W47";
    for page in [caller.get(&at).await, supervisor.get(&at).await, supervisor.get(results).await] {
        assert!(page.text().contains("1 条限制查看") && !page.body.contains("金丝雀"), "{}", page.text());
    }
    assert_eq!(supervisor.get("/followup/clues").await.status, 403);
    let mut discipline = Browser::signed_in(&county, "jijian").await;
    let list = discipline.get("/followup/clues").await;
    assert!(list.text().contains("1 条线索待移交") && list.text().contains("金丝雀送礼"), "{}", list.text());
    let action = format!("/followup/clues/{}", at.rsplit('/').next().unwrap_or_default());
    let bare = discipline.send(&list, &action, &[]).await;
    assert_eq!(bare.status, 422);
    assert!(bare.problems()[0].0.starts_with("receipt-"), "{:?}", bare.problems());
    let done = discipline.send(&list, &action, &[("receipt", "县纪委监委 回执7号")]).await;
    assert_eq!(done.location(), "/followup/clues?done=handed");
    assert!(discipline.get(done.location()).await.text().contains("线索都已移交"));
}

#[tokio::test]
async fn results_draws_bulletins_and_the_plan() {
    let county = drawn(6);
    let mut caller = Browser::signed_in(&county, "huifang").await;
    for _ in 0..5 {
        let (page, at) = next(&mut caller).await;
        let typed = [("outcome", "1"), ("overall", "5"), ("efficiency", "4"), ("note", "要排队")];
        caller.send(&page, &format!("{at}/record"), &typed).await;
    }
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/followup/results?period=2026-W47").await;
    let text = page.text();
    for words in ["接通5件，均表示满意", "5件全部满意：真实不满意率仍可能到", "还有1件没打完", "排队"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("100%") && !text.contains("100.0%"), "{text}");
    assert!(page.body.contains("interval-dot"));
    assert_eq!(supervisor.get("/followup/results?period=昨天").await.status, 422);
    for (ending, start) in [("docx", &b"PK"[..]), ("pdf", &b"%PDF"[..])] {
        let file = supervisor.get(&format!("/followup/bulletins/2026-W47/bulletin.{ending}")).await;
        assert_eq!(file.status, 200, "{ending}");
        assert!(file.body.as_bytes().starts_with(start), "{ending}");
    }
    let draw = supervisor.get("/followup/draws/2026-W47").await;
    assert!(draw.text().contains("6 件里抽了 6 件，复核一致"), "{}", draw.text());
    assert_eq!(supervisor.get("/followup/draws/2026-W46").await.status, 200);
    assert_eq!(supervisor.get("/followup/draws/2020-W01").await.status, 404);
    let form = supervisor.get("/followup/plan").await;
    let wrong = supervisor.send(&form, "/followup/plan", &[("most_tries", "三次")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "most_tries"));
    let saved = supervisor.send(&form, "/followup/plan", &[("most_tries", "５")]).await;
    assert_eq!(saved.location(), "/followup/plan?done=plan");
    assert_eq!(supervisor.get("/followup/plan").await.value("/followup/plan", "most_tries"), "5");
    let stale = supervisor.send(&form, "/followup/plan", &[("most_tries", "6")]).await;
    assert_eq!(stale.status, 409);
    assert_eq!(caller.send(&form, "/followup/plan", &[]).await.status, 403);
}

#[tokio::test]
async fn programs_read_draws_and_results() {
    let county = drawn(2);
    let document = document(&county).await;
    let reader = Program::signed_in(&county, "sunhong").await;
    let draw = reader.get("/api/followup/draws/2026-W47").await;
    holds(&document, "get", "/api/followup/draws/{week}", &draw);
    let body = draw.json();
    assert_eq!((&body["verified"], &body["in_time"], &body["sample"]), (&json!(true), &json!(true), &json!(2)));
    let missing = reader.get("/api/followup/draws/2020-W01").await;
    holds(&document, "get", "/api/followup/draws/{week}", &missing);
    let results = reader.get("/api/followup/results?period=2026-W47").await;
    holds(&document, "get", "/api/followup/results", &results);
    assert_eq!(results.json()["whole"]["waiting"], 2);
    let wrong = reader.get("/api/followup/results?period=x").await;
    holds(&document, "get", "/api/followup/results", &wrong);
    assert_eq!(wrong.status, 422);
    assert_eq!(Program::signed_in(&county, "zhangmin").await.get("/api/followup/results").await.status, 403);
}
