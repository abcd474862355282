//! What the draft would change (试算): each department now and under the draft.

use askama::Template;

use crate::base::{Frame, Page};

/// A department.
#[derive(Debug, Clone)]
pub struct IfRow {
    /// Name.
    pub name: String,
    /// Points and place as computed.
    pub now: String,
    /// Points and place under the draft.
    pub then: String,
    /// By how much.
    pub by: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/what_if.html")]
pub struct IndexWhatIfPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// The computation whose rows are scored again; empty where there is none.
    pub computed: String,
    /// Departments by their place under the draft.
    pub rows: Vec<IfRow>,
}

impl Page for IndexWhatIfPage {
    const NAME: &'static str = "evaluation/what_if";

    fn samples() -> Vec<Self> {
        let row = |name: &str, now: &str, then: &str, by: &str| IfRow {
            name: name.into(),
            now: now.into(),
            then: then.into(),
            by: by.into(),
        };
        let first = Self {
            frame: Frame::sample_staff("按草稿，2 个部门的位次会变"),
            computed: "2026年第三季度，2026-10-15 01:00 计算".into(),
            rows: vec![
                row("县人社局", "88.05，第 2", "91.20，第 1", "+3.15"),
                row("县市场监管局", "92.31，第 1", "90.02，第 2", "-2.29"),
            ],
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有计算过得分，试算不了"),
            computed: String::new(),
            rows: Vec::new(),
        };
        vec![first, empty]
    }
}
