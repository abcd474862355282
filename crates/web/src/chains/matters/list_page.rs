//! The list of matters (一件事办件): what waits for the window, what is in hand, what is over.

use askama::Template;

use crate::{
    base::{Clock, Deadline, Frame, Page},
    cases::WorkCount,
};

/// One matter on the list.
#[derive(Debug, Clone)]
pub struct MatterRow {
    /// To the whole.
    pub href: String,
    /// 一件事编号.
    pub number: String,
    /// The chain.
    pub chain: String,
    /// Applicant, masked.
    pub applicant: String,
    /// 牵头部门.
    pub lead: String,
    /// In a word.
    pub stage: String,
    /// Received on.
    pub received: String,
    /// How long there is.
    pub deadline: Deadline,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_list.html")]
pub struct MatterListPage {
    /// Frame.
    pub frame: Frame,
    /// By stage.
    pub counts: Vec<WorkCount>,
    /// By the day to act.
    pub rows: Vec<MatterRow>,
    /// The next page.
    pub next: Option<String>,
    /// Chains that can be taken in here: address and name.
    pub offers: Vec<(String, String)>,
}

impl Page for MatterListPage {
    const NAME: &'static str = "chains/matter_list";

    fn samples() -> Vec<Self> {
        let row = MatterRow {
            href: "/chains/matters/L2026-1130-03-0001".into(),
            number: "L2026-1130-03-0001".into(),
            chain: "开办餐饮店".into(),
            applicant: "王*".into(),
            lead: "县市场监督管理局".into(),
            stage: "联办中".into(),
            received: "11月30日（周一）".into(),
            deadline: Deadline::new(Clock::Soon, "还剩 2 个工作日"),
        };
        let full = Self {
            frame: Frame::sample_staff("一件事办件"),
            counts: vec![WorkCount {
                label: "联办中".into(),
                count: 2,
                href: "/chains/matters?stage=in_hand".into(),
                current: true,
            }],
            rows: vec![row.clone(), row],
            next: Some("/chains/matters?after=2026-12-01:7".into()),
            offers: vec![("/chains/YJS001/accept".into(), "开办餐饮店".into())],
        };
        let empty = Self { rows: vec![], next: None, offers: vec![], ..full.clone() };
        vec![full, empty]
    }
}
