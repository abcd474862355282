//! The register over HTTP (整改台账): from the order to its closing through the forms, a batch through the API, double
//! clicks, who sees what, the papers and the spreadsheet.

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use jiff::SignedDuration;
use papers::catalogue::read_table;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::County,
};

const PUBLICATION: &str = "gap/provincial_publication_rate";
const FIRST: &str = "/rectification/2026-1";

/// A county with items of department 2 that the province does not have.
fn county(many: i64) -> County {
    let county = County::open();
    county.add_unpublished(many);
    county
}

fn code(n: i64) -> String {
    format!("{n:033}")
}

/// The province takes an item.
fn publish(county: &County, n: i64) {
    let id = 9_200_000_000_000_000 + n;
    let sql = format!("UPDATE item_version SET published = 1 WHERE item_id = {id}");
    county.db.db.write(move |tx| tx.run(&sql, &[])).expect("an item can be changed");
}

fn act(name: &str) -> String {
    format!("{FIRST}/{name}")
}

/// Opens one order through the form.
async fn issue(browser: &mut Browser<'_>, n: i64) -> Answer {
    let page =
        browser.get(&format!("/rectification/new?source=gap%2Fprovincial_publication_rate&subject={}", code(n))).await;
    let typed = [("source", PUBLICATION), ("requirement", "报省里发布")];
    browser.send(&page, "/rectification/new", &typed).await
}

