//! The two clocks of a case (法定时限, 承诺时限): each counts from acceptance, is stopped by special
//! procedures, moved by an extension, and ends on a day.
//!
//! Not here: working days themselves (`base::calendar`), and the clocks before acceptance and after
//! the decision, which stand where their stage is.

use jiff::{ToSpan as _, civil::Date};

use super::{Extension, PauseSpan};
use crate::{
    base::{Calendar, Due},
    catalogue::{Content, ItemType, Limit, LimitUnit},
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

impl LimitSource {
    fn worded(self, limit: Limit) -> String {
        match self {
            Self::Promised => format!("承诺 {limit}"),
            Self::Statutory => format!("法定 {limit}"),
            Self::Law => format!("指南没有写，按行政许可法第四十二条 {limit}"),
        }
    }
}

/// 行政许可法 42: the decision within 20 working days of acceptance.
const LICENCE_WORKDAYS: u16 = 20;

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

/// The limits an item version sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// 承诺办结时限.
    pub promised: Option<Limit>,
    /// 法定办结时限, with its source.
    pub statutory: Option<(Limit, LimitSource)>,
}

impl Terms {
    /// Of an item's guide; a licence whose guide names no statutory limit has the law's.
    pub fn of(content: &Content) -> Self {
        Self::new(&content.item_type, content.promised, content.statutory)
    }

    /// Of the two limits of a guide.
    pub fn new(item_type: &ItemType, promised: Option<Limit>, statutory: Option<Limit>) -> Self {
        let law = || item_type.is_licence().then(|| (Limit::workdays(LICENCE_WORKDAYS), LimitSource::Law));
        let statutory = statutory.map(|l| (l, LimitSource::Statutory)).or_else(law);
        Self { promised, statutory }
    }
}

/// The days on which both clocks end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clocks {
    /// End of the promised limit.
    pub promised: Option<Due>,
    /// End of the statutory limit.
    pub statutory: Option<Due>,
    /// The one that binds.
    pub due: DueDay,
}

/// Reads both clocks. The day of acceptance is not counted (民法典 201). The earlier of promise and law
/// binds: a promise longer than the law allows binds nobody (优化营商环境条例 36). Stopped days do not
/// count (行政许可法 45); an extension is added to both.
pub fn clocks(
    accepted_on: Date,
    terms: Terms,
    stopped: &[PauseSpan],
    extension: Option<&Extension>,
    calendar: &Calendar,
) -> Clocks {
    let ends = |limit: Limit| {
        let due = ends_on(accepted_on, limit, stopped, calendar);
        match extension {
            Some(e) => {
                let more = calendar.add_workdays(due.on, e.workdays);
                Due { on: more.on, provisional: due.provisional || more.provisional }
            }
            None => due,
        }
    };
    let promised = terms.promised.map(|l| (ends(l), l, LimitSource::Promised));
    let statutory = terms.statutory.map(|(l, source)| (ends(l), l, source));
    let binding = match (promised, statutory) {
        (Some(p), Some(s)) if s.0.on < p.0.on => Some(s),
        (Some(p), Some(_) | None) => Some(p),
        (None, Some(s)) => Some(s),
        (None, None) => None,
    };
    let due = match binding {
        Some((due, limit, source)) => DueDay {
            on: Some(due.on),
            provisional: due.provisional,
            limit_text: match extension {
                Some(e) => format!("{}，延长 {} 个工作日", source.worded(limit), e.workdays),
                None => source.worded(limit),
            },
        },
        None => DueDay { on: None, provisional: false, limit_text: "指南没有写办结时限".into() },
    };
    Clocks { promised: promised.map(|p| p.0), statutory: statutory.map(|s| s.0), due }
}

/// The day a limit ends. Months and years end on the day with the same number, or on the month's last
/// day where there is none (民法典 202), and as natural days they roll over holidays (203). Hours end on
/// the day itself; as many as make whole days are days. A stop is counted as a limit is: its first day
/// is not.
fn ends_on(start: Date, limit: Limit, stopped: &[PauseSpan], calendar: &Calendar) -> Due {
    let value = u32::from(limit.value);
    let natural: u32 = stopped.iter().map(PauseSpan::days).sum();
    let months = |n: u32| {
        let end = start.checked_add(i64::from(n).months()).unwrap_or(Date::MAX);
        let days = start.until(end).map_or(0, |span| span.get_days());
        calendar.add_days_rolling(start, u32::try_from(days).unwrap_or(0) + natural)
    };
    match limit.unit {
        LimitUnit::Workday => {
            let worked: i64 = stopped.iter().map(|s| calendar.workdays_between(s.from, s.to).max(0)).sum();
            calendar.add_workdays(start, value + u32::try_from(worked).unwrap_or(0))
        }
        LimitUnit::Day => calendar.add_days_rolling(start, value + natural),
        LimitUnit::Month => months(value),
        LimitUnit::Year => months(value * 12),
        LimitUnit::Hour if value < 24 && natural == 0 => calendar.add_workdays(start, 0),
        LimitUnit::Hour => calendar.add_days_rolling(start, value / 24 + natural),
    }
}
