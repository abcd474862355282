//! What an import has changed (导入完成), what is left to mend, and the way back.

use askama::Template;

use crate::base::{Frame, Page};

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// As the spreadsheet numbers it.
    pub row: u32,
    /// What is wrong and what to do.
    pub why: String,
}

/// The end of an import.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_done.html")]
pub struct ImportDonePage {
    /// Frame.
    pub frame: Frame,
    /// Id of the import.
    pub id: String,
    /// Name of the file.
    pub file_name: String,
    /// Number of items added.
    pub added: u64,
    /// Number of items changed.
    pub changed: u64,
    /// Number of items cancelled.
    pub removed: u64,
    /// Who confirmed it and when.
    pub by: String,
    /// Who took it back and when; empty while it holds.
    pub undone: String,
    /// Number of rows not taken.
    pub refused: u32,
    /// The first of them.
    pub rows: Vec<RefusedRow>,
}

impl Page for ImportDonePage {
    const NAME: &'static str = "catalogue/import_done";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("导入完成"),
            id: "31".into(),
            file_name: "2026年11月事项清单（最终版）.xlsx".into(),
            added: 12,
            changed: 46,
            removed: 2,
            by: "钱伟，2026-11-22 10:21".into(),
            undone: String::new(),
            refused: 2,
            rows: vec![
                RefusedRow { row: 18, why: "缺部门，请补上".into() },
                RefusedRow { row: 41, why: "与第 40 行编码重复，请核对后留一行".into() },
            ],
        };
        let clean = Self { removed: 0, refused: 0, rows: vec![], ..ordinary.clone() };
        let undone = Self {
            frame: Frame::sample_staff("这次导入已撤销"),
            undone: "钱伟，2026-11-22 11:02".into(),
            ..clean.clone()
        };
        vec![ordinary, clean, undone]
    }
}
