//! Files of a case over HTTP (附件), with this test as both the site and the child process that looks into a file: hence
//! a `main` of its own.

#[path = "it/browser.rs"]
#[expect(dead_code, reason = "shared with the other tests, which use more of it")]
mod browser;
#[path = "it/county.rs"]
#[expect(dead_code, reason = "shared with the other tests, which use more of it")]
mod county;
#[path = "files/letters.rs"]
mod letters;
#[path = "pages/markup.rs"]
#[expect(dead_code, reason = "shared with the page checks, which read more of it")]
mod markup;
#[path = "files/pushed.rs"]
mod pushed;
#[path = "pages/rules.rs"]
mod rules;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use browser::{Answer, Browser, Program};
use county::{CARD, County, FOOD};
use papers::child::{SUBCOMMAND, serve_stdin};
use serde_json::{Value, json};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return serve_stdin();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime starts");
    runtime.block_on(async {
        several_files_are_added_seen_and_taken_off().await;
        what_may_not_be_kept_is_told_and_leaves_nothing().await;
        files_go_out_as_what_they_are_and_nothing_else().await;
        only_who_may_see_the_case_sees_its_files().await;
        the_same_key_has_one_effect_and_leaves_one_file().await;
        nothing_personal_lies_on_disk_and_an_erased_key_closes_all().await;
        damage_is_found_and_never_served().await;
        an_applicant_adds_files_with_number_and_password().await;
        materials_come_with_an_application().await;
        a_correction_is_answered_with_files().await;
        a_draft_that_is_never_sent_in_leaves_nothing().await;
        what_a_crash_left_is_swept().await;
        pushed::a_system_hands_on_the_files_of_its_own_applications().await;
        letters::the_scan_of_a_letter_is_kept_and_opened_again().await;
    });
    println!("test files over HTTP ... ok");
    ExitCode::SUCCESS
}

fn open() -> County {
    County::open_with(std::env::current_exe().expect("a running test has a path"))
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

fn png(note: &str) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short").to_be_bytes();
        [&length[..], kind, content, &[0; 4]].concat()
    };
    let head = [&10_u32.to_be_bytes()[..], &10_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"tEXt", note.as_bytes()),
        chunk(b"IDAT", note.as_bytes()),
        chunk(b"IEND", b""),
    ]
    .concat()
}

fn pdf(objects: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n{objects}\n%%EOF\n").into_bytes()
}

/// Sends the form of the page with these files.
async fn send(who: &mut Browser<'_>, case: &str, place: &str, files: &[(&str, &[u8])]) -> Answer {
    let here = format!("/cases/{case}/files");
    let page = who.get(&here).await;
    let mut body = Vec::new();
    let fields = page.form(&here);
    for (field, value) in fields.iter().filter(|(field, _)| field != "file" && field != "place") {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"place\"\r\n\r\n{place}\r\n").bytes());
    for (name, bytes) in files {
        body.extend(
            format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    who.upload(&here, "b", body).await
}

async fn listed(county: &County, case: &str) -> Vec<Value> {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let answer = clerk.get(&format!("/api/cases/{case}/files")).await;
    answer.json()["files"].as_array().unwrap_or_else(|| panic!("{}", answer.body)).clone()
}

/// Everything that lies on the shelf.
fn on_disk(county: &County) -> Vec<PathBuf> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => walk(&path, out),
                path => out.push(path),
            }
        }
    }
    let mut all = Vec::new();
    walk(&county.bureau.home().files(), &mut all);
    all
}

