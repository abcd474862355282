//! How one figure moved (趋势).

use askama::Template;

use super::Way;
use crate::base::{Frame, Page, Svg};

/// One count.
#[derive(Debug, Clone)]
pub struct TrendLine {
    /// Its day.
    pub on: String,
    /// The figure.
    pub value: String,
    /// Its parts.
    pub parts: String,
    /// Against the one before; empty for the first.
    pub change: String,
    /// Whether the definition is another one than before.
    pub profile_changed: bool,
    /// The definition.
    pub profile: String,
    /// The rows that moved since the one before; `None` for the first.
    pub moved_href: Option<String>,
}

/// A row that changed sides.
#[derive(Debug, Clone)]
pub struct MovedRow {
    /// Name.
    pub name: String,
    /// Code.
    pub code: String,
    /// Its page; `None` when it has none.
    pub href: Option<String>,
    /// Department, or township.
    pub unit: String,
    /// How it stood.
    pub before: String,
    /// How it stands.
    pub after: String,
}

/// The line and what lies behind it.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/trend.html")]
pub struct TrendPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Pages of this figure.
    pub ways: Vec<Way>,
    /// The newest figure in one line.
    pub figure: String,
    /// The line with its target.
    pub chart: Svg,
    /// By days.
    pub by_day: String,
    /// By months.
    pub by_month: String,
    /// Whether months are shown.
    pub monthly: bool,
    /// The counts, newest first.
    pub lines: Vec<TrendLine>,
    /// Between which two days the rows moved; empty with one count only.
    pub span: String,
    /// How many moved where.
    pub summary: String,
    /// The rows that moved.
    pub moved: Vec<MovedRow>,
    /// Rows that are not shown.
    pub more: usize,
}

impl Page for TrendPage {
    const NAME: &'static str = "indicators/trend";

    fn samples() -> Vec<Self> {
        let line = |on: &str, change: &str, changed: bool| TrendLine {
            on: on.into(),
            value: "99.94%".into(),
            parts: "3,075 ÷ 3,077 项".into(),
            change: change.into(),
            profile_changed: changed,
            profile: "依申请六类和公共服务，网办深度Ⅱ级及以上 第 1 版".into(),
            moved_href: (!change.is_empty())
                .then(|| "/indicators/online_available_rate/trend?by=day&from=1&to=2#moved".into()),
        };
        let row = |name: &str, before: &str, after: &str| MovedRow {
            name: name.into(),
            code: "11990101000000001X4990100101001".into(),
            href: Some("/catalogue/11".into()),
            unit: "县民政局".into(),
            before: before.into(),
            after: after.into(),
        };
        let two = Self {
            frame: Frame::sample_staff("网上可办率较 11月15日（周日） 升 0.03 个百分点"),
            ways: Way::samples("trend"),
            figure: "99.94%（3,075 ÷ 3,077 项），目标 100%，还差 2 项".into(),
            chart: Svg::drawn(
                r##"<svg role="img" aria-label="网上可办率" viewBox="0 0 400 60" width="400" height="60"><title>网上可办率</title><path d="M10 50L390 10" stroke="#0B4F9E"/></svg>"##.into(),
            ),
            by_day: "/indicators/online_available_rate/trend?by=day".into(),
            by_month: "/indicators/online_available_rate/trend?by=month".into(),
            monthly: false,
            lines: vec![
                line("11月22日（周日）", "升 0.03 个百分点", false),
                line("11月15日（周日）", "口径已改", true),
                line("11月8日（周日）", "", false),
            ],
            span: "11月15日（周日） 到 11月22日（周日）".into(),
            summary: "新达到 1 行，退出 0 行，其他变化 1 行".into(),
            moved: vec![row("临时救助", "未达", "已达"), row("孤儿认定", "不在统计范围", "未达")],
            more: 12,
        };
        let one = Self {
            frame: Frame::sample_staff("网上可办率只统计过一次"),
            monthly: true,
            lines: vec![line("11月22日（周日）", "", false)],
            span: String::new(),
            summary: String::new(),
            moved: vec![],
            more: 0,
            ..two.clone()
        };
        let still = Self { moved: vec![], more: 0, ..two.clone() };
        vec![two, one, still]
    }
}
