//! The item's own form at the window (窗口填申请表): asked, checked as online, filled with what is known, shown masked.

use domain::catalogue::{FieldKind, Form, FormCondition, FormField, FormPage};
use serde_json::json;

use crate::{
    browser::{Answer, Browser, Program},
    county::{County, FOOD},
};

const SHOP: i64 = 9_100_000_000_000_009;
const ACCEPT: &str = "/cases/accept";
const ID: &str = "990101199003078578";
const HOME: &str = "试算县城关镇文澜路88号3栋";

fn field(key: &str, label: &str, kind: FieldKind) -> FormField {
    FormField { key: key.into(), label: label.into(), kind, required: true, ..FormField::default() }
}

fn personal(reuse: &str, field: FormField) -> FormField {
    let (purpose, legal_basis) = ("核实申请".into(), "食品安全法第三十五条".into());
    FormField { personal: true, purpose, legal_basis, reuse: reuse.into(), ..field }
}

/// A shop: what it is called, how it trades, where its owner lives; and the mobile, which the desk asks anyway.
fn form() -> Form {
    let way = FieldKind::Choice { options: vec!["实体店".into(), "网络经营".into()], list: false };
    let online = Some(FormCondition::equals("way", "网络经营"));
    let fields = vec![
        field("shop", "字号", FieldKind::Text { most: 30 }),
        field("way", "经营方式", way),
        FormField { condition: online, ..field("shop_url", "网店地址", FieldKind::Text { most: 60 }) },
        personal("applicant.address", field("home", "住址", FieldKind::Address)),
        personal("applicant.phone", field("mobile", "联系手机", FieldKind::Mobile)),
    ];
    Form { pages: vec![FormPage { title: "经营情况".into(), hint: String::new(), fields }] }
}

fn opened() -> County {
    let county = County::open();
    let mut content = testkit::content("11990101000000019X4990100109001", "小餐饮登记", 1);
    content.guide.form = Some(form());
    testkit::seed_item(&county.db.db, &testkit::item(SHOP, content));
    county
}

const WHO: [(&str, &str); 4] =
    [("applicant", "person"), ("id_number", ID), ("name", "张三丰"), ("phone", "13800138000")];

fn typed<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&WHO[..], more].concat()
}

async fn page(clerk: &mut Browser<'_>) -> Answer {
    clerk.get(&format!("{ACCEPT}?item={SHOP}")).await
}

fn number(done: &Answer) -> String {
    assert_eq!(done.status, 303, "{:?}", done.problems());
    done.location().trim_start_matches("/cases/").split('/').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_window_asks_the_items_own_form_and_checks_it_as_online() {
    let county = opened();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let blank = page(&mut clerk).await;
    assert!(
        blank.text().contains("经营情况") && blank.text().contains("如果“经营方式”选“网络经营”"),
        "{}",
        blank.text()
    );
    assert!(!blank.text().contains("联系手机"), "the desk asks the mobile once");
    let plain = clerk.get(&format!("{ACCEPT}?item={FOOD}")).await;
    assert!(!plain.body.contains("\"answer."), "the default form adds nothing");

    // Everything at once, beside its field, and nothing typed is lost.
    let wrong = typed(&[("phone", "1"), ("answer.way", "网络经营"), ("answer.home", "村")]);
    let wrong: Vec<_> = wrong.into_iter().filter(|(n, v)| *n != "phone" || *v == "1").collect();
    let refused = clerk.send(&blank, ACCEPT, &wrong).await;
    let fields: Vec<String> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        (refused.status, fields),
        (422, ["phone", "answer.shop", "answer.shop_url", "answer.home"].map(str::to_owned).into())
    );
    assert_eq!(refused.value(ACCEPT, "answer.home"), "村");

    let right = typed(&[
        ("answer.shop", "文澜小吃"),
        ("answer.way", "实体店"),
        ("answer.shop_url", "不该收下"),
        ("answer.home", HOME),
    ]);
    let number = number(&clerk.send(&refused, ACCEPT, &right).await);
    let case = clerk.get(&format!("/cases/{number}")).await;
    for words in ["填写的内容", "文澜小吃", "实体店", "试算县城关镇****", "138****8000"] {
        assert!(case.text().contains(words), "{words}: {}", case.text());
    }
    assert!(!case.text().contains("文澜路88号") && !case.text().contains("不该收下"));
}

