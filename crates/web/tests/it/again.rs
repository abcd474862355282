//! Applying once more with an earlier case (沿用), without an account and without a script: masked on the page, whole in the
//! new application.

use domain::catalogue::{FieldKind, Form, FormField, FormPage};
use serde_json::json;

use crate::{
    browser::{Answer, Browser, Program},
    county::{County, FOOD},
    keys::desk,
};

const SHOP: i64 = 9_100_000_000_000_009;
const ID: &str = "990101199003078578";
const PHONE: &str = "13800138000";
const APPLY: &str = "/catalogue/9100000000000009/apply";
const AGAIN: &str = "/catalogue/9100000000000009/apply/again";

/// An item that asks for the applicant's own number and mobile on its form too.
fn opened() -> County {
    opened_with(&[])
}

/// The same with further numbers that need not be there, by key.
fn opened_with(more: &[&str]) -> County {
    let county = County::open();
    let field = |key: &str, label: &str, reuse: &str, kind| FormField {
        key: key.into(),
        label: label.into(),
        reuse: reuse.into(),
        required: true,
        kind,
        ..FormField::default()
    };
    let mut fields = vec![
        field("number", "经营者证件号码", "applicant.code", FieldKind::CitizenId),
        field("mobile", "联系手机", "applicant.phone", FieldKind::Mobile),
        field("shop", "字号", "", FieldKind::Text { most: 30 }),
    ];
    let optional =
        |key: &&str| FormField { required: false, ..field(key, "合伙人证件号码", "", FieldKind::CitizenId) };
    fields.extend(more.iter().map(optional));
    let mut content = testkit::content("11990101000000019X4990100109001", "小餐饮登记", 1);
    content.guide.form =
        Some(Form { pages: vec![FormPage { title: "经营情况".into(), hint: String::new(), fields }] });
    testkit::seed_item(&county.db.db, &testkit::item(SHOP, content));
    county
}

/// Taken in at the window; its number and the query password on the receipt.
async fn before(county: &County) -> (String, String) {
    before_with(county, json!({ "shop": "文澜小吃" })).await
}

async fn before_with(county: &County, answers: serde_json::Value) -> (String, String) {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let wanted = json!({ "item": SHOP.to_string(), "applicant": "person", "code": ID, "name": "张三丰",
        "phone": PHONE, "answers": answers });
    let made = clerk.post("/api/cases", &wanted, None).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let number = made.json()["case_no"].as_str().expect("a number").to_owned();
    let seat = desk(county, "zhangmin");
    let password = services::cases::receipt(&county.bureau, &seat, &number).expect("a receipt").query_password;
    (number, password.expect("a password"))
}

/// Nothing that anybody was shown holds a whole ID number or mobile, but what was typed there and refused.
fn nothing_whole(county: &County) {
    let seen = county.seen.lock().expect("no test panics while holding it");
    assert!(seen.len() > 3);
    for (status, address, body) in seen.iter() {
        for canary in [ID, PHONE] {
            assert!(!body.contains(canary), "{canary} at {address} ({status})");
        }
    }
}

fn earlier<'a>(number: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("earlier_no", number), ("earlier_password", password), ("do", "again")]
}

async fn in_hand(browser: &mut Browser<'_>, done: &Answer) -> String {
    assert_eq!((done.status, done.location()), (303, "/cases/own/questions/1?done=again"), "{:?}", done.problems());
    let screen = browser.get(done.location()).await;
    assert!(screen.text().contains("已沿用以前的信息") && screen.text().contains("990101********8578，留空就沿用"));
    let at = "/cases/own/questions/1";
    assert_eq!(
        (screen.value(at, "answer.shop"), screen.value(at, "answer.number")),
        ("文澜小吃".into(), String::new())
    );
    let kept = browser.send(&screen, at, &[("answer.shop", "文澜二店"), ("act", "next")]).await;
    assert_eq!((kept.status, kept.location()), (303, "/cases/own/check"), "{:?}", kept.problems());
    let check = browser.get(kept.location()).await;
    assert!(check.text().contains("990101********8578") && check.text().contains("文澜二店"), "{}", check.text());
    let sent = browser.send(&check, "/cases/own/check", &[]).await;
    let own = browser.get(sent.location()).await.text();
    own.split_whitespace().find(|w| w.starts_with("2026-1120-00-")).expect("a number").to_owned()
}

