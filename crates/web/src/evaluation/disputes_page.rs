//! Disputes of rows behind scores (得分异议): those that wait first, each with the form that rules on it.

use askama::Template;

use crate::base::{Field, Frame, Page, Tag, Tone};

/// A dispute.
#[derive(Debug, Clone)]
pub struct DisputeRow {
    /// Id, as it stands in addresses.
    pub id: String,
    /// Expected version.
    pub version: i64,
    /// The case.
    pub label: String,
    /// Period and measure.
    pub about: String,
    /// Who, and why.
    pub reason: String,
    /// Where it stands.
    pub state: Tag,
    /// The last day to rule, or the ruling.
    pub ruling: String,
    /// Whether the reader may rule on it.
    pub can_rule: bool,
    /// What was typed as a reason, where that has to be mended.
    pub typed: Field,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/disputes.html")]
pub struct DisputesPage {
    /// Frame; its title says how many wait.
    pub frame: Frame,
    /// Disputes.
    pub rows: Vec<DisputeRow>,
}

impl Page for DisputesPage {
    const NAME: &'static str = "evaluation/disputes";

    fn samples() -> Vec<Self> {
        let row = |id: &str, state: Tag, ruling: &str, can_rule| DisputeRow {
            id: id.into(),
            version: 1,
            label: "食品经营许可（20260903-3-0001）".into(),
            about: "2026-Q3，按时办结率".into(),
            reason: "张敏：那天系统停机".into(),
            state,
            ruling: ruling.into(),
            can_rule,
            typed: Field::default(),
        };
        let first = Self {
            frame: Frame::sample_staff("1 个异议待裁定"),
            rows: vec![
                row("1", Tag::new(Tone::Warning, "有异议，待裁定"), "2026-12-01 前裁定", true),
                row("2", Tag::new(Tone::Neutral, "异议不成立，照常计入"), "系统运行正常（2026-11-20 09:00）", false),
            ],
        };
        let mut wrong = first.clone();
        let sentence = "请写裁定的理由（不超过 500 字）";
        wrong.frame = wrong.frame.with_problem("ruling-1", sentence);
        wrong.rows[0].typed = Field::wrong("", sentence);
        let empty = Self { frame: Frame::sample_staff("没有待裁定的异议"), rows: Vec::new() };
        vec![first, wrong, empty]
    }
}
