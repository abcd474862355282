//! Browsing and the guide as a start page (按类别找、办事指南): heaps, pages, what is marked, what is escaped.

use domain::catalogue::{Faq, Fee, Material, Step};

use crate::{
    browser::{Browser, Program, encoded},
    county::{CARD, COMPANY, County, FOOD, PENALTY},
};

const RICH: i64 = 9_300_000_000_000_001;

/// An item whose guide says everything, with hostile addresses.
fn add_rich(county: &County, online_url: &str) {
    let mut content = testkit::content("11990101000000027Q4990100109001", "出生登记（国内婚生）", 2);
    content.main_name = "出生登记".into();
    content.standing.onsite_visits = Some(1);
    content.standing.online_depth = domain::catalogue::OnlineDepth::from_number(3);
    let guide = &mut content.guide;
    guide.theme = "户籍办理".into();
    guide.aliases = vec!["上户口".into()];
    guide.client_types = vec!["自然人".into()];
    guide.online_url = online_url.into();
    guide.mobile_url = "javascript:alert(1)".into();
    guide.onsite_reason = "需要核验原件".into();
    guide.promised_note = "补正时间不计算在内".into();
    guide.special_procedures = vec!["听证".into()];
    guide.fees = vec![Fee { name: "工本费".into(), standard: "每本 5 元".into(), ..Fee::default() }];
    guide.steps = vec![
        Step { name: "受理".into(), office: "户籍窗口".into(), days: Some(1), ..Step::default() },
        Step { name: "<b>审查</b>".into(), ..Step::default() },
    ];
    guide.faqs = vec![Faq { question: "可以代办吗？".into(), answer: "可以，带委托书。".into() }];
    guide.complaint = "0000-12345678".into();
    guide.mail = Some(true);
    guide.materials = vec![Material {
        name: "出生医学证明".into(),
        source_note: "助产机构签发".into(),
        blank_form: "data:text/html,x".into(),
        sample_form: "https://example.gov.cn/a.png".into(),
        ..Material::default()
    }];
    testkit::seed_item(&county.db.db, &testkit::item(RICH, content));
}

fn links(answer: &crate::browser::Answer, start: &str) -> Vec<String> {
    let page = answer.page();
    let hrefs = page.all("a").filter_map(|(_, e)| e.attribute("href").map(str::to_owned));
    hrefs.filter(|h| h.starts_with(start)).collect()
}

#[tokio::test]
async fn every_heap_opens_and_holds_what_it_says() {
    let county = County::open();
    add_rich(&county, "https://zwfw.example.gov.cn/1");
    let mut public = Browser::new(&county);
    let all = public.get("/catalogue/browse").await;
    assert_eq!(all.status, 200);
    let text = all.text();
    for words in ["共 4 项", "按人生大事找", "出生", "户籍办理", "县人力资源和社会保障局", "标了主题的 1 项"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("未标主题"), "the public is told how many are listed");
    let heaps = links(&all, "/catalogue/browse/");
    assert!(heaps.len() >= 6, "{heaps:?}");
    for heap in &heaps {
        let list = public.get(heap).await;
        let shown = links(&list, "/catalogue/9").len();
        assert!(list.status == 200 && shown > 0 && list.text().contains(&format!("共 {shown} 项")), "{heap}");
        assert!(!links(&list, "/catalogue/9").contains(&format!("/catalogue/{PENALTY}")), "{heap}");
    }
    let birth = public.get("/catalogue/browse/life/birth").await;
    assert_eq!(links(&birth, "/catalogue/9"), [format!("/catalogue/{RICH}")]);
    for odd in [
        "/catalogue/browse/life/none",
        "/catalogue/browse/person/none",
        "/catalogue/browse/x/1",
        "/catalogue/browse/person/080",
    ] {
        assert_eq!(public.get(odd).await.status, 404, "{odd}");
    }
    assert!(public.get("/").await.text().contains("按人生大事找"));
}

#[tokio::test]
async fn staff_also_see_what_no_theme_is_marked_for() {
    let county = County::open();
    add_rich(&county, "");
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    assert!(editor.get("/catalogue/browse").await.text().contains("未标主题"));
    let unmarked = editor.get("/catalogue/browse/person/none").await;
    let mut shown = links(&unmarked, "/catalogue/9");
    shown.sort_unstable();
    assert_eq!(shown, [FOOD, CARD].map(|id| format!("/catalogue/{id}")), "the item for organisations is missed there");
    let unmarked = editor.get("/catalogue/browse/organisation/none").await;
    assert_eq!(links(&unmarked, "/catalogue/9").len(), 3);
}

