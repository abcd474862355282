//! The watch over HTTP (电子监察): the board, a card from its dispute to the ruling, a public reason, an order from the
//! run to its closing, the rules, what anybody reads, and all of it for programs. No script runs here.

use domain::{cases::Channel, people::Desk};
use jiff::SignedDuration;
use serde_json::json;
use services::{
    cases::{AcceptForm, OwnRef, begin_draft, submit},
    oversight::watch::{RunForm, run},
};

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::{County, FOOD},
};

/// Ten days after a case was accepted that nobody took up: two red cards and an order are due.
async fn late() -> (County, String) {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let accepted = clerk.post("/api/cases", &wanted, None).await;
    let no = accepted.json()["case_no"].as_str().expect("a case is accepted").to_owned();
    county.clock.advance(SignedDuration::from_hours(10 * 24));
    (county, no)
}

fn ran(county: &County) {
    run(&county.bureau, &Desk::system("定时任务"), &RunForm::default()).expect("the watch runs");
}

/// The address of the card with these words on the list.
async fn card_of(browser: &mut Browser<'_>, query: &str) -> String {
    let page = browser.get(&format!("/oversight/cards?{query}")).await;
    let start = page.body.find("href=\"/oversight/cards/").expect("a card on the list") + 6;
    let rest = &page.body[start..];
    rest[..rest.find('"').expect("an address ends")].to_owned()
}

#[tokio::test]
async fn a_run_on_demand_says_first_what_it_would_do() {
    let (county, no) = late().await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/oversight/run").await;
    for words in ["这次会发红牌 2 张、黄牌 2 张、提醒 2 条，督办单 1 张", &no, "同一办件多张红牌"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(supervisor.get("/oversight/cards").await.text().contains("还没有发过牌"));
    let done = supervisor.send(&page, "/oversight/run", &[]).await;
    assert_eq!(done.location(), "/oversight/cards?done=ran");
    let list = supervisor.get(done.location()).await;
    assert!(list.text().contains("黄牌 2 张，红牌 2 张，1 件超期还没有公开原因"), "{}", list.text());
    assert!(supervisor.get("/oversight/run").await.text().contains("没有要做的"));
    let board = supervisor.get("/oversight").await;
    for words in ["在办 1 件，超期 1 件", "到期日历", "时间去哪了", "县市场监督管理局", &no] {
        assert!(board.text().contains(words), "{words}: {}", board.text());
    }
    let own = supervisor.get("/oversight/departments/1").await;
    assert!(own.text().contains("县市场监督管理局在办 1 件"));
    assert_eq!(supervisor.get("/oversight/departments/77").await.status, 404);
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get("/oversight").await.status, 403);
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(approver.get("/oversight/run").await.status, 403);
    assert!(approver.get("/cases").await.text().contains("监察 1 张督办单待答复，1 件超期没有公开原因"));
    assert!(!supervisor.get("/cases").await.body.contains("张三丰"));
}

