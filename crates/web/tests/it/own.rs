//! Applying online (在线申请) without an account and without a script: begun from the guide, asked by screens, checked,
//! sent in, corrected, withdrawn; and what a stranger gets to see of it.

use crate::{
    browser::{Answer, Browser, Program},
    county::{COMPANY, County, FOOD, PENALTY},
};

const OWN: &str = "/cases/own";
const MATERIALS: &str = "/cases/own/materials";
const CHECK: &str = "/cases/own/check";

fn apply(item: i64) -> String {
    format!("/catalogue/{item}/apply")
}

const WHO: &[(&str, &str)] = &[
    ("applicant", "person"),
    ("name", "张三丰"),
    ("code", "11010519491231002x"),
    ("phone", "１３８ ００１３ ８０００"),
];

/// Number and query password as the page of an own case shows them: `2026-1120-00-0001` and `6081 6372`.
fn credentials(page: &Answer) -> (String, String) {
    let text = page.text();
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches(['，', '。'])).collect();
    let number = words.iter().find(|w| w.starts_with("2026-1120-00-")).unwrap_or_else(|| panic!("no number in {text}"));
    let four = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    let password = words.windows(2).find(|w| four(w[0]) && four(w[1])).map(|w| w.join(" "));
    ((*number).to_owned(), password.unwrap_or_default())
}

/// A draft with its first screen filled in: on the second one.
async fn begun(browser: &mut Browser<'_>) -> Answer {
    let at = apply(FOOD);
    let first = browser.get(&at).await;
    let done = browser.send(&first, &at, WHO).await;
    assert_eq!((done.status, done.location()), (303, "/cases/own/questions/1"), "{}", done.body);
    let screen = browser.get(done.location()).await;
    let next =
        browser.send(&screen, "/cases/own/questions/1", &[("answer.request", "开一家小吃店"), ("act", "next")]).await;
    assert_eq!((next.status, next.location()), (303, "/cases/own/questions/2"));
    browser.get(next.location()).await
}

/// Sent in; on the case's own page.
async fn submitted(browser: &mut Browser<'_>) -> Answer {
    let second = begun(browser).await;
    let typed = [("answer.address", "文澜路８８号"), ("act", "next")];
    let done = browser.send(&second, "/cases/own/questions/2", &typed).await;
    assert_eq!(done.location(), MATERIALS);
    let check = browser.get(CHECK).await;
    let sent = browser.send(&check, CHECK, &[]).await;
    assert_eq!((sent.status, sent.location()), (303, "/cases/own?done=submitted"), "{}", sent.body);
    browser.get(sent.location()).await
}

#[tokio::test]
async fn somebody_applies_in_a_few_screens() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    let guide = browser.get(&format!("/catalogue/{FOOD}")).await;
    assert!(guide.body.contains(&format!("href=\"{}\"", apply(FOOD))), "the guide leads there");
    let first = browser.get(&apply(FOOD)).await;
    let typed = [("applicant", "person"), ("name", "张三丰"), ("code", "1"), ("phone", "1380013800")];
    let wrong = browser.send(&first, &apply(FOOD), &typed).await;
    let fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!((wrong.status, fields), (422, vec!["code".to_owned(), "phone".to_owned()]));
    assert_eq!(wrong.value(&apply(FOOD), "name"), "张三丰", "what was typed stays");

    let second = begun(&mut browser).await;
    assert!(second.text().contains("为什么要填联系地址"), "purpose and basis are told");
    // What is wrong on a screen is kept and pointed at; going back loses nothing.
    let at = "/cases/own/questions/2";
    let short = browser.send(&second, at, &[("answer.address", "村里"), ("act", "next")]).await;
    assert_eq!((short.status, short.problems()[0].0.as_str()), (422, "answer.address"));
    assert_eq!(short.value(at, "answer.address"), "村里");
    let back = browser.send(&short, at, &[("answer.address", "文澜路"), ("act", "back")]).await;
    assert_eq!(back.location(), "/cases/own/questions/1");
    assert_eq!(browser.get(at).await.value(at, "answer.address"), "文澜路");
    // What is not filled in is named on the last screen, and cannot be sent in.
    let empty = browser.send(&short, at, &[("answer.address", ""), ("act", "back")]).await;
    assert_eq!(empty.status, 303);
    let check = browser.get(CHECK).await;
    assert!(check.text().contains("还差 1 处") && !check.text().contains("提交申请"), "{}", check.text());
    assert!(check.body.contains("/cases/own/questions/2#answer.address"));
    let mended = browser.send(&short, at, &[("answer.address", "文澜路８８号"), ("act", "next")]).await;
    assert_eq!(mended.location(), MATERIALS);
    let materials = browser.get(MATERIALS).await;
    assert!(
        materials.text().contains("经营场所平面图") && materials.text().contains("可以不交"),
        "{}",
        materials.text()
    );
    assert!(materials.body.contains("href=\"/cases/own/check\""), "nothing has to be uploaded");
    let check = browser.get(CHECK).await;
    assert!(check.text().contains("开一家小吃店") && check.text().contains("修改"), "{}", check.text());
    let sent = browser.send(&check, CHECK, &[]).await;
    let own = browser.get(sent.location()).await;
    let text = own.text();
    for words in ["已提交，编号", "等窗口受理，最迟", "食品经营许可申请书", "撤回申请"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(own.body.contains("<svg"), "the code that leads to its progress");
    // Pressed twice: one application.
    let twice = browser.send(&check, CHECK, &[]).await;
    assert_eq!((twice.status, twice.location()), (303, OWN));
    assert_eq!(browser.get(at).await.location(), OWN, "a screen of what was sent in leads to its page");
    // The window sees it with its answers in their settled form.
    let (number, _) = credentials(&own);
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let case = clerk.get(&format!("/api/cases/{number}")).await;
    assert_eq!((case.status, case.json()["stage"].as_str()), (200, Some("submitted")), "{}", case.body);
}

