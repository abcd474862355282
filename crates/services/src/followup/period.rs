//! The weeks that results speak of (时段): one week, or a month by the weeks that end in it.

use domain::{
    base::Flaw,
    followup::{Week, WeekFlaw},
};
use jiff::{ToSpan as _, civil::Date};

/// One week or one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// 周.
    Week(Week),
    /// 月, by its first day.
    Month(Date),
}

/// Why a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("时段请写成 2026-W48（周）或 2026-11（月）的样子")]
pub struct PeriodFlaw;

impl From<WeekFlaw> for PeriodFlaw {
    fn from(_: WeekFlaw) -> Self {
        Self
    }
}

impl Period {
    /// Reads `2026-W48` or `2026-11`.
    ///
    /// # Errors
    /// [`PeriodFlaw`].
    pub fn parse(text: &str) -> Result<Self, PeriodFlaw> {
        if let Ok(week) = Week::parse(text) {
            return Ok(Self::Week(week));
        }
        let folded = domain::base::fold(text);
        let day: Result<Date, Flaw> = domain::base::parse_date(&format!("{}-01", folded.trim()));
        let month = folded.trim().len() == 7;
        day.ok().filter(|_| month).map(Self::Month).ok_or(PeriodFlaw)
    }

    /// Its weeks, in order.
    #[must_use]
    pub fn weeks(self) -> Vec<Week> {
        match self {
            Self::Week(week) => vec![week],
            Self::Month(first) => {
                let last = first.last_of_month();
                let days = std::iter::successors(Some(first), |d| Some(d.saturating_add(1.days())));
                let mut weeks: Vec<Week> = days
                    .take_while(|d| *d <= last)
                    .map(Week::of)
                    .filter(|w| w.last_day() >= first && w.last_day() <= last)
                    .collect();
                weeks.dedup();
                weeks
            }
        }
    }

    /// On pages: `2026年第48周（11月23日至29日）`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Week(week) => {
                let (from, to) = (week.first_day(), week.last_day());
                let end = if from.month() == to.month() {
                    format!("{}日", to.day())
                } else {
                    format!("{}月{}日", to.month(), to.day())
                };
                format!("{week}（{}月{}日至{end}）", from.month(), from.day())
            }
            Self::Month(first) => format!("{}年{}月", first.year(), first.month()),
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Week(week) => week.fmt(f),
            Self::Month(first) => write!(f, "{:04}-{:02}", first.year(), first.month()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_the_weeks_that_end_in_it() {
        let month = Period::parse("2026-11").unwrap();
        let weeks: Vec<String> = month.weeks().iter().map(Week::to_string).collect();
        assert_eq!(weeks, ["2026-W44", "2026-W45", "2026-W46", "2026-W47", "2026-W48"]);
        assert_eq!((month.to_string(), month.label()), ("2026-11".into(), "2026年11月".into()));
        let week = Period::parse("2026-w48").unwrap();
        assert_eq!((week.weeks().len(), week.label()), (1, "2026-W48（11月23日至29日）".into()));
        for wrong in ["2026", "2026-13", "2026-11-05", "W48", ""] {
            assert_eq!(Period::parse(wrong), Err(PeriodFlaw), "{wrong}");
        }
    }
}
