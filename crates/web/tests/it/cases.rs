//! A case from the window to the applicant's hands, over pages (办件全程).

use crate::{
    browser::{Answer, Browser},
    county::{CARD, COMPANY, County, FOOD, PENALTY},
};

/// A valid number that belongs to nobody: the division is fictional.
const ID: &str = "990101199003078578";
const PHONE: &str = "13800138000";
const ACCEPT: &str = "/cases/accept";

/// What a clerk types for the food licence, with both required materials.
fn typed() -> Vec<(&'static str, &'static str)> {
    vec![
        ("applicant", "person"),
        ("id_number", ID),
        ("name", "张三丰"),
        ("phone", PHONE),
        ("material", "0"),
        ("material", "1"),
    ]
}

/// Accepts one at window 3; gives its number and its receipt.
async fn accept(clerk: &mut Browser<'_>) -> (String, Answer) {
    let form = clerk.get(&format!("{ACCEPT}?item={FOOD}")).await;
    let done = clerk.send(&form, ACCEPT, &typed()).await;
    let receipt = clerk.get(done.location()).await;
    assert_eq!(receipt.status, 200);
    let number = done.location().trim_start_matches("/cases/").split('/').next().unwrap_or_default().to_owned();
    (number, receipt)
}

/// The query password as printed.
fn password(receipt: &Answer) -> String {
    let page = receipt.page();
    let (at, _) = page.all("b").find(|(_, e)| e.attribute("class") == Some("secret")).expect("a password is printed");
    page.text_of(at)
}

fn case(number: &str) -> String {
    format!("/cases/{number}")
}

fn act(number: &str, act: &str) -> String {
    format!("/cases/{number}/{act}")
}

async fn progress(county: &County, number: &str, password: &str) -> Answer {
    let mut public = Browser::new(county);
    let form = public.get("/cases/progress").await;
    public.send(&form, "/cases/progress", &[("number", number), ("password", password)]).await
}

/// The form by which the page's sentence says that nothing more is to be done here, or which is offered.
fn offers(page: &Answer, number: &str) -> Vec<&'static str> {
    let page = page.page();
    ["decide", "complete", "deliver"]
        .into_iter()
        .filter(|a| page.all("form").any(|(_, e)| e.attribute("action") == Some(&act(number, a))))
        .collect()
}

#[tokio::test]
async fn a_case_goes_from_the_window_to_the_applicants_hands() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, receipt) = accept(&mut clerk).await;
    assert!(number.starts_with("2026-1120-03-"), "{number}");
    let printed = receipt.text();
    for words in [
        number.as_str(),
        "2026年11月27日（周五）",
        "张*丰",
        "县市场监督管理局",
        "食品经营许可申请书",
        "张敏（3 号综合窗口）",
    ] {
        assert!(printed.contains(words), "the receipt says {words}");
    }
    assert!(printed.contains("已受理，编号"), "the notice is on the page");
    let secret = password(&receipt);
    let groups: Vec<&str> = secret.split(' ').collect();
    assert!(
        groups.len() == 2 && groups.iter().all(|g| g.len() == 4 && g.bytes().all(|b| b.is_ascii_digit())),
        "{secret}"
    );
    assert_eq!(progress(&county, &number, &secret.replace(' ', "")).await.status, 200, "with and without the gap");

    let at_first = progress(&county, &number, &secret).await;
    assert_eq!(at_first.status, 200);
    assert!(at_first.text().contains("共 4 步，现在第 2 步，最迟 11月27日（周五）"));

    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let list = approver.get("/cases").await;
    assert!(list.text().contains(&number), "the approver finds it in the own list");
    let page = approver.get(&case(&number)).await;
    assert_eq!(offers(&page, &number), ["decide"]);
    let decided = approver.send(&page, &act(&number, "decide"), &[("outcome", "grant"), ("opinion", "材料齐全")]).await;
    let page = approver.get(decided.location()).await;
    assert!(page.text().contains("决定已保存"));
    assert_eq!(offers(&page, &number), ["complete"]);
    assert_eq!(page.value(&act(&number, "complete"), "document"), "食品经营许可证", "the guide's name of the result");
    assert!(progress(&county, &number, &secret).await.text().contains("现在第 3 步"));

    let completed = approver.send(&page, &act(&number, "complete"), &[("number", "JY-2026-0001")]).await;
    let page = approver.get(completed.location()).await;
    assert!(offers(&page, &number).is_empty(), "an approver hands nothing out");
    assert!(progress(&county, &number, &secret).await.text().contains("已办结，请领取"));

    let page = clerk.get(&case(&number)).await;
    assert_eq!(offers(&page, &number), ["deliver"]);
    assert!(page.text().contains("本人领取（张*丰）"), "{}", page.text());
    let both = [("receiver", "李四"), ("by_applicant", "1")];
    let unclear = clerk.send(&page, &act(&number, "deliver"), &both).await;
    assert_eq!((unclear.status, unclear.problems()[0].0.as_str()), (422, "receiver"));
    assert_eq!(unclear.value(&act(&number, "deliver"), "receiver"), "李四");
    assert!(unclear.text().contains("本人领取（张*丰）"));
    let own = [("receiver", ""), ("by_applicant", "1")];
    let delivered = clerk.send(&unclear, &act(&number, "deliver"), &own).await;
    let page = clerk.get(delivered.location()).await;
    assert!(page.text().contains("已登记送达"));
    assert!(page.text().split_whitespace().collect::<String>().contains("领取人张*丰"), "{}", page.text());
    for words in ["受理", "决定：准予", "办结", "送达", "JY-2026-0001", "实时", "意见：材料齐全"] {
        assert!(page.text().contains(words), "the case's page says {words}");
    }
    let last = progress(&county, &number, &secret).await;
    assert!(last.text().contains("已办结，已送达"));
    assert_eq!(last.text().matches("11月20日（周五）").count(), 4, "each step has its day");
    nothing_in_the_clear(&county);
}