#[tokio::test]
async fn a_card_is_explained_disputed_and_ruled_on() {
    let (county, _) = late().await;
    ran(&county);
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let at = card_of(&mut approver, "level=red&point=whole").await;
    let act = |name: &str| format!("{at}/{name}");
    let page = approver.get(&at).await;
    let named = approver.send(&page, &act("explain"), &[("reason", "张三丰没有来")]).await;
    assert_eq!((named.status, named.problems()[0].0.as_str()), (422, "reason"));
    assert_eq!(named.value(&act("explain"), "reason"), "张三丰没有来", "what was typed stays");
    let said = approver.send(&page, &act("explain"), &[("reason", "等待省级系统核验")]).await;
    assert_eq!(said.location(), format!("{at}?done=explained"));
    let stale = approver.send(&page, &act("dispute"), &[("dispute", "数据晚到")]).await;
    assert!(stale.status == 409 && stale.body.contains("数据晚到"), "{}", stale.text());

    let mut other = Browser::signed_in(&county, "zhaolei").await;
    assert_eq!(other.get(&at).await.status, 404, "another department's card");
    let page = approver.get(&at).await;
    let empty = approver.send(&page, &act("dispute"), &[("dispute", " ")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "dispute"));
    let disputed = approver.send(&page, &act("dispute"), &[("dispute", "省级系统晚回传")]).await;
    assert_eq!(disputed.location(), format!("{at}?done=disputed"));
    assert!(!approver.get(&at).await.body.contains("name=\"verdict\""), "who disputes does not rule");

    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    assert!(supervisor.get("/cases").await.text().contains("1 张牌有异议待裁定"));
    let page = supervisor.get(&at).await;
    assert!(page.text().contains("省级系统晚回传") && page.text().contains("等待省级系统核验"));
    let none = supervisor.send(&page, &act("rule"), &[("ruling", "查过")]).await;
    assert_eq!((none.status, none.problems()[0].0.as_str()), (422, "verdict"));
    let ruled = supervisor.send(&page, &act("rule"), &[("verdict", "annul"), ("ruling", "有回执")]).await;
    assert_eq!(ruled.location(), format!("{at}?done=annulled"));
    let page = supervisor.get(&at).await;
    for words in ["已撤销，不计数", "有回执", "省级系统晚回传"] {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(supervisor.get("/oversight/cards").await.text().contains("红牌 1 张"));
    assert!(supervisor.get("/oversight/cards?tab=annulled").await.body.contains(&at));
}

/// An application that came in over the net and that nobody answered in time.
async fn unanswered() -> County {
    let county = County::open();
    let form = AcceptForm {
        item: FOOD,
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        materials: vec![0, 1],
        ..AcceptForm::default()
    };
    let outside = Desk::public("网上");
    let begun = begin_draft(&county.bureau, &outside, (&form, Channel::Online), None).expect("a draft is begun");
    let at = OwnRef { case_no: begun.case_no, password: begun.query_password, version: begun.version };
    submit(&county.bureau, &outside, &at, None).expect("it is sent in");
    county.clock.advance(SignedDuration::from_hours(10 * 24));
    ran(&county);
    county
}

#[tokio::test]
async fn the_window_disputes_its_own_card_on_the_same_page_and_through_the_api() {
    let county = unanswered().await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert!(clerk.get("/cases").await.text().contains("张牌是近7天新发的"));
    let list = clerk.get("/oversight/cards?level=red").await;
    assert!(list.text().contains("综合窗口") && !list.body.contains("href=\"/oversight\""), "{}", list.text());
    let at = card_of(&mut clerk, "level=red&point=answer").await;
    let page = clerk.get(&at).await;
    let bare = clerk.send(&page, &format!("{at}/dispute"), &[("dispute", "当天已答复")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "evidence"));
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert!(!approver.get(&at).await.body.contains("name=\"dispute\""), "it is not the department's");
    let program = Program::signed_in(&county, "zhangmin").await;
    let document = document(&county).await;
    let api = format!("/api{at}");
    holds(&document, "get", "/api/oversight/cards/{card}", &program.get(&api).await);
    let odd = json!({"version": 1, "reason": "当天已答复", "evidence": null});
    let refused = program.post(&format!("{api}/dispute"), &odd, Some("a")).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("evidence_missing")), "{}", refused.body);
    let typed = [("dispute", "当天已答复"), ("evidence", "通话记录 0571")];
    let said = clerk.send(&page, &format!("{at}/dispute"), &typed).await;
    assert_eq!(said.location(), format!("{at}?done=disputed"), "{}", said.text());
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(&at).await;
    assert!(page.text().contains("凭据：通话记录 0571"), "{}", page.text());
    let ruled = supervisor.send(&page, &format!("{at}/rule"), &[("verdict", "annul"), ("ruling", "记录属实")]).await;
    assert_eq!(ruled.location(), format!("{at}?done=annulled"));
    assert_eq!(program.get(&api).await.json()["card"]["evidence"], json!("通话记录 0571"));
    assert!(supervisor.get("/oversight/cards?department=0&tab=annulled").await.body.contains(&at));
}

