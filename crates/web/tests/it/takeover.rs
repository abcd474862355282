//! A case in the hands of the department's own system (部门系统接管): nobody is asked to decide it here meanwhile, and what the
//! system reports stands under its own time and name.

use domain::people::Scope;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{County, FOOD},
    keys::secret,
};

const SYSTEM: &str = "市监审批系统";

struct Walk<'a> {
    document: Value,
    number: String,
    clerk: Program<'a>,
    approver: Program<'a>,
    system: Program<'a>,
}

impl Walk<'_> {
    async fn act(&self, who: &Program<'_>, act: &str, body: Value) -> Answer {
        let answer = who.post(&format!("/api/cases/{}/{act}", self.number), &body, None).await;
        holds(&self.document, "post", &format!("/api/cases/{{case}}/{act}"), &answer);
        answer
    }

    async fn done(&self, who: &Program<'_>, act: &str, body: Value) {
        let answer = self.act(who, act, body).await;
        assert_eq!(answer.status, 200, "{act}: {}", answer.body);
    }

    async fn refused(&self, who: &Program<'_>, act: &str, body: Value) -> (String, String) {
        let answer = self.act(who, act, body).await;
        assert_eq!(answer.status, 422, "{act}: {}", answer.body);
        let told = answer.json();
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        (text("code"), text("detail"))
    }

    async fn case(&self) -> Value {
        let answer = self.clerk.get(&format!("/api/cases/{}", self.number)).await;
        holds(&self.document, "get", "/api/cases/{case}", &answer);
        answer.json()
    }
}

async fn walk(county: &County) -> Walk<'_> {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let accepted = clerk.post("/api/cases", &wanted, None).await;
    Walk {
        document: document(county).await,
        number: accepted.json()["case_no"].as_str().expect("a number").to_owned(),
        clerk,
        approver: Program::signed_in(county, "liqiang").await,
        system: Program::with_token(county, &secret(county, SYSTEM, &[Scope::CasesDecideElsewhere], Some(1))),
    }
}

#[tokio::test]
async fn the_system_takes_over_decides_and_completes() {
    let county = County::open();
    let mut on = walk(&county).await;
    let due = on.case().await["due_on"].clone();
    on.done(&on.system, "takeover", json!({ "version": 1 })).await;
    let case = on.case().await;
    assert_eq!((case["takeover"]["system"].as_str(), case["stage"].as_str()), (Some(SYSTEM), Some("accepted")));
    assert_eq!(case["due_on"], due, "the clocks run on");
    assert!(case["waiting_for"].as_str().is_some_and(|w| w.contains(SYSTEM)), "{}", case["waiting_for"]);
    for (act, body) in [
        ("decide", json!({ "version": 2, "outcome": "grant" })),
        ("take-up", json!({ "version": 2 })),
        ("examine", json!({ "version": 2, "found": [{ "material": 0, "fits": true }] })),
        ("suspend", json!({ "version": 2, "rest": "hold", "reason": "等", "until": "2026-12-10" })),
        (
            "extend",
            json!({ "version": 2, "workdays": 5, "rank": "agency_head", "approver": "王局长", "reason": "复杂" }),
        ),
        ("end", json!({ "version": 2, "how": "referred_upward", "reason": "由市里办", "body": "市局" })),
    ] {
        let (code, detail) = on.refused(&on.approver, act, body).await;
        assert!(code == "handled_elsewhere" && detail.contains(SYSTEM), "{act}: {detail}");
    }
    let mut window = Browser::signed_in(&county, "zhangmin").await;
    let list = window.get("/cases").await;
    assert!(list.text().contains(SYSTEM), "{}", list.text());
    let mut desk = Browser::signed_in(&county, "liqiang").await;
    let address = format!("/cases/{}", on.number);
    let page = desk.get(&address).await;
    let text = page.text();
    assert!(text.contains(&format!("由“{SYSTEM}”接管办理")) && !text.contains("作出决定"), "{text}");

    county.clock.advance(SignedDuration::from_hours(3));
    // A session does not live that long.
    on.approver = Program::signed_in(&county, "liqiang").await;
    on.clerk = Program::signed_in(&county, "zhangmin").await;
    let decided = |at: &str, no: &str| json!({ "version": 2, "outcome": "grant", "decision_no": no, "decided_at": at });
    let real = "2026-11-20T11:00:00+08:00";
    for (body, code) in [
        (decided("2026-11-22T11:00:00+08:00", "准1号"), "day"),
        (decided("2026-11-10T11:00:00+08:00", "准1号"), "day"),
        (decided(real, " "), "decision_number_missing"),
        (decided("soon", "准1号"), "fields"),
        (json!({ "version": 2, "outcome": "deny", "decision_no": "1", "decided_at": real }), "reason_missing"),
    ] {
        assert_eq!(on.refused(&on.system, "takeover/decision", body.clone()).await.0, code, "{body}");
    }
    on.done(&on.system, "takeover/decision", decided(real, "准〔2026〕1号")).await;
    let entered = json!({ "version": 3, "result_name": "食品经营许可证", "result_no": "JY-1" });
    assert_eq!(on.refused(&on.approver, "complete", entered).await.0, "handled_elsewhere");
    let result = |at: &str, no: &str| json!({ "version": 3, "result_name": "食品经营许可证", "result_no": no, "completed_at": at });
    assert_eq!(on.refused(&on.system, "takeover/result", result(real, "")).await.0, "result_number_missing");
    assert_eq!(on.refused(&on.system, "takeover/result", result("2026-11-19T11:00:00+08:00", "1")).await.0, "day");
    on.done(&on.system, "takeover/result", result(real, "JY-1")).await;
    on.done(&on.clerk, "deliver", json!({ "version": 4, "way": "window", "receiver": "张三丰" })).await;

    let case = on.case().await;
    assert_eq!(
        (case["decision"]["at"].as_str(), case["result"]["result_no"].as_str()),
        (Some("2026-11-20T03:00:00Z"), Some("JY-1"))
    );
    assert_eq!(case["takeover"]["decision_no"], "准〔2026〕1号");
    let event = case["history"]
        .as_array()
        .and_then(|all| all.iter().find(|e| e["kind"] == "case.decided"))
        .cloned()
        .expect("it was decided");
    assert_eq!((event["source"].as_str(), event["actor"].as_str()), (Some("imported"), Some(SYSTEM)));
    assert_eq!(event["happened_at"], "2026-11-20T03:00:00Z");
    assert_ne!(event["entered_at"], event["happened_at"]);
    let findings = services::journal::verify(&county.bureau).expect("it runs").journal.findings;
    assert_eq!(findings, []);
}