#[tokio::test]
async fn an_earlier_case_is_taken_over_and_shown_masked() {
    let county = opened();
    let (number, password) = before(&county).await;
    let mut browser = Browser::new(&county);
    let first = browser.get(APPLY).await;
    assert!(first.text().contains("以前在本县办过"), "{}", first.text());
    let to = browser.send(&first, APPLY, &earlier(&number, &password)).await;
    assert_eq!((to.status, to.location()), (303, AGAIN), "{:?}", to.problems());
    let page = browser.get(AGAIN).await;
    let text = page.text();
    for words in [number.as_str(), "张*丰，138****8000", "990101********8578", "小餐饮登记"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!page.body.contains(&password) && !page.body.contains("张三丰"), "nothing whole is in the page");
    let short = browser.send(&page, AGAIN, &[("phone", "1390013")]).await;
    assert_eq!((short.status, short.problems()[0].0.as_str()), (422, "phone"));
    let done = browser.send(&short, AGAIN, &[("phone", "")]).await;
    // Pressed twice: one application.
    let made = in_hand(&mut browser, &done).await;

    let clerk = Program::signed_in(&county, "zhangmin").await;
    let case = clerk.get(&format!("/api/cases/{made}")).await.json();
    assert_eq!(
        (case["stage"].as_str(), case["applicant"]["name"].as_str()),
        (Some("submitted"), Some("张*丰")),
        "{case}"
    );
    let told: Vec<&str> =
        case["answers"].as_array().expect("answers").iter().filter_map(|a| a["answer"].as_str()).collect();
    assert_eq!(told, ["990101********8578", "138****8000", "文澜二店"]);
    let whole = services::cases::reusable(&county.bureau, &desk(&county, "zhangmin"), ("person", ID), SHOP);
    let whole = whole.expect("may look").expect("the same person");
    assert_eq!((whole.case_no.as_str(), whole.name.as_str(), whole.phone.as_str()), (made.as_str(), "张三丰", PHONE));
    assert_eq!(whole.answers["number"], ID, "the number arrives whole");
    nothing_whole(&county);
}

#[tokio::test]
async fn another_mobile_goes_into_the_form_and_another_tab_is_noticed() {
    let county = opened();
    let (first, password) = before(&county).await;
    let (second, other_password) = before(&county).await;
    let mut browser = Browser::new(&county);
    let apply = browser.get(APPLY).await;
    browser.send(&apply, APPLY, &earlier(&first, &password)).await;
    let shown = browser.get(AGAIN).await;
    // Another tab opens another case; the page of the first one may not begin an application for its applicant.
    browser.send(&apply, APPLY, &earlier(&second, &other_password)).await;
    let moved = browser.send(&shown, AGAIN, &[("phone", "13900139000")]).await;
    assert_eq!(moved.status, 409);
    assert!(moved.text().contains(&second) && moved.text().contains("请核对后再提交"), "{}", moved.text());
    let done = browser.send(&moved, AGAIN, &[("phone", "13900139000")]).await;
    let made = in_hand(&mut browser, &done).await;
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let case = clerk.get(&format!("/api/cases/{made}")).await.json();
    let told: Vec<&str> =
        case["answers"].as_array().expect("answers").iter().filter_map(|a| a["answer"].as_str()).collect();
    assert_eq!(told, ["990101********8578", "139****9000", "文澜二店"], "the new mobile, in the form too");
}