#[tokio::test]
async fn what_was_answered_before_is_offered_and_not_typed_again() {
    let county = opened();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let first = typed(&[("answer.shop", "文澜小吃"), ("answer.way", "实体店"), ("answer.home", HOME)]);
    let blank = page(&mut clerk).await;
    number(&clerk.send(&blank, ACCEPT, &first).await);

    let again = page(&mut clerk).await;
    let looked = clerk.send(&again, ACCEPT, &[("applicant", "person"), ("id_number", ID), ("look", "1")]).await;
    assert_eq!(looked.value(ACCEPT, "answer.shop"), "文澜小吃", "what is nobody's secret is filled in");
    assert!(looked.text().contains("上次填的是 试算县城关镇****，留空就沿用"), "{}", looked.text());
    assert!(!looked.body.contains("文澜路88号"), "what is personal is not shown whole");
    let second = number(&clerk.send(&looked, ACCEPT, &[("answer.shop", "文澜二店")]).await);
    let json = Program::signed_in(&county, "zhangmin").await.get(&format!("/api/cases/{second}")).await.json();
    let told: Vec<(&str, &str)> = json["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .map(|a| (a["field"].as_str().unwrap_or_default(), a["answer"].as_str().unwrap_or_default()))
        .collect();
    let expected = [("shop", "文澜二店"), ("way", "实体店"), ("home", "试算县城关镇****"), ("mobile", "138****8000")];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn earlier_cases_stand_beside_the_new_one() {
    let county = opened();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let filled = typed(&[("answer.shop", "文澜小吃"), ("answer.way", "实体店"), ("answer.home", HOME)]);
    let mut numbers = Vec::new();
    for _ in 0..11 {
        let blank = page(&mut clerk).await;
        assert!(!blank.text().contains("此人的其他办件"), "nobody has been named yet");
        numbers.push(number(&clerk.send(&blank, ACCEPT, &filled).await));
    }
    let look = |code| [("applicant", "person"), ("id_number", code), ("look", "1")];
    let blank = page(&mut clerk).await;
    let looked = clerk.send(&blank, ACCEPT, &look(ID)).await;
    let text = looked.text();
    assert!(text.contains("此人的其他办件"), "{text}");
    for (at, number) in numbers.iter().enumerate() {
        assert_eq!(looked.body.contains(&format!("href=\"/cases/{number}\"")), at > 0, "the ten newest: {number}");
    }
    let stranger = clerk.send(&blank, ACCEPT, &look("11010519491231002X")).await;
    assert!(!stranger.text().contains("此人的其他办件"), "{}", stranger.text());
}

#[tokio::test]
async fn what_is_not_answered_is_told_in_the_one_notice() {
    let county = opened();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let blank = page(&mut clerk).await;
    let asked = clerk.send(&blank, ACCEPT, &typed(&[("answer.way", "实体店"), ("do", "ask")])).await;
    assert_eq!(asked.status, 303, "{:?}", asked.problems());
    let notice = clerk.get(asked.location()).await;
    assert!(notice.text().contains("请填写字号") && notice.text().contains("请填写住址"), "{}", notice.text());
    assert!(!notice.text().contains("经营方式"));
}

#[tokio::test]
async fn a_form_on_paper_is_not_typed_again() {
    let county = opened();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let blank = page(&mut clerk).await;
    let number = number(&clerk.send(&blank, ACCEPT, &typed(&[("on_paper", "1"), ("answer.home", "村")])).await);
    assert!(!clerk.get(&format!("/cases/{number}")).await.text().contains("填写的内容"));
}

#[tokio::test]
async fn a_form_put_aside_keeps_its_answers() {
    let county = opened();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let blank = page(&mut clerk).await;
    let parked = clerk.send(&blank, ACCEPT, &typed(&[("answer.shop", "文澜小吃"), ("do", "park")])).await;
    let list = clerk.get(parked.location()).await;
    let page = list.page();
    let again = page.all("a").filter_map(|(_, e)| e.attribute("href")).find(|h| h.contains("parked=")).expect("listed");
    assert_eq!(clerk.get(&again.replace("&amp;", "&")).await.value(ACCEPT, "answer.shop"), "文澜小吃");
}

#[tokio::test]
async fn programs_send_answers_as_the_schema_has_them() {
    let county = opened();
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let wanted = |answers: serde_json::Value| {
        json!({ "item": SHOP.to_string(), "applicant": "person", "code": ID, "name": "张三丰", "phone": "13800138000",
            "answers": answers })
    };
    let odd = clerk.post("/api/cases", &wanted(json!({ "shop": { "a": 1 } })), None).await;
    assert_eq!((odd.status, odd.json()["errors"][0]["field"].as_str()), (422, Some("answers.shop")), "{}", odd.body);
    let few = clerk.post("/api/cases", &wanted(json!({ "way": "网络经营", "shop": 7 })), None).await;
    let fields: Vec<String> = few.json()["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|e| e["field"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!((few.status, fields), (422, vec!["answers.shop_url".to_owned(), "answers.home".to_owned()]));
    let whole = json!({ "shop": "文澜小吃", "way": "网络经营", "shop_url": "wenlan.example", "home": HOME });
    assert_eq!(clerk.post("/api/cases", &wanted(whole), None).await.status, 201);
}
