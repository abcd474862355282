//! Imports so far (导入记录): which file, by whom, what it did, what can still be done with it.

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone, paths};

/// One import.
#[derive(Debug, Clone)]
pub struct ImportEntry {
    /// Its page.
    pub href: String,
    /// File name.
    pub file_name: String,
    /// Where it stands.
    pub state: Tag,
    /// Who did what when, one line each.
    pub when: Vec<String>,
    /// What it did, as "新增 12，变化 46，取消 0，没收下 3"; empty before it was confirmed.
    pub did: String,
    /// Address of its refused rows; `None` where none are kept.
    pub refused: Option<String>,
    /// Address of the question whether to take it back; `None` where it cannot be.
    pub undo: Option<String>,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/imports.html")]
pub struct ImportsPage {
    /// Frame.
    pub frame: Frame,
    /// Newest first.
    pub rows: Vec<ImportEntry>,
}

impl Page for ImportsPage {
    const NAME: &'static str = "catalogue/imports";

    fn samples() -> Vec<Self> {
        let row = |tone: Tone, state: &str, did: &str, kept: bool| ImportEntry {
            href: paths::import_preview("31"),
            file_name: "2026年11月事项清单（最终版）.xlsx".into(),
            state: Tag::new(tone, state),
            when: vec!["上传：钱伟，2026-11-22 10:19".into()],
            did: did.into(),
            refused: kept.then(|| paths::import_page("31", "refused.xlsx")),
            undo: kept.then(|| paths::import_page("31", "undo")),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("有 1 份导入等待确认"),
            rows: vec![
                row(Tone::Warning, "等待确认", "", false),
                row(Tone::Good, "已导入", "新增 12，变化 46，取消 0，没收下 3", true),
                row(Tone::Neutral, "已撤销", "新增 1，变化 0，取消 0，没收下 0", false),
            ],
        };
        let empty = Self { frame: Frame::sample_staff("还没有导入过事项"), rows: vec![] };
        vec![ordinary, empty]
    }
}
