//! From a figure to orders over HTTP (差距清单、堵点、交办): every gap on the list, one commit for a department, and
//! whoever may not.

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use papers::catalogue::read_table;
use serde_json::json;
use tower::ServiceExt as _;

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program, encoded},
    county::{COMPANY, County},
};

const GAPS: &str = "/indicators/provincial_publication_rate/gaps";
const ORDER: &str = "/indicators/provincial_publication_rate/order";
const BLOCKERS: &str = "/indicators/provincial_publication_rate/blockers";
const UNIT: &str = "县人力资源和社会保障局";

/// Sixty items of department 2 that the province does not have, one of department 1 of which nobody knows, counted.
async fn counted() -> County {
    let county = County::open();
    county.add_unpublished(60);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/indicators").await;
    assert_eq!(supervisor.send(&page, "/indicators", &[]).await.status, 303);
    county
}

fn subject(n: i64) -> String {
    (9_200_000_000_000_000 + n).to_string()
}

/// Rows that can be ticked.
fn ticks(page: &Answer) -> Vec<String> {
    let page = page.page();
    let boxes = page.all("input").filter(|(_, e)| e.attribute("type") == Some("checkbox"));
    boxes.filter_map(|(_, e)| e.attribute("value").map(str::to_owned)).collect()
}

fn link(page: &Answer, words: &str) -> String {
    let page = page.page();
    let found = page.all("a").find(|(at, _)| page.text_of(*at) == words);
    found.and_then(|(_, e)| e.attribute("href")).unwrap_or_else(|| panic!("no link {words}")).to_owned()
}

#[tokio::test]
async fn a_department_is_ordered_in_three_clicks() {
    let county = counted().await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let dashboard = supervisor.get("/indicators").await;
    let there = link(&dashboard, "还差 61 项，1 项未知");
    assert_eq!(there, GAPS);
    let list = supervisor.get(&there).await;
    let text = list.text();
    assert!(text.contains("省级平台发布占比还差 61 项，其中县人力资源和社会保障局 60 项"), "{text}");
    for words in ["是否省级平台发布：否 → 是", "是否省级平台发布：没有登记 → 是", "未发布事项0", "第 1–50 行，共 61 行"]
    {
        assert!(text.contains(words) || words.contains("没有登记"), "{words}: {text}");
    }
    assert_eq!(ticks(&list).len(), 50);
    let rest = supervisor.get(&link(&list, "下一页")).await;
    assert_eq!(ticks(&rest).len(), 11, "every gap is on the list");
    assert!(rest.text().contains("是否省级平台发布：没有登记 → 是"));

    let form = supervisor.get(&link(&list, "交办 60 项")).await;
    assert!(form.text().contains(&format!("交办 60 项给{UNIT}")) && form.text().contains("12月11日（周五）"));
    assert_eq!(form.value(ORDER, "due_on"), "2026-12-11", "15 working days");
    let past = supervisor.send(&form, ORDER, &[("due_on", "2026-11-01"), ("requirement", "报省里发布")]).await;
    assert_eq!((past.status, past.problems()[0].0.as_str()), (422, "due_on"));
    assert_eq!(past.value(ORDER, "requirement"), "报省里发布", "what was typed stays");
    assert_eq!(supervisor.send(&form, ORDER, &[("due_on", "下周")]).await.status, 422);

    let issued = supervisor.send(&form, ORDER, &[]).await;
    let done = issued.location().to_owned();
    assert_eq!(supervisor.send(&form, ORDER, &[]).await.location(), done, "a double click orders once");
    let done = supervisor.get(&done).await;
    assert!(done.text().contains("已交办 60 件，最迟 12月11日（周五）"));
    for words in ["整改〔2026〕1号", "整改〔2026〕60号", "把“是否省级平台发布”办成“是”"] {
        assert!(done.text().contains(words), "{words}");
    }
    let print = supervisor.get(&link(&done, "打印交办单")).await;
    assert!(print.text().contains("整改交办单：1 个单位，60 件"));
    let one = supervisor.get(&link(&done, "整改〔2026〕1号")).await;
    assert!(one.text().contains("是否省级平台发布：否；省级平台发布占比"), "how it stood is kept: {}", one.text());

    let list = supervisor.get(GAPS).await;
    assert_eq!(ticks(&list).len(), 0, "what is under an order cannot be ticked");
    assert!(list.text().contains("已交办") && list.text().contains("都已交办") && list.text().contains("待答复"));
    let again = supervisor.get(&format!("{ORDER}?department={}", encoded(UNIT))).await;
    assert!(again.text().contains("没有可以交办的") && again.text().contains("“未发布事项0”已有 整改〔2026〕1号"));
}