/// Whole values stand only where the clerk's own form is shown again.
fn nothing_in_the_clear(county: &County) {
    let seen = county.seen.lock().expect("no test panics while holding it");
    assert!(seen.len() > 5);
    for (status, address, body) in seen.iter().filter(|(status, a, _)| !(*status >= 400 && a.ends_with(ACCEPT))) {
        for whole in [ID, PHONE, "张三丰"] {
            assert!(!body.contains(whole), "{whole} in the answer {status} to {address}");
        }
    }
}

#[tokio::test]
async fn a_denial_needs_its_reason_and_nothing_typed_is_lost() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, receipt) = accept(&mut clerk).await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let page = approver.get(&case(&number)).await;
    let opinion = "店面在住宅楼内，\n现场看过。";
    let refused = approver.send(&page, &act(&number, "decide"), &[("outcome", "deny"), ("opinion", opinion)]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.problems(), [("reason".to_owned(), "请写明不予批准的理由和依据".to_owned())]);
    let decide = act(&number, "decide");
    assert_eq!(refused.value(&decide, "opinion"), opinion);
    assert_eq!(refused.value(&decide, "outcome"), "deny");
    let unchosen = approver.send(&page, &decide, &[("opinion", opinion)]).await;
    assert_eq!((unchosen.status, unchosen.problems()[0].0.as_str()), (422, "outcome"));
    let reason = "缺业主同意书，依据食品经营许可管理办法";
    let denied = approver.send(&refused, &decide, &[("reason", reason)]).await;
    let page = approver.get(denied.location()).await;
    assert_eq!(page.value(&act(&number, "complete"), "document"), "不予批准决定书");
    let told = progress(&county, &number, &password(&receipt)).await.text();
    for words in ["没有批准", reason, "60 日内申请行政复议"] {
        assert!(told.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_case() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let form = clerk.get(&format!("{ACCEPT}?item={FOOD}")).await;
    let first = clerk.send(&form, ACCEPT, &typed()).await;
    let second = clerk.send(&form, ACCEPT, &typed()).await;
    assert_eq!(first.location(), second.location());
    let mut changed = typed();
    changed[2] = ("name", "张四丰");
    let third = clerk.send(&form, ACCEPT, &changed).await;
    assert_eq!(third.status, 409, "the same form with other words is neither lost nor taken");
    assert_eq!(third.value(ACCEPT, "name"), "张四丰");
    let list = clerk.get("/cases").await;
    assert!(list.text().contains("共 1 件"), "{}", list.text());
}

#[tokio::test]
async fn the_slower_of_two_approvers_keeps_the_words() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, _) = accept(&mut clerk).await;
    let mut first = Browser::signed_in(&county, "liqiang").await;
    let mut second = Browser::signed_in(&county, "wangfang").await;
    let (one, other) = (first.get(&case(&number)).await, second.get(&case(&number)).await);
    let decide = act(&number, "decide");
    assert_eq!(first.send(&one, &decide, &[("outcome", "grant")]).await.status, 303);
    let words = "建议核对经营场所的产权证明";
    let late = second.send(&other, &decide, &[("outcome", "deny"), ("reason", "场所不符"), ("opinion", words)]).await;
    assert_eq!(late.status, 409);
    let text = late.text();
    assert!(text.contains("李强 09:00 已准予这件"), "{text}");
    let page = late.page();
    let (kept, _) = page.by_id("kept").expect("the words are kept");
    assert_eq!(page.text_of(kept), format!("{words}\n场所不符"));
    assert_eq!(offers(&late, &number), ["complete"], "the page shows how it stands now");
}