async fn several_files_are_added_seen_and_taken_off() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let answer = send(&mut clerk, &case, "1", &[("平面图.png", &png("a")), ("平面图二.pdf", &pdf(""))]).await;
    let page = clerk.get(answer.location()).await;
    assert!(page.text().contains("已加上 2 份文件") && page.text().contains("图片 1（0.1 MB）"), "{}", page.text());
    assert!(page.text().contains("PDF 2（0.1 MB）"));
    let files = listed(&county, &case).await;
    assert_eq!(files.len(), 2);
    assert_eq!(files[0]["material"], 1);
    let id = files[0]["id"].as_str().expect("text").to_owned();
    let off = format!("/cases/{case}/files/{id}/detach");
    let why = format!("why-{id}");
    let refused = clerk.send(&page, &off, &[(&why, " ")]).await;
    assert_eq!((refused.status, refused.problems().len()), (422, 1));
    let done = clerk.send(&refused, &off, &[(&why, "拍糊了")]).await;
    let page = clerk.get(done.location()).await;
    assert!(page.text().contains("已撤下：拍糊了"), "{}", page.text());
    assert_eq!(clerk.get(&format!("/cases/{case}/files/{id}")).await.status, 404, "taken off is not given out");
    // After the decision nothing comes and nothing goes.
    let approver = Program::signed_in(&county, "liqiang").await;
    let decided = json!({ "version": 1, "outcome": "grant" });
    assert_eq!(approver.post(&format!("/api/cases/{case}/decide"), &decided, None).await.status, 200);
    assert!(clerk.get(&format!("/cases/{case}/files")).await.text().contains("现在不能再改"));
    let late = json!({ "name": "a.png", "content": STANDARD.encode(png("late")) });
    let answer = approver.post(&format!("/api/cases/{case}/files"), &late, None).await;
    assert_eq!((answer.status, answer.json()["code"].clone()), (422, json!("wrong_stage")), "{}", answer.body);
    assert_eq!(on_disk(&county).len(), 2, "what came too late has left nothing");
    assert_eq!(services::journal::verify(&county.bureau).expect("it can be verified").journal.findings, []);
}

async fn what_may_not_be_kept_is_told_and_leaves_nothing() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let large = vec![0; (10 << 20) + 1];
    let hostile: [(&str, Vec<u8>, &str); 10] = [
        (
            "房产证.heic",
            b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(),
            "“房产证.heic”打不开。请改用 JPG、PNG 或 PDF，手机拍照即可",
        ),
        ("合同.pdf", large, "“合同.pdf”有 11 MB，最多 10 MB。可以分成两份上传"),
        ("脚本.pdf", pdf("3 0 obj <</S/JavaScript>> endobj"), "里有脚本"),
        ("锁.pdf", pdf("trailer <</Encrypt 1 0 R>>"), "要密码才能打开"),
        ("画.svg", b"<svg onload='alert(1)'/>".to_vec(), "“画.svg”打不开"),
        ("页.jpg", b"<!doctype html><script>alert(1)</script>".to_vec(), "“页.jpg”打不开"),
        ("包.zip", b"PK\x05\x06".iter().chain([0; 18].iter()).copied().collect(), "打不开"),
        ("坏.docx", b"PK\x03\x04 cut".to_vec(), "不完整"),
        ("机密★名单.png", png("x"), "带有“机密”标志，没有收，也没有留存"),
        ("空.png", Vec::new(), "是空的"),
    ];
    for (name, bytes, sentence) in &hostile {
        let answer = send(&mut clerk, &case, "0", &[(name, bytes)]).await;
        assert_eq!(answer.status, 422, "{name}: {}", answer.body);
        assert_eq!(answer.problems(), [("file".to_owned(), "有 1 份文件没有收，原因在下面".to_owned())], "{name}");
        assert!(answer.text().contains(sentence), "{name}: {}", answer.text());
    }
    let nothing = send(&mut clerk, &case, "0", &[]).await;
    assert!(nothing.text().contains("请选择照片或文件"));
    let nowhere = send(&mut clerk, &case, "9", &[("a.png", &png("x"))]).await;
    assert!(nowhere.text().contains("没有找到这样材料"), "{}", nowhere.text());
    assert_eq!((listed(&county, &case).await.len(), on_disk(&county).len()), (0, 0));
    // One that is refused keeps no other out.
    let mixed = send(&mut clerk, &case, "0", &[("画.svg", b"<svg/>"), ("好.png", &png("good"))]).await;
    assert_eq!(mixed.status, 422);
    assert!(mixed.text().contains("其余 1 份已加上"));
    assert_eq!((listed(&county, &case).await.len(), on_disk(&county).len()), (1, 1));
    // As many as there may be, and not one more.
    for n in 1..20 {
        send(&mut clerk, &case, "0", &[("a.png", &png(&n.to_string()))]).await.location();
    }
    let full = send(&mut clerk, &case, "0", &[("a.png", &png("21"))]).await;
    assert!(full.text().contains("这样材料已经有 20 份文件"), "{}", full.text());
    assert_eq!((listed(&county, &case).await.len(), on_disk(&county).len()), (20, 20));
}

