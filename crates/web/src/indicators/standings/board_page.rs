//! The ranking of a day (全市排名).

use askama::Template;

use crate::base::{Choice, Frame, Page, Svg};

/// A county.
#[derive(Debug, Clone, Default)]
pub struct BoardLine {
    /// Its place; empty where there is none.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Where it is opened.
    pub href: String,
    /// Points, or the figure.
    pub value: String,
    /// Of one figure: its parts.
    pub parts: String,
    /// Of one figure: its score.
    pub score: String,
    /// How far it is to the next, or what it lacks.
    pub next: String,
    /// Against the ranked day before; empty where there is nothing to compare.
    pub moved: String,
    /// Its places lately.
    pub course: String,
    /// Cases on its books.
    pub cases: String,
    /// Which report counts.
    pub report: String,
    /// That is late or missing.
    pub flagged: bool,
    /// Each figure: value, parts, what it would take.
    pub figures: Vec<(String, String, String)>,
}

/// A computation of the day.
#[derive(Debug, Clone, Default)]
pub struct VersionLine {
    /// Where it is read.
    pub href: String,
    /// Number and time.
    pub label: String,
    /// It is the one shown.
    pub current: bool,
    /// What it says differently from the one before.
    pub changes: Vec<String>,
    /// There is none before it.
    pub first: bool,
}

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "indicators/standings/board.html")]
pub struct StandingsPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Day, version and time.
    pub when: String,
    /// Days that were ranked.
    pub day: Choice,
    /// The total, or one figure.
    pub by: Choice,
    /// The figure that it is ranked by; `None` for the total.
    pub one: Option<String>,
    /// Names of the figures.
    pub heads: Vec<String>,
    /// Bars.
    pub chart: Svg,
    /// By place.
    pub rows: Vec<BoardLine>,
    /// Who reported nothing; empty where all did.
    pub silent: String,
    /// Cases on the books of all.
    pub cases: String,
    /// Computations of the day, the newest first.
    pub versions: Vec<VersionLine>,
    /// How it is ranked.
    pub rules: String,
    /// The same as xlsx.
    pub sheet: String,
    /// The bulletin; `None` of a day that is not over.
    pub docx: Option<String>,
    /// The same.
    pub pdf: Option<String>,
}

impl Page for StandingsPage {
    const NAME: &'static str = "indicators/standings/board";

    fn samples() -> Vec<Self> {
        let figures = || vec![("98.10%".to_owned(), "3,019 ÷ 3,077".to_owned(), String::new()); 5];
        let line = |place: &str, name: &str, value: &str| BoardLine {
            place: place.into(),
            name: name.into(),
            href: "/standings/990101".into(),
            value: value.into(),
            next: "差 东河县 8.00 分".into(),
            moved: "升 1".into(),
            course: "3→3→2".into(),
            cases: "1,204".into(),
            report: "第 1 版".into(),
            figures: figures(),
            ..BoardLine::default()
        };
        let silent = BoardLine {
            place: String::new(),
            name: "白水县".into(),
            value: String::new(),
            next: String::new(),
            moved: String::new(),
            course: String::new(),
            cases: String::new(),
            report: "未报".into(),
            flagged: true,
            figures: vec![(String::new(), String::new(), String::new()); 5],
            ..line("", "", "")
        };
        let names = ["网上可办率", "全程网办率", "省级平台发布占比", "基层服务站点覆盖率", "进驻大厅占比"];
        let days = [("", "2026-12-01（今天，暂计）"), ("2026-11-30", "2026-11-30")];
        let frozen = Self {
            frame: Frame::sample_staff("全市按总分第 1 是东河县，1 个县没有上报"),
            when: "2026-11-30，第 2 版，2026-12-01 08:00 计算".into(),
            day: Choice::of(&days, "2026-11-30"),
            by: Choice::of(&[("", "总分"), ("online_available_rate", "网上可办率")], ""),
            one: None,
            heads: names.map(str::to_owned).into(),
            chart: Svg::default(),
            rows: vec![line("1", "东河县", "88.00"), line("2", "青禾县", "80.00"), silent],
            silent: "白水县".into(),
            cases: "12,004".into(),
            versions: vec![
                VersionLine {
                    href: "/standings?day=2026-11-30&version=2".into(),
                    label: "第 2 版，2026-12-01 08:00 计算".into(),
                    current: true,
                    changes: vec!["青禾县：第 3（70.00 分） → 第 2（80.00 分），补报或更正".into()],
                    first: false,
                },
                VersionLine {
                    href: "/standings?day=2026-11-30&version=1".into(),
                    label: "第 1 版，2026-12-01 00:00 计算".into(),
                    first: true,
                    ..VersionLine::default()
                },
            ],
            rules: "权重：网上可办率 20%，进驻大厅占比 80%。依据：样例市考核办法（第 1 版）。".into(),
            sheet: "/standings/table.xlsx".into(),
            docx: Some("/standings/bulletin.docx?day=2026-11-30".into()),
            pdf: Some("/standings/bulletin.pdf?day=2026-11-30".into()),
        };
        let one = Self {
            frame: Frame::sample_staff("全市网上可办率第 1 是东河县"),
            one: Some("网上可办率".into()),
            rows: vec![BoardLine {
                parts: "3,019 ÷ 3,077，不计入 12".into(),
                score: "88.89".into(),
                next: "前一名 东河县 98.9%，再补 25 项追平".into(),
                figures: Vec::new(),
                ..line("2", "青禾县", "98.10%")
            }],
            versions: Vec::new(),
            docx: None,
            pdf: None,
            silent: String::new(),
            ..frozen.clone()
        };
        let sentence = "这一天没有排名，请另选一天";
        let mut wrong = Self {
            frame: Frame::sample_staff("全市按总分还排不了名次").with_problem("day", sentence),
            ..one.clone()
        };
        wrong.day.problem = Some(sentence.into());
        vec![frozen, one, wrong]
    }
}
