//! The scan of a signed letter (扫描件): kept sealed, opened again by those who may, looked after with the other files.

use domain::people::{Desk, Role};
use services::{
    delegates::{AppointForm, appoint, digest_of},
    people::{NewStaff, add_staff},
};

use super::{
    browser::{Answer, Browser},
    county::{County, PASSWORD},
    on_disk, open, png,
};

fn staff(county: &County, login: &str) -> domain::people::Staff {
    let lines = services::people::staff_lines(&county.bureau, &Desk::system("测试")).expect("readable");
    lines.into_iter().map(|l| l.staff).find(|s| s.login.as_str() == login).expect("the account is there")
}

/// A representative of department 1 in office; the page of the appointment.
fn in_office(county: &County) -> String {
    let new = NewStaff {
        login: "daibiao".into(),
        name: "周代".into(),
        roles: vec![Role::Clerk.as_str().into(), Role::Approver.as_str().into()],
        department: Some(1),
        window_no: Some(4),
        password: PASSWORD.into(),
        must_change: false,
    };
    add_staff(&county.bureau, &Desk::system("测试"), &new, None).expect("a member of staff can be added");
    let form = AppointForm {
        department: 1,
        person: staff(county, "daibiao").id.get(),
        rank: "股级".into(),
        on_roster: true,
        doc_no: "市监任〔2026〕1号".into(),
        from: "2026-10-01".into(),
    };
    let desk = Desk::of(staff(county, "qianwei"), "测试");
    format!("/delegates/appointments/{}", appoint(&county.bureau, &desk, &form, None).expect("can be appointed"))
}

/// The form at an address with a file, sent as a browser does.
async fn send(
    browser: &mut Browser<'_>,
    page: &Answer,
    at: &str,
    typed: &[(&str, &str)],
    file: (&str, &[u8]),
) -> Answer {
    let mut fields = page.form(at);
    fields.retain(|(name, _)| name != "file" && typed.iter().all(|(n, _)| n != name));
    fields.extend(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    let mut body: Vec<u8> = Vec::new();
    for (name, value) in &fields {
        let part = format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\ncontent-type: image/png\r\n\r\n",
        file.0
    );
    body.extend(head.as_bytes());
    body.extend(file.1);
    body.extend(b"\r\n--b--\r\n");
    browser.upload(at, "b", body).await
}

pub(super) async fn the_scan_of_a_letter_is_kept_and_opened_again() {
    let county = open();
    let office = in_office(&county);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let (page, at) = (editor.get(&office).await, format!("{office}/scan"));
    assert_eq!(editor.get(&at).await.status, 404, "none is kept yet");
    for (name, bytes) in [("任命书.png", b"MZ\x90\x00".to_vec()), ("", Vec::new())] {
        let refused = send(&mut editor, &page, &at, &[], (name, &bytes)).await;
        assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "file"), "{}", refused.body);
    }
    assert_eq!(on_disk(&county).len(), 0, "what was refused left nothing");
    let kept = send(&mut editor, &page, &at, &[], ("任命书.png", &png("一"))).await;
    assert_eq!(kept.location(), format!("{office}?done=scan_kept"), "{}", kept.body);
    let shown = editor.get(kept.location()).await;
    assert!(shown.text().contains("任命书.png（1 KB）") && shown.text().contains("存扫描件"), "{}", shown.text());
    let again = send(&mut editor, &page, &at, &[], ("任命书.png", &png("二"))).await;
    assert_eq!(again.status, 409, "somebody was faster");
    assert_eq!(on_disk(&county).len(), 1, "what came too late left nothing");
    let opened = editor.get(&at).await;
    assert_eq!((opened.status, opened.header("content-type")), (200, "image/png"));
    let sealed = std::fs::read(&on_disk(&county)[0]).expect("readable");
    assert!(!sealed.windows(4).any(|w| w == b"IHDR"), "it lies there sealed");
    let mut other = Browser::signed_in(&county, "zhaolei").await;
    assert_eq!(other.get(&at).await.status, 404, "of another department");

    // With the form of the letter itself: the digest of what was sent stands in the letter.
    let form = editor.get("/delegates/authorise?department=1").await;
    let person = staff(&county, "daibiao").id.to_string();
    let typed = [("person", person.as_str()), ("doc_no", "市监授〔2026〕1号")];
    let done = send(&mut editor, &form, "/delegates/authorise", &typed, ("授权书.png", &png("三"))).await;
    let letter = done.location().strip_suffix("?done=authorised").unwrap_or_else(|| panic!("{}", done.body)).to_owned();
    let page = editor.get(&letter).await;
    assert!(page.text().contains(&digest_of(&png("三"))) && page.text().contains("授权书.png"), "{}", page.text());
    assert_eq!(editor.get(&format!("{letter}/scan")).await.status, 200);

    let sound = services::journal::verify(&county.bureau).expect("it runs");
    assert_eq!((sound.journal.findings, on_disk(&county).len()), (Vec::new(), 2));
    services::cases::sweep_files(&county.bureau).expect("it runs");
    assert_eq!(on_disk(&county).len(), 2, "what a row names is never swept away");
    for path in on_disk(&county) {
        std::fs::write(path, b"damaged").expect("writable");
    }
    assert_eq!(editor.get(&at).await.status, 422, "damage is never served");
    let scrubbed = services::cases::scrub_all(&county.bureau).expect("it runs");
    let places: Vec<&str> = scrubbed.findings.iter().map(|f| f.place.as_str()).collect();
    assert!(places.len() == 2 && places[0].starts_with("任命书扫描件"), "{places:?}");
}