#[tokio::test]
async fn issued_answered_returned_answered_closed() {
    let county = county(1);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let issued = issue(&mut supervisor, 0).await;
    assert_eq!(issued.location(), format!("{FIRST}?done=issued"));
    let page = supervisor.get(issued.location()).await;
    for words in
        ["整改〔2026〕1号", "已交办", "报省里发布", "县人力资源和社会保障局", "12月11日（周五）", "还剩 15 个工作日"]
    {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(!page.body.contains("name=\"answer\""), "who checks does not answer");

    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    let page = approver.get(FIRST).await;
    let empty = approver.send(&page, &act("answer"), &[("answer", " ")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "answer"));
    let answered = approver.send(&page, &act("answer"), &[("answer", "已报省数据局")]).await;
    assert_eq!(answered.location(), format!("{FIRST}?done=answered"));
    let page = approver.get(FIRST).await;
    assert!(page.text().contains("等督查核验") && !page.body.contains("name=\"verdict\""));

    let page = supervisor.get(FIRST).await;
    assert!(page.text().contains("已报省数据局") && page.text().contains("还没有达标"));
    let none = supervisor.send(&page, &act("check"), &[("finding", "看过")]).await;
    assert_eq!((none.status, none.problems()[0].0.as_str()), (422, "verdict"));
    assert_eq!(none.value(&act("check"), "finding"), "看过", "what was typed stays");
    let early = supervisor.send(&page, &act("check"), &[("verdict", "met")]).await;
    assert_eq!(early.status, 422);
    assert_eq!(early.problems()[0], ("verdict".into(), "还没有达标，请退回，或选“不能整改”并写明原因".into()));
    let bare = supervisor.send(&page, &act("check"), &[("verdict", "unattainable"), ("finding", "")]).await;
    assert_eq!(bare.problems()[0], ("finding".into(), "请填写不能整改的原因和依据".into()));
    let back = [("verdict", "return"), ("finding", "平台上查不到"), ("due_on", "2026年12月18日")];
    let returned = supervisor.send(&page, &act("check"), &back).await;
    assert_eq!(returned.location(), format!("{FIRST}?done=returned"));

    let page = approver.get(FIRST).await;
    assert!(page.text().contains("平台上查不到") && page.text().contains("12月18日（周五）"));
    publish(&county, 0);
    assert_eq!(approver.send(&page, &act("answer"), &[("answer", "省里已发布")]).await.status, 303);
    let page = supervisor.get(FIRST).await;
    assert!(page.text().contains("已达标"));
    let wrong = supervisor.send(&page, &act("check"), &[("verdict", "unattainable"), ("finding", "不行")]).await;
    assert_eq!(wrong.problems()[0], ("verdict".into(), "现在已经达标，请改选“已整改”".into()));
    let closed = supervisor.send(&page, &act("check"), &[("verdict", "met")]).await;
    assert_eq!(closed.location(), format!("{FIRST}?done=closed"));
    let page = supervisor.get(FIRST).await;
    for words in ["已销号", "省里已发布", "不用等", "退回", "平台上查不到"] {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(!page.body.contains("name=\"reason\"") && !page.body.contains("name=\"verdict\""));
    assert!(supervisor.get("/rectification").await.text().contains("整改单全部销号"));
    assert!(supervisor.get("/rectification?tab=closed").await.text().contains("整改〔2026〕1号"));
}

#[tokio::test]
async fn a_double_click_opens_one_order_and_a_second_is_refused_by_name() {
    let county = county(2);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(&format!("/rectification/new?subject={}", code(0))).await;
    let typed = [("source", PUBLICATION), ("requirement", "报省里发布")];
    let first = editor.send(&page, "/rectification/new", &typed).await;
    let again = editor.send(&page, "/rectification/new", &typed).await;
    assert_eq!(first.location(), again.location());
    assert!(editor.get("/rectification").await.text().contains("整改还有 1 件未销号，没有超期"));
    let second = issue(&mut editor, 0).await;
    assert_eq!(second.status, 422);
    assert_eq!(second.problems(), [("subject".to_owned(), "“未发布事项0”已有整改〔2026〕1号，还没有销号".to_owned())]);
    assert_eq!(second.value("/rectification/new", "requirement"), "报省里发布");
}

#[tokio::test]
async fn a_new_order_says_all_that_is_to_be_mended() {
    let county = county(1);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/rectification/new").await;
    assert_eq!(page.value("/rectification/new", "due_on"), "2026-12-11", "15 working days");
    let typed = [("subject", "B99"), ("requirement", ""), ("due_on", "明天"), ("source", "rumour")];
    let told = supervisor.send(&page, "/rectification/new", &typed).await;
    let fields: Vec<String> = told.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        (told.status, fields),
        (422, ["source", "subject", "requirement", "due_on"].map(str::to_owned).to_vec())
    );
    // What is met already is not ordered; what a supervisor found is judged by a supervisor.
    publish(&county, 0);
    let met = issue(&mut supervisor, 0).await;
    assert_eq!(met.problems()[0], ("subject".into(), "“未发布事项0”在省级平台发布占比里已经达标，不用交办".into()));
    let subject = code(0);
    let typed = [
        ("source", "supervision"),
        ("subject", subject.as_str()),
        ("requirement", "补办事指南"),
        ("due_on", "2026.12.1"),
    ];
    assert_eq!(supervisor.send(&page, "/rectification/new", &typed).await.location(), format!("{FIRST}?done=issued"));
    let late = [("source", "supervision"), ("subject", "990101"), ("kind", "division"), ("requirement", "挂牌")];
    let nowhere = supervisor.send(&page, "/rectification/new", &late).await;
    assert_eq!(nowhere.problems()[0].1, "没有代码是“990101”的乡镇或村，请到站点名册核对");
}

/// Eleven rows in one go, as a program sends them.
fn eleven() -> Value {
    let rows: Vec<Value> =
        (0..11).map(|n| json!({ "source": PUBLICATION, "kind": "item", "subject": code(n) })).collect();
    json!({ "orders": rows, "due_on": "2026-12-11", "requirement": "月底前发布" })
}

#[tokio::test]
async fn a_batch_of_eleven_is_listed_printed_and_exported() {
    let county = county(12);
    let program = Program::signed_in(&county, "sunhong").await;
    let issued = program.post("/api/rectification", &eleven(), Some("k-1")).await;
    assert_eq!(issued.status, 201, "{}", issued.body);
    let batch = issued.json()["batch"].as_str().expect("a batch").to_owned();
    assert_eq!(program.post("/api/rectification", &eleven(), Some("k-1")).await.json(), issued.json());
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let list = supervisor.get(&format!("/rectification?batch={batch}&done=issued")).await;
    let text = list.text();
    assert!(text.contains("整改还有 11 件未销号，没有超期"));
    assert!(text.contains("已交办 11 件，整改〔2026〕1号至整改〔2026〕11号"), "{text}");
    let print = supervisor.get(&format!("/rectification/print?batch={batch}")).await;
    assert!(print.text().contains("整改交办单：1 个单位，11 件"));
    assert_eq!(print.page().all("tbody").count(), 1);
    let printed = print.page().all("tr").count();
    assert_eq!(printed, 12, "a head and eleven lines");
    let sheet = download(&county, &supervisor, "/rectification/register.xlsx?tab=all").await;
    let table = read_table(&sheet, "register.xlsx").expect("reads back");
    assert_eq!(table.rows.len(), 11);
    assert_eq!(
        table.rows[10].cells[..6],
        ["整改〔2026〕11号", "指标差距", "省级平台发布占比", "事项", "未发布事项10", "县人力资源和社会保障局"]
    );
    let mut one_more = eleven();
    one_more["orders"]
        .as_array_mut()
        .expect("rows")
        .push(json!({ "source": PUBLICATION, "kind": "item", "subject": code(11) }));
    let told = program.post("/api/rectification", &one_more, None).await;
    assert_eq!((told.status, told.json()["code"].as_str()), (422, Some("already_open")), "{}", told.body);
    assert_eq!(program.get("/api/rectification").await.json()["counts"]["issued"], 11, "all or none");
}

async fn download(county: &County, browser: &Browser<'_>, address: &str) -> Vec<u8> {
    let cookies: Vec<String> = browser.cookies().iter().map(|(n, v)| format!("{n}={v}")).collect();
    let request = Request::get(address).header(header::COOKIE, cookies.join("; ")).body(Body::empty());
    let answer = county.router.clone().oneshot(request.expect("a well-formed request")).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    to_bytes(answer.into_body(), usize::MAX).await.expect("a body in memory").to_vec()
}

#[tokio::test]
async fn a_department_sees_its_own_and_nobody_else_does_its_part() {
    let county = county(1);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    issue(&mut supervisor, 0).await;
    let mut own = Browser::signed_in(&county, "zhaolei").await;
    assert!(own.get("/rectification").await.text().contains("未发布事项0"));
    let mut other = Browser::signed_in(&county, "liqiang").await;
    let list = other.get("/rectification?tab=all").await;
    assert!(list.text().contains("还没有整改单") && !list.text().contains("未发布事项0"));
    assert_eq!(other.get(FIRST).await.status, 404);
    assert_eq!(other.get("/rectification/print?order=2026-1").await.status, 404);
    assert!(!other.get("/rectification/print").await.text().contains("未发布事项0"));
    let csrf = other.get("/cases").await.value("/sign-out", "csrf");
    let forged = [("csrf", csrf.as_str()), ("idempotency_key", "k"), ("expected_version", "1"), ("answer", "做了")];
    let forged: Vec<(String, String)> = forged.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_eq!(other.post(&act("answer"), &forged).await.status, 404);
    assert_eq!(other.post(&act("check"), &forged).await.status, 403);
    assert_eq!(other.get("/rectification/new").await.status, 403);
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get("/rectification").await.status, 403);
    assert!(!clerk.get("/cases").await.text().contains("整改"));
    let mut public = Browser::new(&county);
    assert!(public.get(FIRST).await.location().starts_with("/sign-in?next="));
}

