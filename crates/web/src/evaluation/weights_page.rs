//! Weighing a group (赋权): pairwise comparison with its consistency, entropy as the data would have it.

use askama::Template;

use crate::base::{Choice, Frame, Page};

/// One comparison.
#[derive(Debug, Clone)]
pub struct PairCell {
    /// Name of the input.
    pub name: String,
    /// What is compared with what.
    pub label: String,
    /// How much more it matters.
    pub choice: Choice,
}

/// An indicator with its weights.
#[derive(Debug, Clone)]
pub struct WeightRow {
    /// Name.
    pub name: String,
    /// Weight as it stands in the draft, in hundredths of the group.
    pub now: String,
    /// By the comparisons.
    pub pairwise: String,
    /// By entropy.
    pub entropy: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/weights.html")]
pub struct WeightsPage {
    /// Frame.
    pub frame: Frame,
    /// Key of the group.
    pub group: String,
    /// Version of the draft.
    pub version: i64,
    /// Where the weights come from, in words.
    pub origin: String,
    /// Weights.
    pub rows: Vec<WeightRow>,
    /// Comparisons.
    pub cells: Vec<PairCell>,
    /// CR with λ and CI, in words.
    pub consistency: String,
    /// Whether the comparisons hold together.
    pub is_consistent: bool,
    /// The comparison to change first, in words; empty where none is.
    pub worst: String,
    /// What entropy rests on, or why it gives nothing.
    pub entropy: String,
    /// Whether entropy gives weights.
    pub has_entropy: bool,
}

impl Page for WeightsPage {
    const NAME: &'static str = "evaluation/weights";

    fn samples() -> Vec<Self> {
        let row = |name: &str, now: &str, pairwise: &str| WeightRow {
            name: name.into(),
            now: now.into(),
            pairwise: pairwise.into(),
            entropy: "36.65%".into(),
        };
        let cell = |n: usize, label: &str| PairCell {
            name: format!("pair-{n}"),
            label: label.into(),
            choice: Choice::of(&[("3", "3 稍微重要"), ("1", "1 同样重要"), ("1/3", "1/3 稍微不重要")], "3"),
        };
        let first = Self {
            frame: Frame::sample_staff("一级指标的权重"),
            group: String::new(),
            version: 4,
            origin: "现在的权重是直接填的".into(),
            rows: vec![row("服务态度", "25.00%", "64.83%"), row("服务质量", "35.00%", "22.97%")],
            cells: vec![cell(0, "服务态度 比 服务质量"), cell(1, "服务态度 比 办事效率")],
            consistency: "CR = 0.003，λ = 3.0037，CI = 0.0018：前后一致".into(),
            is_consistent: true,
            worst: String::new(),
            entropy: "按 2026年第三季度 9 个部门的得分".into(),
            has_entropy: true,
        };
        let circle = Self {
            consistency: "CR = 1.217，λ = 4.4117，CI = 0.7059：前后矛盾，要小于 0.1".into(),
            is_consistent: false,
            worst: "先改“服务态度 比 办事效率”：改成 5，CR 会降到 0.000".into(),
            entropy: "至少要有两个评价对象，每个对象的指标都要有数".into(),
            has_entropy: false,
            ..first.clone()
        };
        vec![first, circle]
    }
}
