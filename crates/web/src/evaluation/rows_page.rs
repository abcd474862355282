//! The rows behind one leaf of a score (得分依据); of one's own score each can be disputed.

use askama::Template;

use crate::base::{Field, Frame, Link, Page, Tag, Tone};

/// A row.
#[derive(Debug, Clone)]
pub struct RowLine {
    /// The case.
    pub label: String,
    /// Its day.
    pub on: String,
    /// What it says.
    pub value: String,
    /// What was disputed of it.
    pub state: Option<Tag>,
    /// Why, and what was ruled; empty where nothing was.
    pub words: String,
    /// Its source and key, for the form that disputes it.
    pub source: String,
    /// Key.
    pub fact: String,
    /// Whether it can be disputed now.
    pub can_dispute: bool,
    /// Id of the field for the reason.
    pub field: String,
    /// What was typed as a reason, where that has to be mended.
    pub reason: Field,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/rows.html")]
pub struct LeafRowsPage {
    /// Frame.
    pub frame: Frame,
    /// When it was computed.
    pub computed: String,
    /// What a row is.
    pub about: String,
    /// The score that they stand behind.
    pub back: Link,
    /// Rows.
    pub rows: Vec<RowLine>,
    /// What to say when there are none.
    pub empty: String,
    /// Last day to dispute one; empty where whoever reads cannot.
    pub until: String,
    /// The computation, for the form.
    pub run: String,
    /// The measure, for the form.
    pub measure: String,
    /// The leaf, for the form.
    pub leaf: String,
}

impl Page for LeafRowsPage {
    const NAME: &'static str = "evaluation/rows";

    fn samples() -> Vec<Self> {
        let row = |fact: &str, state: Option<Tag>, words: &str, can| RowLine {
            label: format!("食品经营许可（20260903-3-000{fact}）"),
            on: "2026-09-03".into(),
            value: "没有".into(),
            state,
            words: words.into(),
            source: "cases".into(),
            fact: fact.into(),
            can_dispute: can,
            field: format!("reason-{fact}"),
            reason: Field::default(),
        };
        let first = Self {
            frame: Frame::sample_staff("张敏：按时办结率"),
            computed: "2026年第三季度，2026-10-15 01:00 计算".into(),
            about: "每条是一件办结的件：应当办结的那一天或以前办结为 1，超过为 0；没有期限的件不算。".into(),
            back: Link::new("/evaluation/score?run=1&kind=person&key=1", "张敏的得分"),
            rows: vec![
                row("1", None, "", true),
                row("2", Some(Tag::new(Tone::Warning, "有异议，待裁定")), "异议：系统停机", false),
                row("3", Some(Tag::new(Tone::Good, "异议成立，不计入")), "异议：系统停机。裁定：属实", false),
            ],
            empty: String::new(),
            until: "2026-11-14".into(),
            run: "1".into(),
            measure: "cases.on_time".into(),
            leaf: "efficiency.on_time".into(),
        };
        let mut wrong = first.clone();
        let sentence = "请写异议的理由（不超过 500 字）";
        wrong.frame = wrong.frame.with_problem("reason-1", sentence);
        wrong.rows[0].reason = Field::wrong("", sentence);
        let few = Self {
            rows: Vec::new(),
            empty: "只有 3 条，不到 5 条，为保护评价人不公布。".into(),
            until: String::new(),
            ..first.clone()
        };
        vec![first, wrong, few]
    }
}