async fn files_go_out_as_what_they_are_and_nothing_else() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let name = "../张三\u{202e}gnp.html";
    send(&mut clerk, &case, "", &[(name, &png("GPS 30.27N"))]).await.location();
    send(&mut clerk, &case, "", &[("a.pdf", &pdf(""))]).await.location();
    let ids: Vec<String> =
        listed(&county, &case).await.iter().map(|f| f["id"].as_str().expect("text").to_owned()).collect();
    for (id, view, way, media) in [
        (&ids[0], "", "attachment", "image/png"),
        (&ids[0], "?view=1", "inline", "image/png"),
        (&ids[1], "", "attachment", "application/pdf"),
        (&ids[1], "?view=1", "inline", "application/pdf"),
    ] {
        let out = clerk.get(&format!("/cases/{case}/files/{id}{view}")).await;
        assert_eq!((out.status, out.header("content-type")), (200, media));
        assert!(out.header("content-disposition").starts_with(way), "{}", out.header("content-disposition"));
        assert_eq!(out.header("x-content-type-options"), "nosniff");
        assert!(out.header("cache-control").contains("no-store"));
        let policy = out.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(policy.starts_with("sandbox;"), media == "image/png");
    }
    let out = clerk.get(&format!("/cases/{case}/files/{}", ids[0])).await;
    let said = out.header("content-disposition").to_owned();
    assert!(said.ends_with("filename*=UTF-8''%E5%BC%A0%E4%B8%89gnp.html.png"), "{said}");
    let program = Program::signed_in(&county, "zhangmin").await;
    let json = program.get(&format!("/api/cases/{case}/files/{}", ids[0])).await.json();
    let bytes = STANDARD.decode(json["content"].as_str().expect("text")).expect("base64");
    assert!(!bytes.windows(4).any(|w| w == b"tEXt"), "notes are gone");
    // Who opened which file stands in the journal of whoever did.
    let opened = county.db.db.read(|tx| {
        let mut all = Vec::new();
        for row in tx.rows("SELECT stream, body FROM event WHERE kind = 'file.opened'", &[])? {
            all.push((row.text("stream")?, row.text("body")?));
        }
        Ok(all)
    });
    let opened = opened.expect("the journal can be read");
    assert_eq!(opened.len(), 6);
    assert!(opened.iter().all(|(stream, body)| stream.starts_with("staff/") && body.contains(&case)));
}

async fn only_who_may_see_the_case_sees_its_files() {
    let county = open();
    let (case, other) = (accepted(&county, FOOD).await, accepted(&county, CARD).await);
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    send(&mut clerk, &case, "0", &[("a.png", &png("x"))]).await.location();
    let id = listed(&county, &case).await[0]["id"].as_str().expect("text").to_owned();
    for (login, expected) in [("liqiang", 200), ("zhaolei", 404), ("sunhong", 200), ("qianwei", 403)] {
        let mut who = Browser::signed_in(&county, login).await;
        for address in [format!("/cases/{case}/files"), format!("/cases/{case}/files/{id}")] {
            assert_eq!(who.get(&address).await.status, expected, "{login} {address}");
        }
    }
    // Another department's approver cannot add to it, and the address of another case does not help.
    let stranger = Program::signed_in(&county, "zhaolei").await;
    let file = json!({ "name": "a.png", "content": STANDARD.encode(png("y")) });
    assert_eq!(stranger.post(&format!("/api/cases/{case}/files"), &file, None).await.status, 403);
    assert_eq!(stranger.get(&format!("/api/cases/{other}/files/{id}")).await.status, 404);
    let off = json!({ "why": "x" });
    assert_eq!(stranger.post(&format!("/api/cases/{other}/files/{id}/detach"), &off, None).await.status, 403);
    assert_eq!(on_disk(&county).len(), 1);
}

