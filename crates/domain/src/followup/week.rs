//! The week of a draw (周), as `2026-W48`: Monday to Sunday by ISO 8601, in days of the county.

use jiff::{
    ToSpan as _,
    civil::{Date, ISOWeekDate, Weekday},
};

/// An ISO week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i16,
    number: i8,
}

/// Why a text is no week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("周请写成 2026-W48 的样子")]
pub struct WeekFlaw;

impl Week {
    /// The week that a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let iso = day.iso_week_date();
        Self { year: iso.year(), number: iso.week() }
    }

    /// Reads `2026-W48`, also in small letters and full width.
    ///
    /// # Errors
    /// [`WeekFlaw`] when it is none, or the year has no such week.
    pub fn parse(raw: &str) -> Result<Self, WeekFlaw> {
        let text = crate::base::fold(raw).to_uppercase();
        let (year, number) = text.split_once("-W").ok_or(WeekFlaw)?;
        let plain = |digits: &str, most: usize| {
            !digits.is_empty() && digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit())
        };
        if year.len() != 4 || !plain(year, 4) || !plain(number, 2) {
            return Err(WeekFlaw);
        }
        let (year, number) = (year.parse().map_err(|_| WeekFlaw)?, number.parse().map_err(|_| WeekFlaw)?);
        ISOWeekDate::new(year, number, Weekday::Monday).map_err(|_| WeekFlaw)?;
        Ok(Self { year, number })
    }

    /// Monday.
    #[must_use]
    pub fn first_day(self) -> Date {
        // Every week that was made exists: both ways in look.
        ISOWeekDate::new(self.year, self.number, Weekday::Monday).map(ISOWeekDate::date).unwrap_or(Date::MIN)
    }

    /// Sunday.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first_day().saturating_add(6.days())
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// The week before.
    #[must_use]
    pub fn before(self) -> Self {
        Self::of(self.first_day().saturating_sub(1.days()))
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}
