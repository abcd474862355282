//! One sitting over HTTP (当场办): the desk, the decision to look at, the signature, the papers; what is refused keeps what was
//! typed; a case that goes back with its reason; and what the check pages make of both.

use domain::people::{Desk, Role};
use serde_json::json;
use services::{
    delegates::{AppointForm, AuthoriseForm, appoint, authorise},
    people::{NewStaff, add_staff},
};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{CARD, County, FOOD, PASSWORD},
};

const SITTING: &str = "/cases/sitting";

/// The county with a representative of department 1 at window 4, under a letter with these powers.
fn county(powers: &[&str]) -> County {
    let county = County::open();
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
    let editor = desk(&county, "qianwei");
    let person = desk(&county, "daibiao").staff.expect("there").id.get();
    let office = AppointForm {
        department: 1,
        person,
        rank: "股级".into(),
        on_roster: true,
        doc_no: "市监任〔2026〕1号".into(),
        from: "2026-10-01".into(),
    };
    appoint(&county.bureau, &editor, &office, None).expect("fit");
    let letter = AuthoriseForm {
        department: 1,
        person,
        all_items: true,
        powers: powers.iter().map(|p| (*p).to_owned()).collect(),
        doc_no: "市监授〔2026〕1号".into(),
        valid_from: "2026-10-01".into(),
        valid_to: "2027-09-30".into(),
        ..AuthoriseForm::default()
    };
    authorise(&county.bureau, &editor, &letter, None).expect("a whole letter");
    county
}

fn desk(county: &County, login: &str) -> Desk {
    let all = services::people::staff_lines(&county.bureau, &Desk::system("测试")).expect("a list");
    let line = all.into_iter().find(|s| s.staff.login.as_str() == login).expect("there");
    Desk::of(line.staff, "测试")
}

const ALL: [&str; 5] = ["accept", "review", "decide", "seal", "issue"];

const TYPED: [(&str, &str); 6] = [
    ("id_number", "990101199003078578"),
    ("name", "张三丰"),
    ("phone", "13800138000"),
    ("material", "0"),
    ("result_name", "食品经营许可证"),
    ("result_no", "JY13709990012345"),
];