#[tokio::test]
async fn anybody_reads_why_and_nobody_reads_whose() {
    let (county, no) = late().await;
    ran(&county);
    let mut public = Browser::new(&county);
    let page = public.get("/oversight/notice").await;
    for words in ["食品经营许可", "县市场监督管理局", "还没有办结", "部门还没有说明原因"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.body.contains(&no) && !page.body.contains("张三丰"));
    assert!(public.get("/").await.body.contains("超期公示"));
    let none = public.get("/oversight/notice?department=2").await;
    assert!(none.text().contains("没有超期的办件"));
    assert_eq!(public.get("/oversight").await.status, 303, "the board asks who it is");
}

#[tokio::test]
async fn an_order_is_replied_to_and_closed_and_another_issued_by_hand() {
    let (county, no) = late().await;
    ran(&county);
    let at = "/oversight/orders/2026-1";
    let act = |name: &str| format!("{at}/{name}");
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert!(approver.get("/oversight/orders").await.text().contains("督办〔2026〕1号"));
    let page = approver.get(at).await;
    assert!(page.text().contains("责任部门分管负责人") && page.text().contains(&no), "{}", page.text());
    let empty = approver.send(&page, &act("reply"), &[("reply", "")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "reply"));
    let replied = approver.send(&page, &act("reply"), &[("reply", "12月1日办结，责任人李强")]).await;
    assert_eq!(replied.location(), format!("{at}?done=replied"));

    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(at).await;
    assert!(page.text().contains("12月1日办结，责任人李强"));
    let blank = supervisor.send(&page, &act("close"), &[("finding", " ")]).await;
    assert_eq!((blank.status, blank.problems()[0].0.as_str()), (422, "finding"));
    let closed = supervisor.send(&page, &act("close"), &[("finding", "确已办结")]).await;
    assert_eq!(closed.location(), format!("{at}?done=closed"));
    assert!(supervisor.get("/oversight/orders?tab=all").await.text().contains("已办结"));

    let form = supervisor.get(&format!("/oversight/orders/new?case={no}")).await;
    assert_eq!(form.value("/oversight/orders/new", "case_no"), no);
    let nowhere = [("case_no", "2026-1120-03-9999"), ("words", "今天办结")];
    let unknown = supervisor.send(&form, "/oversight/orders/new", &nowhere).await;
    assert_eq!((unknown.status, unknown.problems()[0].0.as_str()), (422, "case_no"));
    let typed = [("words", "今天办结")];
    let issued = supervisor.send(&form, "/oversight/orders/new", &typed).await;
    assert_eq!(issued.location(), "/oversight/orders/2026-2?done=issued");
    let page = supervisor.get("/oversight/orders/2026-2").await;
    let gone = supervisor.send(&page, "/oversight/orders/2026-2/withdraw", &[("withdrawal", "发错了")]).await;
    assert_eq!(gone.location(), "/oversight/orders/2026-2?done=withdrawn");
    assert_eq!(supervisor.get("/oversight/orders/2026-9").await.status, 404);
}

