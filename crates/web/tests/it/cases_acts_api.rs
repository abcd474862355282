//! Every act of the desks for programs (办件操作接口): each refusal with its code and its field, each answer as described.

use domain::catalogue::CaseKind;
use serde_json::{Value, json};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Program},
    county::{County, FOOD},
};

fn application() -> Value {
    json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    })
}

/// Status, code, and the fields to mend.
fn told(answer: &Answer) -> (u16, String, Vec<String>) {
    let body = answer.json();
    let fields = body["errors"].as_array().cloned().unwrap_or_default();
    let name = |f: &Value| f["field"].as_str().unwrap_or_default().to_owned();
    (answer.status, body["code"].as_str().unwrap_or_default().to_owned(), fields.iter().map(name).collect())
}

fn refused(code: &str, field: &str) -> (u16, String, Vec<String>) {
    (422, code.to_owned(), vec![field.to_owned()])
}

/// One case, asked by several programs; every answer is held against the description.
struct Walk<'a> {
    document: Value,
    number: String,
    clerk: Program<'a>,
    approver: Program<'a>,
}

impl Walk<'_> {
    async fn act(&self, who: &Program<'_>, act: &str, body: &Value, key: Option<&str>) -> Answer {
        let answer = who.post(&format!("/api/cases/{}/{act}", self.number), body, key).await;
        holds(&self.document, "post", &format!("/api/cases/{{case}}/{act}"), &answer);
        answer
    }

    /// Done: the next version.
    async fn done(&self, who: &Program<'_>, act: &str, body: Value) -> i64 {
        let answer = self.act(who, act, &body, None).await;
        assert_eq!(answer.status, 200, "{act} {body}: {}", answer.body);
        answer.json()["version"].as_i64().expect("a version")
    }

    async fn case(&self) -> Value {
        self.clerk.get(&format!("/api/cases/{}", self.number)).await.json()
    }
}

async fn walk(county: &County) -> Walk<'_> {
    Walk {
        document: document(county).await,
        number: String::new(),
        clerk: Program::signed_in(county, "zhangmin").await,
        approver: Program::signed_in(county, "liqiang").await,
    }
}

#[tokio::test]
async fn from_what_is_missing_to_the_end() {
    let county = County::open();
    let mut on = walk(&county).await;
    let mut lacking = application();
    lacking["materials"] = json!([0]);
    let asked = json!({ "application": lacking, "items": [{ "what": "申请书没有签字" }] });
    let taken = on.clerk.post("/api/cases/correct", &asked, Some("k")).await;
    holds(&on.document, "post", "/api/cases/correct", &taken);
    assert_eq!(taken.status, 201, "{}", taken.body);
    assert_eq!(on.clerk.post("/api/cases/correct", &asked, Some("k")).await.json(), taken.json(), "one key, one case");
    let late = json!({ "application": application(), "until": "2026-13-01" });
    assert_eq!(told(&on.clerk.post("/api/cases/correct", &late, None).await), refused("day", "until"));
    on.number = taken.json()["case_no"].as_str().expect("a number").to_owned();
    let case = on.case().await;
    assert_eq!((case["stage"].as_str(), case["version"].as_i64()), (Some("correction_asked"), Some(3)));
    assert_eq!(case["correction"]["items"][0]["material"].as_i64(), Some(1), "what did not come is named by itself");

    let clerk = &on.clerk;
    let empty = json!({ "version": 3, "materials": [] });
    assert_eq!(told(&on.act(clerk, "supply", &empty, None).await), refused("correction_incomplete", "materials"));
    assert_eq!(on.done(clerk, "supply", json!({ "version": 3, "materials": [1] })).await, 4);
    let again = json!({ "version": 4, "items": [{ "material": 0 }] });
    assert_eq!(on.act(clerk, "correct", &again, None).await.json()["code"], "correction_twice");
    let few = json!({ "version": 4, "materials": [0] });
    assert_eq!(told(&on.act(clerk, "receive", &few, None).await), refused("materials_missing", "materials"));
    let all = json!({ "version": 4, "materials": [0, 1] });
    let received = on.act(clerk, "receive", &all, Some("r")).await;
    assert_eq!((received.status, received.json()["version"].as_i64()), (200, Some(5)));
    assert_eq!(on.act(clerk, "receive", &all, Some("r")).await.json(), received.json(), "one key, one effect");
    let stale = on.act(clerk, "receive", &all, None).await;
    assert_eq!((stale.status, stale.json()["code"].as_str()), (409, Some("stale")));
    let detail = stale.json()["detail"].as_str().unwrap_or_default().to_owned();
    assert!(detail.contains("张敏") && detail.contains("受理") && detail.contains("第 5 版"), "{detail}");
    let none = json!({ "version": 5, "materials": [0] });
    assert_eq!(told(&on.act(clerk, "bring", &none, None).await), refused("not_owed", "materials"));
    let withdrawn = json!({ "version": 5, "how": "withdrawn" });
    assert_eq!(on.done(clerk, "end", withdrawn).await, 6);
    let case = on.case().await;
    assert_eq!((case["stage"].as_str(), case["ending"]["how"].as_str()), (Some("withdrawn"), Some("withdrawn")));
}

