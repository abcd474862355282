//! What else stands in a package (归档): the papers of the case as PDF, the county's signature over the report, and what a
//! virus scanner says, which is a small one of the test's own.

use std::{
    io::{Cursor, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::people::Desk;
use serde_json::{Value, json};
use services::{
    archive::{PackRefusal, check_all, pack, recheck},
    base::Clamd,
};

use crate::{
    archive::{after_days, delivered, delivered_with, packed, png, share, walk},
    browser::{Browser, Program},
    county::{County, FOOD},
};

/// Standard bytes that every scanner takes for a virus, put together here so that no scanner stops at this file.
fn eicar() -> String {
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

/// What the scanner has only learnt to find: the program itself turns the one above away, this one it lets pass.
const OF_LATE: &str = "a virus that was new then";

/// A clamd of the test's own: reads INSTREAM as the protocol has it and finds nothing but these two.
fn clamd() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it listens").to_string();
    thread::spawn(move || {
        for line in listener.incoming().flatten() {
            thread::spawn(move || answer(line));
        }
    });
    address
}

fn answer(mut line: TcpStream) {
    let mut command = [0; 10];
    let mut bytes = Vec::new();
    let mut whole = line.read_exact(&mut command).is_ok() && &command == b"zINSTREAM\0";
    while whole {
        let mut length = [0; 4];
        whole = line.read_exact(&mut length).is_ok();
        let length = u32::from_be_bytes(length) as usize;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; length];
        whole = line.read_exact(&mut piece).is_ok();
        bytes.extend(piece);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let said: &[u8] = match whole {
        false => b"UNKNOWN COMMAND\0",
        true if text.contains(&eicar()) => b"stream: Win.Test.EICAR_HDB-1 FOUND\0",
        true if text.contains(OF_LATE) => b"stream: Doc.Late-7 FOUND\0",
        true => b"stream: OK\0",
    };
    line.write_all(said).ok();
}

fn connect(county: &County) {
    let scanner = Clamd::new(clamd(), Duration::from_secs(5));
    assert!(county.bureau.connect_virus_scanner(Arc::new(scanner)));
}

fn entries(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut out = Vec::new();
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).expect("an entry");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("it can be read");
        out.push((part.name().expect("a name").into_owned(), bytes));
    }
    out
}

#[tokio::test]
async fn the_papers_of_the_case_stand_in_the_package_and_in_its_manifest() {
    let (county, case, package) = packed().await;
    let desk = Desk::system("测试");
    let bytes = services::archive::package_bytes(&county.bureau, &desk, &package).expect("it can be taken out");
    let all = entries(&bytes);
    let papers: Vec<&str> = all.iter().map(|(path, _)| path.as_str()).filter(|p| p.starts_with("文书/")).collect();
    assert_eq!(papers, ["文书/01受理通知书.pdf", "文书/02准予行政许可决定书.pdf", "文书/03送达回证.pdf"]);
    assert!(all.iter().filter(|(p, _)| p.starts_with("文书/")).all(|(_, b)| b.starts_with(b"%PDF-")));
    let manifest = all.iter().find(|(path, _)| path == "manifest.json").expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest.1).expect("JSON");
    for (path, bytes) in all.iter().filter(|(p, _)| p.starts_with("文书/")) {
        let line = manifest["entries"].as_array().and_then(|all| all.iter().find(|e| e["path"] == path.as_str()));
        assert_eq!(line.and_then(|l| l["size"].as_u64()), Some(bytes.len() as u64), "{path}");
    }
    let config = all.iter().find(|(path, _)| path == "归档配置表.xml").expect("a sheet");
    assert!(String::from_utf8_lossy(&config.1).contains("<名称>送达回证</名称>"));
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(&format!("/archive/packages/{package}")).await.text();
    assert!(page.contains("3 份文书都在") && page.contains("签名验得过") && page.contains(&case), "{page}");
}

#[tokio::test]
async fn a_report_that_was_rewritten_is_found_by_its_signature() {
    let (county, _, package) = packed().await;
    let desk = Desk::system("测试");
    assert_eq!(check_all(&county.bureau).expect("it can be checked").findings, []);
    assert_eq!(recheck(&county.bureau, &desk, &package), Ok(true));
    assert_eq!(check_all(&county.bureau).expect("it can be checked").findings, [], "each check is signed anew");
    let sql = "UPDATE archive_package SET checks = replace(checks, '没有接入杀毒程序，未检查', '都查过')";
    county.db.db.write(|tx| tx.run(sql, &[])).expect("a database can be written past the program");
    let findings = services::journal::verify(&county.bureau).expect("it can be verified").journal.findings;
    assert!(findings.iter().any(|f| f.place.contains(&package) && f.what.contains("签名验不过")), "{findings:?}");
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    assert!(editor.get(&format!("/archive/packages/{package}")).await.text().contains("签名验不过"));
}

#[tokio::test]
async fn a_virus_is_neither_taken_in_nor_packed() {
    let county = County::open();
    // It came before there was a scanner.
    let case = delivered(&county).await;
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let other = clerk.post("/api/cases", &wanted, None).await.json()["case_no"].as_str().expect("accepted").to_owned();
    let upload = async |note: &str| {
        let file = json!({ "material": 0, "name": "平面图.png", "content": STANDARD.encode(png(note)) });
        clerk.post(&format!("/api/cases/{other}/files"), &file, None).await
    };
    connect(&county);
    let refused = upload(&eicar()).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("infected")), "{}", refused.body);
    assert!(refused.body.contains("查出病毒（Win.Test.EICAR_HDB-1）"), "{}", refused.body);
    assert_eq!(upload("x").await.status, 201);
    after_days(&county, 11);
    assert_eq!(share(&county), (1, vec![]));
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(&format!("/archive/packages/GD-990101-{case}")).await.text();
    assert!(page.contains("项都查过，没有查出") && !page.contains("未检查"), "{page}");
}

#[tokio::test]
async fn a_case_with_a_virus_from_before_is_not_packed_and_leaves_nothing_on_disk() {
    let county = County::open();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let case = delivered_with(&county, OF_LATE).await;
    connect(&county);
    let before = walk(&county.bureau.home().files()).len();
    match pack(&county.bureau, &Desk::system("测试"), &case) {
        Err(services::Failure::Refused(PackRefusal::Infected(what))) => {
            assert!(what.contains("文件/001.png查出病毒 Doc.Late-7"), "{what}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(walk(&county.bureau.home().files()).len(), before);
    assert_eq!(clerk.get(&format!("/api/cases/{case}")).await.json()["stage"], "delivered");
}

#[tokio::test]
async fn a_scanner_that_does_not_answer_is_told_as_such() {
    let county = County::open();
    let case = delivered(&county).await;
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let scanner = Clamd::new(nobody.to_string(), Duration::from_secs(1));
    assert!(county.bureau.connect_virus_scanner(Arc::new(scanner)));
    pack(&county.bureau, &Desk::system("测试"), &case).expect("it is packed all the same");
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(&format!("/archive/packages/GD-990101-{case}")).await.text();
    assert!(page.contains("杀毒程序没有应答，未检查"), "{page}");
}
