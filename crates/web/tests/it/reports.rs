//! Reports over HTTP (报告): made, read, changed by their author, taken along; the words of the templates; who may.

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::County,
};

/// A supervisor makes an analysis; gives its address.
async fn made(browser: &mut Browser<'_>, kind: &str) -> String {
    let page = browser.get("/reports").await;
    let answer = browser.send(&page, "/reports", &[("kind", kind)]).await;
    answer.location().to_owned()
}

/// Fields of the one form on the page that changes this paragraph.
fn edit<'a>(paragraph: &'a str, text: &'a str) -> [(&'a str, &'a str); 2] {
    [("paragraph", paragraph), ("text", text)]
}

#[tokio::test]
async fn made_edited_marked_and_taken_along() {
    let county = County::open();
    county.add_unpublished(4);
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let report = made(&mut supervisor, "analysis").await;
    let page = supervisor.get(&report).await;
    let text = page.text();
    for words in ["试算县", "一、总体情况", "省级平台发布占比", "数字的来源", "电话回访还没有记录"]
    {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    let edited = supervisor.send(&page, &report, &edit("opening", "经研究，全县共有88项事项。")).await;
    assert_eq!(edited.location(), format!("{report}?done=edited#p-opening"));
    let page = supervisor.get(&format!("{report}?done=edited")).await;
    assert!(page.text().contains("已改") && page.body.contains("<mark"), "{}", page.body);

    let stale =
        supervisor.send(&page, &report, &[("paragraph", "opening"), ("text", "别的"), ("expected_version", "1")]).await;
    assert_eq!(stale.status, 422);
    assert!(stale.text().contains("刚被别人改过") && stale.body.contains("别的"), "what was typed stays");

    for (file, kind) in [("docx", "wordprocessingml"), ("pdf", "application/pdf")] {
        let answer = supervisor.get(&format!("{report}/{file}")).await;
        if file == "pdf" && answer.status != 200 {
            testkit::skip("no Chinese font on this machine: the PDF is refused with what to install");
            assert!(answer.text().contains("fonts-noto-cjk"));
            continue;
        }
        assert_eq!(answer.status, 200, "{file}");
        assert!(answer.header("content-type").contains(kind));
        assert!(answer.header("content-disposition").contains("filename*=UTF-8''"));
    }
    let anew = supervisor.send(&page, &format!("{report}/anew"), &[]).await;
    let page = supervisor.get(anew.location()).await;
    assert!(page.text().contains("全县共有88项事项"), "the author's words stay");
}

#[tokio::test]
async fn an_assignment_needs_somebody_and_a_day_must_be_one() {
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/reports").await;
    let nobody = supervisor.send(&page, "/reports", &[("kind", "assignment")]).await;
    assert_eq!(nobody.status, 422);
    assert_eq!(nobody.problems()[0].0, "department");
    let never = supervisor.send(&page, "/reports", &[("kind", "weekly"), ("as_of", "昨天")]).await;
    assert_eq!(never.problems()[0], ("as_of".to_owned(), "日期“昨天”看不懂，请写成 2026-11-22".to_owned()));
    let idle = supervisor.send(&page, "/reports", &[("kind", "assignment"), ("department", "2")]).await;
    assert!(idle.problems()[0].1.contains("没有待答复的整改单"));
    county.add_unpublished(1);
    let gap = "/rectification/new?source=gap%2Fprovincial_publication_rate&subject=000000000000000000000000000000000";
    let form = supervisor.get(gap).await;
    let typed = [("source", "gap/provincial_publication_rate"), ("requirement", "报省里发布")];
    supervisor.send(&form, "/rectification/new", &typed).await.location();
    let sent = supervisor
        .send(&page, "/reports", &[("kind", "assignment"), ("department", "2"), ("idempotency_key", "b")])
        .await;
    let text = supervisor.get(sent.location()).await.text();
    assert!(text.contains("县人力资源和社会保障局") && text.contains("整改〔2026〕1号"), "{text}");
}

#[tokio::test]
async fn the_office_writes_its_own_sentences() {
    const TEMPLATE: &str = "/reports/templates/analysis";
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(TEMPLATE).await;
    let unknown = editor.send(&page, TEMPLATE, &[("say.opening", "截至{price}")]).await;
    assert_eq!(unknown.status, 422);
    assert_eq!(unknown.problems()[0].0, "say.opening");
    assert_eq!(unknown.value(TEMPLATE, "say.opening"), "截至{price}");
    let saved = editor.send(&page, TEMPLATE, &[("say.opening", "截至{as_of}，情况如下")]).await;
    assert!(editor.get(saved.location()).await.text().contains("模板已保存"));
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let report = made(&mut supervisor, "analysis").await;
    assert!(supervisor.get(&report).await.text().contains("情况如下。"));
}

#[tokio::test]
async fn programs_read_a_report_with_the_sources_of_its_numbers() {
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    made(&mut supervisor, "weekly").await;
    let program = Program::signed_in(&county, "sunhong").await;
    let list = program.get("/api/reports").await;
    let id = list.json()["reports"][0]["id"].as_str().expect("an id").to_owned();
    let one = program.get(&format!("/api/reports/{id}")).await;
    let described = document(&county).await;
    holds(&described, "get", "/api/reports", &list);
    holds(&described, "get", "/api/reports/{report}", &one);
    assert!(!one.json()["sources"].as_array().expect("sources").is_empty());
}
