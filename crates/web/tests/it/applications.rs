//! Applications that the system above hands on (上级推送): taken once, seen at the window with their source, told back to that
//! system alone under its own numbers.

use domain::people::Scope;
use jiff::SignedDuration;
use serde_json::{Value, json};
use services::publication::{Carrier, Message};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::County,
    keys::secret,
};

/// Code of 食品经营许可.
const FOOD_CODE: &str = "11990101000000019X4990100101001";
const PENALTY_CODE: &str = "11990101000000019X4990200103001";
const COMPANY_CODE: &str = "11990101000000019X4990100102001";
const PATH: &str = "/api/applications";

fn sent(number: &str) -> Value {
    json!({
        "number": number, "item_code": FOOD_CODE, "applicant": "person", "code": "990101199003078578",
        "name": "张三丰", "phone": "13800138000", "submitted_at": "2026-11-19T09:30:00+08:00",
        "materials": [
            { "name": "食品经营许可申请书", "source": "self" }, { "name": "营业执照", "source": "shared" },
        ],
    })
}

fn upstream<'a>(county: &'a County, name: &str, more: &[Scope]) -> Program<'a> {
    let scopes: Vec<Scope> = [Scope::CasesPush].into_iter().chain(more.iter().copied()).collect();
    Program::with_token(county, &secret(county, name, &scopes, None))
}

async fn push(document: &Value, system: &Program<'_>, body: &Value) -> Answer {
    let answer = system.post(PATH, body, None).await;
    holds(document, "post", PATH, &answer);
    answer
}

#[tokio::test]
async fn it_is_taken_once_and_waits_for_the_window() {
    let county = County::open();
    let document = document(&county).await;
    let system = upstream(&county, "省统一受理平台", &[]);
    let first = push(&document, &system, &sent("SL-1")).await;
    assert_eq!(first.status, 201, "{}", first.body);
    // The clock of the county stands on 2026-11-20; the days run from the day it was handed in above.
    assert_eq!(first.json()["received_on"], "2026-11-19");
    assert_eq!(first.json()["notice_by"], "2026-11-26");
    county.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(push(&document, &system, &sent("SL-1")).await.json(), first.json(), "one number, one case");
    let mut other = sent("SL-1");
    other["name"] = json!("张四丰");
    let differs = push(&document, &system, &other).await;
    assert_eq!((differs.status, differs.json()["code"].as_str()), (409, Some("number_reused")));
    assert_eq!(differs.json()["errors"][0]["field"], "number");

    let number = first.json()["case_no"].as_str().expect("a number").to_owned();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let case = clerk.get(&format!("/api/cases/{number}")).await;
    holds(&document, "get", "/api/cases/{case}", &case);
    let case = case.json();
    assert_eq!((case["stage"].as_str(), case["channel"].as_str()), (Some("submitted"), Some("upstream")));
    assert_eq!((case["foreign_no"].as_str(), case["foreign_source"].as_str()), (Some("SL-1"), Some("省统一受理平台")));
    let event = &case["history"][0];
    assert_eq!((event["kind"].as_str(), event["source"].as_str()), (Some("case.pushed"), Some("imported")));
    assert_eq!(event["happened_at"], "2026-11-19T01:30:00Z");
    assert_ne!(event["entered_at"], event["happened_at"], "handed over later");
    assert_eq!(event["actor"], "省统一受理平台");
    assert_eq!(case["materials"][0]["received"], true);
    assert_eq!(case["materials"][1]["received"], false);

    let mut window = Browser::signed_in(&county, "zhangmin").await;
    let list = window.get("/cases").await;
    assert!(list.text().contains("来自省统一受理平台"), "{}", list.text());
    let page = window.get(&format!("/cases/{number}")).await;
    let text = page.text();
    assert!(text.contains("SL-1（省统一受理平台）") && text.contains("上级推送申请"), "{text}");
    let all = json!({ "version": 1, "materials": [0, 1] });
    assert_eq!(clerk.post(&format!("/api/cases/{number}/receive"), &all, None).await.status, 200);
    let seen = county.seen.lock().expect("no test panics while holding it");
    for (who, what, body) in seen.iter() {
        let found = ["990101199003078578", "13800138000"].into_iter().find(|whole| body.contains(whole));
        assert_eq!(found, None, "{who:?} {what:?}");
    }
    drop(seen);
    let findings = services::journal::verify(&county.bureau).expect("it runs").journal.findings;
    assert_eq!(findings, []);
}

