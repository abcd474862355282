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
const CHECK: &str = "/chains/YJS001/check";
const PROGRESS: &str = "/chains/progress";
const OWN: &str = "/chains/own";
pub(crate) const ID: &str = "990101199003078578";

fn desk_of(county: &County, login: &str) -> Desk {
    let token =
        services::people::sign_in(&county.bureau, login, crate::county::PASSWORD, "试验").expect("signed in").token;
    services::people::session(&county.bureau, &token).expect("read").expect("a session").desk
}

/// Both departments have somebody who may decide; their two items are offered as one matter.
pub(crate) async fn county() -> County {
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

/// Fills the form in, checks it and sends it in; number and password.
async fn applied(citizen: &mut Browser<'_>) -> (String, String) {
    let form = citizen.get(APPLY).await;
    let kept = citizen.post(APPLY, &filled(&form, APPLY)).await;
    assert_eq!((kept.status, kept.location()), (303, CHECK), "{:?}", kept.problems());
    let check = citizen.get(CHECK).await;
    assert!(check.text().contains("文澜路88号") && check.text().contains("张*丰"), "{}", check.text());
    assert!(!check.body.contains(ID) && !check.body.contains("13800138000"), "no number stands there whole");
    let sent = citizen.send(&check, CHECK, &[("do", "send")]).await;
    assert_eq!(sent.status, 200, "{:?}", sent.problems());
    let again = citizen.send(&check, CHECK, &[("do", "send")]).await;
    assert_eq!(told(&again), told(&sent), "a double click has one effect");
    told(&sent)
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
    let (no, password) = applied(&mut citizen).await;

    // Whoever has neither number nor password sees nothing.
    let ask = citizen.get(PROGRESS).await;
    let shut = citizen.send(&ask, PROGRESS, &[("number", &no), ("secret", "00000000")]).await;
    assert_eq!((shut.status, shut.problems()[0].0.as_str()), (422, "secret"));
    let opened = citizen.send(&ask, PROGRESS, &[("number", &no), ("secret", &password)]).await;
    assert_eq!((opened.status, opened.location()), (303, OWN));
    let seen = citizen.get(OWN).await;
    assert!(seen.text().contains("待受理") && seen.text().contains("上传材料"), "{}", seen.text());
    assert!(!seen.body.contains(&password), "the password stands in no form");

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
    let seen = citizen.get(OWN).await;
    assert!(seen.text().contains("全部办成"), "{}", seen.text());
    let thanks = citizen.send(&seen, "/chains/own/rate", &[("stars", "5")]).await;
    assert_eq!((thanks.status, thanks.location()), (303, "/chains/own?done=rated"), "{:?}", thanks.problems());
    assert!(citizen.get(thanks.location()).await.text().contains("谢谢您的评价"));
    let left = citizen.send(&seen, "/chains/own/close", &[]).await;
    assert_eq!((left.status, left.location()), (303, PROGRESS));
    assert_eq!(citizen.get(OWN).await.location(), PROGRESS, "whoever sits down here next sees nothing");
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

#[tokio::test]
async fn a_draft_is_kept_for_this_browser_alone_and_shows_no_number_whole() {
    let county = county().await;
    let mut citizen = Browser::new(&county);
    let form = citizen.get(APPLY).await;
    let save = |body: Vec<(String, String)>| -> Vec<(String, String)> {
        body.into_iter().filter(|(n, _)| n != "do").chain([("do".to_owned(), "save".to_owned())]).collect()
    };
    // Half of it is enough to be kept.
    let half = citizen.send(&form, APPLY, &[("name", "张三丰"), ("code", ID), ("do", "save")]).await;
    assert_eq!((half.status, half.location()), (303, "/chains/YJS001/apply?done=kept"), "{:?}", half.problems());
    let back = citizen.get(half.location()).await;
    assert!(back.text().contains("已保存") && back.text().contains("990101********8578"), "{}", back.text());
    assert_eq!((back.value(APPLY, "name").as_str(), back.value(APPLY, "code").as_str()), ("张三丰", ""));
    assert!(!back.body.contains(ID), "no number stands there whole");
    let early = citizen.get(CHECK).await;
    assert_eq!(early.status, 422, "what is missing is told at the form");
    assert!(early.problems().iter().any(|(field, _)| field == "phone"), "{:?}", early.problems());
    let mut stranger = Browser::new(&county);
    assert_eq!(stranger.get(APPLY).await.value(APPLY, "name"), "", "nobody else sees it");
    assert_eq!(stranger.get(CHECK).await.location(), APPLY);

    // The number stays where its box is left blank.
    let rest: Vec<(String, String)> =
        filled(&back, APPLY).into_iter().map(|(n, v)| if n == "code" { (n, String::new()) } else { (n, v) }).collect();
    assert_eq!(citizen.post(APPLY, &save(rest.clone())).await.status, 303);
    let again = citizen.get(APPLY).await;
    let whole: Vec<(String, String)> = again
        .form(APPLY)
        .into_iter()
        .filter(|(n, _)| !["do", "material"].contains(&n.as_str()))
        .chain(["0", "1", "2", "3"].map(|p| ("material".to_owned(), p.to_owned())))
        .collect();
    let checked = citizen.post(APPLY, &whole).await;
    assert_eq!((checked.status, checked.location()), (303, CHECK), "{:?}", checked.problems());
    let check = citizen.get(CHECK).await;
    let dropped = citizen.send(&check, CHECK, &[("do", "drop")]).await;
    assert_eq!((dropped.status, dropped.location()), (303, "/chains/YJS001"));
    assert_eq!(citizen.get(APPLY).await.value(APPLY, "name"), "", "thrown away is gone");
}

#[tokio::test]
async fn an_applicant_mends_answers_and_not_only_materials() {
    let county = county().await;
    let mut citizen = Browser::new(&county);
    let (no, _) = applied(&mut citizen).await;
    let at = format!("/chains/matters/{no}");
    // Everybody has looked before the one notice is given.
    let mut office = Browser::signed_in(&county, "zhaolei").await;
    let own = office.get(&at).await;
    let looked = office.send(&own, &format!("{at}/look"), &[("do", "complete")]).await;
    assert_eq!(looked.status, 303, "{:?}", looked.problems());
    drop(office);
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let open = clerk.get(&at).await;
    let said = [("what-m1", "经营场所写到门牌号")];
    let asked = clerk.send(&open, &format!("{at}/ask"), &said).await;
    assert_eq!(asked.status, 303, "{:?}", asked.problems());
    let seen = citizen.get(OWN).await;
    assert!(seen.text().contains("修改填写的内容"), "{}", seen.text());
    let form = seen.form("/chains/own/supply");
    let (key, _) = form.iter().find(|(_, v)| v == "文澜路88号").expect("what was answered stands there").clone();
    let mend = |value: &str| -> Vec<(String, String)> {
        let places = ["0", "1", "2", "3"].map(|p| ("material".to_owned(), p.to_owned()));
        let same = form.iter().filter(|(n, _)| n != "material").cloned();
        same.map(|(n, v)| if n == key { (n, value.to_owned()) } else { (n, v) }).chain(places).collect()
    };
    let blank = citizen.post("/chains/own/supply", &mend("")).await;
    assert_eq!((blank.status, blank.problems()[0].0.as_str()), (422, key.as_str()), "told at its own field");
    let mended = citizen.post("/chains/own/supply", &mend("文澜路88号2楼")).await;
    assert_eq!((mended.status, mended.location()), (303, "/chains/own?done=supplied"), "{:?}", mended.problems());
    // An address is personal: half of it stays, so a longer one shows one character more.
    let text = clerk.get(&at).await.text();
    assert!(text.contains("文澜路8****"), "{text}");
}

#[tokio::test]
async fn a_draft_goes_on_in_another_browser_by_number_and_password() {
    const RESUME: &str = "/chains/resume";
    let county = county().await;
    let mut first = Browser::new(&county);
    let form = first.get(APPLY).await;
    let kept = first.send(&form, APPLY, &[("name", "张三丰"), ("do", "save")]).await;
    assert_eq!(kept.location(), "/chains/YJS001/apply?done=kept", "{:?}", kept.problems());
    let text = first.get(APPLY).await.text();
    let word = |fits: &dyn Fn(&str) -> bool| {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.find(|w| fits(w)).unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    let number = word(&|w| w.len() == 11 && w.starts_with('C'));
    let password = word(&|w| w.len() == 8 && w.bytes().all(|b| b.is_ascii_digit()));
    let mut second = Browser::new(&county);
    let door = second.get(RESUME).await;
    let shut = second.send(&door, RESUME, &[("no", number.as_str()), ("password", "1234")]).await;
    assert_eq!((shut.status, shut.problems().len()), (422, 1), "{:?}", shut.problems());
    let opened = second.send(&door, RESUME, &[("no", number.as_str()), ("password", password.as_str())]).await;
    assert_eq!((opened.status, opened.location()), (303, APPLY), "{:?}", opened.problems());
    assert!(second.get(APPLY).await.body.contains("value=\"张三丰\""));
    assert!(!first.get(APPLY).await.body.contains("value=\"张三丰\""), "one browser at a time");
}

#[tokio::test]
async fn a_scanned_receipt_of_a_matter_opens_it() {
    let county = county().await;
    let mut citizen = Browser::new(&county);
    let (number, _) = applied(&mut citizen).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let field = clerk.get("/cases/scan").await;
    let link = format!("https://hall.example/chains/progress?no={number}");
    for scanned in [number.as_str(), &link] {
        let led = clerk.send(&field, "/cases/scan", &[("code", scanned)]).await;
        assert_eq!(led.location(), format!("/chains/matters/{number}"), "{scanned}: {:?}", led.problems());
    }
    let nowhere = clerk.send(&field, "/cases/scan", &[("code", "L2026-1120-00-9999")]).await;
    assert_eq!(nowhere.status, 422);
    let mut other = Browser::signed_in(&county, "zhangmin").await;
    let take = other.get("/chains/YJS001/accept").await;
    let aside = other.send(&take, "/chains/YJS001/accept", &[("name", "李四光"), ("do", "park")]).await;
    assert_eq!(aside.location(), "/cases/accept?done=parked", "{:?}", aside.problems());
    let desk = other.get("/cases/accept").await;
    assert!(desk.text().contains("开办餐饮店"), "{}", desk.text());
    let link = desk
        .page()
        .all("a")
        .filter_map(|(_, e)| e.attribute("href").map(str::to_owned))
        .find(|h| h.contains("parked="));
    let again = other.get(&link.expect("a form put aside")).await;
    assert!(again.body.contains("value=\"李四光\""), "{}", again.text());
}

#[tokio::test]
async fn an_application_goes_on_from_an_earlier_case() {
    let county = county().await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let at = "/chains/YJS001/accept";
    let form = clerk.get(at).await;
    let taken = clerk.post(at, &filled(&form, at)).await;
    assert_eq!(taken.status, 303, "{:?}", taken.problems());
    let receipt = clerk.get(taken.location()).await.text();
    let word = |fits: &dyn Fn(&str) -> bool| {
        let mut words = receipt.split(|c: char| !c.is_ascii_digit());
        words.find(|w| fits(w)).unwrap_or_else(|| panic!("{receipt}")).to_owned()
    };
    let password = word(&|w| w.len() == 8 && !w.starts_with("2026"));
    let matter = taken.location().trim_end_matches("/receipt").to_owned();
    let page = clerk.get(&matter).await;
    let case_no = page
        .page()
        .all("a")
        .filter_map(|(_, e)| e.attribute("href").map(str::to_owned))
        .find_map(|h| h.strip_prefix("/cases/2026").map(|rest| format!("2026{rest}")))
        .unwrap_or_else(|| panic!("{}", page.text()));

    let mut citizen = Browser::new(&county);
    let blank = citizen.get(APPLY).await;
    let send = |page: &Answer, word: &str| -> Vec<(String, String)> {
        let proof = [("earlier_no", case_no.as_str()), ("earlier_password", word), ("do", "prove")];
        let same = page.form(APPLY).into_iter().filter(|(n, _)| !n.starts_with("earlier") && n != "do");
        same.chain(proof.map(|(n, v)| (n.to_owned(), v.to_owned()))).collect()
    };
    let wrong = citizen.post(APPLY, &send(&blank, "00000000")).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "earlier_no"), "{:?}", wrong.problems());
    let right = citizen.post(APPLY, &send(&wrong, &password)).await;
    assert_eq!((right.status, right.location()), (303, "/chains/YJS001/apply?done=proved"), "{:?}", right.problems());
    let on = citizen.get(right.location()).await;
    assert!(on.text().contains(&case_no) && on.text().contains("沿用自"), "{}", on.text());
    assert_eq!(on.value(APPLY, "name"), "张三丰");
    assert!(!on.body.contains(ID), "no number stands there whole");
    // Nothing else is typed: what the earlier case says is enough to go on to the check.
    let checked = citizen.post(APPLY, &filled(&on, APPLY)).await;
    assert_eq!((checked.status, checked.location()), (303, CHECK), "{:?}", checked.problems());
}

/// The department of a member returns its case before it is accepted.
async fn returned(county: &County, number: &str) {
    let approver = desk_of(county, "zhaolei");
    let view = services::chains::matters::view(&county.bureau, &approver, number).expect("its part");
    let case_no = view.members.iter().find_map(|m| m.case_no.clone()).expect("its own case");
    let case = services::cases::view(&county.bureau, &approver, &case_no).expect("seen").case;
    let at = services::cases::CaseRef { case_no, version: case.version };
    let form =
        services::cases::EndForm {
            how: "returned".into(), reason: "地址与租约不一致".into(), ..Default::default()
        };
    services::cases::end(&county.bureau, &approver, (&at, &form), None).expect("returned");
    assert_eq!(advance(&county.bureau).expect("the job").stuck, []);
}

#[tokio::test]
async fn what_a_department_returns_is_handed_in_again_on_the_own_page_and_at_the_window() {
    let county = county().await;
    let mut citizen = Browser::new(&county);
    let (number, password) = applied(&mut citizen).await;
    returned(&county, &number).await;
    let seen = citizen.get(OWN).await;
    for words in ["退件的事项，改好重新提交", "地址与租约不一致", "不再提交"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    let at = "/chains/own/again";
    let member =
        seen.body.split("name=\"member\" value=\"").nth(1).and_then(|t| t.split('"').next()).expect("a button");
    let sent = citizen.send(&seen, at, &[("member", member)]).await;
    assert_eq!((sent.status, sent.location()), (303, "/chains/own?done=again"), "{:?}", sent.problems());
    assert!(!citizen.get(OWN).await.text().contains("退件的事项，改好重新提交"));

    returned(&county, &number).await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let page = clerk.get(&format!("/chains/matters/{number}")).await;
    assert!(page.text().contains("退件的事项重新提交"), "{}", page.text());
    let at = format!("/chains/matters/{number}/again");
    let sent = clerk.send(&page, &at, &[("member", member)]).await;
    let done = format!("/chains/matters/{number}?done=again");
    assert_eq!((sent.status, sent.location()), (303, done.as_str()), "{:?}", sent.problems());
    // Twice is what this county lets; by JSON it is said so.
    returned(&county, &number).await;
    let program = Program::signed_in(&county, "zhangmin").await;
    let version = program.get(&format!("/api/matters/{number}")).await.json()["version"].clone();
    let body = json!({ "version": version, "member": member });
    let refused = program.post(&format!("/api/matters/{number}/again"), &body, None).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("not_returned")), "{}", refused.body);
    let own = json!({ "password": password, "version": version, "member": member, "give_up": true });
    let refused = program.post(&format!("/api/matters/{number}/own/again"), &own, None).await;
    assert_eq!(refused.json()["code"].as_str(), Some("not_returned"), "{}", refused.body);
}