async fn the_same_key_has_one_effect_and_leaves_one_file() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let here = format!("/api/cases/{case}/files");
    let file = json!({ "material": 0, "name": "a.png", "content": STANDARD.encode(png("x")) });
    let first = clerk.post(&here, &file, Some("k")).await;
    let again = clerk.post(&here, &file, Some("k")).await;
    assert_eq!((first.status, again.status, first.json()), (201, 201, again.json()));
    let changed = json!({ "material": 0, "name": "a.png", "content": STANDARD.encode(png("y")) });
    assert_eq!(clerk.post(&here, &changed, Some("k")).await.status, 409);
    assert_eq!(listed(&county, &case).await.len(), 1);
    let verdict = services::journal::verify(&county.bureau).expect("it can be verified");
    assert_eq!((verdict.journal.findings, verdict.files), (vec![], 1));
    // Of the second nothing is left; the third failed in the store, where nobody knows whether it was
    // kept: its bytes stay and are named.
    assert!(verdict.orphans.len() <= 1, "{:?}", verdict.orphans);
    let bad = clerk.post(&here, &json!({ "name": "a", "content": "%%%" }), None).await;
    assert_eq!((bad.status, bad.json()["errors"][0]["field"].clone()), (422, json!("content")));
}

async fn nothing_personal_lies_on_disk_and_an_erased_key_closes_all() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let canary = "金丝雀990101199003078578";
    send(&mut clerk, &case, "0", &[(&format!("{canary}.pdf"), &pdf(canary))]).await.location();
    let mut places = on_disk(&county);
    places.extend(county.db.files());
    let all: Vec<u8> = places.iter().flat_map(|p| fs::read(p).expect("it can be read")).collect();
    assert!(!all.windows(canary.len()).any(|w| w == canary.as_bytes()), "the canary stands in the clear");
    assert!(!all.windows(5).any(|w| w == b"%PDF-"), "a file lies in the clear");
    let id = listed(&county, &case).await[0]["id"].as_str().expect("text").to_owned();
    let at = format!("/cases/{case}/files/{id}");
    assert!(clerk.get(&at).await.body.contains(canary));
    county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[])).expect("keys can be erased");
    let gone = clerk.get(&at).await;
    assert_eq!(gone.status, 422);
    assert!(gone.text().contains("打不开了"), "{}", gone.text());
    assert!(send(&mut clerk, &case, "0", &[("a.png", &png("x"))]).await.text().contains("不能再加文件"));
    let verdict = services::journal::verify(&county.bureau).expect("it can be verified");
    assert_eq!(
        (verdict.journal.findings, verdict.files, verdict.orphans),
        (vec![], 1, vec![]),
        "every digest stays true"
    );
}

async fn damage_is_found_and_never_served() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    for name in ["a", "b"] {
        send(&mut clerk, &case, "0", &[(&format!("{name}.png"), &png(name))]).await.location();
    }
    let disk = on_disk(&county);
    let mut bytes = fs::read(&disk[0]).expect("it can be read");
    bytes[40] ^= 1;
    fs::write(&disk[0], bytes).expect("it can be written");
    fs::remove_file(&disk[1]).expect("it can be removed");
    for file in listed(&county, &case).await {
        let answer = clerk.get(&format!("/cases/{case}/files/{}", file["id"].as_str().expect("text"))).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("已经损坏"), "{}", answer.text());
    }
    let stray = disk[0].parent().expect("a folder").join("f".repeat(62));
    fs::write(&stray, b"x").expect("it can be written");
    let verdict = services::journal::verify(&county.bureau).expect("it can be verified");
    assert_eq!((verdict.journal.findings.len(), verdict.orphans.len(), verdict.is_sound()), (2, 1, false));
    // The job sees the same, a share at a time.
    let share = |after| services::cases::scrub(&county.bureau, after, 1).expect("it can be looked after");
    let first = share(domain::base::FileId::new(0));
    assert_eq!((first.checked, first.findings.len()), (1, 1));
    let second = share(first.last.expect("there is more"));
    assert_eq!((second.checked, second.findings.len()), (1, 1));
}

