//! The archive over HTTP (归档): a case is packed after its result was handed out, checked, taken out and transferred.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use services::archive::{check_all, pack_due, recheck};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{County, FOOD},
};

pub(crate) fn png(note: &str) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short").to_be_bytes();
        [&length[..], kind, content, &[0; 4]].concat()
    };
    let head = [&10_u32.to_be_bytes()[..], &10_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", note.as_bytes()), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

/// A case with a file, from acceptance to delivery.
pub(crate) async fn delivered(county: &County) -> String {
    delivered_with(county, "x").await
}

/// The same with a picture that holds these words.
pub(crate) async fn delivered_with(county: &County, note: &str) -> String {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let approver = Program::signed_in(county, "liqiang").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let case = clerk.post("/api/cases", &wanted, None).await.json()["case_no"].as_str().expect("accepted").to_owned();
    let act = |name: &str| format!("/api/cases/{case}/{name}");
    let file = json!({ "material": 0, "name": "张三丰申请书.png", "content": STANDARD.encode(png(note)) });
    assert_eq!(clerk.post(&act("files"), &file, None).await.status, 201);
    let version = async || clerk.get(&format!("/api/cases/{case}")).await.json()["version"].clone();
    let decided = json!({ "version": version().await, "outcome": "grant", "opinion": "符合条件 <同意>" });
    assert_eq!(approver.post(&act("decide"), &decided, None).await.status, 200);
    let completed = json!({ "version": version().await, "result_name": "食品经营许可证", "result_no": "JY1" });
    assert_eq!(approver.post(&act("complete"), &completed, None).await.status, 200);
    let handed = json!({ "version": version().await, "way": "window", "receiver": "张三丰" });
    let answer = clerk.post(&act("deliver"), &handed, None).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    case
}

pub(crate) fn after_days(county: &County, days: i64) {
    county.clock.advance(jiff::SignedDuration::from_hours(24 * days));
}

/// What the job does in one go.
pub(crate) fn share(county: &County) -> (u64, Vec<String>) {
    let share = pack_due(&county.bureau, domain::base::CaseId::new(0), 100).expect("it can be tried");
    (share.packed, share.passed_over)
}

/// A county with one packed case: its number and that of its package.
pub(crate) async fn packed() -> (County, String, String) {
    let county = County::open();
    let case = delivered(&county).await;
    after_days(&county, 9);
    assert_eq!(share(&county), (0, vec![]), "a rating may still come");
    after_days(&county, 2);
    assert_eq!(share(&county), (1, vec![]));
    assert_eq!(share(&county), (0, vec![]), "once");
    let package = format!("GD-990101-{case}");
    (county, case, package)
}

#[tokio::test]
async fn a_case_is_packed_checked_and_transferred() {
    let (county, case, package) = packed().await;
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let home = editor.get("/archive").await;
    assert!(home.text().contains("共 1 件，四性检测通过 1 件，等移交 1 件。"), "{}", home.text());
    let page = editor.get(&format!("/archive/packages/{package}")).await;
    let text = page.text();
    for words in ["ZS-1", "WZ-5", "KY-2", "AQ-1", "没有查", "未检查", "30年", "1 份文件相同", &case] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("不通过") && !text.contains("张三丰"), "{text}");
    let again = editor.send(&page, &format!("/archive/packages/{package}/check"), &[]).await;
    assert!(editor.get(again.location()).await.text().contains("重新检测过了，通过"));
    // Transferred once.
    let made = editor.send(&home, "/archive/batches", &[]).await;
    assert_eq!(made.location(), "/archive/batches/2026-1");
    let batch = editor.get("/archive/batches/2026-1").await;
    assert!(batch.text().contains(&package) && batch.text().contains("1 件"), "{}", batch.text());
    let xml = editor.get("/archive/batches/2026-1/list.xml").await;
    assert!(
        xml.body.contains(&format!("<电子文件号>{package}</电子文件号>")) && !xml.body.contains("张三丰"),
        "{}",
        xml.body
    );
    assert_eq!(editor.get("/archive/batches/2026-1/list.xlsx").await.status, 200);
    let home = editor.get("/archive").await;
    assert!(home.text().contains("等移交 0 件"));
    let csrf = page.value(&format!("/archive/packages/{package}/check"), "csrf");
    let nothing = editor.post("/archive/batches", &[("csrf".to_owned(), csrf)]).await;
    assert!(editor.get(nothing.location()).await.text().contains("没有可以移交的归档包"));
    // The case is in its last stage, and everything agrees with the journal.
    let clerk = Program::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get(&format!("/api/cases/{case}")).await.json()["stage"], "archived");
    let verdict = services::journal::verify(&county.bureau).expect("it can be verified");
    assert_eq!((verdict.journal.findings, verdict.packages, verdict.orphans), (vec![], 1, vec![]));
}