#[tokio::test]
async fn answers_of_the_items_form_come_along() {
    let county = County::open();
    let document = document(&county).await;
    let system = upstream(&county, "省统一受理平台", &[]);
    let with = |answers: Value| {
        let mut body = sent("SL-7");
        body["answers"] = answers;
        body
    };
    let wrong = push(&document, &system, &with(json!({ "request": "开一家小吃店", "address": "村" }))).await;
    assert_eq!((wrong.status, wrong.json()["errors"][0]["field"].as_str()), (422, Some("answers.address")));
    let odd = push(&document, &system, &with(json!({ "request": { "a": 1 } }))).await;
    assert_eq!((odd.status, odd.json()["errors"][0]["field"].as_str()), (422, Some("answers.request")));
    let right = with(json!({ "request": "开一家小吃店", "address": "文澜路88号" }));
    let taken = push(&document, &system, &right).await;
    assert_eq!(taken.status, 201, "{}", taken.body);
    assert_eq!(push(&document, &system, &right).await.json(), taken.json(), "one number, one case");
    let number = taken.json()["case_no"].as_str().expect("a number").to_owned();
    let mut window = Browser::signed_in(&county, "zhangmin").await;
    let page = window.get(&format!("/cases/{number}")).await;
    assert!(page.text().contains("开一家小吃店") && !page.text().contains("文澜路88号"), "{}", page.text());
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let county = County::open();
    let document = document(&county).await;
    let system = upstream(&county, "省统一受理平台", &[]);
    let mut wrong = sent(" ");
    wrong["item_code"] = json!("7");
    wrong["code"] = json!("1");
    let answer = push(&document, &system, &wrong).await;
    let fields: Vec<String> = answer.json()["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|f| f["field"].as_str().map(str::to_owned))
        .collect();
    assert_eq!((answer.status, fields), (422, vec!["number".to_owned(), "item_code".to_owned(), "code".to_owned()]));
    let with = |field: &str, value: Value| {
        let mut body = sent("SL-2");
        body[field] = value;
        body
    };
    for (body, code, field) in [
        (with("submitted_at", json!("2026-11-21T09:30:00+08:00")), "day", "submitted_at"),
        (with("submitted_at", json!("2019-11-21T09:30:00+08:00")), "day", "submitted_at"),
        (with("submitted_at", json!("2026-11-19")), "fields", "submitted_at"),
        (with("applicant", json!("dog")), "fields", "applicant"),
        (with("item_code", json!("\u{0}@")), "fields", "item_code"),
        (with("item_code", json!(COMPANY_CODE)), "wrong_client", "applicant"),
        (with("item_code", json!(PENALTY_CODE)), "not_on_application", "item_code"),
        (with("materials", json!([{ "name": "房产证", "source": "self" }])), "fields", "materials"),
        (with("materials", json!([{ "name": "营业执照", "source": "found" }])), "fields", "materials"),
    ] {
        let mut body = body;
        if body["item_code"] != FOOD_CODE {
            // Those items list no materials.
            body["materials"] = json!([]);
        }
        let answer = push(&document, &system, &body).await;
        let told = answer.json();
        let seen = (answer.status, told["code"].as_str(), told["errors"][0]["field"].as_str());
        assert_eq!(seen, (422, Some(code), Some(field)), "{body}: {}", answer.body);
    }
    assert_eq!(push(&document, &system, &json!({})).await.status, 400);
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let by_hand = clerk.post(PATH, &sent("SL-3"), None).await;
    assert!(by_hand.status == 403 && by_hand.body.contains("接口密钥"), "{}", by_hand.body);
}

#[tokio::test]
async fn a_system_gets_its_own_back_and_nothing_of_others() {
    let county = County::open();
    let document = document(&county).await;
    let province = upstream(&county, "省统一受理平台", &[Scope::Webhooks]);
    let city = upstream(&county, "市统一受理平台", &[]);
    let number = push(&document, &province, &sent("SL/1")).await.json()["case_no"].clone();
    let number = number.as_str().expect("a number").to_owned();
    push(&document, &city, &sent("SL/1")).await;
    let opened = province
        .post("/api/subscriptions", &json!({ "name": "省平台", "target": "https://hook.example.gov.cn/e" }), None)
        .await;
    assert_eq!(opened.status, 201, "{}", opened.body);
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let asked = json!({ "version": 1, "items": [{ "material": 1 }] });
    assert_eq!(clerk.post(&format!("/api/cases/{number}/correct"), &asked, None).await.status, 200);
    services::journal::seal(&county.bureau).expect("events are sealed");

    let at = |number: &str| format!("{PATH}/{}", number.replace('/', "%2F"));
    let own = province.get(&at("SL/1")).await;
    holds(&document, "get", "/api/applications/{number}", &own);
    let told = own.json();
    assert_eq!((told["case_no"].as_str(), told["stage"].as_str()), (Some(number.as_str()), Some("correction_asked")));
    assert_eq!(told["correction"]["items"][0]["material"], 1);
    assert_ne!(city.get(&at("SL/1")).await.json()["case_no"], told["case_no"], "its own of the same number");
    assert_eq!(city.get(&at("SL/2")).await.status, 404);
    assert_eq!(province.get(&format!("/api/cases/{number}")).await.status, 403, "no cases at large");

    let feed = province.get(PATH).await;
    holds(&document, "get", PATH, &feed);
    let changes = feed.json()["changes"].as_array().cloned().unwrap_or_default();
    let kinds: Vec<&str> = changes.iter().filter_map(|c| c["kind"].as_str()).collect();
    assert_eq!(kinds, ["case.pushed", "case.correction_asked"]);
    assert!(changes.iter().all(|c| c["foreign_no"] == "SL/1" && c["case_no"] == number.as_str()));
    assert_eq!(province.get("/api/applications?after=x").await.status, 422);

    let got = Got::default();
    services::publication::deliver(&county.bureau, &got).expect("it runs");
    let bodies = got.0.lock().expect("nobody panics");
    let numbers: Vec<Value> = bodies.iter().map(|b| b["data"]["foreign_source"].clone()).collect();
    assert!(!numbers.is_empty() && numbers.iter().all(|s| s == "省统一受理平台"), "{numbers:?}");
}

/// Takes everything and keeps it.
#[derive(Default)]
struct Got(std::sync::Mutex<Vec<Value>>);

impl Carrier for Got {
    fn carry(&self, message: &Message) -> domain::publication::Outcome {
        let body = serde_json::from_str(&message.body).expect("JSON");
        self.0.lock().expect("nobody panics").push(body);
        domain::publication::Outcome::Answered(200)
    }
}
