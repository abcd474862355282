//! Quality of guides over HTTP (办事指南质量): the heading states the finding, every number opens into its list, and every
//! line leads to the field.

use crate::{
    browser::{Answer, Browser, Program},
    county::{CARD, COMPANY, County, FOOD},
};

const HERE: &str = "/catalogue/quality";

fn links(answer: &Answer, start: &str) -> Vec<String> {
    let page = answer.page();
    page.all("a").filter_map(|(_, e)| e.attribute("href")).filter(|h| h.starts_with(start)).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_heading_states_the_finding_and_numbers_open() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(HERE).await;
    let text = page.text();
    // Three guides that people apply for; nobody wrote place, hours, phone, basis into any.
    assert!(text.contains("3 项指南有") && text.contains("处要改，其中应改"), "{text}");
    for words in ["缺办理地点", "缺设定依据", "无法核对", "县市场监督管理局", "县人力资源和社会保障局", "质量得分"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("对无证经营的处罚"), "what nobody applies for has no guide");
    let narrowed = editor.get(&format!("{HERE}?rule=missing_place")).await;
    assert!(narrowed.text().contains("共 3 处，这里第 1 到 3 处"));
    let fields = links(&narrowed, "/catalogue/items/");
    let wanted: Vec<String> =
        [FOOD, COMPANY, CARD].iter().map(|id| format!("/catalogue/items/{id}#field-place")).collect();
    assert!(wanted.iter().all(|w| fields.contains(w)), "{fields:?}");
    let department = editor.get(&format!("{HERE}?rule=missing_place&department=2")).await;
    assert_eq!(links(&department, "/catalogue/items/"), [format!("/catalogue/items/{CARD}#field-place")]);
    assert!(department.text().contains("1 项指南有"));
}

#[tokio::test]
async fn who_may_not_mend_reads_the_guide() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let page = clerk.get(&format!("{HERE}?rule=missing_place")).await;
    assert!(links(&page, "/catalogue/items/").is_empty());
    assert!(links(&page, "/catalogue/").contains(&format!("/catalogue/{FOOD}")));
    // An approver mends what is the own department's.
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    let page = approver.get(&format!("{HERE}?rule=missing_place")).await;
    assert_eq!(links(&page, "/catalogue/items/"), [format!("/catalogue/items/{CARD}#field-place")]);
    let mut admin = Browser::signed_in(&county, "admin").await;
    assert_eq!(admin.get(HERE).await.status, 403);
    assert_eq!(Browser::new(&county).get(HERE).await.status, 303);
}

#[tokio::test]
async fn a_long_list_is_paged_and_comes_whole_as_a_table() {
    let county = County::open();
    county.add_unpublished(60);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let (mut at, mut rows, mut pages) = (format!("{HERE}?rule=missing_hours"), 0, 0);
    loop {
        let page = editor.get(&at).await;
        rows += links(&page, "/catalogue/items/").len();
        pages += 1;
        let parsed = page.page();
        let next = parsed.all("a").find(|(link, _)| parsed.text_of(*link) == "下一页");
        match next.and_then(|(_, e)| e.attribute("href")) {
            Some(next) => at = next.to_owned(),
            None => break,
        }
    }
    assert_eq!((rows, pages), (63, 2));
    let csv = editor.get(&format!("{HERE}/findings.csv?rule=missing_hours")).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"guide-quality-2026-11-20.csv\"");
    let lines: Vec<&str> = csv.body.trim_end().lines().collect();
    assert_eq!(lines.len(), 64);
    assert_eq!(lines[0], "\u{FEFF}部门,业务办理项名称,业务办理项编码,规则,程度,字段,现在的内容,怎么改");
    assert!(lines[1].ends_with("有办理时间,应改,办理时间,,缺办理时间，请补上"), "{}", lines[1]);
    let xlsx = editor.get(&format!("{HERE}/findings.xlsx")).await;
    assert!(xlsx.header("content-type").ends_with("spreadsheetml.sheet") && xlsx.body.starts_with("PK"));
}

#[tokio::test]
async fn odd_addresses_are_answered_calmly() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    for query in ["rule=x", "department=x", "department=7", "after=99999999999999999999", "after=-1", "after=4000"] {
        assert_eq!(editor.get(&format!("{HERE}?{query}")).await.status, 200, "{query}");
    }
    assert!(editor.get(&format!("{HERE}?department=7")).await.text().contains("这里没有在用的指南"));
    let quiet = editor.get(&format!("{HERE}?rule=depth_visits")).await.text();
    assert!(quiet.contains("Ⅳ级却要到现场（0 处）") && quiet.contains("这里没有要改的"), "{quiet}");
    let program = Program::signed_in(&county, "qianwei").await;
    for query in ["rule=x", "department=x", "after=x", "limit=x"] {
        let answer = program.get(&format!("/api/quality?{query}")).await;
        let named = query.split('=').next();
        assert_eq!((answer.status, answer.json()["errors"][0]["field"].as_str()), (422, named), "{query}");
    }
}

#[tokio::test]
async fn programs_read_the_same_findings() {
    let county = County::open();
    county.add_unpublished(3);
    let program = Program::signed_in(&county, "sunhong").await;
    let all = program.get("/api/quality?limit=1000").await.json();
    assert_eq!(all["items"], 6);
    let list = all["list"].as_array().expect("a list");
    assert_eq!((list.len() as u64, all["next"].is_null()), (all["findings"].as_u64().expect("a count"), true));
    let by = |field: &str| {
        let lines = all[field].as_array().expect("a list").iter();
        lines.map(|r| r["findings"].as_u64().expect("a count")).sum::<u64>()
    };
    assert_eq!((by("rules"), by("departments")), (list.len() as u64, list.len() as u64));
    let first = program.get("/api/quality?rule=missing_place&limit=4").await.json();
    assert_eq!((first["listed"].as_u64(), first["next"].as_str()), (Some(6), Some("4")));
    let rest = program.get("/api/quality?rule=missing_place&limit=4&after=4").await.json();
    assert_eq!(rest["list"].as_array().map(Vec::len), Some(2));
    let one = &first["list"][0];
    assert_eq!((one["field"].as_str(), one["column"].as_str()), (Some("field-place"), Some("办理地点")));
    assert!(one["item"].is_string() && one["sentence"] == "缺办理地点，请补上");
    assert_eq!(Program::new(&county).get("/api/quality").await.status, 401);
}