#[tokio::test]
async fn the_department_reviews_stops_and_extends() {
    let county = County::open();
    let mut on = walk(&county).await;
    let accepted = on.clerk.post("/api/cases", &application(), None).await;
    on.number = accepted.json()["case_no"].as_str().expect("a number").to_owned();
    let due = accepted.json()["due_on"].clone();
    let approver = &on.approver;
    assert_eq!(on.act(&on.clerk, "take-up", &json!({ "version": 1 }), None).await.status, 403, "not the window's");
    assert_eq!(on.done(approver, "take-up", json!({ "version": 1 })).await, 2);
    let wrong = |note: &str| json!({ "version": 2, "found": [{ "material": 1, "fits": false, "note": note }] });
    assert_eq!(told(&on.act(approver, "examine", &wrong(" "), None).await), refused("why_missing", "found"));
    assert_eq!(on.done(approver, "examine", wrong("没有比例尺")).await, 3);
    let material = on.case().await["materials"][1].clone();
    assert_eq!((material["fits"].as_bool(), material["note"].as_str()), (Some(false), Some("没有比例尺")));

    let stop = |changes: Value| {
        let mut body = json!({
            "version": 3, "rest": "special", "procedure": "专家评审", "notice_no": "特告1号", "until": "2026-12-10",
        });
        for (name, value) in changes.as_object().expect("an object") {
            body[name] = value.clone();
        }
        body
    };
    for (changes, code, field) in [
        (json!({ "rest": "sleep" }), "fields", "rest"),
        (json!({ "procedure": " " }), "notice_missing", "notice_no"),
        (json!({ "notice_no": "" }), "notice_missing", "notice_no"),
        (json!({ "until": "2026-11-01" }), "day", "until"),
        (json!({ "until": "soon" }), "day", "until"),
        (json!({ "rest": "hold", "reason": "" }), "why_missing", "reason"),
    ] {
        let body = stop(changes);
        assert_eq!(told(&on.act(approver, "suspend", &body, None).await), refused(code, field), "{body}");
    }
    assert_eq!(on.done(approver, "suspend", stop(json!({}))).await, 4);
    assert_eq!(on.case().await["stage"], "suspended");
    assert_eq!(on.done(approver, "resume", json!({ "version": 4 })).await, 5);

    let more = |workdays: i64, rank: &str, reason: &str| json!({ "version": 5, "workdays": workdays, "rank": rank, "approver": "王局长", "reason": reason });
    for (body, code, field) in [
        (more(99, "agency_head", "复杂"), "extension_too_long", "workdays"),
        (more(-1, "agency_head", "复杂"), "extension_too_long", "workdays"),
        (more(5, "king", "复杂"), "fields", "rank"),
        (more(5, "agency_head", ""), "why_missing", "reason"),
    ] {
        assert_eq!(told(&on.act(approver, "extend", &body, None).await), refused(code, field), "{body}");
    }
    assert_eq!(on.done(approver, "extend", more(5, "agency_head", "复杂")).await, 6);
    assert_ne!(on.case().await["due_on"], due, "later than before");
    let kept = json!({ "version": 6, "kept": true });
    assert_eq!(on.act(approver, "check", &kept, None).await.json()["code"], "wrong_stage");
    for (body, code, field) in [
        (json!({ "version": 6, "how": "correction_lapsed" }), "fields", "how"),
        (json!({ "version": 6, "how": "voided" }), "why_missing", "reason"),
        (json!({ "version": 6, "how": "referred_upward", "reason": "由市里决定" }), "day", "body"),
    ] {
        assert_eq!(told(&on.act(approver, "end", &body, None).await), refused(code, field), "{body}");
    }
    let up = json!({ "version": 6, "how": "referred_upward", "reason": "由市里决定", "body": "市市场监督管理局" });
    assert_eq!(on.act(&on.clerk, "end", &up, None).await.status, 403, "the use case asks for the right of each end");
    assert_eq!(on.done(approver, "end", up).await, 7);
}

