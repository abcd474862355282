//! The index (指标体系): a line an indicator, its lines and times, what keeps the draft from being published; a form for
//! those who may change it.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page};

/// A field.
#[derive(Debug, Clone)]
pub struct IndexField {
    /// Name of the input.
    pub name: String,
    /// What it is.
    pub label: String,
    /// A short explanation; may be empty.
    pub hint: String,
    /// What stands in it.
    pub field: Field,
    /// Several lines.
    pub is_long: bool,
}

/// An indicator.
#[derive(Debug, Clone)]
pub struct IndexLine {
    /// Its name and weight, in one line.
    pub summary: String,
    /// Level, from 1; 1 for a line that is new.
    pub depth: usize,
    /// Shown open: something has to be mended.
    pub is_open: bool,
    /// Key, parent, name, meaning and weight.
    pub head: Vec<IndexField>,
    /// Name of the choice of a measure, and the choice.
    pub measure: (String, Choice),
    /// The same of the direction.
    pub direction: (String, Choice),
    /// The same of the way of scoring.
    pub scoring: (String, Choice),
    /// Numbers of the scoring, and the least rows.
    pub tail: Vec<IndexField>,
}

/// A version.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// Its number.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// When it was published.
    pub at: String,
    /// Document.
    pub source: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/index.html")]
pub struct EvaluationIndexPage {
    /// Frame.
    pub frame: Frame,
    /// Whether this reader may change it.
    pub may_edit: bool,
    /// The one in force.
    pub in_force: String,
    /// Version of the draft that the page was made from.
    pub version: i64,
    /// Whether the draft differs.
    pub is_changed: bool,
    /// What keeps it from being published.
    pub findings: Vec<String>,
    /// Name and document.
    pub head: Vec<IndexField>,
    /// Indicators.
    pub lines: Vec<IndexLine>,
    /// Lines, times and words of what follows.
    pub rules: Vec<IndexField>,
    /// Groups whose children can be weighed.
    pub groups: Vec<Link>,
    /// Published versions.
    pub versions: Vec<VersionRow>,
}

impl Page for EvaluationIndexPage {
    const NAME: &'static str = "evaluation/index";

    fn samples() -> Vec<Self> {
        let field = |name: &str, label: &str, value: &str, is_long| IndexField {
            name: name.into(),
            label: label.into(),
            hint: "同级之间的比例，不必合计 100".into(),
            field: Field::of(value),
            is_long,
        };
        let line = |n: usize, name: &str, depth| IndexLine {
            summary: format!("{name}，权重 40"),
            depth,
            is_open: false,
            head: vec![
                field(&format!("key-{n}"), "代号", "efficiency", false),
                field(&format!("meaning-{n}"), "指标解释", "办得快不快", true),
            ],
            measure: (format!("measure-{n}"), Choice::of(&[("", "一组指标"), ("cases.on_time", "按时办结率")], "")),
            direction: (
                format!("direction-{n}"),
                Choice::of(&[("higher", "越高越好"), ("lower", "越低越好")], "higher"),
            ),
            scoring: (format!("scoring-{n}"), Choice::of(&[("utility", "效用值法"), ("steps", "分档")], "utility")),
            tail: vec![field(&format!("low-{n}"), "不得分或及格的数值", "50", false)],
        };
        let first = Self {
            frame: Frame::sample_staff("指标体系"),
            may_edit: true,
            in_force: "县政务服务评价指标体系，第 2 版".into(),
            version: 4,
            is_changed: true,
            findings: vec!["“办事效率”的权重要大于 0".into()],
            head: vec![field("name", "名称", "县政务服务评价指标体系", false)],
            lines: vec![line(0, "办事效率", 1), line(1, "按时办结率", 2)],
            rules: vec![field("order_below", "开整改单的分数线", "60", false)],
            groups: vec![Link::new("/evaluation/index/weights?group=", "一级指标")],
            versions: vec![VersionRow {
                version: 2,
                name: "县政务服务评价指标体系".into(),
                at: "2026-09-01 10:00".into(),
                source: "县政务公开领导小组第3次会议".into(),
            }],
        };
        let mut wrong = first.clone();
        let sentence = "权重请填数，如 40 或 12.5";
        wrong.frame = wrong.frame.with_problem("key-0", sentence);
        wrong.lines[0].is_open = true;
        wrong.lines[0].head[0].field.problem = Some(sentence.into());
        let read = Self { may_edit: false, is_changed: false, findings: Vec::new(), ..first.clone() };
        vec![first, wrong, read]
    }
}
