//! The due day (到期日) and where its limit comes from.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    base::{Calendar, Due},
    catalogue::{ItemType, Limit, LimitUnit},
};

/// Whose limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitSource {
    /// The guide's promise.
    Promised,
    /// The guide's statutory limit.
    Statutory,
    /// The guide is silent and the item is a licence: 行政许可法 42, 20 working days.
    Law,
}

/// The day by which a case is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDay {
    /// `None` when no limit is known; never invented.
    pub on: Option<Date>,
    /// 暂定: passes a year whose holidays are not announced yet.
    pub provisional: bool,
    /// The limit in words, with its source.
    pub limit_text: String,
}

/// 行政许可法 42: the decision within 20 working days of acceptance.
const LICENCE_WORKDAYS: u16 = 20;

/// Computes it. The day of acceptance is not counted (民法典 201). The earlier of promise and law holds:
/// a promise longer than the law allows binds nobody (优化营商环境条例 36).
pub fn due_day(
    accepted_on: Date,
    item_type: &ItemType,
    promised: Option<Limit>,
    statutory: Option<Limit>,
    calendar: &Calendar,
) -> DueDay {
    let day = |limit: Limit| ends_on(accepted_on, limit, calendar);
    let found = match (promised, statutory) {
        (Some(p), Some(s)) if day(s).on < day(p).on => Some((s, LimitSource::Statutory)),
        (Some(p), Some(_) | None) => Some((p, LimitSource::Promised)),
        (None, Some(s)) => Some((s, LimitSource::Statutory)),
        (None, None) if item_type.is_licence() => Some((Limit::workdays(LICENCE_WORKDAYS), LimitSource::Law)),
        (None, None) => None,
    };
    let Some((limit, source)) = found else {
        return DueDay { on: None, provisional: false, limit_text: "指南没有写办结时限".into() };
    };
    let due = day(limit);
    let limit_text = match source {
        LimitSource::Promised => format!("承诺 {limit}"),
        LimitSource::Statutory => format!("法定 {limit}"),
        LimitSource::Law => format!("指南没有写，按行政许可法第四十二条 {limit}"),
    };
    DueDay { on: Some(due.on), provisional: due.provisional, limit_text }
}

/// The day a limit ends. Months and years end on the day with the same number, or on the month's last
/// day where there is none (民法典 202), and as natural days they roll over holidays (203). Hours end on the day
/// itself; as many as make whole days are days.
fn ends_on(start: Date, limit: Limit, calendar: &Calendar) -> Due {
    let value = u32::from(limit.value);
    let months = |n: u32| {
        let end = start.checked_add(i64::from(n).months()).unwrap_or(Date::MAX);
        let days = start.until(end).map_or(0, |span| span.get_days());
        calendar.add_days_rolling(start, u32::try_from(days).unwrap_or(0))
    };
    match limit.unit {
        LimitUnit::Workday => calendar.add_workdays(start, value),
        LimitUnit::Day => calendar.add_days_rolling(start, value),
        LimitUnit::Month => months(value),
        LimitUnit::Year => months(value * 12),
        LimitUnit::Hour if value < 24 => calendar.add_workdays(start, 0),
        LimitUnit::Hour => calendar.add_days_rolling(start, value / 24),
    }
}