async fn an_applicant_adds_files_with_number_and_password() {
    use services::cases::{AttachForm, FileNotKept, Incoming, attach_own, open_own_file, own_files};
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let receipt = clerk.get(&format!("/cases/{case}/receipt")).await.text();
    let password: String =
        receipt.split("查询密码").nth(1).expect("it is printed").chars().filter(char::is_ascii_digit).take(8).collect();
    let (bureau, desk) = (&county.bureau, domain::people::Desk::public("网上"));
    let exe = std::env::current_exe().expect("a running test has a path");
    let form = AttachForm { case_no: case.clone(), place: Some(0) };
    let file = || Incoming { name: "申请书.pdf".into(), bytes: pdf("") };
    let kept = attach_own(bureau, &desk, (&form, &password), file(), &exe, Some("k")).expect("the own case");
    let wrong = attach_own(bureau, &desk, (&form, "00000000"), file(), &exe, None);
    assert!(matches!(wrong, Err(services::Failure::Refused(FileNotKept::Password(_)))), "{wrong:?}");
    let all = own_files(bureau, &desk, &case, &password).expect("the own case");
    assert_eq!((all.files.len(), all.files[0].by.as_str()), (1, ""));
    let out =
        open_own_file(bureau, &desk, (&case, &password), domain::base::FileId::new(kept.id)).expect("the own file");
    assert_eq!((out.name.as_str(), out.bytes), ("申请书.pdf", pdf("")));
    assert!(open_own_file(bureau, &desk, (&case, "00000000"), domain::base::FileId::new(kept.id)).is_err());
}

const MATERIALS: &str = "/cases/own/materials";

/// Begins an application for the food licence.
async fn begun(browser: &mut Browser<'_>) {
    let at = format!("/catalogue/{FOOD}/apply");
    let who = [("applicant", "person"), ("name", "张三丰"), ("code", "11010519491231002x"), ("phone", "13800138000")];
    let first = browser.get(&at).await;
    assert_eq!(browser.send(&first, &at, &who).await.status, 303);
    for (screen, answer) in [(1, ("answer.request", "开一家小吃店")), (2, ("answer.address", "文澜路88号"))] {
        let at = format!("/cases/own/questions/{screen}");
        let page = browser.get(&at).await;
        assert_eq!(browser.send(&page, &at, &[answer, ("act", "next")]).await.status, 303);
    }
}

/// Sends files from the page of the own case's materials.
async fn hand_in(browser: &mut Browser<'_>, place: &str, files: &[(&str, &[u8])]) -> Answer {
    let page = browser.get(MATERIALS).await;
    let mut body = Vec::new();
    let fields = page.form(MATERIALS).into_iter().filter(|(name, _)| name != "file" && name != "place");
    for (field, value) in fields.chain([("place".to_owned(), place.to_owned())]) {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, bytes) in files {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(*b"\r\n"));
    }
    body.extend(b"--b--\r\n");
    browser.upload(MATERIALS, "b", body).await
}

async fn submitted(browser: &mut Browser<'_>) -> String {
    let check = browser.get("/cases/own/check").await;
    let sent = browser.send(&check, "/cases/own/check", &[]).await;
    assert_eq!(sent.location(), "/cases/own?done=submitted", "{}", sent.body);
    let own = browser.get(sent.location()).await.text();
    own.split_whitespace()
        .map(|w| w.trim_matches(['，', '。']))
        .find(|w| w.starts_with("2026-"))
        .expect("a number")
        .to_owned()
}