#[tokio::test]
async fn a_wrong_number_loses_nothing_that_was_typed() {
    let county = opened();
    let (number, _) = before(&county).await;
    let mut browser = Browser::new(&county);
    let first = browser.get(APPLY).await;
    let mut typed = vec![("name", "李四"), ("code", "1")];
    typed.extend(earlier(&number, "12345678"));
    let refused = browser.send(&first, APPLY, &typed).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "earlier_no"));
    assert!(refused.text().contains("编号或查询密码不对，请照回执核对"));
    assert_eq!((refused.value(APPLY, "name"), refused.value(APPLY, "earlier_no")), ("李四".into(), number.clone()));
    let tail = browser.send(&first, APPLY, &earlier(&number, "8000")).await;
    assert_eq!(tail.status, 422, "the last digits of the mobile are no way in");
    for _ in 0..9 {
        browser.send(&first, APPLY, &earlier(&number, "12345678")).await;
    }
    let late = browser.send(&first, APPLY, &earlier(&number, "12345678")).await;
    assert_eq!((late.status, late.header("retry-after")), (429, "3600"));
    // Enter in a field of the form presses the first button; what was typed there counts.
    let entered = [("name", "李四"), ("do", "again"), ("earlier_no", ""), ("earlier_password", "")];
    let form = browser.send(&first, APPLY, &entered).await;
    let fields: Vec<String> = form.problems().into_iter().map(|(f, _)| f).collect();
    assert_eq!((form.status, fields.contains(&"code".to_owned())), (422, true), "{fields:?}");
    let nothing = browser.get(AGAIN).await;
    assert_eq!((nothing.status, nothing.location()), (303, APPLY), "no case is open in this browser");
}

#[tokio::test]
async fn the_progress_and_the_own_page_lead_there() {
    let county = opened();
    let (number, password) = before(&county).await;
    let mut browser = Browser::new(&county);
    let ask = browser.get("/cases/progress").await;
    let by_tail = browser.send(&ask, "/cases/progress", &[("number", &number), ("password", "8000")]).await;
    assert!(!by_tail.text().contains("再办一件"), "the last digits show and do nothing");
    let shown = browser.send(&ask, "/cases/progress", &[("number", &number), ("password", &password)]).await;
    let to = browser.send(&shown, APPLY, &[("do", "again")]).await;
    assert_eq!((to.status, to.location()), (303, AGAIN), "{:?}", to.problems());
    assert!(browser.get("/cases/own").await.body.contains(&format!("href=\"{AGAIN}\"")));
    let first = browser.get(APPLY).await;
    assert!(first.text().contains(&format!("打开着办件 {number}")), "{}", first.text());
    // Another item than before: who applies is taken over all the same.
    let other = format!("/catalogue/{FOOD}/apply/again");
    let page = browser.get(&other).await;
    let done = browser.send(&page, &other, &[]).await;
    assert_eq!(done.location(), "/cases/own/questions/1?done=again", "{:?}", done.problems());
    nothing_whole(&county);
}

#[tokio::test]
async fn a_number_that_need_not_be_there_can_be_taken_out() {
    let county = opened_with(&["partner"]);
    let (number, password) = before_with(&county, json!({ "shop": "文澜小吃", "partner": ID })).await;
    let mut browser = Browser::new(&county);
    let first = browser.get(APPLY).await;
    browser.send(&first, APPLY, &earlier(&number, &password)).await;
    let page = browser.get(AGAIN).await;
    let done = browser.send(&page, AGAIN, &[]).await;
    let (at, hint) = ("/cases/own/questions/1", "不要了填“无”");
    let screen = browser.get(done.location()).await;
    assert_eq!(screen.text().matches(hint).count(), 1, "the own number has to stay: {}", screen.text());
    let kept = browser.send(&screen, at, &[("answer.partner", "无"), ("act", "next")]).await;
    assert_eq!((kept.status, kept.location()), (303, "/cases/own/check"), "{:?}", kept.problems());
    let back = browser.get(at).await;
    assert!(!back.text().contains(hint), "nothing is kept of it: {}", back.text());
    let must = browser.send(&back, at, &[("answer.number", "无"), ("act", "next")]).await;
    assert_eq!((must.status, must.problems()[0].0.as_str()), (422, "answer.number"), "{:?}", must.problems());
    nothing_whole(&county);
}