#[tokio::test]
async fn a_draft_is_opened_elsewhere_by_number_and_password_alone() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    let second = begun(&mut browser).await;
    let (number, password) = credentials(&second);
    let closing = browser.get(OWN).await;
    assert!(closing.text().contains("草稿，还没有提交"));
    let closed = browser.send(&closing, "/cases/own/close", &[]).await;
    assert!(browser.get(closed.location()).await.text().contains("已在这台设备上关闭"));

    let mut other = Browser::new(&county);
    for address in ["/cases/own/questions/1", CHECK, "/cases/own/correct"] {
        assert_eq!(other.get(address).await.location(), OWN, "{address} is nobody's");
    }
    let form = other.get(OWN).await;
    // The last digits of the mobile show progress; they open nothing.
    for wrong in ["8000", "00000000", ""] {
        let refused = other.send(&form, OWN, &[("number", &number), ("password", wrong)]).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(!refused.text().contains("张三丰") && !refused.text().contains("开一家小吃店"));
    }
    let opened = other.send(&form, OWN, &[("number", &number), ("password", &password)]).await;
    assert_eq!(opened.status, 303, "{:?}", opened.problems());
    let at = "/cases/own/questions/1";
    assert_eq!(other.get(at).await.value(at, "answer.request"), "开一家小吃店");
    // A draft is nobody's at the desks.
    let clerk = Program::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get(&format!("/api/cases/{number}")).await.status, 404);
}

#[tokio::test]
async fn guessing_is_slowed() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    let (number, password) = credentials(&begun(&mut browser).await);
    let mut other = Browser::new(&county);
    let form = other.get(OWN).await;
    let mut last = 0;
    for n in 0..11 {
        let guess = format!("1234567{n}");
        last = other.send(&form, OWN, &[("number", &number), ("password", &guess)]).await.status;
    }
    assert_eq!(last, 429);
    let right = other.send(&form, OWN, &[("number", &number), ("password", &password)]).await;
    assert_eq!(right.status, 429, "not even the right one for a while");
}

#[tokio::test]
async fn an_application_is_taken_back_with_a_reason() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    let own = submitted(&mut browser).await;
    let at = "/cases/own/withdraw";
    let bare = browser.send(&own, at, &[]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "why"));
    let gone = browser.send(&bare, at, &[("why", "不开店了")]).await;
    let page = browser.get(gone.location()).await;
    assert!(page.text().contains("已撤回") && !page.text().contains("为什么撤回"), "{}", page.text());
}

#[tokio::test]
async fn what_nobody_applies_for_has_no_first_screen() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    assert_eq!(browser.get(&apply(PENALTY)).await.status, 404);
    assert_eq!(browser.get("/catalogue/7/apply").await.status, 404);
    let guide = browser.get(&format!("/catalogue/{PENALTY}")).await;
    assert!(!guide.text().contains("在线申请"));
    let first = browser.get(&apply(COMPANY)).await;
    assert_eq!(first.value(&apply(COMPANY), "applicant"), "organisation");
    let person = browser.send(&first, &apply(COMPANY), WHO).await;
    assert_eq!(person.status, 422, "for organisations alone");
}

#[tokio::test]
async fn a_draft_is_kept_while_it_is_filled_in() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    let second = begun(&mut browser).await;
    let at = "/cases/own/questions/2";
    let own = |body: &str| body.contains("草稿已保存");
    // What the script sends: kept as it is, wrong or not, and answered with nothing.
    let kept = browser.send(&second, at, &[("answer.address", "村"), ("act", "autosave")]).await;
    assert_eq!((kept.status, kept.body.as_str()), (204, ""));
    assert_eq!(browser.get(at).await.value(at, "answer.address"), "村");
    // The page is older than what was kept: it is no matter.
    let saved = browser.send(&second, at, &[("answer.address", "文澜路88号"), ("act", "save")]).await;
    assert_eq!(saved.location(), "/cases/own?done=saved");
    assert!(own(&browser.get(saved.location()).await.text()));
    assert_eq!(browser.get(at).await.value(at, "answer.address"), "文澜路88号");
    let mut stranger = Browser::new(&county);
    let page = stranger.get(OWN).await;
    let csrf = page.form(OWN).into_iter().find(|(n, _)| n == "csrf").expect("a token").1;
    let fields = [("csrf", csrf.as_str()), ("act", "autosave")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    assert_eq!(stranger.post(at, &fields).await.status, 409, "nobody's draft");
}
