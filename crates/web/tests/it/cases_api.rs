//! The same acts for programs (办件接口): stable codes, text ids, one case for one key.

use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser, Program},
    county::{COMPANY, County, FOOD, PENALTY},
};

const ID: &str = "990101199003078578";

fn wanted() -> Value {
    json!({
        "item": FOOD.to_string(), "applicant": "person", "code": ID, "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    })
}

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_whole_walk() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let accepted = clerk.post("/api/cases", &wanted(), Some("k-1")).await;
    assert_eq!(accepted.status, 201, "{}", accepted.body);
    let first = accepted.json();
    assert_eq!((first["due_on"].as_str(), first["provisional"].as_bool()), (Some("2026-11-27"), Some(false)));
    assert_eq!(clerk.post("/api/cases", &wanted(), Some("k-1")).await.json(), first, "one key, one case");
    let mut other = wanted();
    other["name"] = json!("张四丰");
    assert_eq!(code(&clerk.post("/api/cases", &other, Some("k-1")).await), (409, "key_reused".into()));
    let list = clerk.get("/api/cases").await.json();
    assert_eq!(list["cases"].as_array().map(Vec::len), Some(1));
    assert_eq!((list["counts"]["accepted"].as_u64(), list["next"].is_null()), (Some(1), true));

    let number = first["case_no"].as_str().expect("a number").to_owned();
    let at = |act: &str| format!("/api/cases/{number}/{act}");
    let approver = Program::signed_in(&county, "liqiang").await;
    let case = approver.get(&format!("/api/cases/{number}")).await.json();
    assert_eq!(case["item"]["id"].as_str(), Some(FOOD.to_string().as_str()), "ids are text");
    assert_eq!(case["applicant"]["code"].as_str(), Some("990101********8578"));
    assert_eq!(case["stage"].as_str(), Some("accepted"));

    let deny = json!({ "version": 1, "outcome": "deny" });
    assert_eq!(code(&approver.post(&at("decide"), &deny, None).await), (422, "reason_missing".into()));
    let neither = json!({ "version": 1, "outcome": "perhaps" });
    assert_eq!(code(&approver.post(&at("decide"), &neither, None).await), (422, "fields".into()));
    let grant = json!({ "version": 1, "outcome": "grant" });
    assert_eq!(code(&clerk.post(&at("decide"), &grant, None).await), (403, "forbidden".into()));
    let decided = approver.post(&at("decide"), &grant, None).await;
    assert_eq!((decided.status, decided.json()["version"].as_i64()), (200, Some(2)));
    assert_eq!(code(&approver.post(&at("decide"), &grant, None).await), (409, "stale".into()));

    let bare = json!({ "version": 2, "result_name": "食品经营许可证" });
    assert_eq!(code(&approver.post(&at("complete"), &bare, None).await), (422, "result_number_missing".into()));
    let early = json!({ "version": 2, "way": "window", "receiver": "张三丰" });
    assert_eq!(code(&clerk.post(&at("deliver"), &early, None).await), (422, "wrong_stage".into()));
    let complete = json!({ "version": 2, "result_name": "食品经营许可证", "result_no": "JY-1" });
    assert_eq!(approver.post(&at("complete"), &complete, None).await.status, 200);
    let nobody = json!({ "version": 3, "way": "window", "receiver": " " });
    assert_eq!(code(&clerk.post(&at("deliver"), &nobody, None).await), (422, "receiver_missing".into()));
    let both = json!({ "version": 3, "way": "window", "receiver": "李四", "by_applicant": true });
    assert_eq!(code(&clerk.post(&at("deliver"), &both, None).await), (422, "fields".into()));
    let deliver = json!({ "version": 3, "way": "window", "by_applicant": true });
    assert_eq!(clerk.post(&at("deliver"), &deliver, None).await.status, 200);
    let case = clerk.get(&format!("/api/cases/{number}")).await.json();
    assert_eq!(case["delivery"]["receiver"].as_str(), Some("张*丰"));
    assert_eq!(case["history"].as_array().map(Vec::len), Some(4));

    let seen = county.seen.lock().expect("no test panics while holding it");
    for (_, address, body) in seen.iter() {
        assert!(!body.contains(ID) && !body.contains("张三丰") && !body.contains("13800138000"), "{address}: {body}");
    }
}

#[tokio::test]
async fn refusals_name_their_fields_and_codes() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let mut wrong = wanted();
    wrong["code"] = json!("990101199003078575");
    wrong["phone"] = json!("138");
    wrong["materials"] = json!([2]);
    let answer = clerk.post("/api/cases", &wrong, None).await;
    assert_eq!(code(&answer), (422, "fields".into()));
    let fields: Vec<Value> = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    let names: Vec<&str> = fields.iter().filter_map(|f| f["field"].as_str()).collect();
    assert_eq!(names, ["code", "phone", "materials"]);
    assert!(fields.iter().all(|f| f["detail"].as_str().is_some_and(|m| !m.is_empty())));

    let with = |field: &str, value: Value| {
        let mut body = wanted();
        body[field] = value;
        body
    };
    for (body, expected) in [
        (with("materials", json!([])), (422, "materials_missing")),
        (with("item", json!("7")), (422, "item_unknown")),
        (with("item", json!("abc")), (422, "item_unknown")),
        (with("item", json!(PENALTY.to_string())), (422, "not_on_application")),
        (with("item", json!(COMPANY.to_string())), (422, "wrong_client")),
        (with("item", json!(FOOD)), (400, "unreadable")),
        (with("applicant", json!("dog")), (422, "fields")),
        (with("extra", json!(1)), (400, "unreadable")),
        (json!({ "item": "1" }), (400, "unreadable")),
        (json!("text"), (400, "unreadable")),
    ] {
        assert_eq!(code(&clerk.post("/api/cases", &body, None).await), (expected.0, expected.1.to_owned()), "{body}");
    }
    for (address, expected) in [
        ("/api/cases/2026-1120-03-9999", (404, "not_found")),
        ("/api/cases/x", (404, "not_found")),
        ("/api/cases?stage=x", (422, "fields")),
        ("/api/cases?after=x", (422, "fields")),
        ("/api/cases?department=x", (422, "fields")),
        ("/api/cases?limit=x", (422, "fields")),
    ] {
        assert_eq!(code(&clerk.get(address).await), (expected.0, expected.1.to_owned()), "{address}");
    }
    let nobody = Program::new(&county);
    assert_eq!(code(&nobody.post("/api/cases", &wanted(), None).await), (401, "not_signed_in".into()));
}

