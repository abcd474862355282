//! A matter over HTTP without a script: a citizen applies once, the window accepts once, two departments decide, one hand-out.

use domain::people::Desk;
use serde_json::json;
use services::{
    chains::matters::advance,
    delegates::{AppointForm, AuthoriseForm, appoint, authorise},
};

use crate::{
    browser::{Answer, Browser, Program},
    county::County,
};

const LIST: &str = "/chains/list";
const APPLY: &str = "/chains/YJS001/apply";
const PROGRESS: &str = "/chains/progress";
const ID: &str = "990101199003078578";

fn desk_of(county: &County, login: &str) -> Desk {
    let token =
        services::people::sign_in(&county.bureau, login, crate::county::PASSWORD, "试验").expect("signed in").token;
    services::people::session(&county.bureau, &token).expect("read").expect("a session").desk
}

/// Both departments have somebody who may decide; their two items are offered as one matter.
async fn county() -> County {
    let county = County::open();
    let desk = desk_of(&county, "qianwei");
    for (department, login, word) in [(1, "liqiang", "市监"), (2, "zhaolei", "人社")] {
        let person = desk_of(&county, login).staff.expect("somebody").id.get();
        let today = county.bureau.today();
        let office = AppointForm {
            department,
            person,
            rank: "股级".into(),
            on_roster: true,
            doc_no: format!("{word}任〔2026〕1号"),
            from: today.to_string(),
        };
        appoint(&county.bureau, &desk, &office, None).expect("appointed");
        let letter = AuthoriseForm {
            department,
            person,
            deputy: None,
            all_items: true,
            items: Vec::new(),
            excluded: Vec::new(),
            powers: ["accept", "review", "decide", "seal", "issue"].map(str::to_owned).to_vec(),
            doc_no: format!("{word}授〔2026〕1号"),
            valid_from: today.to_string(),
            valid_to: today.saturating_add(jiff::ToSpan::days(90)).to_string(),
            file_digest: String::new(),
            replaces: None,
        };
        authorise(&county.bureau, &desk, &letter, None).expect("authorised");
    }
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let list = editor.get(LIST).await;
    let codes = "11990101000000019X4990100101001\n11990101000000027Q4992000101001";
    editor.send(&list, LIST, &[("name", "开办餐饮店"), ("purpose", "一次办齐"), ("items", codes)]).await;
    let page = editor.get("/chains/YJS001/edit").await;
    let published = editor.send(&page, "/chains/YJS001/publish", &[]).await;
    assert_eq!(published.status, 303, "{:?}", published.problems());
    drop(editor);
    county
}

/// What the merged form asks, answered; every material is there.
fn filled(page: &Answer, at: &str) -> Vec<(String, String)> {
    let asked = page.form(at);
    let mut out: Vec<(String, String)> = asked
        .into_iter()
        .filter(|(name, _)| {
            !["material", "do", "what", "applicant", "code", "name", "contact", "phone"].contains(&name.as_str())
        })
        .map(|(name, value)| {
            let blank = name.starts_with("answer.") && value.is_empty();
            (name, if blank { "文澜路88号".to_owned() } else { value })
        })
        .collect();
    for (name, value) in [("applicant", "person"), ("code", ID), ("name", "张三丰"), ("phone", "13800138000")] {
        out.push((name.into(), value.into()));
    }
    out.extend(["0", "1", "2", "3"].map(|p| ("material".to_owned(), p.to_owned())));
    out
}

