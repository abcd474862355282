//! 应进必进 over HTTP: gaps beside exemptions, what moved, and the same for programs.

use domain::base::TableKind;
use serde_json::{Value, json};

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::{County, FOOD},
    publication::{names, take},
};

const FOOD_CODE: &str = "11990101000000019X4990100101001";
const SECOND: &str = "11990101000000019X4990100102001";
const CARD_CODE: &str = "11990101000000027Q4992000101001";

/// One item out of the hall without an exemption, one exempt for a reason that does not count.
fn listed(county: &County) {
    let out = [("code", FOOD_CODE), ("resident", "否")];
    let other = [
        ("code", CARD_CODE),
        ("resident", "否"),
        ("reason_code", "其他"),
        ("reason", "人手不够"),
        ("basis", "应进必进目录"),
        ("approval_no", "试府办〔2026〕3号"),
        ("place", "县社保中心"),
        ("from", "2026-01-01"),
        ("to", "2028-01-01"),
    ];
    take(county, TableKind::Residency, &[&out, &other, &[("code", SECOND), ("resident", "是")]]);
}

#[tokio::test]
async fn gaps_stand_beside_exemptions() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    listed(&county);
    let page = editor.get("/catalogue/residency").await;
    let text = page.text();
    assert!(text.contains("应进必进：1 项应进未进，1 项要核对"), "{text}");
    assert_eq!(names(&page).len(), 2, "what needs nothing is not among them");
    for words in ["进驻大厅，或者经批准列入进驻负面清单", "其他：人手不够", "试府办〔2026〕3号", "县社保中心"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let gap = editor.get("/catalogue/residency?standing=missing").await;
    assert_eq!(names(&gap).len(), 1);
    let facts = format!("/catalogue/items/{FOOD}/facts");
    assert!(gap.page().all("a").any(|(_, e)| e.attribute("href") == Some(&facts)));
    assert!(names(&editor.get("/catalogue/residency?standing=missing&department=nobody").await).is_empty());
    assert_eq!(names(&editor.get("/catalogue/residency?standing=resident").await).len(), 1);
    let links = editor.get("/catalogue/exemptions").await;
    assert!(links.page().all("a").any(|(_, e)| e.attribute("href") == Some("/catalogue/residency")));

    let moves = editor.get("/catalogue/residency?standing=moves").await;
    assert_eq!(names(&moves).len(), 2, "{}", moves.text());
    assert!(moves.text().contains("退出") && moves.text().contains("试府办〔2026〕3号"), "{}", moves.text());
    for sheet in ["/catalogue/residency/list.xlsx", "/catalogue/residency/list.xlsx?standing=moves"] {
        let sheet = editor.get(sheet).await;
        assert!(sheet.header("content-type").contains("spreadsheetml") && sheet.status == 200);
    }
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let seen = clerk.get("/catalogue/residency").await;
    assert!(seen.text().contains("找事项编制人员"), "who may not change says whom to ask");
    assert_eq!(Browser::new(&county).get("/catalogue/residency").await.status, 303, "the public signs in first");
}

#[tokio::test]
async fn programs_read_the_same() {
    let county = County::open();
    listed(&county);
    let program = Program::signed_in(&county, "qianwei").await;
    let told = program.get("/api/catalogue/residency").await;
    let document: Value = document(&county).await;
    holds(&document, "get", "/api/catalogue/residency", &told);
    let told = told.json();
    assert_eq!((&told["gaps"], &told["items"][0]["standing"]), (&json!(1), &json!("missing")));
    assert_eq!(
        (&told["items"][1]["standing"], &told["items"][1]["reason_code"]),
        (&json!("reason_not_lawful"), &json!("other"))
    );
    assert_eq!((&told["moves"][0]["way"], told["moves"].as_array().map(Vec::len)), (&json!("left"), Some(2)));
}