#[tokio::test]
async fn a_long_heap_is_turned_page_by_page() {
    let county = County::open();
    county.add_unpublished(120);
    let mut public = Browser::new(&county);
    let (mut seen, mut next) = (Vec::new(), Some("/catalogue/browse/department/2".to_owned()));
    while let Some(at) = next {
        let part = public.get(&at).await;
        assert!(part.text().contains("共 121 项") && part.text().contains("共 3 页"), "{}", part.text());
        seen.extend(links(&part, "/catalogue/9"));
        let page = part.page();
        let turn = page.all("a").find(|(at, _)| page.text_of(*at) == "下一页");
        next = turn.and_then(|(_, e)| e.attribute("href").map(str::to_owned));
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 121, "every item once");
    for odd in ["0", "-1", "x", "999", "99999999999999999999"] {
        assert_eq!(public.get(&format!("/catalogue/browse/department/2?page={odd}")).await.status, 200, "{odd}");
    }
}

#[tokio::test]
async fn what_was_looked_for_is_marked_and_what_nearly_fits_says_so() {
    let county = County::open();
    let mut public = Browser::new(&county);
    let marked = |answer: &crate::browser::Answer| {
        let page = answer.page();
        page.all("mark").map(|(at, _)| page.text_of(at)).collect::<Vec<_>>()
    };
    for (words, expected) in
        [("食品新办", vec!["食品", "新办"]), ("spjy", vec!["食品经营"]), ("社保卡", vec!["社会保障卡"])]
    {
        let answer = public.get(&format!("/catalogue?q={}", encoded(words))).await;
        assert_eq!(marked(&answer), expected, "{words}");
    }
    let near = public.get(&format!("/catalogue?q={}", encoded("食品经营许克"))).await;
    assert!(near.text().contains("没有正好叫“食品经营许克”的，相近的有 1 项"), "{}", near.text());
    let fits = public.get(&format!("/catalogue?q={}", encoded("食品"))).await;
    assert!(fits.text().contains("“食品”共 1 项"));
}

#[tokio::test]
async fn a_guide_is_a_start_page_and_links_only_to_the_web() {
    let county = County::open();
    add_rich(&county, "https://zwfw.example.gov.cn/1?a=1&b=2");
    let mut public = Browser::new(&county);
    let guide = public.get(&format!("/catalogue/{RICH}")).await;
    let text = guide.text();
    for words in [
        "属于“出生登记”",
        "平常也说：上户口",
        "自然人",
        "最多跑 1 次",
        "为什么要来：需要核验原件",
        "补正时间不计算在内",
        "特别程序的时间另计：听证",
        "工本费",
        "每本 5 元",
        "户籍窗口",
        "1 个工作日",
        "<b>审查</b>",
        "可以代办吗？",
        "可以，带委托书。",
        "助产机构签发",
        "邮寄送达",
        "0000-12345678",
        "去网上办",
        "打印指南",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(links(&guide, "https://"), ["https://example.gov.cn/a.png", "https://zwfw.example.gov.cn/1?a=1&b=2"]);
    for scheme in ["javascript", "data"] {
        assert!(links(&guide, scheme).is_empty(), "{scheme}");
    }
    assert!(!text.contains("用手机办"));
    let bare = public.get(&format!("/catalogue/{COMPANY}")).await.text();
    for words in ["办理流程：指南没有写", "在线申请"] {
        assert!(bare.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_api_says_the_same() {
    let county = County::open();
    add_rich(&county, "ftp://zwfw.example.gov.cn/1");
    let guide = Program::new(&county).get(&format!("/api/items/{RICH}")).await.json();
    assert_eq!(guide["online_url"], serde_json::Value::Null, "only http and https");
    assert_eq!(guide["mobile_url"], serde_json::Value::Null);
    assert_eq!(guide["fees"][0]["standard"], "每本 5 元");
    assert_eq!(
        (guide["steps"][0]["limit"].as_str(), guide["steps"][1]["name"].as_str()),
        (Some("1 个工作日"), Some("<b>审查</b>"))
    );
    assert_eq!(guide["faqs"][0]["question"], "可以代办吗？");
    assert_eq!((guide["mail"].as_bool(), guide["kiosk"].as_bool()), (Some(true), None));
    assert_eq!(guide["materials"][0]["source_note"], "助产机构签发");
    assert_eq!(guide["materials"][0]["blank_form"], serde_json::Value::Null);
}
