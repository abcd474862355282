//! The working-day calendar (工作日历): the State Council's yearly notices, the place's own days, and
//! counting limits over them (行政许可法 82, 民法典 201–203).
//!
//! Deliberately not here: the days, which are data; and the clocks of a case, which decide what
//! counts and what pauses.

mod days;
mod notice;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use days::{Calendar, DayStanding, Due, Workday};
pub use notice::{CalendarFlaw, CalendarYear, HEADER, parse_csv};
