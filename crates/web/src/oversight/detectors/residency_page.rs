//! What is really handled in the hall (进驻实效), open to everybody: no person and no case is on it.

use askama::Template;

use crate::base::{Frame, Page};

/// One item in the hall.
#[derive(Debug, Clone)]
pub struct ResidencyRow {
    /// Name.
    pub item: String,
    /// Department.
    pub department: String,
    /// Cases of the days looked at.
    pub cases: u64,
    /// Decided in the hall.
    pub in_hall: u64,
    /// Sent back to the department.
    pub sent_back: u64,
    /// Decisions elsewhere without a case; `—` where no list is held.
    pub elsewhere: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/residency.html")]
pub struct ResidencyPage {
    /// Frame.
    pub frame: Frame,
    /// The days looked at.
    pub days: String,
    /// The rate and what stands beside it, a sentence each.
    pub sentences: Vec<String>,
    /// Items, at most 200.
    pub rows: Vec<ResidencyRow>,
}

impl Page for ResidencyPage {
    const NAME: &'static str = "oversight/residency";

    fn samples() -> Vec<Self> {
        let row = |item: &str, cases: u64, elsewhere: &str| ResidencyRow {
            item: item.into(),
            department: "县市场监督管理局".into(),
            cases,
            in_hall: cases / 2,
            sent_back: cases - cases / 2,
            elsewhere: elsewhere.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_public("进驻实效公示"),
            days: "2026年8月23日 至 2026年11月20日".into(),
            sentences: vec!["在用事项 3,077 项，进驻大厅 2,980 项，占 96.85%".into()],
            rows: vec![row("食品经营许可", 0, "4"), row("生产建设项目水土保持方案审批（编制报告书的项目）", 31, "—")],
        };
        vec![ordinary.clone(), Self { rows: vec![], ..ordinary }]
    }
}
