//! The list of differences and the exemption list over HTTP (省级平台差异、进驻负面清单).

use std::collections::BTreeMap;

use domain::{
    base::{TableKind, TableRow},
    people::Desk,
};
use services::tables::{TableFile, TableSettings, publish, stage};

use crate::{
    browser::{Answer, Browser},
    county::{County, FOOD},
};

pub(crate) fn take(county: &County, kind: TableKind, rows: &[&[(&str, &str)]]) {
    let row = |(at, cells): (usize, &&[(&str, &str)])| TableRow {
        number: at as u32 + 2,
        cells: cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>(),
        ..TableRow::default()
    };
    let rows = rows.iter().enumerate().map(row).collect();
    let file = TableFile { kind, file_name: "表.xlsx".into(), digest: "d".into(), rows, notes: Vec::new() };
    let bureau = &county.bureau;
    let settings = TableSettings { as_of: bureau.today(), complete: true, source: "省平台".into() };
    let desk = Desk::system("测试");
    let staged = stage(bureau, &desk, &file, &settings).expect("the table can be staged");
    publish(bureau, &desk, kind, staged.id, None, None).expect("and taken");
}

pub(crate) fn names(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let Some((body, _)) = page.all("tbody").next() else { return Vec::new() };
    page.all("th").filter(|(at, _)| page.inside(*at, body)).map(|(at, _)| page.text_of(at)).collect()
}

#[tokio::test]
async fn the_heading_states_what_disagrees_and_the_list_narrows() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let nothing = clerk.get("/publication").await.text();
    assert!(nothing.contains("还没有省级平台的导出") && !nothing.contains("导入省级平台导出"), "a clerk hands in none");
    take(
        &county,
        TableKind::Publication,
        &[
            &[("code", "11990101000000019X4990100101001"), ("name", "食品经营许可（新办）"), ("audit", "待审核")],
            &[("code", "C-1"), ("name", "社会保障卡申领"), ("department", "县人社局"), ("status", "在用")],
        ],
    );
    let page = clerk.get("/publication").await;
    let text = page.text();
    assert!(text.contains("与省级平台有 5 处不一致：我有省无 3，省有我无 1，状态不同 1"), "{text}");
    assert!(text.contains("省级平台列出 2 项，本县在用 4 项"), "{text}");
    assert!(text.contains("同名：省级编码 C-1"), "the candidate is shown, not taken");
    let only = clerk.get("/publication?kind=state").await;
    assert_eq!(names(&only).len(), 1);
    assert!(only.text().contains("省级审核，本县催办"));
    assert_eq!(names(&clerk.get("/publication?act=county_report").await).len(), 2);
    assert_eq!(names(&clerk.get("/publication?kind=nonsense&after=x").await).len(), 5);
    assert!(names(&clerk.get("/publication?department=nobody").await).is_empty());
    let sheet = clerk.get("/publication/differences.xlsx?kind=state").await;
    assert!(sheet.header("content-type").contains("spreadsheetml") && sheet.status == 200);
    assert_eq!(Browser::new(&county).get("/publication").await.status, 303, "the public signs in first");
}

#[tokio::test]
async fn the_exemption_list_says_what_runs_out() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    assert!(editor.get("/catalogue/exemptions").await.text().contains("进驻负面清单还没有事项"));
    let entry = |code: &'static str, to: &'static str| {
        [
            ("code", code),
            ("resident", "否"),
            ("reason_code", "场地限制"),
            ("basis", "应进必进目录"),
            ("approval_no", "试府办〔2026〕3号"),
            ("place", "县车管所"),
            ("from", "2026-01-01"),
            ("to", to),
        ]
    };
    take(
        &county,
        TableKind::Residency,
        &[
            &entry("11990101000000019X4990100101001", "2026-12-01"),
            &entry("11990101000000019X4990100102001", "2026-11-01"),
            &entry("11990101000000027Q4992000101001", "2028-01-01"),
        ],
    );
    let page = editor.get("/catalogue/exemptions").await;
    assert!(page.text().contains("进驻负面清单 3 项，已到期 1 项，快到期 1 项"), "{}", page.text());
    assert!(page.text().contains("试府办〔2026〕3号"));
    let soon = editor.get("/catalogue/exemptions?standing=expiring").await;
    assert_eq!(names(&soon), ["食品经营许可（新办）"]);
    let link = format!("/catalogue/{FOOD}");
    assert!(soon.page().all("a").any(|(_, e)| e.attribute("href") == Some(&link)));
    assert!(names(&editor.get("/catalogue/exemptions?reason=secret").await).is_empty());
    let sheet = editor.get("/catalogue/exemptions/list.xlsx").await;
    assert!(sheet.header("content-disposition").contains("exemptions-2026-11-20.xlsx"));
}