#[tokio::test]
async fn the_package_is_whole_outlives_the_applicants_key_and_lies_sealed() {
    let (county, case, package) = packed().await;
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[])).expect("keys can be erased");
    let zip = editor.get(&format!("/archive/packages/{package}/package.zip")).await;
    assert_eq!((zip.status, zip.header("content-type")), (200, "application/zip"));
    assert_eq!(zip.header("content-disposition"), format!("attachment; filename=\"{package}.zip\""));
    assert_eq!(check_all(&county.bureau).expect("it can be checked").findings, []);
    for entry in walk(&county.bureau.home().files()) {
        let bytes = std::fs::read(&entry).expect("it can be read");
        assert!(
            !bytes.starts_with(b"PK") && !bytes.windows(9).any(|w| w == "张三丰".as_bytes()),
            "{}",
            entry.display()
        );
    }
    let taken =
        county.db.db.read(|tx| tx.rows("SELECT body FROM event WHERE kind = 'archive.taken'", &[])).expect("read");
    assert_eq!(taken.len(), 1, "who took it out is known");
    // A second look at the report needs the case in the clear.
    let desk = domain::people::Desk::system("测试");
    assert!(recheck(&county.bureau, &desk, &package).is_err());
    assert!(case.starts_with("2026-"));
}

pub(crate) fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => out.extend(walk(&path)),
            path => out.push(path),
        }
    }
    out
}

#[tokio::test]
async fn a_changed_package_fails_its_check_and_is_never_given_out() {
    let (county, _, package) = packed().await;
    let address = county.db.db.read(|tx| {
        let row = tx.row("SELECT address FROM archive_package", &[])?.expect("one package");
        row.text("address")
    });
    let address = address.expect("it is named");
    let path = county.bureau.home().files().join(&address[..2]).join(&address[2..]);
    let mut bytes = std::fs::read(&path).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).expect("it can be written");
    let findings = services::journal::verify(&county.bureau).expect("it can be verified").journal.findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].place.contains(&package));
    let desk = domain::people::Desk::system("测试");
    assert_eq!(recheck(&county.bureau, &desk, &package), Ok(false));
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(&format!("/archive/packages/{package}")).await;
    assert!(page.text().contains("不通过") && page.text().contains("存放的内容与登记的摘要不同"), "{}", page.text());
    assert_eq!(editor.get(&format!("/archive/packages/{package}/package.zip")).await.status, 422);
    let failed = editor.get("/archive?part=failed").await;
    assert!(failed.text().contains(&package));
    assert!(editor.get("/archive?part=waiting").await.text().contains("这里没有归档包"));
}

#[tokio::test]
async fn what_is_in_hand_or_was_erased_is_not_packed() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let open = clerk.post("/api/cases", &wanted, None).await.json()["case_no"].as_str().expect("accepted").to_owned();
    let desk = domain::people::Desk::system("测试");
    let refused = services::archive::pack(&county.bureau, &desk, &open).map_err(|e| e.to_string());
    assert_eq!(refused, Err("这件已受理，办完或结束以后才能归档".to_owned()));
    let case = delivered(&county).await;
    let lost = walk(&county.bureau.home().files());
    std::fs::remove_file(&lost[0]).expect("it can be removed");
    after_days(&county, 11);
    let (packed, over) = share(&county);
    assert_eq!((packed, over.len()), (0, 1));
    assert!(over[0].contains(&case) && over[0].contains("第 1 份附件在服务器上已经损坏"), "{over:?}");
    county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[])).expect("keys can be erased");
    let (packed, over) = share(&county);
    assert!(packed == 0 && over[0].contains("已按本人要求删除"), "{over:?}");
}

#[tokio::test]
async fn the_api_answers_as_described_and_to_the_archive_alone() {
    let (county, _, package) = packed().await;
    let document = document(&county).await;
    let editor = Program::signed_in(&county, "qianwei").await;
    let list = editor.get("/api/archive/packages?part=waiting").await;
    holds(&document, "get", "/api/archive/packages", &list);
    assert_eq!(list.json()["packages"].as_array().map(Vec::len), Some(1));
    let one = editor.get(&format!("/api/archive/packages/{package}")).await;
    holds(&document, "get", "/api/archive/packages/{package}", &one);
    let rules: Vec<Value> = one.json()["checks"].as_array().expect("a report").clone();
    assert!(rules.len() >= 16 && rules.iter().all(|r| r["finding"] != "不通过"), "{rules:?}");
    for (at, status) in [
        ("/api/archive/packages?part=x", 422),
        ("/api/archive/packages?after=x", 422),
        ("/api/archive/packages/GD-1", 404),
    ] {
        let answer: Answer = editor.get(at).await;
        assert_eq!(answer.status, status, "{at}");
    }
    for login in ["zhangmin", "liqiang", "admin"] {
        let other = Program::signed_in(&county, login).await;
        assert_eq!(other.get("/api/archive/packages").await.status, 403, "{login}");
    }
}
