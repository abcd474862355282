//! How many cases, how quickly, how they ended (办件统计): shares with their parts, then by month, department and item.

use askama::Template;

use crate::base::{Choice, Frame, Page, Pick};

/// One share.
#[derive(Debug, Clone)]
pub struct ShareCard {
    /// Its name.
    pub name: String,
    /// As `98.30%`; in words when nothing was counted.
    pub value: String,
    /// Its parts, as `1,234 ÷ 1,255 件`.
    pub parts: String,
    /// The cases behind it.
    pub href: Option<String>,
    /// What counts.
    pub meaning: String,
}

/// One number of a table.
#[derive(Debug, Clone)]
pub struct StatisticsCell {
    /// Head of its column, for narrow screens.
    pub label: &'static str,
    /// As printed.
    pub text: String,
    /// The cases behind it; `None` when there are none.
    pub href: Option<String>,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct StatisticsRow {
    /// A month, a department or an item.
    pub name: String,
    /// Where it is told apart further.
    pub href: Option<String>,
    /// Its numbers in the order of the columns.
    pub cells: Vec<StatisticsCell>,
}

/// One table.
#[derive(Debug, Clone)]
pub struct StatisticsTable {
    /// Its heading.
    pub name: String,
    /// What its lines are.
    pub by: &'static str,
    /// Heads of its numbers.
    pub columns: Vec<&'static str>,
    /// Its lines.
    pub rows: Vec<StatisticsRow>,
}

/// The statistics.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/statistics.html")]
pub struct StatisticsPage {
    /// Frame.
    pub frame: Frame,
    /// The finding in a sentence.
    pub lead: String,
    /// The page of all departments; `None` on that page.
    pub whole: Option<String>,
    /// Whether this reader may look at the archive.
    pub archive: bool,
    /// Whether this reader may change the county's phrases.
    pub phrases: bool,
    /// Whether this reader releases keys of programs.
    pub keys: bool,
    /// The department that is looked at; empty for all.
    pub scope: String,
    /// Departments to choose from.
    pub department: Choice,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// Shares.
    pub cards: Vec<ShareCard>,
    /// By month, by department, by item.
    pub tables: Vec<StatisticsTable>,
    /// What is not in the numbers.
    pub note: String,
}

impl Page for StatisticsPage {
    const NAME: &'static str = "cases/statistics";

    fn samples() -> Vec<Self> {
        let card = |name: &str, value: &str, parts: &str, href: Option<&str>| ShareCard {
            name: name.into(),
            value: value.into(),
            parts: parts.into(),
            href: href.map(str::to_owned),
            meaning: "办结日不晚于到期日的，占有期限的办结件".into(),
        };
        let cell = |label: &'static str, text: &str| StatisticsCell {
            label,
            text: text.into(),
            href: (text != "0").then(|| "/cases/statistics/rows?side=finished&from=2026-11&to=2026-11".into()),
        };
        let row = |name: &str, late: &str| StatisticsRow {
            name: name.into(),
            href: Some("/cases/statistics?from=2026-11&to=2026-11".into()),
            cells: vec![cell("受理", "1,204"), cell("办结", "1,187"), cell("逾期办结", late)],
        };
        let table = |name: &str, by: &'static str, rows: Vec<StatisticsRow>| StatisticsTable {
            name: name.into(),
            by,
            columns: vec!["受理", "办结", "逾期办结"],
            rows,
        };
        let whole = Self {
            frame: Frame::sample_staff("办件统计"),
            lead: "2025年12月到2026年11月受理 14,310 件，办结 14,002 件；现在在办 308 件，其中超期 3 件".into(),
            whole: None,
            archive: true,
            phrases: true,
            keys: true,
            scope: String::new(),
            department: Choice {
                options: vec![
                    Pick { value: String::new(), label: "全部部门".into(), chosen: true },
                    Pick { value: "7".into(), label: "县民政局".into(), chosen: false },
                ],
                problem: None,
            },
            from: "2025-12".into(),
            to: "2026-11".into(),
            cards: vec![
                card("按期办结", "99.86%", "13,980 ÷ 14,000 件", Some("/cases/statistics/rows?side=finished")),
                card("即收即办", "没有数据", "没有办结的件", None),
            ],
            tables: vec![
                table("按月", "月份", vec![row("2026年11月", "0"), row("2026年10月", "3")]),
                table("按部门", "部门", vec![row("县民政局", "1")]),
            ],
            note: "没有期限的办结件不算按期也不算逾期。".into(),
        };
        let empty = Self {
            whole: Some("/cases/statistics".into()),
            archive: true,
            phrases: true,
            keys: true,
            scope: "县民政局".into(),
            tables: vec![table("按事项", "事项", Vec::new())],
            ..whole.clone()
        };
        vec![whole, empty]
    }
}
