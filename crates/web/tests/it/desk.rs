//! The department's desk over pages (审批台): several cases granted at once, without a script.

use crate::{
    browser::{Answer, Browser},
    county::{CARD, County, FOOD},
};

const ACCEPT: &str = "/cases/accept";
const BATCH: &str = "/cases/batch";

/// A case of an item accepted at window 3; its number.
pub(crate) async fn accepted(clerk: &mut Browser<'_>, item: i64) -> String {
    let form = clerk.get(&format!("{ACCEPT}?item={item}")).await;
    let typed = [
        ("applicant", "person"),
        ("id_number", "990101199003078578"),
        ("name", "张三丰"),
        ("phone", "13800138000"),
        ("material", "0"),
        ("material", "1"),
    ];
    let done = clerk.send(&form, ACCEPT, &typed).await;
    done.location().trim_start_matches("/cases/").split('/').next().unwrap_or_default().to_owned()
}

/// Values of the boxes under a name.
fn boxes(page: &Answer, name: &str) -> Vec<String> {
    let page = page.page();
    let named =
        page.all("input").filter(|(_, e)| e.attribute("type") == Some("checkbox") && e.attribute("name") == Some(name));
    named.filter_map(|(_, e)| e.attribute("value").map(str::to_owned)).collect()
}

fn asked(numbers: &[&str]) -> String {
    format!("{BATCH}?{}", numbers.iter().map(|no| format!("case={no}")).collect::<Vec<_>>().join("&"))
}

#[tokio::test]
async fn ticked_cases_are_named_granted_and_told_one_by_one() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let (one, two, lost) =
        (accepted(&mut clerk, FOOD).await, accepted(&mut clerk, FOOD).await, accepted(&mut clerk, FOOD).await);
    let foreign = accepted(&mut clerk, CARD).await;
    assert!(boxes(&clerk.get("/cases").await, "case").is_empty(), "a window is offered no box");

    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let list = approver.get("/cases").await;
    assert_eq!(boxes(&list, "case"), [one.as_str(), &two, &lost]);
    assert_eq!(approver.get(BATCH).await.problems(), [(String::new(), "请勾选要一起批准的件".to_owned())]);
    let page = approver.get(&asked(&[&one, &two, &lost, &two, &foreign, "x"])).await;
    assert_eq!((page.status, boxes(&page, "case").len()), (200, 3), "each once, and none of another department");
    for words in [one.as_str(), "食品经营许可（新办）", "张*丰", "11月27日（周五）", "还剩 5 个工作日"]
    {
        assert!(page.text().contains(words), "the page says {words}");
    }
    assert!(!page.text().contains(&foreign) && !page.body.contains("张三丰"));

    // Unticking all loses nothing that was typed.
    let mut unticked = page.form(BATCH);
    unticked.retain(|(name, _)| name != "case" && name != "opinion");
    unticked.push(("opinion".into(), "材料齐全".into()));
    let refused = approver.post(BATCH, &unticked).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "case"));
    assert_eq!(refused.value(BATCH, "opinion"), "材料齐全");
    assert!(boxes(&refused, "case").len() == 3 && refused.form(BATCH).iter().all(|(n, _)| n != "case"));

    let mut faster = Browser::signed_in(&county, "wangfang").await;
    let open = faster.get(&format!("/cases/{lost}")).await;
    faster.send(&open, &format!("/cases/{lost}/decide"), &[("outcome", "grant")]).await;
    let done = approver.send(&page, BATCH, &[("opinion", "材料齐全，同意")]).await;
    assert_eq!(done.status, 200);
    let text = done.text();
    for words in ["已准予的 2 件", "没有批成的 1 件", "王芳 09:00 已准予这件", "材料齐全，同意"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    let (kept, _) = done.page().by_id("kept").expect("the words are there to copy");
    assert_eq!(done.page().text_of(kept), "材料齐全，同意");
    for number in [&one, &two] {
        let seen = approver.get(&format!("/cases/{number}")).await.text();
        assert!(seen.contains("决定：准予") && seen.contains("意见：材料齐全，同意"), "{number}");
    }
    // The answer loaded again does nothing more and says the same.
    let again = approver.send(&page, BATCH, &[("opinion", "材料齐全，同意")]).await;
    assert!(again.text().contains("已准予的 2 件"));
    assert!(boxes(&approver.get("/cases").await, "case").is_empty(), "nothing waits any more");
    let late = approver.get(&asked(&[&one])).await;
    assert!(late.text().contains("这件已决定，不能再批准"), "{}", late.text());
}