#[tokio::test]
async fn a_slower_colleague_keeps_the_words_and_a_mistake_is_withdrawn() {
    let county = county(1);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    issue(&mut supervisor, 0).await;
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let (page, late) = (approver.get(FIRST).await, editor.get(FIRST).await);
    assert!(!late.body.contains("name=\"reason\""), "only whoever issued it, or checks, takes it back");
    approver.send(&page, &act("answer"), &[("answer", "已报省数据局")]).await;
    let told = editor.send(&late, &act("answer"), &[("answer", "我也写了一份")]).await;
    assert_eq!(told.status, 409);
    assert!(told.text().contains("赵磊 刚才已办：答复") && told.text().contains("我也写了一份"), "{}", told.text());
    let page = supervisor.get(FIRST).await;
    let bare = supervisor.send(&page, &act("withdraw"), &[]).await;
    assert_eq!(bare.problems()[0], ("reason".into(), "请填写撤回的原因".into()));
    let gone = supervisor.send(&page, &act("withdraw"), &[("reason", "选错事项")]).await;
    assert_eq!(gone.location(), format!("{FIRST}?done=withdrawn"));
    let page = supervisor.get(FIRST).await;
    assert!(page.text().contains("已撤回") && page.text().contains("选错事项"));
    assert_eq!(
        issue(&mut supervisor, 0).await.location(),
        "/rectification/2026-2?done=issued",
        "the number is not used again"
    );
}

