//! The five figures over HTTP (五项指标): counted once, opened to every row, the same in every form.

use crate::{
    browser::{Browser, Program},
    county::{COMPANY, County},
};

const HERE: &str = "/indicators";

/// A supervisor who has counted.
async fn counted(county: &County) -> Browser<'_> {
    let mut supervisor = Browser::signed_in(county, "sunhong").await;
    let page = supervisor.get(HERE).await;
    let done = supervisor.send(&page, HERE, &[]).await;
    assert_eq!(done.location(), "/indicators?done=counted");
    supervisor
}

#[tokio::test]
async fn before_the_first_count_the_page_says_who_counts() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(HERE).await;
    assert!(page.text().contains("还没有统计过") && page.text().contains("由督查岗位发起统计"));
    assert!(page.page().all("form").all(|(_, e)| e.attribute("action") != Some(HERE)));
    let mut forged = page.form("/sign-out");
    forged.truncate(2);
    assert_eq!(editor.post(HERE, &forged).await.status, 403);
    assert_eq!(editor.get("/indicators/hall_residency_rate").await.location(), HERE);
    assert_eq!(editor.get("/indicators/hall_residency_rate/rows.csv").await.status, 404);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get(HERE).await;
    assert!(page.page().all("form").any(|(_, e)| e.attribute("action") == Some(HERE)));
}

#[tokio::test]
async fn every_number_opens_into_its_rows() {
    let county = County::open();
    county.add_unpublished(60);
    let mut supervisor = counted(&county).await;
    let page = supervisor.get("/indicators?done=counted").await;
    let text = page.text();
    // 3 items in use on application and 60 more; the penalty is ex officio and counts nowhere.
    for words in
        ["至少", "2 ÷ 63 项", "还差 61 项，1 项未知", "100%", "达标", "2026年11月20日（周五）", "已按今天的登记统计"]
    {
        assert!(text.contains(words), "the dashboard says {words}");
    }
    let parsed = page.page();
    let links: Vec<(String, u64)> = parsed
        .all("a")
        .filter_map(|(_, e)| e.attribute("href").zip(e.attribute("aria-label")))
        .filter(|(href, _)| href.contains("standing="))
        .map(|(href, label)| (href.to_owned(), label.rsplit(' ').next().unwrap_or_default().parse().expect("a count")))
        .collect();
    assert_eq!(links.len(), 20, "five figures, four standings");
    for (href, count) in links {
        let (mut at, mut rows) = (href.clone(), 0);
        loop {
            let part = supervisor.get(&at).await.page();
            let table = part
                .all("tbody")
                .next()
                .map(|(body, _)| part.all("tr").filter(|(row, _)| part.inside(*row, body)).count());
            rows += table.unwrap_or_default();
            let next = part.all("a").find(|(link, _)| part.text_of(*link) == "下一页");
            match next.and_then(|(_, e)| e.attribute("href")) {
                Some(next) => at = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(rows as u64, count, "{href}");
    }
}

#[tokio::test]
async fn the_table_to_take_along_has_all_rows_and_their_reasons() {
    let county = County::open();
    county.add_unpublished(60);
    let mut supervisor = counted(&county).await;
    let csv = supervisor.get("/indicators/provincial_publication_rate/rows.csv?standing=not_met").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let expected = "attachment; filename=\"provincial_publication_rate-not_met-2026-11-20.csv\"";
    assert_eq!(csv.header("content-disposition"), expected);
    let lines: Vec<&str> = csv.body.trim_end().lines().collect();
    assert_eq!(lines.len(), 61);
    assert_eq!(lines[0], "\u{FEFF}编码,事项,部门,结果,为什么,统计日");
    assert!(lines[1].ends_with("未发布事项0,县人力资源和社会保障局,未达,事项资料：未发布,2026-11-20"), "{}", lines[1]);
    let unknown = supervisor.get("/indicators/provincial_publication_rate?standing=unknown").await;
    let link = format!("/catalogue/{COMPANY}");
    assert!(unknown.page().all("a").any(|(_, e)| e.attribute("href") == Some(&link)));
    assert!(unknown.text().contains("资料里没有"));
}

#[tokio::test]
async fn odd_addresses_are_answered_calmly() {
    let county = County::open();
    let mut supervisor = counted(&county).await;
    for (address, status) in [
        ("/indicators/nothing", 404),
        ("/indicators/hall_residency_rate?standing=x&after=x", 200),
        ("/indicators/hall_residency_rate?standing=outside", 200),
        ("/indicators/hall_residency_rate?after=99999999999999999999", 200),
        ("/indicators/nothing/rows.csv", 404),
    ] {
        assert_eq!(supervisor.get(address).await.status, status, "{address}");
    }
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get(HERE).await.status, 403);
}

#[tokio::test]
async fn programs_read_the_same_figures() {
    let county = County::open();
    let editor = Program::signed_in(&county, "qianwei").await;
    assert_eq!(editor.get("/api/indicators").await.json(), serde_json::json!([]));
    assert_eq!(editor.get("/api/indicators/hall_residency_rate/rows").await.status, 404);
    county.add_unpublished(3);
    counted(&county).await;
    let figures = editor.get("/api/indicators").await.json();
    assert_eq!(figures.as_array().map(Vec::len), Some(5));
    let published = &figures[2];
    assert_eq!(published["id"], "provincial_publication_rate");
    let parts = ["numerator", "denominator", "unknown", "excluded"].map(|p| published[p].as_u64());
    assert_eq!(parts, [Some(2), Some(6), Some(1), Some(0)]);
    assert_eq!((published["as_of"].as_str(), published["rank"].is_null()), (Some("2026-11-20"), true));
    let first = editor.get("/api/indicators/provincial_publication_rate/rows?limit=2").await.json();
    assert_eq!((first["total"].as_u64(), first["rows"].as_array().map(Vec::len)), (Some(3), Some(2)));
    let next = first["next"].as_str().expect("text, so that no program rounds it");
    let rest =
        editor.get(&format!("/api/indicators/provincial_publication_rate/rows?limit=2&after={next}")).await.json();
    assert_eq!((rest["rows"].as_array().map(Vec::len), rest["next"].is_null()), (Some(1), true));
    for odd in ["standing=x", "standing=outside", "after=x", "limit=x"] {
        let answer = editor.get(&format!("/api/indicators/hall_residency_rate/rows?{odd}")).await;
        let named = odd.split('=').next();
        assert_eq!((answer.status, answer.json()["errors"][0]["field"].as_str()), (422, named), "{odd}");
    }
    assert_eq!(editor.get("/api/indicators/nothing/rows").await.status, 404);
}