/// Number and password as they stand on the page.
fn told(page: &Answer) -> (String, String) {
    let text = page.text();
    let word = |fits: &dyn Fn(&str) -> bool| {
        text.split_whitespace().find(|w| fits(w)).unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    (word(&|w| w.starts_with("L2026-")), word(&|w| w.len() == 8 && w.bytes().all(|b| b.is_ascii_digit())))
}

#[tokio::test]
async fn a_citizen_applies_once_and_two_departments_decide() {
    let county = county().await;
    let mut citizen = Browser::new(&county);
    assert!(citizen.get("/").await.text().contains("开办餐饮店"));
    let guide = citizen.get("/chains/YJS001").await;
    assert!(guide.text().contains("在线申请") && guide.body.contains("<svg"), "{}", guide.text());
    let form = citizen.get(APPLY).await;
    let wrong = citizen.send(&form, APPLY, &[("name", "张三丰")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.problems().iter().any(|(field, _)| field == "code"), "{:?}", wrong.problems());
    assert_eq!(wrong.value(APPLY, "name"), "张三丰", "what was typed stays");
    let sent = citizen.post(APPLY, &filled(&form, APPLY)).await;
    assert_eq!(sent.status, 200, "{:?}", sent.problems());
    let (no, password) = told(&sent);
    let again = citizen.post(APPLY, &filled(&form, APPLY)).await;
    assert_eq!(told(&again), (no.clone(), password.clone()), "a double click has one effect");

    // Whoever has neither number nor password sees nothing.
    let ask = citizen.get(PROGRESS).await;
    let shut = citizen.send(&ask, PROGRESS, &[("number", &no), ("secret", "00000000")]).await;
    assert_eq!((shut.status, shut.problems()[0].0.as_str()), (422, "secret"));
    let seen = citizen.send(&ask, PROGRESS, &[("number", &no), ("secret", &password)]).await;
    assert!(seen.text().contains("待受理") && seen.text().contains("上传材料"), "{}", seen.text());

    // One acceptance for both.
    let at = format!("/chains/matters/{no}");
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert!(clerk.get("/chains/matters").await.text().contains(&no));
    let open = clerk.get(&at).await;
    let body: Vec<(String, String)> = open
        .form(&format!("{at}/accept"))
        .into_iter()
        .filter(|(n, _)| n != "material")
        .chain(["0", "1", "2", "3"].map(|p| ("material".to_owned(), p.to_owned())))
        .collect();
    let accepted = clerk.post(&format!("{at}/accept"), &body).await;
    assert_eq!(accepted.status, 303, "{:?}", accepted.problems());
    let late = clerk.send(&open, &format!("{at}/accept"), &[]).await;
    assert!(late.status == 409 || late.status == 422, "{}", late.status);
    assert!(clerk.get(&format!("{at}/receipt")).await.text().contains("一件事受理通知书"));

    // The lead sees what was answered; every department opens its own case alone.
    let mut cases = Vec::new();
    for (login, leads) in [("liqiang", true), ("zhaolei", false)] {
        let page = Browser::signed_in(&county, login).await.get(&at).await;
        let numbers: Vec<String> = page
            .text()
            .split_whitespace()
            .filter(|w| w.starts_with("2026-") && w.len() > 14)
            .map(str::to_owned)
            .collect();
        assert_eq!(numbers.len(), 1, "{login}: {}", page.text());
        assert_eq!(page.text().contains("文澜路"), leads, "what was answered for others is not shown");
        let program = Program::signed_in(&county, login).await;
        let grant = json!({ "version": 2, "outcome": "grant" });
        let case = &numbers[0];
        let decided = program.post(&format!("/api/cases/{case}/decide"), &grant, None).await;
        assert_eq!(decided.status, 200, "{}", decided.body);
        let result = json!({ "version": 3, "result_name": "证照", "result_no": format!("N-{login}") });
        assert_eq!(program.post(&format!("/api/cases/{case}/complete"), &result, None).await.status, 200);
        cases.push(case.clone());
    }
    assert_ne!(cases[0], cases[1]);
    advance(&county.bureau).expect("brought forward");

    // One hand-out, one rating.
    let over = clerk.get(&at).await;
    assert!(over.text().contains("一次领取（2 个结果）"), "{}", over.text());
    let handed = clerk.send(&over, &format!("{at}/deliver"), &[("by_applicant", "1")]).await;
    assert_eq!(handed.status, 303, "{:?}", handed.problems());
    let seen = citizen.send(&ask, PROGRESS, &[("number", &no), ("secret", &password)]).await;
    assert!(seen.text().contains("全部办成"), "{}", seen.text());
    let thanks = citizen.send(&seen, "/chains/own/rate", &[("stars", "5")]).await;
    assert!(thanks.text().contains("谢谢您的评价"), "{:?} {}", thanks.problems(), thanks.text());
    for case in cases {
        let page = clerk.get(&format!("/cases/{case}")).await;
        assert!(page.text().contains("已送达") || page.text().contains("领取"), "{}", page.text());
    }
}

#[tokio::test]
async fn at_the_window_everything_missing_is_told_at_once() {
    let county = county().await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let at = "/chains/YJS001/accept";
    let form = clerk.get(at).await;
    let body: Vec<(String, String)> = filled(&form, at)
        .into_iter()
        .filter(|(n, _)| n != "material")
        .chain([("do".to_owned(), "ask".to_owned()), ("what".to_owned(), "平面图要盖章".to_owned())])
        .collect();
    let asked = clerk.post(at, &body).await;
    assert_eq!(asked.status, 303, "{:?}", asked.problems());
    let paper = clerk.get(asked.location()).await;
    assert!(paper.text().contains("一次性告知书") && paper.text().contains("平面图要盖章"), "{}", paper.text());
    assert!(paper.text().contains("食品经营许可申请书"), "what was not ticked is told too: {}", paper.text());
}
