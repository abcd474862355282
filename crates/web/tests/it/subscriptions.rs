//! Subscriptions to what happens to cases, and the feed of it, over HTTP (事件订阅, 办件变化).

use domain::people::Scope;
use serde_json::json;

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::{CARD, County, FOOD},
    keys::secret,
};

async fn accepted(county: &County, item: i64) -> String {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let wanted = json!({
        "item": item.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let answer = clerk.post("/api/cases", &wanted, None).await;
    answer.json()["case_no"].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
}

#[tokio::test]
async fn an_administrator_opens_tries_pauses_and_closes_a_subscription() {
    let county = County::open();
    let mut admin = Browser::signed_in(&county, "admin").await;
    assert!(admin.get("/publication/subscriptions").await.text().contains("还没有系统订阅"));
    let blank = admin.get("/publication/subscriptions/new").await;
    let address = "/publication/subscriptions/new";
    let wrong = admin.send(&blank, address, &[("name", "x"), ("target", "https://127.0.0.1/")]).await;
    let fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!((wrong.status, fields), (422, vec!["name".to_owned(), "target".to_owned()]));
    let typed =
        [("name", "省平台"), ("target", "https://hook.example.gov.cn/e"), ("kinds", "case.accepted"), ("sm3", "1")];
    let opened = admin.send(&blank, address, &typed).await;
    assert!(opened.status == 200 && opened.body.contains("whsec_"), "{}", opened.body);
    let again = admin.send(&blank, address, &typed).await;
    assert_eq!(again.body.matches("whsec_").count(), 1, "a form sent twice opens one and tells its secret");
    let list = admin.get("/publication/subscriptions").await;
    assert!(list.text().contains("受理；全县") && !list.body.contains("whsec_"), "{}", list.text());
    let page = list.page();
    let link = page.all("a").find_map(|(_, e)| {
        e.attribute("href").filter(|h| h.starts_with("/publication/subscriptions/") && !h.ends_with("new"))
    });
    let at = link.expect("a line leads to its page").to_owned();
    let mut page = admin.get(&at).await;
    for step in ["try", "pause", "resume", "close"] {
        let sent = page.form(&at);
        let csrf = sent.iter().find(|(n, _)| n == "csrf").cloned().expect("guarded");
        let fields = [csrf, ("step".to_owned(), step.to_owned()), ("idempotency_key".to_owned(), step.to_owned())];
        let done = admin.post(&at, &fields).await;
        page = admin.get(done.location()).await;
        assert_eq!(page.status, 200, "{step}");
    }
    assert!(page.text().contains("已取消订阅"));
    assert_eq!(admin.get(&at).await.status, 404);
    let findings = services::journal::verify(&county.bureau).expect("it runs").journal.findings;
    assert_eq!(findings, []);
}

#[tokio::test]
async fn a_program_keeps_its_own_subscriptions_within_its_department() {
    let county = County::open();
    let document = document(&county).await;
    let own = secret(&county, "住建", &[Scope::CasesRead, Scope::Webhooks], Some(1));
    let program = Program::with_token(&county, &own);
    let blind = Program::with_token(&county, &secret(&county, "别家", &[Scope::Webhooks], None));
    let wanted = json!({ "name": "住建系统", "target": "https://hook.example.gov.cn/e" });
    let opened = program.post("/api/subscriptions", &wanted, Some("k")).await;
    holds(&document, "post", "/api/subscriptions", &opened);
    assert_eq!(program.post("/api/subscriptions", &wanted, Some("k")).await.json(), opened.json(), "one key, one");
    let id = opened.json()["id"].as_str().expect("an id").to_owned();
    let at = format!("/api/subscriptions/{id}");
    let view = program.get(&at).await;
    holds(&document, "get", "/api/subscriptions/{subscription}", &view);
    assert_eq!(view.json()["department"].as_str(), Some("1"), "the key's own department");
    let list = program.get("/api/subscriptions").await;
    holds(&document, "get", "/api/subscriptions", &list);
    let elsewhere = json!({ "name": "住建系统", "target": "https://hook.example.gov.cn/e", "department": "2" });
    for body in [&elsewhere, &json!({ "name": "x", "target": "http://10.0.0.1/", "kinds": ["x"] }), &json!({})] {
        let refused = program.post("/api/subscriptions", body, None).await;
        assert!(matches!(refused.status, 400 | 422), "{}", refused.body);
        holds(&document, "post", "/api/subscriptions", &refused);
    }
    assert_eq!(blind.post("/api/subscriptions", &wanted, None).await.status, 403, "it may not read cases");
    assert_eq!(blind.get(&at).await.status, 404, "another program's");
    let path = "/api/subscriptions/{subscription}/steps";
    let steps = format!("{at}/steps");
    for (body, status) in [
        (json!({ "step": "try" }), 200),
        (json!({ "step": "replay", "from": "2026-11-20" }), 200),
        (json!({ "step": "replay" }), 422),
        (json!({ "step": "replay", "from": "2099-01-01" }), 422),
        (json!({ "step": "dance" }), 422),
        (json!({ "step": "close" }), 200),
        (json!({ "step": "pause" }), 404),
    ] {
        let answer = program.post(&steps, &body, None).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
        holds(&document, "post", path, &answer);
    }
}

#[tokio::test]
async fn the_feed_tells_a_bound_key_of_its_own_cases_by_mark() {
    let county = County::open();
    let document = document(&county).await;
    let (own, other) = (accepted(&county, FOOD).await, accepted(&county, CARD).await);
    services::journal::seal(&county.bureau).expect("events are sealed");
    let ask = async |program: &Program<'_>, at: &str| {
        let answer = program.get(at).await;
        holds(&document, "get", "/api/cases/changes", &answer);
        answer
    };
    let bound = Program::with_token(&county, &secret(&county, "住建", &[Scope::CasesRead], Some(1)));
    let told = ask(&bound, "/api/cases/changes").await;
    let numbers = |answer: &crate::browser::Answer| -> Vec<String> {
        let changes = answer.json()["changes"].clone();
        changes.as_array().into_iter().flatten().filter_map(|c| c["case_no"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(numbers(&told), std::slice::from_ref(&own));
    assert!(!told.body.contains("张三丰") && !told.body.contains("138"), "{}", told.body);
    let whole = Program::with_token(&county, &secret(&county, "省平台", &[Scope::CasesRead], None));
    let mut all = Vec::new();
    let mut at = "/api/cases/changes?limit=1".to_owned();
    for _ in 0..10 {
        let part = ask(&whole, &at).await;
        all.extend(numbers(&part));
        at = format!("/api/cases/changes?limit=1&after={}", part.json()["next"].as_str().expect("always there"));
        if part.json()["more"] == false {
            break;
        }
    }
    all.sort();
    let mut expected = vec![own, other];
    expected.sort();
    assert_eq!(all, expected);
    assert!(numbers(&ask(&whole, &at).await).is_empty(), "nothing twice");
    assert_eq!(ask(&whole, "/api/cases/changes?after=x").await.status, 422);
}