async fn materials_come_with_an_application() {
    let county = open();
    let mut browser = Browser::new(&county);
    begun(&mut browser).await;
    let two = hand_in(&mut browser, "0", &[("申请书 一.png", &png("a")), ("申请书二.pdf", &pdf(""))]).await;
    assert_eq!(two.status, 303, "{}", two.body);
    let page = browser.get(two.location().split('#').next().expect("an address")).await;
    assert!(page.text().contains("已上传 2 份") && page.text().contains("申请书二.pdf（0.1 MB）"), "{}", page.text());
    // One that cannot be kept is told and keeps no other out; nothing chosen is told too.
    let odd = hand_in(&mut browser, "1", &[("图.exe", b"MZ"), ("图.png", &png("b"))]).await;
    assert_eq!(odd.status, 422);
    assert!(odd.text().contains("其余 1 份已上传") && odd.text().contains("图.exe"), "{}", odd.text());
    assert_eq!(hand_in(&mut browser, "1", &[]).await.problems()[0].0, "file-1");
    assert_eq!(hand_in(&mut browser, "9", &[("图.png", &png("c"))]).await.status, 404);
    // Taken off again while it is a draft: neither row nor bytes stay.
    assert_eq!(on_disk(&county).len(), 3);
    let page = browser.get(MATERIALS).await;
    let document = page.page();
    let actions: Vec<String> = document
        .all("form")
        .filter_map(|(_, e)| e.attribute("action"))
        .filter(|a| a.ends_with("/remove"))
        .map(str::to_owned)
        .collect();
    assert_eq!(actions.len(), 3);
    let gone = browser.send(&page, &actions[1], &[]).await;
    assert!(browser.get(gone.location()).await.text().contains("已移除"));
    assert_eq!(on_disk(&county).len(), 2);
    let view = browser.get(&format!("{}?view=1", actions[0].trim_end_matches("/remove"))).await;
    assert_eq!((view.status, view.header("content-type")), (200, "image/png"));
    let mut stranger = Browser::new(&county);
    assert_eq!(stranger.get(actions[0].trim_end_matches("/remove")).await.location(), "/cases/own");

    let check = browser.get("/cases/own/check").await;
    assert!(check.text().contains("食品经营许可申请书（1 份文件）"), "{}", check.text());
    let number = submitted(&mut browser).await;
    let receipt = browser.get("/cases/own").await.text();
    assert!(receipt.contains("已有的材料") && !receipt.contains("要带到窗口的材料"), "{receipt}");
    let late = browser.send(&page, &actions[0], &[]).await;
    assert_eq!(late.status, 303);
    assert_eq!(listed(&county, &number).await.len(), 2, "what was sent in stays");

    // The window's list shows what came, and keeps how it came.
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let case = clerk.get(&format!("/cases/{number}")).await;
    for words in ["网上已传", "食品经营许可申请书（已传 1 份文件）", "开一家小吃店", "文澜路****"]
    {
        assert!(case.text().contains(words), "{words}: {}", case.text());
    }
    assert!(case.text().contains("开始填写") && !case.text().contains("drafted"), "{}", case.text());
    let received = clerk.send(&case, &format!("/cases/{number}/receive"), &[]).await;
    assert_eq!(received.status, 303, "{:?}", received.problems());
    assert!(clerk.get(&format!("/cases/{number}")).await.text().contains("网上已传"));
}

