//! Pages of the working-day calendar (工作日历): a year for everybody; entering notices and the place's own days, with
//! a preview. What a day is, is decided in the layers below.

pub(crate) mod api;
pub(crate) mod enter;
pub(crate) mod year;

mod enter_page;
mod preview_page;
mod year_page;

pub use enter_page::CalendarEnterPage;
pub use preview_page::{CalendarPreviewPage, HolidayLine, MovedLine};
pub use year_page::{CalendarYearPage, DayCell, LocalLine, MonthTable};