#[tokio::test]
async fn each_sees_and_does_only_their_part() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, _) = accept(&mut clerk).await;
    let page = clerk.get(&case(&number)).await;
    assert!(offers(&page, &number).is_empty(), "a clerk decides nothing");
    let mut forged = page.form("/sign-out");
    forged.extend([("outcome".to_owned(), "grant".to_owned()), ("expected_version".to_owned(), "1".to_owned())]);
    assert_eq!(clerk.post(&act(&number, "decide"), &forged).await.status, 403);
    assert!(
        offers(&Browser::signed_in(&county, "liqiang").await.get(&case(&number)).await, &number).contains(&"decide")
    );

    let mut elsewhere = Browser::signed_in(&county, "zhaolei").await;
    assert_eq!(elsewhere.get(&case(&number)).await.status, 404, "another department's case is not there");
    assert!(!elsewhere.get("/cases").await.text().contains(&number));
    assert_eq!(elsewhere.get(&format!("/cases/{number}/receipt")).await.status, 403);

    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(&case(&number)).await;
    assert!(page.status == 200 && offers(&page, &number).is_empty());
    assert!(!page.body.contains("/receipt"), "no way to the query password");
    assert_eq!(supervisor.get("/cases/1").await.status, 404);
    assert_eq!(supervisor.get("/cases/2026-1120-03-9999").await.status, 404);
}

#[tokio::test]
async fn everything_wrong_is_told_at_once_and_kept() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let form = clerk.get(&format!("{ACCEPT}?item={FOOD}")).await;
    assert!(form.text().contains("今天受理，最迟"), "the day is shown before anything is typed");
    assert!(form.form(ACCEPT).iter().all(|(name, _)| name != "material"), "the clerk ticks, nobody else");
    let typed = [
        ("applicant", "person"),
        ("id_number", "990101199003078575"),
        ("name", ""),
        ("phone", "1380013800"),
        ("material", "1"),
        ("material", "2"),
    ];
    let refused = clerk.send(&form, ACCEPT, &typed).await;
    assert_eq!(refused.status, 422);
    let fields: Vec<String> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["id_number", "name", "phone", "materials"]);
    for (name, value) in [("id_number", "990101199003078575"), ("phone", "1380013800")] {
        assert_eq!(refused.value(ACCEPT, name), value);
    }
    let ticked: Vec<String> =
        refused.form(ACCEPT).into_iter().filter(|(n, _)| n == "material").map(|(_, v)| v).collect();
    assert_eq!(ticked, ["1", "2"]);
    assert!(refused.body.contains("<title>有 4 处需要修改"), "the title says so");
    // The mended form goes through as it stands: its key is a new one.
    let mended = [("id_number", ID), ("name", "张三丰"), ("phone", PHONE), ("material", "0"), ("material", "1")];
    assert_eq!(clerk.send(&refused, ACCEPT, &mended).await.status, 303);
}

