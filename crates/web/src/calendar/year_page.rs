//! One year of the calendar (全年日历): twelve months, the notices behind them, the place's own days.

use askama::Template;

use super::HolidayLine;
use crate::base::{Frame, NavEntry, Page};

/// A day in a month's table.
#[derive(Debug, Clone, Default)]
pub struct DayCell {
    /// Day of the month.
    pub day: String,
    /// `休`, `班`, or empty where the weekday says it all.
    pub mark: String,
    /// Why, as "春节" or "春节调休"; empty where the weekday says it all.
    pub why: String,
    /// Whether the office works; for colour beside the mark.
    pub works: bool,
}

/// A month.
#[derive(Debug, Clone)]
pub struct MonthTable {
    /// As "2月".
    pub label: String,
    /// Weeks from Monday to Sunday; `None` outside the month.
    pub weeks: Vec<Vec<Option<DayCell>>>,
}

/// A day of the place.
#[derive(Debug, Clone)]
pub struct LocalLine {
    /// As "4月20日（周一）".
    pub day: String,
    /// 放假 or 上班.
    pub kind: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub source: String,
}

/// The year.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/year.html")]
pub struct CalendarYearPage {
    /// Frame.
    pub frame: Frame,
    /// The year.
    pub year: i16,
    /// The years that can be chosen, the present one among them.
    pub years: Vec<NavEntry>,
    /// Whether a notice arranges it.
    pub known: bool,
    /// The year after it, when no notice arranges that one yet.
    pub unknown_next: Option<i16>,
    /// Notices: title with number, and address (may be empty).
    pub notices: Vec<(String, String)>,
    /// As "全年 248 个工作日".
    pub summary: String,
    /// Holidays in their order.
    pub holidays: Vec<HolidayLine>,
    /// The place's own days in this year.
    pub local: Vec<LocalLine>,
    /// Months.
    pub months: Vec<MonthTable>,
    /// May enter notices and days.
    pub may_edit: bool,
}

impl Page for CalendarYearPage {
    const NAME: &'static str = "calendar/year";

    fn samples() -> Vec<Self> {
        let cell = |day: u32, mark: &str, why: &str, works| {
            Some(DayCell { day: day.to_string(), mark: mark.into(), why: why.into(), works })
        };
        let tab = |year: i16| NavEntry {
            href: format!("/calendar?year={year}"),
            label: year.to_string(),
            current: year == 2026,
        };
        let week = vec![
            None,
            None,
            None,
            cell(1, "休", "元旦", false),
            cell(2, "休", "元旦", false),
            cell(3, "休", "元旦", false),
            cell(4, "班", "元旦调休", true),
        ];
        let plain = (5..12).map(|n| cell(n, "", "", n < 10)).collect();
        let known = Self {
            frame: Frame::sample_public("2026年工作日历"),
            year: 2026,
            years: vec![tab(2025), tab(2026), tab(2027)],
            known: true,
            unknown_next: Some(2027),
            notices: vec![(
                "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）".into(),
                "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm".into(),
            )],
            summary: "全年 248 个工作日".into(),
            holidays: vec![HolidayLine {
                name: "元旦".into(),
                off: "1月1日至3日，3 天".into(),
                makeup: "1月4日（周日）".into(),
            }],
            local: vec![LocalLine {
                day: "4月20日（周一）".into(),
                kind: "放假".into(),
                reason: "三月三".into(),
                source: "县政府办公室通知".into(),
            }],
            months: vec![MonthTable { label: "1月".into(), weeks: vec![week, plain] }],
            may_edit: false,
        };
        let unknown = Self {
            frame: Frame::sample_staff("2027年工作日历"),
            year: 2027,
            known: false,
            unknown_next: None,
            notices: Vec::new(),
            summary: "暂按 261 个工作日计".into(),
            holidays: Vec::new(),
            local: Vec::new(),
            may_edit: true,
            ..known.clone()
        };
        vec![known, unknown]
    }
}