#[tokio::test]
async fn it_comes_back_from_the_system_or_is_taken_back() {
    let county = County::open();
    let on = walk(&county).await;
    let other = Program::with_token(&county, &secret(&county, "另一个系统", &[Scope::CasesDecideElsewhere], Some(1)));
    let beyond = Program::with_token(&county, &secret(&county, "人社系统", &[Scope::CasesDecideElsewhere], Some(2)));
    let back = |version: i64, why: &str| json!({ "version": version, "reason": why });
    assert_eq!(on.refused(&on.system, "takeover/back", back(1, "不办")).await.0, "not_taken_over");
    assert_eq!(on.act(&beyond, "takeover", json!({ "version": 1 })).await.status, 403, "another department's");
    assert_eq!(on.act(&on.approver, "takeover", json!({ "version": 1 })).await.status, 403, "a program's alone");
    on.done(&on.system, "takeover", json!({ "version": 1 })).await;
    assert_eq!(on.refused(&other, "takeover", json!({ "version": 2 })).await.0, "handled_elsewhere");
    assert_eq!(on.refused(&other, "takeover/back", back(2, "不办")).await.0, "handled_elsewhere");
    assert_eq!(on.refused(&on.system, "takeover/back", back(2, " ")).await.0, "why_missing");
    on.done(&on.system, "takeover/back", back(2, "不归我们办")).await;
    assert!(on.case().await["takeover"].is_null());

    on.done(&on.system, "takeover", json!({ "version": 3 })).await;
    let mut desk = Browser::signed_in(&county, "liqiang").await;
    let address = format!("/cases/{}", on.number);
    let act = format!("{address}/take-back");
    let page = desk.get(&address).await;
    let empty = desk.send(&page, &act, &[("back_reason", "")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "back_reason"));
    let done = desk.send(&page, &act, &[("back_reason", "系统停机")]).await;
    assert_eq!(done.location(), format!("{address}?done=back"));
    assert_eq!(on.refused(&on.system, "takeover/back", back(5, "不办")).await.0, "not_taken_over");
    on.done(&on.approver, "decide", json!({ "version": 5, "outcome": "grant" })).await;
}
