//! Time as an argument (时间): what a rule may know of now, and how an instant reads in China.
//!
//! Deliberately not here: the real clock, which lives in the binary; and a time-zone database:
//! China has kept UTC+8 without summer time since 15 September 1991.

use std::sync::{Mutex, PoisonError};

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// 北京时间.
const SHANGHAI: Offset = Offset::constant(8);

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The instant, UTC.
    fn now(&self) -> Timestamp;

    /// The civil day in Asia/Shanghai.
    fn today(&self) -> Date {
        shanghai_day(self.now())
    }
}

/// The day an instant falls on in Asia/Shanghai.
#[must_use]
pub fn shanghai_day(at: Timestamp) -> Date {
    shanghai(at).date()
}

/// The instant at which a day begins in Asia/Shanghai.
#[must_use]
pub fn shanghai_midnight(day: Date) -> Timestamp {
    SHANGHAI.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).unwrap_or(Timestamp::MIN)
}

/// The instant as read on a clock in Asia/Shanghai, to the minute: `2026-11-22 14:05`.
#[must_use]
pub fn shanghai_text(at: Timestamp) -> String {
    let at = shanghai(at);
    let (day, hour, minute) = (at.date(), at.hour(), at.minute());
    format!("{day} {hour:02}:{minute:02}")
}

fn shanghai(at: Timestamp) -> DateTime {
    SHANGHAI.to_datetime(at)
}

/// A clock that stands still: for samples and tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A clock moved by hand: for tests and for playing a county's year.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that shows `at` until it is moved.
    #[must_use]
    pub const fn new(at: Timestamp) -> Self {
        Self(Mutex::new(at))
    }

    /// Shows another instant, earlier or later.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// Moves on (back, when negative), stopping at the ends of time.
    pub fn advance(&self, by: SignedDuration) {
        let mut at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *at = at.saturating_add(by).unwrap_or(*at);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        text.parse().expect(text)
    }

    #[test]
    fn the_day_turns_at_four_in_the_afternoon_utc() {
        for (at, day, text) in [
            ("2026-11-22T06:05:59Z", "2026-11-22", "2026-11-22 14:05"),
            ("2026-11-22T15:59:59.999Z", "2026-11-22", "2026-11-22 23:59"),
            ("2026-11-22T16:00:00Z", "2026-11-23", "2026-11-23 00:00"),
            ("2026-12-31T16:00:00Z", "2027-01-01", "2027-01-01 00:00"),
        ] {
            assert_eq!(shanghai_day(instant(at)).to_string(), day);
            assert_eq!(shanghai_text(instant(at)), text);
            assert_eq!(FixedClock(instant(at)).today().to_string(), day);
        }
    }

    #[test]
    fn a_manual_clock_moves_only_by_hand() {
        let clock = ManualClock::new(instant("2026-11-22T15:00:00Z"));
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_hours(1));
        assert_eq!(clock.today().to_string(), "2026-11-23");
        clock.advance(SignedDuration::from_hours(-1));
        assert_eq!(clock.today().to_string(), "2026-11-22");
        clock.advance(SignedDuration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
        clock.set(instant("2026-01-01T00:00:00Z"));
        assert_eq!(clock.today().to_string(), "2026-01-01");
    }
}
