//! What a table has changed (外来表格导入完成), and which rows are left to mend.

use askama::Template;

use crate::base::{Frame, Link, Page};

/// A row that was not taken.
#[derive(Debug, Clone)]
pub struct RefusedLine {
    /// Row number as the spreadsheet shows it.
    pub row: u32,
    /// Why, with what to do.
    pub why: String,
}

/// The end of an import.
#[derive(Debug, Clone, Template)]
#[template(path = "tables/done.html")]
pub struct TableDonePage {
    /// Frame.
    pub frame: Frame,
    /// The table in addresses, as "divisions".
    pub kind: String,
    /// The table in words, as "区划表".
    pub label: String,
    /// What was done, as "新设 2，改名 1，停用 0".
    pub sentence: String,
    /// Name of the file.
    pub file_name: String,
    /// By whom and when, as "6 钱伟，2026年11月20日 09:00".
    pub by: String,
    /// What was said before confirming.
    pub notes: Vec<String>,
    /// Rows not taken.
    pub refused: Vec<RefusedLine>,
    /// Where the effect is seen.
    pub after: Link,
}

impl Page for TableDonePage {
    const NAME: &'static str = "tables/done";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("区划表已收下"),
            kind: "divisions".into(),
            label: "区划表".into(),
            sentence: "新设 2，改名 1，停用 0，没有变化 256".into(),
            file_name: "区划表.xlsx".into(),
            by: "钱伟，2026-11-20 09:00".into(),
            notes: vec!["新增的区划还没有站点：新村、新设社区".into()],
            refused: vec![RefusedLine { row: 18, why: "缺区划名称，请补上".into() }],
            after: Link::new("/stations", "看站点和区划"),
        };
        let clean = Self { notes: vec![], refused: vec![], ..ordinary.clone() };
        vec![ordinary, clean]
    }
}
