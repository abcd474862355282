//! Peers in order (评价排名): on one chart with its table; each score that may be opened leads to its tree.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page, Svg};

/// A line.
#[derive(Debug, Clone)]
pub struct RankRow {
    /// Place; empty where there is no score.
    pub place: String,
    /// Name.
    pub name: String,
    /// Its page; `None` where the reader may not open it.
    pub href: Option<String>,
    /// Points, or why there are none.
    pub points: String,
    /// Since the period before; empty where that is not known.
    pub since: String,
    /// How much of the weight had data.
    pub covered: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/ranking.html")]
pub struct RankingPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Which period.
    pub period: Choice,
    /// Which kind.
    pub kind: Choice,
    /// When it was computed; empty where nothing was.
    pub computed: String,
    /// The index that it was computed by.
    pub index: String,
    /// The picture.
    pub chart: Svg,
    /// The same as a table.
    pub rows: Vec<RankRow>,
    /// Word of the kind.
    pub noun: String,
    /// The same as xlsx.
    pub sheet: Option<String>,
    /// Other computations of the period.
    pub others: Vec<Link>,
    /// Where to go on.
    pub ways: Vec<Link>,
    /// The form that computes a period; `None` for those who do not.
    pub compute: Option<Field>,
}

impl Page for RankingPage {
    const NAME: &'static str = "evaluation/ranking";

    fn samples() -> Vec<Self> {
        let row = |place: &str, name: &str, points: &str, since: &str| RankRow {
            place: place.into(),
            name: name.into(),
            href: (!place.is_empty()).then(|| "/evaluation/score?run=1&kind=department&key=1".into()),
            points: points.into(),
            since: since.into(),
            covered: "85%".into(),
        };
        let svg = r##"<svg role="img" aria-label="得分" viewBox="0 0 400 60" width="400" height="60"><title>得分</title><path d="M10 50L390 10" stroke="#0B4F9E"/></svg>"##;
        let first = Self {
            frame: Frame::sample_staff("2 个部门有得分，最高 92.31"),
            period: Choice::of(&[("2026-Q3", "2026年第三季度"), ("2026-10", "2026年10月")], "2026-Q3"),
            kind: Choice::of(&[("department", "部门"), ("window", "窗口"), ("person", "个人")], "department"),
            computed: "2026年第三季度，2026-10-15 01:00 计算，第 2 次计算".into(),
            index: "县政务服务评价指标体系，第 2 版".into(),
            chart: Svg::drawn(svg.into()),
            rows: vec![
                row("1", "县市场监管局", "92.31", "+1.20"),
                row("2", "县人力资源和社会保障局", "88.05", "-0.40"),
                row("", "县水利局", "没有得分", ""),
            ],
            noun: "部门".into(),
            sheet: Some("/evaluation/ranking.xlsx?run=1&kind=department".into()),
            others: vec![Link::new("/evaluation?run=2", "第 1 次计算")],
            ways: vec![Link::new("/evaluation/index", "指标体系"), Link::new("/evaluation/follow", "结果运用")],
            compute: Some(Field::of("2026-10")),
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有计算过得分"),
            computed: String::new(),
            chart: Svg::default(),
            rows: Vec::new(),
            sheet: None,
            others: Vec::new(),
            compute: None,
            ..first.clone()
        };
        let mut wrong = first.clone();
        let sentence = "周期请写成 2026-09（月）、2026-Q3（季）或 2026（年）的样子";
        wrong.frame = wrong.frame.with_problem("compute", sentence);
        wrong.compute = Some(Field::wrong("昨天", sentence));
        vec![first, empty, wrong]
    }
}
