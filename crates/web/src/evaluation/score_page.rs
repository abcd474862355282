//! One score opened (得分构成): its tree, each leaf with the way to its rows, and what moved it.

use askama::Template;

use crate::base::{Frame, Link, Page};

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct NodeRow {
    /// Level, from 1.
    pub depth: usize,
    /// Name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Its share of the whole score among those that had data.
    pub weight: String,
    /// What was measured; empty for a group, and where it is withheld.
    pub value: String,
    /// Points, or why there are none.
    pub points: String,
    /// Its rows; `None` for a group.
    pub rows: Option<Link>,
}

/// What one leaf did.
#[derive(Debug, Clone)]
pub struct MoveRow {
    /// Name.
    pub name: String,
    /// By how much the score moved because of it.
    pub by: String,
    /// Because its own points moved.
    pub by_points: String,
    /// Because its share moved.
    pub by_weight: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/score.html")]
pub struct ScorePage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// When it was computed.
    pub computed: String,
    /// The index.
    pub index: String,
    /// The last computation of the period, where this is none.
    pub newer: Option<Link>,
    /// How much of the weight had data, in words.
    pub covered: String,
    /// The tree.
    pub nodes: Vec<NodeRow>,
    /// The score of the period before, in words.
    pub before: String,
    /// What moved it.
    pub moved: Vec<MoveRow>,
    /// What else is to be said of what moved it; may be empty.
    pub remark: String,
    /// The list that it stands in; `None` for whoever may not see it.
    pub back: Link,
}

impl Page for ScorePage {
    const NAME: &'static str = "evaluation/score";

    fn samples() -> Vec<Self> {
        let node = |depth, name: &str, value: &str, points: &str, rows: bool| NodeRow {
            depth,
            name: name.into(),
            meaning: "在应当办结的那一天或以前办结的件，占有期限的办结件的比例。".into(),
            weight: "40.0%".into(),
            value: value.into(),
            points: points.into(),
            rows: rows.then(|| Link::new("/evaluation/rows?run=1&kind=department&key=1&leaf=a", "看依据")),
        };
        let moved = MoveRow {
            name: "按时办结率".into(),
            by: "+1.20".into(),
            by_points: "+1.50".into(),
            by_weight: "-0.30".into(),
        };
        let first = Self {
            frame: Frame::sample_staff("县市场监管局 92.31 分"),
            computed: "2026年第三季度，2026-10-15 01:00 计算".into(),
            index: "县政务服务评价指标体系，第 2 版".into(),
            newer: Some(Link::new("/evaluation/score?run=2&kind=department&key=1", "看最近一次计算")),
            covered: "85% 的权重有数据，得分只说明这一部分".into(),
            nodes: vec![
                node(1, "办事效率", "", "95.00", false),
                node(2, "按时办结率", "98.5%（66 条）", "94.00", true),
                node(2, "回访：办事效率", "", "条数太少，不公布", true),
            ],
            before: "2026年第二季度 91.11 分，本期 +1.20".into(),
            moved: vec![moved],
            remark: "两期的指标体系不是同一版，变动里有一部分来自改版。".into(),
            back: Link::new("/evaluation", "评价得分"),
        };
        let bare = Self {
            newer: None,
            before: "没有上一期的得分".into(),
            moved: Vec::new(),
            remark: String::new(),
            ..first.clone()
        };
        vec![first, bare]
    }
}