#[tokio::test]
async fn the_day_says_what_comes_due() {
    let county = county(2);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    issue(&mut supervisor, 0).await;
    issue(&mut supervisor, 1).await;
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    let page = approver.get("/rectification/2026-2").await;
    approver.send(&page, "/rectification/2026-2/answer", &[("answer", "已报")]).await;
    assert!(!approver.get("/cases").await.text().contains("整改单"));
    assert!(supervisor.get("/cases").await.text().contains("整改单 1 件答复待核验"));
    county.clock.advance(SignedDuration::from_hours(24 * 18));
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    assert!(approver.get("/cases").await.text().contains("整改单 1 件快到期"));
    county.clock.advance(SignedDuration::from_hours(24 * 10));
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    assert!(approver.get("/cases").await.text().contains("整改单 1 件超期"));
    let list = approver.get("/rectification?tab=overdue").await;
    assert!(
        list.text().contains("整改还有 2 件未销号，其中 1 件超期") && list.text().contains("超期 5 个工作日"),
        "{}",
        list.text()
    );
}

#[tokio::test]
async fn programs_walk_the_same_way_as_described() {
    let county = county(1);
    let document = document(&county).await;
    let (supervisor, approver) =
        (Program::signed_in(&county, "sunhong").await, Program::signed_in(&county, "zhaolei").await);
    let check = |method: &str, path: &str, answer: &Answer| holds(&document, method, path, answer);
    let rows = json!([{ "source": PUBLICATION, "kind": "item", "subject": code(0), "requirement": "发布" }]);
    let body = json!({ "orders": rows, "due_on": "2026-12-11" });
    for body in [&json!({ "orders": [], "due_on": "2026-12-11" }), &json!({ "orders": [], "due_on": "x" }), &json!({})]
    {
        check("post", "/api/rectification", &supervisor.post("/api/rectification", body, None).await);
    }
    let odd = json!({ "orders": [{ "source": "x", "kind": "item", "subject": "B99" }], "due_on": "2026-12-11" });
    let told = supervisor.post("/api/rectification", &odd, None).await;
    check("post", "/api/rectification", &told);
    assert_eq!(told.json()["errors"][1]["detail"], "第 1 行：没有编码是“B99”的事项，请到事项库核对");
    let issued = supervisor.post("/api/rectification", &body, None).await;
    check("post", "/api/rectification", &issued);
    assert_eq!((issued.status, issued.json()["batch"].is_null()), (201, true));
    let at = |act: &str| format!("/api/rectification/2026-1/{act}");
    let acts = [
        ("answer", &approver, json!({ "version": 1, "answer": "已报" })),
        (
            "check",
            &supervisor,
            json!({ "version": 2, "verdict": "return", "finding": "查不到", "due_on": "2026-12-18" }),
        ),
        ("answer", &approver, json!({ "version": 3, "answer": "又报" })),
        ("check", &supervisor, json!({ "version": 4, "verdict": "unattainable", "finding": "法定到场" })),
    ];
    for (act, who, body) in acts {
        let path = format!("/api/rectification/{{order}}/{act}");
        check("post", &path, &who.post(&at(act), &json!({}), None).await);
        let key = format!("k-{}", body["version"]);
        let done = who.post(&at(act), &body, Some(&key)).await;
        assert_eq!(done.status, 200, "{act}: {}", done.body);
        check("post", &path, &done);
        assert_eq!(who.post(&at(act), &body, Some(&key)).await.json(), done.json(), "one key, one step");
        let view = who.get("/api/rectification/2026-1").await;
        check("get", "/api/rectification/{order}", &view);
        let list = who.get("/api/rectification?tab=all&limit=1").await;
        check("get", "/api/rectification", &list);
        assert_eq!(list.json()["orders"][0]["slug"], "2026-1");
    }
    let view = supervisor.get("/api/rectification/2026-1").await.json();
    assert_eq!((&view["ending"], &view["line"]["stage"]), (&json!("unattainable"), &json!("closed")));
    let neither = supervisor.post(&at("check"), &json!({ "version": 5, "verdict": "perhaps" }), None).await;
    assert_eq!((neither.status, neither.json()["errors"][0]["field"].as_str()), (422, Some("verdict")));
    let over = supervisor.post(&at("withdraw"), &json!({ "version": 5, "reason": "错" }), None).await;
    assert_eq!((over.status, over.json()["code"].as_str()), (422, Some("wrong_stage")));
    check("post", "/api/rectification/{order}/withdraw", &over);
    check("get", "/api/rectification", &supervisor.get("/api/rectification?tab=x").await);
    check("get", "/api/rectification/{order}", &supervisor.get("/api/rectification/2026-9").await);
}