#[tokio::test]
async fn ticked_rows_are_ordered_and_what_came_between_is_named() {
    let county = counted().await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let two = format!("{ORDER}?indicator=x&subject={}&subject={}", subject(3), subject(4));
    let (first, second) = (supervisor.get(&two).await, supervisor.get(&two).await);
    let one = supervisor.get(&format!("{ORDER}?subject={}", subject(3))).await;
    let alone = supervisor.send(&one, ORDER, &[("requirement", "月底前报省里发布")]).await;
    assert!(alone.location().ends_with("ordered?order=2026-1"), "{}", alone.location());
    let done = supervisor.get(alone.location()).await;
    assert!(done.text().contains("已交办 1 件") && done.text().contains("月底前报省里发布"));
    let told = supervisor.send(&first, ORDER, &[]).await;
    assert_eq!(told.status, 422, "all or none");
    assert!(told.text().contains("“未发布事项3”已有整改〔2026〕1号，还没有销号"), "{}", told.text());
    assert!(told.text().contains("交办 1 项"), "the rest can be ordered");
    assert_eq!(supervisor.send(&told, ORDER, &[]).await.status, 303);
    assert_eq!(supervisor.send(&second, ORDER, &[]).await.status, 422);
    let none = supervisor.get(ORDER).await;
    assert!(none.text().contains("没有可以交办的"));
    assert_eq!(supervisor.get("/indicators/nothing/order").await.status, 404);
}

#[tokio::test]
async fn blockers_are_entered_for_ticked_rows_and_never_over_a_colleague() {
    let county = counted().await;
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let two = format!("{BLOCKERS}?subject={}&subject={}", subject(0), subject(1));
    let form = editor.get(&two).await;
    assert!(form.text().contains("登记 2 行的堵点"));
    let bare = editor.send(&form, BLOCKERS, &[("blocker", "other")]).await;
    assert_eq!(bare.problems(), [("note".to_owned(), "堵点选“其他”时，请写明是什么原因".to_owned())]);
    let past = [("blocker", "other"), ("note", "省里没开口"), ("planned_on", "2026-01-01")];
    assert_eq!(editor.send(&form, BLOCKERS, &past).await.problems()[0].0, "planned_on");
    let typed = [("blocker", "other"), ("note", "省里没开口"), ("owner", "县数据局"), ("planned_on", "2026-12-04")];
    let saved = editor.send(&form, BLOCKERS, &typed).await;
    let list = editor.get(saved.location()).await;
    for words in ["已登记 2 行的堵点", "其他：省里没开口", "县数据局，计划 12月4日（周五）"]
    {
        assert!(list.text().contains(words), "{words}");
    }
    let one = format!("{BLOCKERS}?subject={}", subject(0));
    let (mine, theirs) = (editor.get(&one).await, editor.get(&one).await);
    assert_eq!(
        (mine.value(BLOCKERS, "note").as_str(), mine.value(BLOCKERS, "blocker").as_str()),
        ("省里没开口", "other")
    );
    county.clock.advance(jiff::SignedDuration::from_mins(1));
    assert_eq!(editor.send(&theirs, BLOCKERS, &[("note", "省里下月开")]).await.status, 303);
    assert_eq!(editor.send(&mine, BLOCKERS, &[("note", "别的")]).await.status, 409, "not over what nobody has seen");
    let now = editor.get(&one).await;
    let empty = [("blocker", ""), ("note", ""), ("owner", ""), ("planned_on", "")];
    let gone = editor.send(&now, BLOCKERS, &empty).await;
    assert!(editor.get(gone.location()).await.text().contains("已去掉 1 行的堵点"));
    assert!(editor.get(BLOCKERS).await.text().contains("没有选中要登记的行"));
}

#[tokio::test]
async fn an_approver_sees_the_own_department_and_orders_nothing() {
    let county = counted().await;
    let mut own = Browser::signed_in(&county, "liqiang").await;
    let list = own.get(GAPS).await;
    assert_eq!(ticks(&list), [COMPANY.to_string()]);
    assert!(!list.text().contains("未发布事项") && !list.body.contains("/order\""), "{}", list.text());
    assert_eq!(own.get(ORDER).await.status, 403);
    assert_eq!(own.get("/indicators/what-if").await.status, 403);
    let foreign = own.get(&format!("{BLOCKERS}?subject={}", subject(0))).await;
    assert!(foreign.text().contains("没有选中要登记的行"));
    let form = own.get(&format!("{BLOCKERS}?subject={COMPANY}")).await;
    let forged = own.send(&form, BLOCKERS, &[("subject", &subject(0)), ("blocker", "other"), ("note", "x")]).await;
    assert_eq!(forged.status, 403, "{}", forged.text());
    let none = own.get("/indicators/hall_residency_rate/gaps").await;
    assert!(none.text().contains("本部门在进驻大厅占比上没有差距"), "{}", none.text());
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get(GAPS).await.status, 403);
}