#[tokio::test]
async fn several_are_granted_each_by_itself() {
    let county = County::open();
    let on = walk(&county).await;
    let mut seen = Vec::new();
    for version in [1, 9] {
        let accepted = on.clerk.post("/api/cases", &application(), None).await;
        seen.push(json!({ "case_no": accepted.json()["case_no"], "version": version }));
    }
    // A null character, which no database keeps, is left out.
    let body = json!({ "cases": seen, "opinion": "符合\u{0}条件" });
    let done = on.approver.post("/api/cases/decide", &body, Some("k")).await;
    holds(&on.document, "post", "/api/cases/decide", &done);
    let decided = done.json()["decided"].clone();
    assert_eq!((decided[0]["version"].as_i64(), decided[0]["problem"].is_null()), (Some(2), true));
    assert!(decided[1]["version"].is_null() && decided[1]["problem"].as_str().is_some_and(|p| !p.is_empty()));
    let granted = on.approver.get(&format!("/api/cases/{}", seen[0]["case_no"].as_str().unwrap_or_default())).await;
    assert_eq!(granted.json()["decision"]["opinion"], "符合条件");
    let twenty_one = json!({ "cases": vec![seen[0].clone(); 21] });
    for many in [json!({ "cases": [] }), twenty_one] {
        let answer = on.approver.post("/api/cases/decide", &many, None).await;
        holds(&on.document, "post", "/api/cases/decide", &answer);
        assert_eq!(told(&answer), refused("fields", "cases"));
    }
    assert_eq!(on.clerk.post("/api/cases/decide", &body, None).await.status, 403);
}

#[tokio::test]
async fn on_the_spot_only_where_the_guide_says_so() {
    let county = County::open();
    let instant = 9_100_000_000_000_009;
    let mut content = testkit::content("11990101000000019X4990100109001", "食品经营备案", 1);
    content.case_kind = Some(CaseKind::Instant);
    testkit::seed_item(&county.db.db, &testkit::item(instant, content));
    let on = walk(&county).await;
    let wanted = |item: i64, name: &str| {
        let mut application = application();
        application["item"] = json!(item.to_string());
        json!({ "application": application, "result_name": name, "result_no": "BA-1" })
    };
    let ask = async |body: Value| {
        let answer = on.clerk.post("/api/cases/instant", &body, None).await;
        holds(&on.document, "post", "/api/cases/instant", &answer);
        answer
    };
    assert_eq!(told(&ask(wanted(FOOD, "备案凭证")).await), refused("not_instant", "item"));
    assert_eq!(told(&ask(wanted(7, "备案凭证")).await), refused("item_unknown", "item"));
    assert_eq!(told(&ask(wanted(instant, " ")).await), refused("result_name_missing", "result_name"));
    let done = ask(wanted(instant, "备案凭证")).await;
    assert_eq!(done.status, 201, "{}", done.body);
    let number = done.json()["case_no"].as_str().expect("a number").to_owned();
    let case = on.clerk.get(&format!("/api/cases/{number}")).await.json();
    assert_eq!((case["stage"].as_str(), case["result"]["result_no"].as_str()), (Some("completed"), Some("BA-1")));
}

#[tokio::test]
async fn a_form_put_aside_is_its_own_desks_alone() {
    let county = County::open();
    let on = walk(&county).await;
    let mut half = application();
    half["name"] = json!("");
    let parked = on.clerk.post("/api/cases/parked", &half, Some("p")).await;
    holds(&on.document, "post", "/api/cases/parked", &parked);
    let id = parked.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(on.clerk.post("/api/cases/parked", &half, Some("p")).await.json(), parked.json(), "one key, one form");
    let list = on.clerk.get("/api/cases/parked").await;
    holds(&on.document, "get", "/api/cases/parked", &list);
    assert_eq!(list.json()["parked"].as_array().map(Vec::len), Some(1));
    let at = format!("/api/cases/parked/{id}");
    let form = on.clerk.get(&at).await;
    holds(&on.document, "get", "/api/cases/parked/{parked}", &form);
    assert_eq!((form.json()["materials"].clone(), form.json()["name"].as_str()), (json!([0, 1]), Some("")));
    assert_eq!(on.approver.get(&at).await.status, 403);
    let dropped = on.clerk.post(&format!("{at}/drop"), &json!({}), None).await;
    holds(&on.document, "post", "/api/cases/parked/{parked}/drop", &dropped);
    assert_eq!((dropped.status, on.clerk.get(&at).await.status), (204, 404));
}