async fn a_correction_is_answered_with_files() {
    let county = open();
    let mut browser = Browser::new(&county);
    begun(&mut browser).await;
    assert_eq!(hand_in(&mut browser, "0", &[("申请书.png", &png("a"))]).await.status, 303);
    let number = submitted(&mut browser).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let case = clerk.get(&format!("/cases/{number}")).await;
    let asked = [("lack", "0"), ("lack", "1"), ("what", "地址写到门牌号")];
    let done = clerk.send(&case, &format!("/cases/{number}/correct"), &asked).await;
    assert_eq!(done.status, 303, "{:?}", done.problems());

    county.clock.advance(jiff::SignedDuration::from_mins(5));
    let at = "/cases/own/correct";
    let page = browser.get(at).await;
    assert_eq!(page.text().matches("还没有上传").count(), 2, "what came before does not answer it: {}", page.text());
    let early = browser.send(&page, at, &[]).await;
    assert_eq!(early.status, 422);
    assert!(early.problems()[0].1.contains("经营场所平面图"), "{:?}", early.problems());
    for place in ["0", "1"] {
        assert_eq!(hand_in(&mut browser, place, &[("重拍.png", &png(place))]).await.status, 303);
    }
    assert_eq!(hand_in(&mut browser, "2", &[("多的.png", &png("x"))]).await.location(), MATERIALS, "not asked for");
    let page = browser.get(at).await;
    assert!(page.text().contains("经营场所平面图：已上传 1 份"), "{}", page.text());
    let answered = browser.send(&page, at, &[("answer.address", "文澜路88号3栋")]).await;
    assert_eq!(answered.location(), "/cases/own?done=corrected", "{:?}", answered.problems());
    let case = Program::signed_in(&county, "zhangmin").await.get(&format!("/api/cases/{number}")).await.json();
    assert_eq!((&case["stage"], &case["materials"][1]["received"]), (&json!("submitted"), &json!(true)));
    assert_eq!(listed(&county, &number).await.len(), 3);
}

async fn a_draft_that_is_never_sent_in_leaves_nothing() {
    let county = open();
    let mut browser = Browser::new(&county);
    begun(&mut browser).await;
    assert_eq!(hand_in(&mut browser, "0", &[("申请书.png", &png("a"))]).await.status, 303);
    county.clock.advance(jiff::SignedDuration::from_hours(24 * 60));
    let timers = || services::cases::run_timers(&county.bureau).expect("they run").drafts_expired;
    assert_eq!((timers(), on_disk(&county).len()), (0, 1), "kept to its last day");
    county.clock.advance(jiff::SignedDuration::from_hours(24));
    assert_eq!((timers(), timers(), on_disk(&county).len()), (1, 0, 0));
    let verdict = services::journal::verify(&county.bureau).expect("it can be verified");
    assert!(verdict.is_sound() && verdict.orphans.is_empty(), "{:?}", verdict.journal.findings);
}

/// The program was killed while a file was written, and between a whole file and its row.
async fn what_a_crash_left_is_swept() {
    let county = open();
    let case = accepted(&county, FOOD).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    for note in ["a", "b"] {
        assert_eq!(send(&mut clerk, &case, "0", &[("图.png", &png(note))]).await.status, 303);
    }
    let whole = on_disk(&county).swap_remove(0);
    let folder = whole.parent().expect("a folder");
    let (unfinished, orphan) = (folder.join("new-00000000000000ff"), folder.join("e".repeat(62)));
    let written = |path: &Path, days: u64| {
        let at = std::time::SystemTime::from(county.bureau.now()) - std::time::Duration::from_secs(days * 86_400);
        fs::write(path, b"half").expect("it can be written");
        fs::File::options().write(true).open(path).and_then(|f| f.set_modified(at)).expect("it can be dated");
    };
    let sweep = || services::cases::sweep_files(&county.bureau).expect("it can be swept");
    let orphans = || services::cases::scrub_all(&county.bureau).expect("it can be looked after").orphans.len();
    // Both may be the work of a request that is under way.
    written(&unfinished, 0);
    written(&orphan, 6);
    assert_eq!((sweep(), orphans(), unfinished.exists()), (0, 1, true));
    written(&unfinished, 2);
    written(&orphan, 8);
    assert_eq!((sweep(), orphans(), unfinished.exists(), orphan.exists()), (2, 0, false, false));
    assert_eq!((on_disk(&county).len(), listed(&county, &case).await.len()), (2, 2), "what has a row stays");
    // A database that knows less than lies here is another one: nothing goes.
    let many = ["a", "b", "c"].map(|n| folder.join(n.repeat(62)));
    many.iter().for_each(|path| written(path, 30));
    assert_eq!((sweep(), orphans()), (0, 3));
}
