//! What if these gaps were closed (试算): the questions, and figures and places before and after. Nothing is saved.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Tag, Tone};

/// A figure before and after.
#[derive(Debug, Clone)]
pub struct TryLine {
    /// Its name.
    pub name: String,
    /// Rows closed; empty for none.
    pub closed: String,
    /// As counted.
    pub before: String,
    /// As it would be.
    pub after: String,
    /// As "升 0.35 个百分点", or 不变.
    pub change: String,
    /// Place in the city, as "第 3 → 第 2".
    pub rank: String,
    /// How it would stand towards its target.
    pub standing: Tag,
    /// Whether it changes at all.
    pub changed: bool,
}

/// One row of the way to a goal.
#[derive(Debug, Clone)]
pub struct TryRow {
    /// Its name.
    pub name: String,
    /// Who must act.
    pub unit: String,
    /// What would have to change.
    pub closes: String,
    /// What holds it up.
    pub blocker: String,
    /// Its open order; empty when there is none.
    pub order: String,
}

/// What came out.
#[derive(Debug, Clone)]
pub struct TryAnswer {
    /// Day of the snapshot.
    pub as_of: String,
    /// Figures, those of the report first.
    pub lines: Vec<TryLine>,
    /// What to bear in mind, or why it cannot be reached.
    pub sentences: Vec<String>,
    /// The cheapest rows to the goal, the first of them where they are many.
    pub rows: Vec<TryRow>,
    /// How many there are, as `共 83 项，列出前 50 项`; empty where all are listed.
    pub rows_told: String,
    /// Where these rows are ordered; empty where that is not offered.
    pub order_action: String,
    /// The gap list, where the rows are too many to be ordered in one go; else empty.
    pub too_many_href: String,
    /// Rows that go along.
    pub order_subjects: Vec<String>,
    /// Departments that go along.
    pub order_departments: Vec<String>,
    /// Whether the goal cannot be reached.
    pub out_of_reach: bool,
}

/// Questions and answer.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/what_if.html")]
pub struct WhatIfPage {
    /// Frame; its title states the finding once there is one.
    pub frame: Frame,
    /// Whether there is a snapshot to reckon over.
    pub counted: bool,
    /// Towards which figure rows are closed; empty for all.
    pub indicator: Choice,
    /// Figure of the goal.
    pub goal_indicator: Choice,
    /// Departments with gaps in it.
    pub departments: Choice,
    /// Codes, one a line.
    pub codes: Field,
    /// What is to be reached.
    pub goal: Choice,
    /// A percentage.
    pub figure: Field,
    /// A place.
    pub rank: Field,
    /// What came out; `None` before anything was asked.
    pub answer: Option<TryAnswer>,
}

impl Page for WhatIfPage {
    const NAME: &'static str = "indicators/what_if";

    fn samples() -> Vec<Self> {
        let figures = [("", "每项指标都补"), ("provincial_publication_rate", "省级平台发布占比")];
        let plain = Self {
            frame: Frame::sample_staff("试算：补上哪些，指标会到多少"),
            counted: true,
            indicator: Choice::of(&figures, "provincial_publication_rate"),
            goal_indicator: Choice::of(&figures[1..], "provincial_publication_rate"),
            departments: Choice::of(&[("县民政局", "县民政局（11）"), ("县公安局", "县公安局（4）")], "县民政局"),
            codes: Field::default(),
            goal: Choice::of(&[("target", "口径里的目标"), ("figure", "一个百分数"), ("rank", "全市第几名")], "target"),
            figure: Field::default(),
            rank: Field::default(),
            answer: None,
        };
        let line = |name: &str, changed: bool| TryLine {
            name: name.into(),
            closed: if changed { "11".into() } else { String::new() },
            before: "98.3%".into(),
            after: if changed { "98.6%".into() } else { "98.3%".into() },
            change: if changed { "升 0.3 个百分点".into() } else { "不变".into() },
            rank: if changed { "第 3 → 第 2".into() } else { "第 3".into() },
            standing: Tag::new(Tone::Warning, "还差 41 项"),
            changed,
        };
        let rows = TryAnswer {
            as_of: "2026年11月22日（周日）".into(),
            lines: vec![line("省级平台发布占比", true), line("进驻大厅占比", false)],
            sentences: vec!["最近一次统计里没有 990101，没有算进去".into()],
            rows: vec![],
            rows_told: String::new(),
            too_many_href: String::new(),
            order_action: "/indicators/provincial_publication_rate/order".into(),
            order_subjects: vec![],
            order_departments: vec!["县民政局".into()],
            out_of_reach: false,
        };
        let tried = Self {
            frame: Frame::sample_staff("补上 11 项，省级平台发布占比 98.3% → 98.6%"),
            answer: Some(rows.clone()),
            ..plain.clone()
        };
        let far = Self {
            frame: Frame::sample_staff("省级平台发布占比到不了100%"),
            answer: Some(TryAnswer {
                sentences: vec!["要补 52 项，能补的只有 40 项".into(), "12 项受“涉密”限制，县里补不了".into()],
                rows: vec![TryRow {
                    name: "临时救助".into(),
                    unit: "县民政局".into(),
                    closes: "省级平台发布：否 → 是".into(),
                    blocker: "省平台未同步".into(),
                    order: "整改〔2026〕12号".into(),
                }],
                rows_told: "共 83 项，列出前 50 项".into(),
                order_action: String::new(),
                too_many_href: "/indicators/provincial_publication_rate/gaps".into(),
                order_subjects: vec!["12".into()],
                order_departments: vec![],
                out_of_reach: true,
                ..rows
            }),
            ..plain.clone()
        };
        let sentence = "名次请填从 1 起的整数，例如 3";
        let wrong = Self {
            frame: plain.frame.clone().with_problem("rank", sentence),
            goal: Choice::of(&[("target", "口径里的目标"), ("figure", "一个百分数"), ("rank", "全市第几名")], "rank"),
            rank: Field::wrong("零", sentence),
            ..plain.clone()
        };
        let empty = Self { counted: false, ..plain.clone() };
        vec![plain, tried, far, wrong, empty]
    }
}
