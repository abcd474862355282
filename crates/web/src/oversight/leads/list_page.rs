//! The register of leads (线索台账): what was found, by which detector, where it stands.

use askama::Template;

use crate::base::{Choice, Frame, Page, Tag, Tone, paths};

/// One lead.
#[derive(Debug, Clone)]
pub struct LeadRow {
    /// Its address.
    pub href: String,
    /// 线索编号.
    pub number: String,
    /// The detector, as "D5 先出证后受理".
    pub detector: String,
    /// Item, person or department that it is about.
    pub subject: String,
    /// Department.
    pub department: String,
    /// What was seen.
    pub finding: String,
    /// Stage.
    pub stage: Tag,
    /// Who must act (等谁).
    pub waiting_for: String,
}

/// List of leads.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/leads.html")]
pub struct LeadListPage {
    /// Frame.
    pub frame: Frame,
    /// Detector to narrow by.
    pub detector: Choice,
    /// Department to narrow by; no options where the reader has one alone.
    pub department: Choice,
    /// Stage to narrow by.
    pub stage: Choice,
    /// Leads of this part of the list.
    pub rows: Vec<LeadRow>,
    /// Whether this reader runs the detectors.
    pub may_detect: bool,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// What to say when there are none.
    pub empty: String,
}

impl Page for LeadListPage {
    const NAME: &'static str = "oversight/leads";

    fn samples() -> Vec<Self> {
        let row = |number: &str, detector: &str, subject: &str, stage: Tag| LeadRow {
            href: paths::lead("2026-4"),
            number: number.into(),
            detector: detector.into(),
            subject: subject.into(),
            department: "县市场监督管理局".into(),
            finding: "40 件有结果日期的办件中有 4 件结果早于受理".into(),
            stage,
            waiting_for: "县市场监督管理局".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("体外循环线索"),
            detector: Choice::of(&[("", "全部监测项"), ("D5", "D5 先出证后受理")], ""),
            department: Choice::of(&[("", "全部部门"), ("3", "县市场监督管理局")], ""),
            stage: Choice::of(&[("", "全部环节"), ("found", "待交办")], ""),
            rows: vec![
                row("线索〔2026〕4号", "D5 先出证后受理", "食品经营许可", Tag::new(Tone::Info, "待交办")),
                row(
                    "线索〔2026〕103号",
                    "D3 集中补录",
                    "生产建设项目水土保持方案审批（编制报告书的项目，跨乡镇）",
                    Tag::new(Tone::Warning, "属实，整改中"),
                ),
            ],
            may_detect: true,
            next: Some("/oversight/leads?after=7".into()),
            empty: String::new(),
        };
        let empty = Self {
            department: Choice::default(),
            rows: vec![],
            may_detect: false,
            next: None,
            empty: "这里没有线索。".into(),
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}