#[tokio::test]
async fn a_batch_beyond_its_size_keeps_its_ticks() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let mut numbers = Vec::new();
    for _ in 0..21 {
        numbers.push(accepted(&mut clerk, FOOD).await);
    }
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let all: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let page = approver.get(&asked(&all)).await;
    let sentence = "一次最多批 20 件，现在勾了 21 件，请去掉几件再批";
    assert_eq!((page.status, page.problems()), (422, vec![("case".to_owned(), sentence.to_owned())]));
    let refused = approver.send(&page, BATCH, &[]).await;
    assert_eq!((refused.status, refused.problems()[0].1.as_str()), (422, sentence));
    let mut fields = refused.form(BATCH);
    let ticked = fields.iter().filter(|(n, _)| n == "case").count();
    assert_eq!(ticked, 21, "the ticks are still there");
    let first = fields.iter().position(|(n, _)| n == "case").expect("a tick");
    fields.remove(first);
    let done = approver.post(BATCH, &fields).await;
    assert!(done.status == 200 && done.text().contains("已准予的 20 件"), "{}", done.text());
}

#[tokio::test]
async fn a_scan_leads_to_the_case_without_a_script() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let number = accepted(&mut clerk, FOOD).await;
    let list = clerk.get("/cases").await;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    for scanned in [number.as_str(), &digits, &format!("http://hall.example:8080/cases/progress?no={number}")] {
        assert_eq!(
            clerk.send(&list, "/cases/scan", &[("code", scanned)]).await.location(),
            format!("/cases/{number}#receiver")
        );
    }
    let told = [
        ("2026-1120-03-9999", "没有找到编号 2026-1120-03-9999 的办件，请照受理通知书核对"),
        ("990101199003078578", "这是证件号码。请先按“收件”选事项，再在收件页上扫"),
        ("JY-1", "没有找到“JY-1”，既不是办件编号，也不是本县的证照编号"),
        ("", "请扫受理通知书上的二维码，或输入办件编号"),
    ];
    for (scanned, sentence) in told {
        let answer = clerk.send(&list, "/cases/scan", &[("code", scanned)]).await;
        assert_eq!(
            (answer.status, answer.problems()),
            (422, vec![("code".to_owned(), sentence.to_owned())]),
            "{scanned}"
        );
        assert_eq!(answer.value("/cases/scan", "code"), scanned);
    }
    let mut elsewhere = Browser::signed_in(&county, "zhaolei").await;
    let form = elsewhere.get("/cases/scan").await;
    let answer = elsewhere.send(&form, "/cases/scan", &[("code", &number)]).await;
    assert_eq!(answer.status, 422, "another department's case is not there");
}