/// The fields of the page's form as a browser sends them, typed over, with both required materials ticked.
async fn send(browser: &mut Browser<'_>, page: &Answer, more: &[(&str, &str)]) -> Answer {
    let mut fields = page.form(SITTING);
    let usual = TYPED.iter().filter(|(name, _)| more.iter().all(|(n, _)| n != name));
    let typed: Vec<(&str, &str)> = usual.chain(more).copied().collect();
    fields.retain(|(name, _)| name != "material" && typed.iter().all(|(n, _)| n != name));
    fields.extend(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    fields.push(("material".into(), "1".into()));
    browser.post(SITTING, &fields).await
}

#[tokio::test]
async fn a_sitting_is_looked_at_signed_and_printed() {
    let county = county(&ALL);
    let mut seat = Browser::signed_in(&county, "daibiao").await;
    let start = seat.get(SITTING).await;
    for words in ["可以当场办的事项", "食品经营许可（新办）", "市监授〔2026〕1号", "今天还没有决定"]
    {
        assert!(start.text().contains(words), "{words}: {}", start.text());
    }
    let usual = seat.get(&format!("/cases/accept?item={FOOD}")).await;
    assert!(usual.body.contains(&format!("href=\"{SITTING}?item={FOOD}\"")), "the usual intake leads to it");
    let form = seat.get(&format!("{SITTING}?item={FOOD}")).await;
    assert!(!form.body.contains("name=\"password\""), "nothing to sign before it was looked at");
    assert!(!form.value(SITTING, "opinion").is_empty(), "ready words");

    let shown = send(&mut seat, &form, &[("do", "look")]).await;
    assert_eq!(shown.status, 200, "{:?}", shown.problems());
    for words in ["准予行政许可决定书", "张*丰", "JY13709990012345", "首席事务代表 周代，市监授〔2026〕1号"]
    {
        assert!(shown.text().contains(words), "{words}");
    }
    assert!(seat.get("/cases").await.text().contains("共 0 件"), "looking leaves nothing behind");

    let wrong = send(&mut seat, &shown, &[("do", "sign"), ("password", "Cuowu-2026")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "password"));
    assert!(wrong.text().contains("准予行政许可决定书") && !wrong.body.contains("Cuowu-2026"));
    assert_eq!(wrong.value(SITTING, "phone"), "13800138000");
    let changed = send(&mut seat, &shown, &[("do", "sign"), ("password", PASSWORD), ("opinion", "改了一句")]).await;
    assert_eq!((changed.status, changed.problems()[0].0.as_str()), (422, ""));
    assert_eq!(changed.value(SITTING, "opinion"), "改了一句");

    let done = send(&mut seat, &shown, &[("do", "sign"), ("password", PASSWORD)]).await;
    let at = done.location().to_owned();
    assert!(at.ends_with("/sitting?done=sat"), "{at} {:?}", done.problems());
    let again = send(&mut seat, &shown, &[("do", "sign"), ("password", PASSWORD)]).await;
    assert_eq!(again.location(), at, "a double click has one effect");
    let papers = seat.get(&at).await;
    for words in ["已当场办结并送达", "受理通知书", "准予行政许可决定书", "送达回证", "查询密码", "受送达人签名"]
    {
        assert!(papers.text().contains(words), "{words}");
    }
    let case = seat.get(at.strip_suffix("/sitting?done=sat").expect("of a case")).await;
    assert!(case.text().contains("已送达") && case.text().contains("首席事务代表，依据授权书“市监授〔2026〕1号”"));
    assert!(case.text().contains("依据授权书“市监授〔2026〕1号”"), "with every step");
    assert!(seat.get(SITTING).await.text().contains("今天决定 1 件，其中当场办 1 件"));
    let no = at.strip_prefix("/cases/").and_then(|rest| rest.strip_suffix("/sitting?done=sat")).expect("a number");
    assert!(papers.body.contains(&format!("href=\"{SITTING}?same={no}\"")), "another item for the same person");
    let desk = seat.get(&format!("{SITTING}?same={no}")).await;
    assert!(desk.text().contains("不用再填") && desk.body.contains(&format!("same={no}")), "{}", desk.body);
    let form = seat.get(&format!("{SITTING}?item={FOOD}&same={no}")).await;
    let kept = ["id_number", "name", "phone"].map(|name| form.value(SITTING, name));
    assert_eq!(kept, ["990101199003078578", "张三丰", "13800138000"], "nothing is typed again");
    let mut other = Browser::signed_in(&county, "liqiang").await;
    let closed = other.get(&format!("{SITTING}?item={FOOD}&same={no}")).await;
    assert!(!closed.body.contains("13800138000"), "another's sitting opens no number");
}

#[tokio::test]
async fn what_cannot_be_sat_through_is_told_in_one_sentence() {
    let county = county(&["accept", "decide"]);
    let mut seat = Browser::signed_in(&county, "daibiao").await;
    let told = seat.get(&format!("{SITTING}?item={FOOD}")).await;
    let text = told.text();
    assert!(text.contains("授权书没有给您“食品经营许可（新办）”的审查权限，不能当场办"), "{text}");
    assert!(told.body.contains(&format!("/cases/accept?item={FOOD}")), "the usual intake is offered");
    let foreign = seat.get(&format!("{SITTING}?item={CARD}")).await;
    assert!(foreign.text().contains("没有授权给您，不能当场办"));
    assert!(!seat.get(&format!("/cases/accept?item={FOOD}")).await.body.contains(SITTING));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert!(clerk.get(SITTING).await.text().contains("还没有授权给您的事项"));
    assert_eq!(Browser::signed_in(&county, "sunhong").await.get(SITTING).await.status, 403);
}

#[tokio::test]
async fn what_is_to_be_mended_stands_at_its_field() {
    let county = county(&ALL);
    let mut seat = Browser::signed_in(&county, "daibiao").await;
    let form = seat.get(&format!("{SITTING}?item={FOOD}")).await;
    let fields = |answer: &Answer| answer.problems().into_iter().map(|(f, _)| f).collect::<Vec<_>>();
    let short = send(&mut seat, &form, &[("do", "look"), ("phone", "1380013800")]).await;
    assert_eq!((short.status, fields(&short)), (422, vec!["phone".to_owned()]));
    let bare = send(&mut seat, &form, &[("do", "look"), ("outcome", "deny")]).await;
    assert_eq!(fields(&bare), ["reason"]);
    assert_eq!(bare.value(SITTING, "outcome"), "deny");
    let numberless = send(&mut seat, &form, &[("do", "look"), ("result_no", "")]).await;
    assert_eq!(fields(&numberless), ["result_no"]);
}

async fn accepted(county: &County) -> String {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    clerk.post("/api/cases", &wanted, None).await.json()["case_no"].as_str().expect("accepted").to_owned()
}

#[tokio::test]
async fn a_case_goes_back_with_its_reason_and_stands_in_the_check() {
    let county = county(&ALL);
    let case_no = accepted(&county).await;
    let mut seat = Browser::signed_in(&county, "daibiao").await;
    let (at, act) = (format!("/cases/{case_no}"), format!("/cases/{case_no}/send-back"));
    let page = seat.get(&at).await;
    let bare = seat.send(&page, &act, &[]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "back_why"));
    let done = seat.send(&page, &act, &[("back_why", "要现场勘察"), ("back_words", "店面要看")]).await;
    assert!(done.location().ends_with("?done=sent_back"), "{:?}", done.problems());
    assert!(seat.get(&at).await.text().contains("原因：要现场勘察；说明：店面要看"));
    let mut other = Browser::signed_in(&county, "wangfang").await;
    assert!(!other.get(&at).await.body.contains("send-back"), "without a letter there is nothing to pass on");

    let decider = Program::signed_in(&county, "wangfang").await;
    let grant = json!({ "version": 2, "outcome": "grant" });
    assert_eq!(decider.post(&format!("/api/cases/{case_no}/decide"), &grant, None).await.status, 200);
    let unsaid = accepted(&county).await;
    let grant = json!({ "version": 1, "outcome": "grant" });
    assert_eq!(decider.post(&format!("/api/cases/{unsaid}/decide"), &grant, None).await.status, 200);

    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let back = supervisor.get("/delegates/sent-back").await;
    for words in [
        "部门决定 2 件，窗口决定 0 件，写明原因退回 1 件",
        "要现场勘察：店面要看",
        "周代（退回）",
        "王芳（决定）",
        "没有写原因",
    ] {
        assert!(back.text().contains(words), "{words}: {}", back.text());
    }
    assert!(back.body.contains("<svg"), "bars");
    let away = supervisor.get("/delegates/still-away").await;
    assert!(
        away.text().contains("其中 1 项仍送部门") && away.text().contains("已授权，仍送部门决定"),
        "{}",
        away.text()
    );
    assert_eq!(supervisor.get("/delegates/sent-back?on=x").await.status, 422);
    assert_eq!(supervisor.get("/delegates/still-away?on=x").await.status, 422);
    let panel = seat.get(SITTING).await;
    assert!(panel.text().contains("要现场勘察：店面要看") && panel.text().contains("由部门决定，没有写原因"));
}