#[tokio::test]
async fn the_list_is_taken_along_and_narrowed() {
    let county = counted().await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let narrowed = supervisor.get(&format!("{GAPS}?department={}", encoded("县市场监督管理局"))).await;
    assert!(narrowed.text().contains("县市场监督管理局在省级平台发布占比上还差 1 项"));
    assert_eq!(ticks(&narrowed).len(), 1);
    let nobody = supervisor.get(&format!("{GAPS}?department=x&after=x")).await;
    assert_eq!(nobody.status, 200);
    let cookies: Vec<String> = supervisor.cookies().iter().map(|(n, v)| format!("{n}={v}")).collect();
    let request = Request::get(format!("{GAPS}.xlsx")).header(header::COOKIE, cookies.join("; ")).body(Body::empty());
    let answer = county.router.clone().oneshot(request.expect("a well-formed request")).await.expect("an answer");
    let named = answer.headers().get(header::CONTENT_DISPOSITION).and_then(|v| v.to_str().ok()).unwrap_or_default();
    assert_eq!(named, "attachment; filename=\"gaps-provincial_publication_rate-2026-11-20.xlsx\"");
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body in memory");
    let table = read_table(&bytes, "gaps.xlsx").expect("reads back");
    assert_eq!(table.rows.len(), 61);
    assert_eq!(
        table.rows[0].cells[1..6],
        [UNIT, &format!("{:033}", 0), "未发布事项0", "未达", "是否省级平台发布：否 → 是"]
    );
}

#[tokio::test]
async fn before_the_first_count_there_is_no_list() {
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    assert_eq!(supervisor.get(GAPS).await.location(), "/indicators");
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(approver.get(GAPS).await.status, 404);
    assert!(supervisor.get("/indicators/what-if").await.text().contains("还没有统计过"));
    assert_eq!(supervisor.get("/indicators/hall_residency_rate/city").await.location(), "/indicators");
    assert_eq!(supervisor.get("/indicators/hall_residency_rate/trend").await.location(), "/indicators");
}

#[tokio::test]
async fn programs_read_gaps_and_try_them_out_as_described() {
    let county = counted().await;
    let document = document(&county).await;
    let program = Program::signed_in(&county, "sunhong").await;
    let check = |method: &str, path: &str, answer: &Answer| holds(&document, method, path, answer);
    let (path, at) = ("/api/indicators/{indicator}/gaps", "/api/indicators/provincial_publication_rate/gaps");
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = program.get(&format!("{at}?limit=25&after={next}")).await;
        check("get", path, &page);
        let page = page.json();
        seen.extend(page["gaps"].as_array().expect("rows").iter().map(|g| g["subject"].to_string()));
        assert_eq!((page["total"].as_u64(), page["units"][0]["gaps"].as_u64()), (Some(61), Some(60)));
        match page["next"].as_str() {
            Some(after) => next = after.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 61, "each once");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 61);
    for odd in [format!("{at}?after=x"), "/api/indicators/nothing/gaps".to_owned()] {
        check("get", path, &program.get(&odd).await);
    }

    let path = "/api/indicators/what-if";
    let before = program.get("/api/indicators").await.json();
    let asked = json!({ "indicator": "provincial_publication_rate", "departments": [UNIT], "subjects": ["B99"] });
    let answer = program.post(path, &asked, None).await;
    check("post", path, &answer);
    let line = &answer.json()["lines"][2];
    assert_eq!((line["closed"].as_u64(), line["after"]["numerator"].as_u64()), (Some(60), Some(62)), "{}", answer.body);
    assert_eq!(answer.json()["unknown"], json!(["B99"]));
    assert_eq!(program.get("/api/indicators").await.json(), before, "nothing is saved");
    for odd in [json!({}), json!({ "indicator": "x", "subjects": ["1"] }), json!({ "x": 1 })] {
        check("post", path, &program.post(path, &odd, None).await);
    }

    let path = "/api/indicators/{indicator}/cheapest";
    let at = "/api/indicators/provincial_publication_rate/cheapest";
    for (asked, outcome, rows) in [
        (json!({}), "reached", 61),
        (json!({ "target": "50" }), "reached", 30),
        (json!({ "target": "1" }), "already", 0),
        (json!({ "rank": "1" }), "out_of_reach", 0),
    ] {
        let answer = program.post(at, &asked, None).await;
        check("post", path, &answer);
        let found = answer.json();
        assert_eq!(found["outcome"], outcome, "{asked}: {}", answer.body);
        assert_eq!(found["chosen"].as_array().map(Vec::len), Some(rows), "{asked}");
    }
    for odd in [json!({ "target": "x" }), json!({ "rank": "0" }), json!({ "target": "1", "rank": "1" })] {
        let answer = program.post(at, &odd, None).await;
        check("post", path, &answer);
        assert_eq!(answer.status, 422);
    }
}
