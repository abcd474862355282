//! Keys of programs over HTTP (接口密钥): made by one, released by another, told apart in the journal, gone at once.

use domain::people::{Desk, Scope};
use jiff::SignedDuration;
use serde_json::json;
use services::people::{KeyAt, KeyForm, keys, make_key, release_key, staff_lines};

use crate::{
    browser::{Answer, Browser, Program},
    county::{CARD, County, FOOD},
};

pub(crate) fn desk(county: &County, login: &str) -> Desk {
    let lines = staff_lines(&county.bureau, &Desk::system("测试")).expect("readable");
    let found = lines.into_iter().find(|l| l.staff.login.as_str() == login);
    Desk::of(found.expect("the account is there").staff, "测试")
}

fn form(name: &str, scopes: &[Scope], department: Option<i64>) -> KeyForm {
    KeyForm {
        name: name.into(),
        scopes: scopes.iter().map(ToString::to_string).collect(),
        department,
        per_minute: Some(6_000),
        expires_on: Some(jiff::civil::date(2027, 6, 30)),
    }
}

/// The secret of a new key that is in use.
pub(crate) fn secret(county: &County, name: &str, scopes: &[Scope], department: Option<i64>) -> String {
    let bureau = &county.bureau;
    let made = make_key(bureau, &desk(county, "admin"), &form(name, scopes, department), None);
    let (made, secret) = made.expect("a key can be made");
    if made.waits {
        let at = KeyAt { id: made.id, version: 1 };
        release_key(bureau, &desk(county, "sunhong"), at, None).expect("a key that waits can be released");
    }
    secret
}

fn shown(answer: &Answer) -> String {
    let page = answer.page();
    let (at, _) = page.all("p").find(|(_, e)| e.attribute("class") == Some("password")).expect("the secret is shown");
    page.text_of(at)
}

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
async fn one_makes_a_key_another_releases_it_and_it_leaves_its_name() {
    let county = County::open();
    let case = accepted(&county, FOOD).await;
    let mut admin = Browser::signed_in(&county, "admin").await;
    let blank = admin.get("/people/keys/new").await;
    assert_eq!(blank.value("/people/keys/new", "per_minute"), "600");
    let wrong = admin.send(&blank, "/people/keys/new", &[("name", "x"), ("scopes", "cases:decide")]).await;
    assert_eq!(wrong.status, 422);
    let fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "department"]);

    let typed = [("name", "住建审批系统"), ("department", "1"), ("scopes", "cases:read"), ("scopes", "cases:decide")];
    let made = admin.send(&blank, "/people/keys/new", &typed).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let secret = shown(&made);
    assert!(secret.starts_with("odk_") && secret.len() == 68, "{secret}");
    let again = admin.send(&blank, "/people/keys/new", &typed).await;
    assert_eq!(shown(&again), secret, "a form sent twice makes one key");
    let list = admin.get("/people/keys").await;
    assert!(list.text().contains("待核准") && !list.body.contains(&secret), "{}", list.text());
    let program = Program::with_token(&county, &secret);
    assert_eq!(program.get("/api/cases").await.status, 401, "it waits");
    assert!(!list.body.contains("/release"), "an administrator releases none");

    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let list = supervisor.get("/people/keys").await;
    let release = list
        .page()
        .all("form")
        .find_map(|(_, e)| e.attribute("action").filter(|a| a.ends_with("/release")).map(str::to_owned));
    let release = release.expect("the supervisor may release it");
    assert_eq!(supervisor.send(&list, &release, &[]).await.location(), "/people/keys?done=released");

    let view = program.get(&format!("/api/cases/{case}")).await;
    assert_eq!((view.status, view.json()["applicant"]["name"].as_str()), (200, Some("张*丰")));
    let grant = json!({ "version": view.json()["version"], "outcome": "grant" });
    assert_eq!(program.post(&format!("/api/cases/{case}/decide"), &grant, Some("k")).await.status, 200);
    let history = program.get(&format!("/api/cases/{case}")).await.json()["history"].clone();
    let last = history.as_array().and_then(|h| h.last()).cloned().expect("it was decided");
    assert_eq!((last["kind"].as_str(), last["actor"].as_str()), (Some("case.decided"), Some("住建审批系统")));
    let written = county.db.db.read(|tx| {
        tx.row("SELECT actor FROM event WHERE kind = 'case.decided'", &[])?.map(|r| r.text("actor")).transpose()
    });
    assert_eq!(written.expect("readable").as_deref(), Some("key:住建审批系统"));

    let list = admin.get("/people/keys").await;
    assert!(!list.text().contains("还没有用过"));
    let revoke = release.replace("/release", "/revoke");
    assert_eq!(admin.send(&list, &revoke, &[]).await.location(), "/people/keys?done=revoked");
    assert_eq!(program.get("/api/cases").await.status, 401, "at once");
    let stored = county.db.db.read(|tx| tx.rows("SELECT body FROM event", &[]));
    assert!(stored.expect("readable").iter().all(|row| !row.text("body").expect("text").contains(&secret)));
    let findings = services::journal::verify(&county.bureau).expect("it runs").journal.findings;
    assert_eq!(findings, []);
}

#[tokio::test]
async fn a_bound_key_sees_its_own_department_and_no_other() {
    let county = County::open();
    let (own, other) = (accepted(&county, FOOD).await, accepted(&county, CARD).await);
    let program =
        Program::with_token(&county, &secret(&county, "住建", &[Scope::CasesRead, Scope::CasesDecide], Some(1)));
    let list = program.get("/api/cases").await.json();
    let numbers: Vec<&str> =
        list["cases"].as_array().into_iter().flatten().filter_map(|c| c["case_no"].as_str()).collect();
    assert_eq!(numbers, [own.as_str()]);
    assert_eq!(program.get(&format!("/api/cases/{own}")).await.status, 200);
    assert_eq!(program.get(&format!("/api/cases/{other}")).await.status, 404);
    let grant = json!({ "version": 1, "outcome": "grant" });
    assert_eq!(program.post(&format!("/api/cases/{other}/decide"), &grant, None).await.status, 403);
}

#[tokio::test]
async fn a_key_ends_with_its_last_day_and_waits_for_its_minute() {
    let county = County::open();
    let mut wanted = form("排队机", &[Scope::CatalogueRead], None);
    wanted.per_minute = Some(3);
    let (made, secret) = make_key(&county.bureau, &desk(&county, "admin"), &wanted, None).expect("a key");
    assert!(!made.waits, "what only reads waits for nobody");
    let program = Program::with_token(&county, &secret);
    for _ in 0..3 {
        assert_eq!(program.get("/api/quality").await.status, 200);
    }
    let answer = program.get("/api/items").await;
    assert_eq!((answer.status, answer.json()["code"].as_str()), (429, Some("too_often")));
    let wait: i64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait));
    county.clock.advance(SignedDuration::from_secs(wait));
    assert_eq!(program.get("/api/quality").await.status, 200);
    let denied = program.get("/api/cases").await;
    assert!(denied.status == 403 && denied.body.contains("cases:read"), "{}", denied.body);
    let page = program.get("/people/keys").await;
    assert!(page.location().starts_with("/sign-in"), "a key opens no page");
    county.clock.advance(SignedDuration::from_hours(24 * 300));
    assert_eq!(program.get("/api/quality").await.status, 401);
    let kept = keys(&county.bureau, &Desk::system("测试")).expect("readable");
    assert!(kept.iter().any(|l| l.key.id.get() == made.id && l.key.version == 1), "it ran out by itself");
}