#[tokio::test]
async fn the_same_through_the_api() {
    let county = county(&["accept", "review", "decide"]);
    let document = document(&county).await;
    let seat = Program::signed_in(&county, "daibiao").await;
    let application = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let sitting = |outcome: &str| {
        json!({
            "application": application, "outcome": outcome, "result_name": "食品经营许可证", "result_no": "JY1",
        })
    };
    let rehearse = "/api/cases/sitting/rehearse";
    let shown = seat.post(rehearse, &sitting("grant"), None).await;
    holds(&document, "post", rehearse, &shown);
    assert_eq!((shown.status, &shown.json()["capacity"]), (200, &json!("representative")));
    let neither = seat.post(rehearse, &sitting("perhaps"), None).await;
    holds(&document, "post", rehearse, &neither);
    assert_eq!((neither.status, &neither.json()["code"]), (422, &json!("outcome_missing")));
    let sign =
        |password: &str| json!({ "sitting": sitting("grant"), "seen": shown.json()["seen"], "password": password });
    let wrong = seat.post("/api/cases/sitting", &sign("Cuowu-2026"), None).await;
    holds(&document, "post", "/api/cases/sitting", &wrong);
    assert_eq!((wrong.status, &wrong.json()["code"]), (422, &json!("password_wrong")));
    let done = seat.post("/api/cases/sitting", &sign(PASSWORD), Some("k")).await;
    holds(&document, "post", "/api/cases/sitting", &done);
    assert_eq!(done.status, 201, "{}", done.body);
    assert_eq!(seat.post("/api/cases/sitting", &sign(PASSWORD), Some("k")).await.json(), done.json());

    let case_no = accepted(&county).await;
    let at = format!("/api/cases/{case_no}/send-back");
    let bare = seat.post(&at, &json!({ "version": 1, "reason": "其他" }), None).await;
    holds(&document, "post", "/api/cases/{case}/send-back", &bare);
    assert_eq!((bare.status, &bare.json()["code"]), (422, &json!("why_missing")));
    let why = json!({ "version": 1, "reason": "其他", "words": "系统停机" });
    let back = seat.post(&at, &why, None).await;
    holds(&document, "post", "/api/cases/{case}/send-back", &back);
    assert_eq!(back.json()["version"], 2);
    let desk = seat.get("/api/delegates/desk").await;
    holds(&document, "get", "/api/delegates/desk", &desk);
    let told = desk.json();
    assert_eq!((&told["here_today"], &told["back"][0]["words"]), (&json!(1), &json!("系统停机")));

    let supervisor = Program::signed_in(&county, "sunhong").await;
    for path in ["/api/delegates/sent-back", "/api/delegates/still-away"] {
        let answer = supervisor.get(path).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        holds(&document, "get", path, &answer);
        holds(&document, "get", path, &supervisor.get(&format!("{path}?on=x")).await);
    }
    let back = supervisor.get("/api/delegates/sent-back").await.json();
    assert_eq!((&back["cases"][0]["reason"], &back["items"][0]["at_window"]), (&json!("其他"), &json!(1)));
    let check = supervisor.get("/api/delegates/check").await;
    holds(&document, "get", "/api/delegates/check", &check);
    // Sealing and issuing were not in the letter.
    assert_eq!(check.json()["lacking_count"], 2);
    let page = Browser::signed_in(&county, "sunhong").await.get("/delegates/check").await;
    assert!(page.text().contains("没有这项权限的办理") && page.text().contains("用章（市监授〔2026〕1号）"));
}