#[tokio::test]
async fn items_that_take_no_application_are_refused_before_anything_is_typed() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let refused = clerk.get(&format!("{ACCEPT}?item={PENALTY}")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.problems()[0].1.contains("依职权"), "{:?}", refused.problems());
    for nowhere in ["7", "abc", "99999999999999999999"] {
        assert_eq!(clerk.get(&format!("{ACCEPT}?item={nowhere}")).await.status, 404, "{nowhere}");
    }
    let form = clerk.get(&format!("{ACCEPT}?item={COMPANY}")).await;
    assert_eq!(form.value(ACCEPT, "applicant"), "organisation", "the guide names who applies");
    assert!(form.text().contains("没有登记时限"));
    let person = clerk
        .send(&form, ACCEPT, &[("applicant", "person"), ("id_number", ID), ("name", "张三丰"), ("phone", PHONE)])
        .await;
    assert_eq!((person.status, person.problems()[0].0.as_str()), (422, "applicant"));
    let company =
        [("id_number", "91990101MA00000A0X"), ("name", "试算商贸有限公司"), ("contact", ""), ("phone", PHONE)];
    let refused = clerk.send(&form, ACCEPT, &company).await;
    assert!(refused.problems().iter().any(|(field, _)| field == "contact"), "{:?}", refused.problems());
}

#[tokio::test]
async fn the_item_is_found_by_initials_and_words() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    for words in ["spjyxk", "食品经营", "社保卡"] {
        let found = clerk.get(&format!("{ACCEPT}?q={}", percent(words))).await;
        let expected = if words == "社保卡" { CARD } else { FOOD };
        let page = found.page();
        let link = format!("{ACCEPT}?item={expected}");
        assert!(page.all("a").any(|(_, e)| e.attribute("href") == Some(&link)), "{words}");
    }
    let nothing = clerk.get(&format!("{ACCEPT}?q={}", percent("遛狗证"))).await;
    assert!(nothing.text().contains("没有找到“遛狗证”"));
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn guessing_the_query_password_is_stopped() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, receipt) = accept(&mut clerk).await;
    let right = password(&receipt);
    let wrong = if right == "0000 0000" { "00000001" } else { "00000000" };
    for _ in 0..10 {
        let answer = progress(&county, &number, wrong).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.value("/cases/progress", "number"), number);
        assert_eq!(answer.value("/cases/progress", "password"), wrong);
    }
    let stopped = progress(&county, &number, &right).await;
    assert_eq!(stopped.status, 429, "not even the right one");
    assert!(stopped.problems()[0].1.contains("1 小时后"));
    assert_eq!(stopped.header("retry-after"), "3600");
    county.clock.advance(jiff::SignedDuration::from_mins(61));
    assert_eq!(progress(&county, &number, &right).await.status, 200);
    let odd = progress(&county, "2026", &right).await;
    assert_eq!((odd.status, odd.problems()[0].0.as_str()), (422, "number"));
}

#[tokio::test]
async fn the_list_is_narrowed_and_survives_odd_addresses() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, _) = accept(&mut clerk).await;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    for query in [number.as_str(), &digits, &percent("食品")] {
        assert!(clerk.get(&format!("/cases?q={query}")).await.text().contains(&number), "{query}");
    }
    assert!(!clerk.get("/cases?stage=delivered").await.text().contains(&number));
    assert!(!clerk.get("/cases?department=2").await.text().contains(&number));
    for odd in
        ["stage=x", "department=x", "after=x", "after=2026-99-99,1", "department=99999999999999999999", "q=%FF%FE"]
    {
        assert_eq!(clerk.get(&format!("/cases?{odd}")).await.status, 200, "{odd}");
    }
    assert!(clerk.get("/cases").await.text().contains("还剩 5 个工作日"));
    county.clock.advance(jiff::SignedDuration::from_hours(24 * 10));
    let mut later = Browser::signed_in(&county, "zhangmin").await;
    assert!(later.get("/cases").await.text().contains("超期 1 个工作日"));
}

#[tokio::test]
async fn the_code_on_the_receipt_leads_to_the_case() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (number, receipt) = accept(&mut clerk).await;
    assert!(receipt.body.contains("<svg"), "a code is printed");
    let mut public = Browser::new(&county);
    let form = public.get(&format!("/cases/progress?no={number}")).await;
    assert_eq!(form.value("/cases/progress", "number"), number);
    let odd = public.get("/cases/progress?no=%3Cscript%3E").await;
    assert_eq!(odd.value("/cases/progress", "number"), "<script>");
    assert!(!odd.body.contains("<script>"));
}
