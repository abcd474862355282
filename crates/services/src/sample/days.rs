//! The days of the sample county's past (工作日与钟点): working days counted back from today, and
//! instants within office hours.
//!
//! Deliberately not here: the working-day calendar itself, which is the county's.

use domain::base::{Calendar, Rng};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::Offset};

/// Opening hours of every window of the hall.
pub(super) const HOURS: &str = "工作日9:00—12:00，13:30—17:00";

const MORNING: u32 = 9 * 60;
const AFTERNOON: u32 = 13 * 60 + 30;
/// New work is begun until an hour before the end of each half, so that what follows within the
/// hour still falls into office hours.
const MORNING_MINUTES: u64 = 120;
const AFTERNOON_MINUTES: u64 = 150;

/// Working days before today, the latest first.
pub(super) struct Days(Vec<Date>);

/// A moment: so many working days before the latest one, and the second of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) ago: usize,
    pub(super) second: u32,
}

impl Days {
    /// The `count` working days before today.
    pub(super) fn before(today: Date, count: usize, calendar: &Calendar) -> Self {
        let mut days = Vec::with_capacity(count);
        let mut day = today;
        while days.len() < count {
            let Ok(earlier) = day.yesterday() else { break };
            day = earlier;
            if calendar.is_workday(day).is_yes() {
                days.push(day);
            }
        }
        Self(days)
    }

    /// The day so many working days before the latest one.
    pub(super) fn day(&self, ago: usize) -> Date {
        self.0[ago.min(self.0.len() - 1)]
    }

    /// A moment as an instant.
    pub(super) fn instant(&self, moment: Moment) -> Timestamp {
        instant(self.day(moment.ago), moment.second)
    }
}

/// The first working day on or after a day.
pub(super) fn first_workday(mut day: Date, calendar: &Calendar) -> Date {
    while !calendar.is_workday(day).is_yes() {
        day = day.saturating_add(1.day());
    }
    day
}

/// A second of a day in Asia/Shanghai.
pub(super) fn instant(day: Date, second: u32) -> Timestamp {
    let midnight = Offset::constant(8)
        .to_timestamp(day.to_datetime(jiff::civil::Time::midnight()))
        .expect("the past of a county that opens today lies within the range of instants");
    midnight + jiff::SignedDuration::from_secs(i64::from(second))
}

/// A moment of office hours on a day, at least an hour before the end of the morning or afternoon.
pub(super) fn office_moment(ago: usize, rng: &dyn Rng) -> Moment {
    let drawn = rng.below(MORNING_MINUTES + AFTERNOON_MINUTES);
    let minute = match u32::try_from(drawn).unwrap_or_default() {
        early if drawn < MORNING_MINUTES => MORNING + early,
        late => AFTERNOON + late - MORNING_MINUTES as u32,
    };
    Moment { ago, second: minute * 60 + rng.below(60) as u32 }
}

/// Some minutes later on the same day.
pub(super) fn minutes_later(moment: Moment, least: u64, most: u64, rng: &dyn Rng) -> Moment {
    let minutes = least + rng.below(most - least + 1);
    Moment { second: moment.second + minutes as u32 * 60 + rng.below(50) as u32, ..moment }
}

#[cfg(test)]
mod tests {
    use domain::base::{SeededRng, shanghai_text};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_back_over_weekends() {
        let calendar = Calendar::new(Vec::new()).unwrap();
        let days = Days::before(date(2026, 11, 22), 6, &calendar);
        assert_eq!(
            (days.day(0), days.day(4), days.day(5)),
            (date(2026, 11, 20), date(2026, 11, 16), date(2026, 11, 13))
        );
        assert_eq!(first_workday(date(2026, 11, 21), &calendar), date(2026, 11, 23));
        assert_eq!(shanghai_text(instant(date(2026, 11, 20), MORNING * 60)), "2026-11-20 09:00");
    }

    #[test]
    fn an_hour_after_any_moment_is_still_office_time() {
        let rng = SeededRng::new(1);
        for _ in 0..2_000 {
            let at = office_moment(0, &rng);
            let last = minutes_later(at, 0, 58, &rng);
            let minute = last.second / 60;
            assert!((MORNING..12 * 60).contains(&minute) || (AFTERNOON..17 * 60).contains(&minute), "{at:?} {last:?}");
        }
    }
}
