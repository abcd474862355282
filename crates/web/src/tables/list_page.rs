//! The tables that other offices send (外来表格), each with when it came last.

use askama::Template;

use crate::base::{Frame, Link, Page};

/// One table.
#[derive(Debug, Clone)]
pub struct TableEntry {
    /// Its form.
    pub href: String,
    /// As "区划表".
    pub label: String,
    /// What it is for.
    pub what: String,
    /// When it came last, as "上次 2026年11月20日（周五），“区划表.xlsx”"; `None` = never.
    pub last: Option<String>,
    /// Where its effect is seen.
    pub after: Link,
}

/// All of them.
#[derive(Debug, Clone, Template)]
#[template(path = "tables/list.html")]
pub struct TableListPage {
    /// Frame.
    pub frame: Frame,
    /// Tables in their order.
    pub tables: Vec<TableEntry>,
}

impl Page for TableListPage {
    const NAME: &'static str = "tables/list";

    fn samples() -> Vec<Self> {
        let entry = |slug: &str, label: &str, last: Option<&str>| TableEntry {
            href: format!("/tables/{slug}"),
            label: label.into(),
            what: "乡镇（街道）、村（社区）的名单，改名、新设、撤并按生效日期记。".into(),
            last: last.map(str::to_owned),
            after: Link::new("/stations", "看站点和区划"),
        };
        let tables = vec![
            entry(
                "divisions",
                "区划表",
                Some("上次 2026年11月20日（周五），“统计用区划代码和城乡划分代码（最终版）.xlsx”"),
            ),
            entry("peers", "全市指标通报", None),
        ];
        vec![Self { frame: Frame::sample_staff("导入其他表格"), tables }]
    }
}