#[tokio::test]
async fn progress_is_told_to_whoever_holds_the_notice() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let number =
        clerk.post("/api/cases", &wanted(), None).await.json()["case_no"].as_str().unwrap_or_default().to_owned();
    let mut window = Browser::signed_in(&county, "zhangmin").await;
    let receipt = window.get(&format!("/cases/{number}/receipt")).await;
    let page = receipt.page();
    let (at, _) = page.all("b").find(|(_, e)| e.attribute("class") == Some("secret")).expect("a password is printed");
    let right = page.text_of(at);
    let public = Program::new(&county);
    let ask = |password: &str| json!({ "case_no": number, "password": password });
    let told = public.post("/api/progress", &ask(&right), None).await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!((told.json()["step"].as_u64(), told.json()["applicant"].as_str()), (Some(2), Some("张*丰")));
    for _ in 0..10 {
        assert_eq!(code(&public.post("/api/progress", &ask("wrong"), None).await), (422, "wrong".into()));
    }
    assert_eq!(code(&public.post("/api/progress", &ask(&right), None).await), (429, "later".into()));
    let odd = json!({ "case_no": "7", "password": "1" });
    assert_eq!(public.post("/api/progress", &odd, None).await.json()["errors"][0]["field"].as_str(), Some("case_no"));
}