#[tokio::test]
async fn an_order_is_sent_back_handed_over_again_and_taken_along() {
    let (county, no) = late().await;
    ran(&county);
    let at = "/oversight/orders/2026-1";
    let act = |name: &str| format!("{at}/{name}");
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let page = approver.get(at).await;
    let empty = approver.send(&page, &act("send-back"), &[("return", " ")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "return"));
    let back = approver.send(&page, &act("send-back"), &[("return", "不是本部门的")]).await;
    assert_eq!(back.location(), format!("{at}?done=returned"));
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    assert!(supervisor.get("/cases").await.text().contains("1 张督办单被退回"));
    assert!(supervisor.get("/oversight/orders?tab=back").await.text().contains("督办〔2026〕1号"));
    let page = supervisor.get(at).await;
    assert!(page.text().contains("不是本部门的"));
    let blank = supervisor.send(&page, &act("insist"), &[("insist", "")]).await;
    assert_eq!((blank.status, blank.problems()[0].0.as_str()), (422, "insist"));
    let nobody = supervisor.send(&page, &act("insist"), &[("insist", "该他们办"), ("department", "77")]).await;
    assert_eq!((nobody.status, nobody.problems()[0].0.as_str()), (422, "department"));
    assert!(nobody.body.contains("该他们办"), "what was typed stays");
    let passed = supervisor.send(&page, &act("insist"), &[("insist", "该他们办"), ("department", "2")]).await;
    assert_eq!(passed.location(), format!("{at}?done=insisted"));
    assert_eq!(approver.get(at).await.status, 404, "it is another department's now");
    let mut other = Browser::signed_in(&county, "zhaolei").await;
    let page = other.get(at).await;
    for words in ["退回前的交办", "不是本部门的", "该他们办", "县市场监督管理局"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let back = other.send(&page, &act("send-back"), &[("return", "由市场监管局办理")]).await;
    assert_eq!(back.location(), format!("{at}?done=returned"));
    let page = supervisor.get(at).await;
    let again = supervisor.send(&page, &act("insist"), &[("insist", "清单里是你局"), ("department", "1")]).await;
    assert_eq!(again.location(), format!("{at}?done=insisted"));
    assert!(approver.get(at).await.body.contains("name=\"reply\""), "it waits for a reply again");
    for kind in ["docx", "pdf"] {
        let file = approver.get(&format!("{at}/order.{kind}")).await;
        assert_eq!(file.status, 200, "{kind}");
    }
    let case = supervisor.get(&format!("/cases/{no}")).await;
    assert!(case.text().contains("红牌 全程办结"), "{}", case.text());
}

#[tokio::test]
async fn the_rules_are_read_by_departments_and_changed_by_supervisors() {
    let county = County::open();
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let page = approver.get("/oversight/profile").await;
    assert!(page.text().contains("系统自带") && page.text().contains("接件 1 个工作日"), "{}", page.text());
    assert!(!page.body.contains("保存新规则"));
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/oversight/profile").await;
    let wrong = supervisor.send(&page, "/oversight/profile", &[("yellow_left", "5")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "yellow_left"));
    let typed = [("reminder_left", "３"), ("yellow_left", "2"), ("source", "县政府办〔2026〕8号")];
    let saved = supervisor.send(&page, "/oversight/profile", &typed).await;
    assert_eq!(saved.location(), "/oversight/profile?done=profile", "{}", saved.text());
    let page = approver.get("/oversight/profile").await;
    for words in ["第 1 版", "还剩 2 个工作日", "县政府办〔2026〕8号"] {
        assert!(page.text().contains(words), "{words}");
    }
}

#[tokio::test]
async fn programs_read_and_people_act_through_the_api() {
    let (county, no) = late().await;
    let document = document(&county).await;
    let supervisor = Program::signed_in(&county, "sunhong").await;
    let dry = supervisor.post("/api/oversight/run", &json!({"dry_run": true}), None).await;
    assert_eq!((dry.status, &dry.json()["orders"][0]["case_no"]), (200, &json!(no)), "{}", dry.body);
    holds(&document, "post", "/api/oversight/run", &dry);
    let future = supervisor.post("/api/oversight/run", &json!({"on": "2026-12-31"}), None).await;
    assert_eq!((future.status, future.json()["code"].as_str()), (422, Some("future_day")), "{}", future.body);
    assert_eq!(supervisor.post("/api/oversight/run", &json!({}), None).await.status, 200);
    for (path, query) in [
        ("/api/oversight", "?department=1"),
        ("/api/oversight/time", "?days=5"),
        ("/api/oversight/cards", "?level=red&point=whole"),
        ("/api/oversight/orders", ""),
        ("/api/oversight/notice", ""),
    ] {
        let answer = supervisor.get(&format!("{path}{query}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        holds(&document, "get", path, &answer);
        assert!(!answer.body.contains("张三丰"), "{path}");
    }
    let order = supervisor.get("/api/oversight/orders/2026-1").await;
    holds(&document, "get", "/api/oversight/orders/{order}", &order);
    assert_eq!(supervisor.get("/api/oversight/cards?tab=odd").await.status, 422);
    let cards = supervisor.get("/api/oversight/cards?level=red&point=whole").await.json();
    let at = format!("/api/oversight/cards/{}", cards["cards"][0]["id"].as_str().expect("an id"));
    holds(&document, "get", "/api/oversight/cards/{card}", &supervisor.get(&at).await);

    let approver = Program::signed_in(&county, "liqiang").await;
    let say = json!({"version": 1, "reason": "等待省级系统"});
    let said = approver.post(&format!("{at}/explain"), &say, Some("a")).await;
    assert_eq!((said.status, &said.json()["version"]), (200, &json!(2)), "{}", said.body);
    holds(&document, "post", "/api/oversight/cards/{card}/explain", &said);
    let doubt = json!({"version": 2, "reason": "数据晚到"});
    assert_eq!(approver.post(&format!("{at}/dispute"), &doubt, Some("b")).await.status, 200);
    let ruling = json!({"version": 3, "verdict": "uphold", "reason": "确实超期"});
    assert_eq!(approver.post(&format!("{at}/rule"), &ruling, Some("c")).await.status, 403);
    let odd = json!({"version": 3, "verdict": "maybe", "reason": "确实超期"});
    assert_eq!(supervisor.post(&format!("{at}/rule"), &odd, Some("d")).await.status, 422);
    assert_eq!(supervisor.post(&format!("{at}/rule"), &ruling, Some("e")).await.status, 200);
    let step = json!({"version": 1, "text": "明天办结"});
    assert_eq!(approver.post("/api/oversight/orders/2026-1/reply", &step, Some("f")).await.status, 200);
    let close = json!({"version": 2, "text": "确已办结"});
    assert_eq!(supervisor.post("/api/oversight/orders/2026-1/close", &close, Some("g")).await.status, 200);
    let more = json!({"case_no": no, "words": "再查"});
    let issued = supervisor.post("/api/oversight/orders", &more, Some("h")).await;
    assert_eq!((issued.status, &issued.json()["slug"]), (201, &json!("2026-2")), "{}", issued.body);
    holds(&document, "post", "/api/oversight/orders", &issued);
    let document_of = |answer: &_| holds(&document, "post", "/api/oversight/orders/{order}/send-back", answer);
    let doubt = json!({"version": 1, "text": "不是本部门的"});
    let back = approver.post("/api/oversight/orders/2026-2/send-back", &doubt, Some("j")).await;
    assert_eq!((back.status, &back.json()["version"]), (200, &json!(2)), "{}", back.body);
    document_of(&back);
    let nobody = json!({"version": 2, "text": "该他们办", "department_id": "自然资源局"});
    let refused = supervisor.post("/api/oversight/orders/2026-2/insist", &nobody, Some("l")).await;
    assert_eq!(refused.json()["code"].as_str(), Some("no_such_department"), "{}", refused.body);
    let firm = json!({"version": 2, "text": "清单里是你局", "department_id": null});
    let again = supervisor.post("/api/oversight/orders/2026-2/insist", &firm, Some("k")).await;
    assert_eq!((again.status, &again.json()["version"]), (200, &json!(3)), "{}", again.body);
    holds(&document, "post", "/api/oversight/orders/{order}/insist", &again);
    let gone = json!({"version": 3, "text": "发错了"});
    assert_eq!(supervisor.post("/api/oversight/orders/2026-2/withdraw", &gone, Some("i")).await.status, 200);
}
