//! One figure among the city's counties (全市对比).

use askama::Template;

use super::Way;
use crate::base::{Frame, Page, Svg};

/// One county.
#[derive(Debug, Clone)]
pub struct CityLine {
    /// As "3", "2（并列）", "标杆（不排名）".
    pub place: String,
    /// Name.
    pub name: String,
    /// Whether it is ours.
    pub own: bool,
    /// Value with the sign.
    pub value: String,
    /// 效用值; empty where there is none.
    pub utility: String,
    /// 功效系数; empty where there is none.
    pub efficacy: String,
}

/// A better county, and how far it is.
#[derive(Debug, Clone)]
pub struct Ahead {
    /// As "前一名：东河县 99.1%".
    pub what: String,
    /// As "差 0.8 个百分点".
    pub points: String,
    /// As "再补 25 项追平，26 项超过".
    pub rows: String,
}

/// The field.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/city.html")]
pub struct CityPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Pages of this figure.
    pub ways: Vec<Way>,
    /// The figure in one line.
    pub figure: String,
    /// Day and source of the city's table; empty where there is none.
    pub source: String,
    /// Day of our own figure.
    pub ours: String,
    /// The city's table is newer than our snapshot.
    pub newer: bool,
    /// All counties are equal.
    pub all_equal: bool,
    /// The next and the best.
    pub ahead: Vec<Ahead>,
    /// Bars with the own county marked.
    pub chart: Svg,
    /// The same as a table; empty without the city's figures.
    pub rows: Vec<CityLine>,
    /// Where the city's table is imported; `None` for who does not.
    pub import_href: Option<String>,
    /// The rows that would bring it forward.
    pub gaps_href: String,
}

impl Page for CityPage {
    const NAME: &'static str = "indicators/city";

    fn samples() -> Vec<Self> {
        let line = |place: &str, name: &str, value: &str, own: bool| CityLine {
            place: place.into(),
            name: name.into(),
            own,
            value: value.into(),
            utility: if place.contains('杆') { String::new() } else { "72.22".into() },
            efficacy: if place.contains('杆') { String::new() } else { "88.89".into() },
        };
        let known = Self {
            frame: Frame::sample_staff("进驻大厅占比全市第 3，离第 1 差 0.8 个百分点"),
            ways: Way::samples("city"),
            figure: "98.1%（3,019 ÷ 3,077 项），目标 100%，还差 58 项，全市第 3（共 4）".into(),
            source: "全市数据截至 2026年11月15日（周日），来源：市局 11 月通报".into(),
            ours: "本县按 2026年11月22日（周日） 的统计".into(),
            newer: true,
            all_equal: false,
            ahead: vec![Ahead {
                what: "前一名：东河县 98.9%".into(),
                points: "差 0.8 个百分点".into(),
                rows: "再补 24 项追平，26 项超过".into(),
            }],
            chart: Svg::drawn(
                r##"<svg role="img" aria-label="全市对比" viewBox="0 0 620 60" width="620" height="60"><title>全市对比</title><path d="M110 4h400v22h-400z" fill="#0B4F9E"/></svg>"##.into(),
            ),
            rows: vec![
                line("1（并列）", "东河县", "98.9%", false),
                line("1（并列）", "沙河市", "98.9%", false),
                line("3", "某县", "98.1%", true),
                line("标杆（不排名）", "外市先进县", "99.9%", false),
            ],
            import_href: Some("/tables/peers".into()),
            gaps_href: "/indicators/hall_residency_rate/gaps".into(),
        };
        let none = Self {
            frame: Frame::sample_staff("进驻大厅占比还没有全市的数"),
            source: String::new(),
            newer: false,
            ahead: vec![],
            chart: Svg::default(),
            rows: vec![],
            ..known.clone()
        };
        let reader = Self { import_href: None, ..none.clone() };
        vec![known, none, reader]
    }
}
