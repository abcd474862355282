//! Files of applications that the system above hands on (上级推送): its own alone, while nothing is decided.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::people::{Desk, Scope};
use serde_json::json;
use services::people::{KeyAt, KeyForm, make_key, release_key};

use super::{browser::Program, county::County, listed, on_disk, open, png};

const FOOD_CODE: &str = "11990101000000019X4990100101001";

fn desk(county: &County, login: &str) -> Desk {
    let lines = services::people::staff_lines(&county.bureau, &Desk::system("测试")).expect("readable");
    let found = lines.into_iter().find(|l| l.staff.login.as_str() == login);
    Desk::of(found.expect("the account is there").staff, "测试")
}

fn upstream<'a>(county: &'a County, name: &str) -> Program<'a> {
    let form = KeyForm {
        name: name.into(),
        scopes: vec![Scope::CasesPush.to_string()],
        department: None,
        per_minute: Some(6_000),
        expires_on: Some(jiff::civil::date(2027, 6, 30)),
    };
    let (made, secret) = make_key(&county.bureau, &desk(county, "admin"), &form, None).expect("a key can be made");
    if made.waits {
        let at = KeyAt { id: made.id, version: 1 };
        release_key(&county.bureau, &desk(county, "sunhong"), at, None).expect("it can be released");
    }
    Program::with_token(county, &secret)
}

pub(super) async fn a_system_hands_on_the_files_of_its_own_applications() {
    let county = open();
    let (province, city) = (upstream(&county, "省统一受理平台"), upstream(&county, "市统一受理平台"));
    let sent = json!({ "number": "SL/1", "item_code": FOOD_CODE, "applicant": "person", "code": "990101199003078578",
        "name": "张三丰", "phone": "13800138000", "submitted_at": "2026-11-19T09:30:00+08:00",
        "materials": [{ "name": "营业执照", "source": "shared" }] });
    let taken = province.post("/api/applications", &sent, None).await;
    assert_eq!(taken.status, 201, "{}", taken.body);
    let number = taken.json()["case_no"].as_str().expect("a number").to_owned();
    let at = "/api/applications/SL%2F1/files";
    let file = |material: &str, content: &[u8]| json!({ "material": material, "name": "扫描件.png", "content": STANDARD.encode(content) });

    let first = province.post(at, &file("经营场所平面图", &png("a")), Some("k-1")).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let again = province.post(at, &file("经营场所平面图", &png("a")), Some("k-1")).await;
    assert_eq!(again.json(), first.json(), "the same key has one effect");
    for (material, content, code, field) in [
        ("房产证", png("b"), "material_unknown", Some("material")),
        ("营业执照", b"MZ\x90\x00".to_vec(), "file_kind", None),
    ] {
        let refused = province.post(at, &file(material, &content), None).await;
        let told = refused.json();
        assert_eq!(refused.status, 422, "{}", refused.body);
        if field.is_some() {
            assert_eq!((told["code"].as_str(), told["errors"][0]["field"].as_str()), (Some(code), field));
        }
    }
    let odd = json!({ "name": "x.png", "content": "%" });
    assert_eq!(province.post(at, &odd, None).await.json()["errors"][0]["field"], "content");
    assert_eq!(city.post(at, &file("", &png("c")), None).await.status, 404, "another's is not there");
    let clerk = Program::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.post(at, &file("", &png("c")), None).await.status, 403, "a desk has its own address for it");

    let files = listed(&county, &number).await;
    assert_eq!((files.len(), &files[0]["material"]), (1, &json!(1)));
    assert_eq!(on_disk(&county).len(), 1, "what was refused or came twice left nothing");
    let case = clerk.get(&format!("/api/cases/{number}")).await.json();
    assert_eq!((&case["materials"][1]["received"], &case["version"]), (&json!(true), &json!(2)), "{case}");
    let kinds: Vec<&str> =
        case["history"].as_array().expect("events").iter().filter_map(|e| e["kind"].as_str()).collect();
    assert!(kinds.contains(&"case.materials_brought"), "{kinds:?}");

    // Accepted: files still come, the list stays. Decided: none.
    let all = json!({ "version": 2, "materials": [0, 1] });
    let received = clerk.post(&format!("/api/cases/{number}/receive"), &all, None).await;
    assert_eq!(received.status, 200, "{}", received.body);
    assert_eq!(province.post(at, &file("营业执照", &png("d")), None).await.status, 201);
    let approver = Program::signed_in(&county, "liqiang").await;
    let decided = json!({ "version": 3, "outcome": "grant" });
    let decided = approver.post(&format!("/api/cases/{number}/decide"), &decided, None).await;
    assert_eq!(decided.status, 200, "{}", decided.body);
    let late = province.post(at, &file("营业执照", &png("e")), None).await;
    assert_eq!((late.status, late.json()["code"].as_str()), (422, Some("wrong_stage")), "{}", late.body);
    let findings = services::journal::verify(&county.bureau).expect("it runs").journal.findings;
    assert_eq!(findings, []);
}
