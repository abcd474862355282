//! The hall's hours and places (大厅时间、地点): data, because every county has its own.

use jiff::{Timestamp, civil::Time, tz::Offset};
use serde::{Deserialize, Serialize};

use crate::base::{Calendar, shanghai_day};

/// From when to when, on a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Opens.
    pub from: Time,
    /// Closes.
    pub to: Time,
}

/// The hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hall {
    /// Its hours, in order.
    pub hours: Vec<Span>,
    /// Minutes before opening and after closing in which desks may still be at work.
    pub grace_minutes: u32,
    /// Words of which one stands in the address of whatever is handled in the hall.
    pub places: Vec<String>,
    /// The hall's terminals: a window (`3号窗口`), an address, or the beginning of addresses (`10.8.3.*`); empty = the
    /// county keeps no list.
    pub terminals: Vec<String>,
    /// Where the hours come from.
    pub source: String,
}

fn minute(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// Minute of the day in Asia/Shanghai.
fn minute_of(at: Timestamp) -> i64 {
    minute(Offset::constant(8).to_datetime(at).time())
}

impl Hall {
    /// Whether desks may be at work at this moment. A pause at noon counts as open when the grace bridges it.
    #[must_use]
    pub fn is_open(&self, at: Timestamp, calendar: &Calendar) -> bool {
        if !works(at, calendar) {
            return false;
        }
        let (now, grace) = (minute_of(at), i64::from(self.grace_minutes));
        self.hours.iter().any(|span| minute(span.from) - grace <= now && now <= minute(span.to) + grace)
    }

    /// Whether it is one of the last minutes before the hall closes for the day, or after.
    #[must_use]
    pub fn is_closing(&self, at: Timestamp, minutes: u32) -> bool {
        self.hours.last().is_some_and(|span| minute_of(at) >= minute(span.to) - i64::from(minutes))
    }

    /// Minutes in which the hall is open on a working day.
    #[must_use]
    pub fn open_minutes(&self) -> u32 {
        let open: i64 = self.hours.iter().map(|span| (minute(span.to) - minute(span.from)).max(0)).sum();
        u32::try_from(open).unwrap_or(0)
    }

    /// Whether a terminal, as a session names it (`3号窗口 10.8.3.21`), stands on the hall's list.
    #[must_use]
    pub fn has_terminal(&self, terminal: &str) -> bool {
        let is = |entry: &str, part: &str| match entry.strip_suffix('*') {
            Some(beginning) => part.starts_with(beginning),
            None => part == entry,
        };
        let listed = |part: &str| self.terminals.iter().any(|entry| is(entry, part));
        listed(terminal) || terminal.split(' ').any(listed)
    }

    /// Whether an address speaks of the hall.
    #[must_use]
    pub fn is_at(&self, address: &str) -> bool {
        let folded = crate::base::fold(address);
        self.places.iter().any(|place| folded.contains(&crate::base::fold(place)))
    }
}

fn works(at: Timestamp, calendar: &Calendar) -> bool {
    calendar.is_workday(shanghai_day(at)).is_yes()
}

/// The last working day of its month.
pub(super) fn is_month_end(at: Timestamp, calendar: &Calendar) -> bool {
    let day = shanghai_day(at);
    let mut next = day;
    while let Ok(later) = next.tomorrow() {
        if later.month() != day.month() {
            return true;
        }
        if calendar.is_workday(later).is_yes() {
            return false;
        }
        next = later;
    }
    true
}
