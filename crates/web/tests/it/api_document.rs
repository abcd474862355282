//! The description of the API (接口说明) against the routes and against what is really answered.

use serde_json::{Value, json};
use web::lines;

use crate::{
    browser::{Browser, Program},
    county::{County, FOOD},
};

pub(crate) async fn document(county: &County) -> Value {
    Program::new(county).get("/api/openapi.json").await.json()
}

#[tokio::test]
async fn every_route_of_the_api_is_described_and_no_other() {
    let county = County::open();
    let document = document(&county).await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        described.extend(methods.as_object().expect("methods").keys().map(|m| (m.to_uppercase(), path.clone())));
    }
    let mut routes: Vec<(String, String)> =
        lines().iter().filter(|l| l.path.starts_with("/api/")).map(|l| (l.method.into(), l.path.into())).collect();
    described.sort_unstable();
    routes.sort_unstable();
    assert_eq!(described, routes);
}

#[tokio::test]
async fn every_reference_leads_to_a_shape_and_every_shape_is_used() {
    let county = County::open();
    let document = document(&county).await;
    let mut used = Vec::new();
    references(&document, &mut used);
    used.sort_unstable();
    used.dedup();
    let shapes: Vec<String> = document["components"]["schemas"].as_object().expect("shapes").keys().cloned().collect();
    assert_eq!(used, shapes);
    let mut ids: Vec<&str> = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .flat_map(|p| p.as_object().expect("methods").values())
        .map(|o| o["operationId"].as_str().expect("an id"))
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(at) = fields.get("$ref").and_then(Value::as_str) {
                found.push(at.trim_start_matches("#/components/schemas/").to_owned());
            }
            fields.values().for_each(|v| references(v, found));
        }
        Value::Array(values) => values.iter().for_each(|v| references(v, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What in a value is not as its shape says. Strict on purpose: a field that nobody described is a flaw.
fn against(document: &Value, shape: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(name) = shape["$ref"].as_str() {
        let name = name.trim_start_matches("#/components/schemas/");
        return against(document, &document["components"]["schemas"][name], value, at);
    }
    if let Some(any) = shape["anyOf"].as_array() {
        let flaws: Vec<_> = any.iter().map(|s| against(document, s, value, at)).collect();
        return flaws.iter().find(|f| f.is_empty()).or(flaws.first()).cloned().unwrap_or_default();
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if shape["type"] != kind {
        return vec![format!("{at} is {kind}, not {}", shape["type"])];
    }
    match value {
        Value::Array(values) => {
            values.iter().flat_map(|v| against(document, &shape["items"], v, &format!("{at}[]"))).collect()
        }
        Value::Object(fields) if shape["properties"].is_object() => {
            let known = shape["properties"].as_object().expect("checked");
            let required = shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let missing = required.filter(|k| !fields.contains_key(*k)).map(|k| format!("{at}.{k} is missing"));
            let mut flaws: Vec<String> = missing.collect();
            for (name, value) in fields {
                match known.get(name) {
                    Some(shape) => flaws.extend(against(document, shape, value, &format!("{at}.{name}"))),
                    None => flaws.push(format!("{at}.{name} is not described")),
                }
            }
            flaws
        }
        _ => Vec::new(),
    }
}

/// What may be sent is shown, and is what the shape says.
#[tokio::test]
async fn every_example_is_as_its_shape_says() {
    let county = County::open();
    let document = document(&county).await;
    let mut shown = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for operation in methods.as_object().expect("methods").values() {
            let content = &operation["requestBody"]["content"]["application/json"];
            if content["example"].is_null() {
                continue;
            }
            let flaws = against(&document, &content["schema"], &content["example"], "body");
            assert!(flaws.is_empty(), "{path}: {flaws:?}");
            shown += 1;
        }
    }
    assert!(shown >= 15, "{shown} bodies are shown");
}

/// The answer of one operation is among the statuses described, and is as its shape says.
pub(crate) fn holds(document: &Value, method: &str, path: &str, answer: &crate::browser::Answer) {
    let responses = &document["paths"][path][method]["responses"];
    let described = &responses[answer.status.to_string()];
    assert!(described.is_object(), "{method} {path}: {} is not described: {}", answer.status, answer.body);
    let media = if answer.status < 400 { "application/json" } else { "application/problem+json" };
    let shape = &described["content"][media]["schema"];
    assert!(answer.status < 400 || shape.is_object(), "{method} {path} {}: problem details", answer.status);
    if shape.is_object() {
        assert_eq!(answer.header("content-type"), media, "{method} {path} {}", answer.status);
        let flaws = against(document, shape, &answer.json(), "body");
        assert!(flaws.is_empty(), "{method} {path} {}: {flaws:?}\n{}", answer.status, answer.body);
    }
}

#[tokio::test]
async fn real_answers_are_as_described() {
    let county = County::open();
    let document = document(&county).await;
    let public = Program::new(&county);
    let session =
        public.post("/api/session", &json!({ "login": "zhangmin", "password": crate::county::PASSWORD }), None).await;
    holds(&document, "post", "/api/session", &session);
    holds(
        &document,
        "post",
        "/api/session",
        &public.post("/api/session", &json!({ "login": "x", "password": "y" }), None).await,
    );
    holds(&document, "post", "/api/session", &public.post("/api/session", &json!({ "login": "x" }), None).await);
    holds(&document, "get", "/api/items", &public.get("/api/items?q=sp").await);
    for item in [FOOD, crate::county::COMPANY, 1] {
        holds(&document, "get", "/api/items/{item}", &public.get(&format!("/api/items/{item}")).await);
    }
    holds(&document, "get", "/api/cases", &public.get("/api/cases").await);
    holds(&document, "get", "/api/problems", &public.get("/api/problems").await);

    let clerk = Program::signed_in(&county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let accepted = clerk.post("/api/cases", &wanted, Some("k")).await;
    holds(&document, "post", "/api/cases", &accepted);
    let mut odd = wanted.clone();
    odd["code"] = json!("1");
    holds(&document, "post", "/api/cases", &clerk.post("/api/cases", &odd, None).await);
    holds(&document, "post", "/api/cases", &clerk.post("/api/cases", &odd, Some("k")).await);
    odd["nonsense"] = json!(1);
    let unknown = clerk.post("/api/cases", &odd, None).await;
    assert_eq!(unknown.status, 400, "unknown fields are refused");
    holds(&document, "post", "/api/cases", &unknown);
    let long_key = "k".repeat(201);
    assert_eq!(clerk.post("/api/cases", &wanted, Some(&long_key)).await.status, 400);

    let case = accepted.json()["case_no"].as_str().expect("a number").to_owned();
    let approver = Program::signed_in(&county, "liqiang").await;
    let batch = json!({ "cases": [{ "case_no": case, "version": 9 }], "opinion": "同意" });
    for body in [&json!({}), &json!({ "cases": [] }), &batch] {
        holds(&document, "post", "/api/cases/decide", &approver.post("/api/cases/decide", body, None).await);
    }
    let acts = [
        ("decide", json!({ "version": 1, "outcome": "grant" })),
        ("complete", json!({ "version": 2, "result_name": "食品经营许可证", "result_no": "JY-1" })),
        ("deliver", json!({ "version": 3, "way": "window", "receiver": "张三丰" })),
    ];
    for (act, body) in acts {
        let path = format!("/api/cases/{{case}}/{act}");
        let who = if act == "deliver" { &clerk } else { &approver };
        for body in [&json!({}), &body, &body] {
            let answer = who.post(&format!("/api/cases/{case}/{act}"), body, None).await;
            holds(&document, "post", &path, &answer);
        }
        let view = who.get(&format!("/api/cases/{case}")).await;
        assert_eq!(view.status, 200);
        holds(&document, "get", "/api/cases/{case}", &view);
    }
    holds(&document, "get", "/api/cases", &clerk.get("/api/cases").await);
    let asked = json!({ "case_no": case, "password": "000000" });
    holds(&document, "post", "/api/progress", &public.post("/api/progress", &asked, None).await);

    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/indicators").await;
    supervisor.send(&page, "/indicators", &[]).await;
    let supervisor = Program::signed_in(&county, "sunhong").await;
    let quality = supervisor.get("/api/quality?limit=5").await;
    assert!(quality.json()["list"].as_array().is_some_and(|l| l.len() == 5));
    holds(&document, "get", "/api/quality", &quality);
    holds(&document, "get", "/api/indicators", &supervisor.get("/api/indicators").await);
    let rows = supervisor.get("/api/indicators/online_available_rate/rows?standing=met").await;
    assert!(rows.json()["rows"].as_array().is_some_and(|r| !r.is_empty()));
    holds(&document, "get", "/api/indicators/{indicator}/rows", &rows);
    holds(&document, "post", "/api/session/end", &supervisor.post("/api/session/end", &json!({}), None).await);
}

/// RFC 9457: the type leads to a description, the title belongs to it, the status is the answer's own.
#[tokio::test]
async fn troubles_are_told_as_problem_details() {
    let county = County::open();
    let public = Program::new(&county);
    let kinds = public.get("/api/problems").await.json();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let asked = [
        (public.get("/api/cases").await, 401, "not_signed_in"),
        (public.get("/api/nowhere").await, 404, "not_found"),
        (clerk.get("/api/cases/x").await, 404, "not_found"),
        (clerk.get("/api/indicators").await, 403, "forbidden"),
        (clerk.get("/api/session").await, 405, "method"),
        (clerk.post("/api/cases", &json!({ "item": "1" }), None).await, 400, "unreadable"),
        (public.post("/api/session", &json!({ "login": "x", "password": "y" }), None).await, 422, "wrong_password"),
    ];
    for (answer, status, code) in asked {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
        let told = answer.json();
        assert_eq!((answer.status, told["status"].as_u64()), (status, Some(u64::from(status))));
        assert_eq!((told["code"].as_str(), told["errors"].as_array().map(Vec::len)), (Some(code), Some(0)));
        let kind = kinds.as_array().and_then(|all| all.iter().find(|k| k["type"] == told["type"]));
        assert_eq!(kind.map(|k| &k["title"]), Some(&told["title"]), "{}", answer.body);
        assert!(told["detail"].as_str().is_some_and(|d| !d.is_empty()), "{}", answer.body);
    }
}
