//! The working-day calendar (工作日历): the State Council's yearly notices, the place's own days, and
//! counting limits over them (行政许可法 82, 民法典 201–203).
//!
//! Deliberately not here: the days, which are data; and the clocks of a case, which decide what
//! counts and what pauses.

mod days;
mod local;
mod notice;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;
mod wording;

pub use days::{Calendar, DayStanding, Due, Workday};
pub use local::{
    LOCAL_HEADER, LocalDay, LocalFlaw, LocalKind, check_local, each_once, parse_local_csv, write_local_csv,
};
pub use notice::{CalendarFlaw, CalendarYear, HEADER, NoticeDay, is_weekend, parse_csv, write_csv};
pub use wording::{WordingFlaw, parse_wording};