#[tokio::test]
async fn phrases_are_ones_own_and_go_along_without_a_script() {
    const PHRASES: &str = "/cases/phrases";
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let number = accepted(&mut clerk, FOOD).await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let form = approver.get(PHRASES).await;
    let long = "长".repeat(201);
    let refused = approver.send(&form, PHRASES, &[("opinion", "现场看过，同意。"), ("reason", &long)]).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "reason"));
    assert_eq!(refused.value(PHRASES, "opinion"), "现场看过，同意。", "nothing typed is lost");
    let kept = approver.send(&refused, PHRASES, &[("reason", "")]).await;
    assert!(approver.get(kept.location()).await.text().contains("常用语已保存"));

    let (case, decide) = (format!("/cases/{number}"), format!("/cases/{number}/decide"));
    let page = approver.get(&case).await;
    let text = page.text();
    let (own, countys) = (text.find("现场看过，同意。"), text.find("材料齐全，符合法定条件，同意。"));
    assert!(own.is_some() && own < countys, "one's own come first: {text}");
    assert!(!clerk.get(PHRASES).await.text().contains("现场看过"), "each has their own");
    // A refused form shows the phrase in the box, to be changed there.
    let typed = [("opinion", "材料已核。"), ("opinion_phrase", "现场看过，同意。")];
    let unchosen = approver.send(&page, &decide, &typed).await;
    assert_eq!((unchosen.status, unchosen.value(&decide, "opinion").as_str()), (422, "材料已核。\n现场看过，同意。"));
    approver.send(&page, &decide, &[("outcome", "grant"), ("opinion_phrase", "现场看过，同意。")]).await;
    assert!(approver.get(&case).await.text().contains("意见：现场看过，同意。"));
}

#[tokio::test]
async fn the_countys_phrases_are_changed_by_who_may_and_offered_to_all() {
    const COUNTY: &str = "/cases/phrases/county";
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    assert!(supervisor.get("/cases/statistics").await.body.contains(&format!("href=\"{COUNTY}\"")));
    let mut admin = Browser::signed_in(&county, "admin").await;
    assert!(admin.get("/people").await.body.contains(&format!("href=\"{COUNTY}\"")));
    let (form, other) = (supervisor.get(COUNTY).await, admin.get(COUNTY).await);
    assert!(form.text().contains("系统自带") && form.value(COUNTY, "opinion").contains("符合法定条件"));
    let long = "长".repeat(201);
    let refused = supervisor.send(&form, COUNTY, &[("opinion", "按本县规程，同意。"), ("reason", &long)]).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "reason"));
    assert_eq!(refused.value(COUNTY, "opinion"), "按本县规程，同意。", "nothing typed is lost");
    let kept = supervisor.send(&refused, COUNTY, &[("reason", "")]).await;
    assert_eq!(kept.location(), "/cases/phrases/county?done=phrases");
    assert!(!supervisor.get(kept.location()).await.text().contains("系统自带"));
    let late = admin.send(&other, COUNTY, &[("opinion", "另一种。")]).await;
    assert_eq!((late.status, late.value(COUNTY, "opinion")), (409, "另一种。".into()), "{}", late.text());

    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let number = accepted(&mut clerk, FOOD).await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let text = approver.get(&format!("/cases/{number}")).await.text();
    assert!(text.contains("按本县规程，同意。") && !text.contains("材料齐全，符合法定条件，同意。"), "{text}");
    assert_eq!(approver.get(COUNTY).await.status, 403);
    let findings = services::journal::verify(&county.bureau).expect("it runs").journal.findings;
    assert_eq!(findings, []);
}

#[tokio::test]
async fn whoever_opens_a_case_is_told_who_else_has_it_open() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let number = accepted(&mut clerk, FOOD).await;
    let case = format!("/cases/{number}");
    let (mut one, mut two) =
        (Browser::signed_in(&county, "liqiang").await, Browser::signed_in(&county, "wangfang").await);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    assert!(!one.get(&case).await.text().contains("也在看这件"));
    county.clock.advance(jiff::SignedDuration::from_mins(2));
    assert!(!supervisor.get(&case).await.text().contains("也在看这件"), "who only looks is told nothing");
    assert!(two.get(&case).await.text().contains("李强 也在看这件（2 分钟前打开）"));
    assert!(one.get(&case).await.text().contains("王芳 也在看这件（刚刚打开）"));
    county.clock.advance(jiff::SignedDuration::from_mins(10));
    assert!(!two.get(&case).await.text().contains("也在看这件"), "after a while it is no longer said");
}
