//! Statistics of cases (办件统计): numbers that follow each step, and from each number to its cases.

use serde_json::json;

use crate::{
    browser::{Browser, Program},
    county::{County, FOOD},
};

async fn accept(clerk: &Program<'_>, name: &str) -> String {
    let body = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": name,
        "phone": "13800138000", "materials": [0, 1],
    });
    let accepted = clerk.post("/api/cases", &body, None).await;
    assert_eq!(accepted.status, 201, "{}", accepted.body);
    accepted.json()["case_no"].as_str().expect("a number").to_owned()
}

async fn finish(county: &County, number: &str) {
    let approver = Program::signed_in(county, "liqiang").await;
    for (act, body) in [
        ("decide", json!({ "version": 1, "outcome": "grant" })),
        ("complete", json!({ "version": 2, "result_name": "食品经营许可证", "result_no": "JY-1" })),
    ] {
        let done = approver.post(&format!("/api/cases/{number}/{act}"), &body, None).await;
        assert_eq!(done.status, 200, "{}", done.body);
    }
}

#[tokio::test]
async fn numbers_follow_each_step_without_a_nightly_pass() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let supervisor = Program::signed_in(&county, "sunhong").await;
    let first = accept(&clerk, "张三丰").await;
    accept(&clerk, "张三丰").await;
    let all = supervisor.get("/api/cases/statistics").await.json();
    assert_eq!((all["all"]["accepted"].as_u64(), all["open"].as_u64()), (Some(2), Some(2)));
    finish(&county, &first).await;
    let all = supervisor.get("/api/cases/statistics").await.json();
    for (field, n) in [("accepted", 2), ("finished", 1), ("on_time", 1), ("late", 0), ("granted", 1), ("same_day", 1)] {
        assert_eq!(all["all"][field].as_u64(), Some(n), "{field}: {all}");
    }
    assert_eq!((all["open"].as_u64(), all["overdue"].as_u64()), (Some(1), Some(0)));
    // The same after folding, and when the day has passed nobody has to do anything for it to be overdue.
    services::journal::seal(&county.bureau).expect("sealing folds the counters");
    county.clock.advance(jiff::SignedDuration::from_hours(24 * 30));
    let supervisor = Program::signed_in(&county, "sunhong").await;
    let later = supervisor.get("/api/cases/statistics").await.json();
    assert_eq!((later["all"].clone(), later["overdue"].as_u64()), (all["all"].clone(), Some(1)));
}

#[tokio::test]
async fn two_clicks_lead_from_a_number_to_its_cases() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let first = accept(&clerk, "张三丰").await;
    accept(&clerk, "李四").await;
    finish(&county, &first).await;
    let mut browser = Browser::signed_in(&county, "sunhong").await;
    let page = browser.get("/cases/statistics").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("受理 2 件，办结 1 件"), "{}", page.text());
    let document = page.page();
    let link = document
        .all("a")
        .filter_map(|(_, a)| a.attribute("href"))
        .find(|href| href.starts_with("/cases/statistics/rows?") && href.contains("timely=on_time"))
        .expect("a number leads to its cases")
        .replace("&amp;", "&");
    let rows = browser.get(&link).await;
    assert_eq!(rows.status, 200);
    assert!(rows.text().contains(&first) && rows.text().contains("张*丰"), "{}", rows.text());
    assert!(!rows.text().contains("张三丰"), "masked");
    let late = browser.get("/cases/statistics/rows?side=finished&timely=late").await;
    assert!(late.text().contains("没有这样的办件"), "{}", late.text());
    let json =
        Program::signed_in(&county, "sunhong").await.get("/api/cases/statistics/rows?side=accepted").await.json();
    assert_eq!(json["cases"].as_array().map(Vec::len), Some(2));
}
