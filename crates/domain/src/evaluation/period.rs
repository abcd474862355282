//! The span a score speaks of (评价周期): a month, a quarter or a year of civil days.

use jiff::{ToSpan as _, civil::Date};

use crate::base::{fold, parse_date};

/// A month, a quarter or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 月.
    Month(i16, i8),
    /// 季.
    Quarter(i16, i8),
    /// 年.
    Year(i16),
}

/// Why a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("周期请写成 2026-09（月）、2026-Q3（季）或 2026（年）的样子")]
pub struct PeriodFlaw;

impl Period {
    /// Reads `2026-09`, `2026-Q3` or `2026`.
    ///
    /// # Errors
    /// [`PeriodFlaw`].
    pub fn parse(text: &str) -> Result<Self, PeriodFlaw> {
        let folded = fold(text).trim().to_uppercase();
        let (year, rest) = folded.split_once('-').map_or((folded.as_str(), None), |(year, rest)| (year, Some(rest)));
        if year.len() != 4 {
            return Err(PeriodFlaw);
        }
        // The reader of dates knows which years there are.
        let first = parse_date(&format!("{year}-01-01")).map_err(|_| PeriodFlaw)?;
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let number = |text: &str| text.parse::<i8>().ok().filter(|_| is_number(text)).ok_or(PeriodFlaw);
        let period = match rest {
            None => Self::Year(first.year()),
            Some(rest) => match rest.strip_prefix('Q') {
                Some(quarter) if quarter.len() == 1 => Self::Quarter(first.year(), number(quarter)?),
                None if rest.len() == 2 => Self::Month(first.year(), number(rest)?),
                Some(_) | None => return Err(PeriodFlaw),
            },
        };
        let is_there = match period {
            Self::Month(_, month) => (1..=12).contains(&month),
            Self::Quarter(_, quarter) => (1..=4).contains(&quarter),
            Self::Year(_) => true,
        };
        if is_there { Ok(period) } else { Err(PeriodFlaw) }
    }

    /// The month of a day.
    #[must_use]
    pub fn month_of(day: Date) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The quarter of a day.
    #[must_use]
    pub fn quarter_of(day: Date) -> Self {
        Self::Quarter(day.year(), (day.month() - 1) / 3 + 1)
    }

    /// The year of a day.
    #[must_use]
    pub fn year_of(day: Date) -> Self {
        Self::Year(day.year())
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Month(year, month) => jiff::civil::date(year, month, 1),
            Self::Quarter(year, quarter) => jiff::civil::date(year, quarter * 3 - 2, 1),
            Self::Year(year) => jiff::civil::date(year, 1, 1),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Month(..) => self.first_day().last_of_month(),
            Self::Quarter(year, quarter) => jiff::civil::date(year, quarter * 3, 1).last_of_month(),
            Self::Year(year) => jiff::civil::date(year, 12, 31),
        }
    }

    /// The one of the same length before it.
    #[must_use]
    pub fn before(self) -> Self {
        let eve = self.first_day().saturating_sub(1.days());
        match self {
            Self::Month(..) => Self::month_of(eve),
            Self::Quarter(..) => Self::quarter_of(eve),
            Self::Year(_) => Self::year_of(eve),
        }
    }

    /// On pages: `2026年第三季度`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Month(year, month) => format!("{year}年{month}月"),
            Self::Quarter(year, quarter) => {
                let word =
                    ["一", "二", "三", "四"].into_iter().nth(usize::from(quarter.unsigned_abs()).saturating_sub(1));
                format!("{year}年第{}季度", word.unwrap_or_default())
            }
            Self::Year(year) => format!("{year}年"),
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// The periods that are over on a day and whose facts had so many days to come in, the last of each length.
#[must_use]
pub fn finished_periods(today: Date, settle_days: u32) -> [Period; 3] {
    let settled = today.saturating_sub(i64::from(settle_days).days());
    [Period::month_of(settled).before(), Period::quarter_of(settled).before(), Period::year_of(settled).before()]
}
