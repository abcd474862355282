//! Who stood at which window when (窗口服务时段): from its call to its end a ticket stands for whoever is served there,
//! with however many matters they came.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::Ticket;
use crate::base::{shanghai_day, shanghai_midnight};

/// A stretch of serving.
type Span = (Timestamp, Timestamp);
/// A call with its end, as far as it is known.
type Call = (Timestamp, Option<Timestamp>);

/// The tickets of some days by day and window.
#[derive(Debug, Clone, Default)]
pub struct Served {
    days: BTreeSet<Date>,
    at: BTreeMap<(Date, Option<u16>), Vec<Span>>,
    /// Slots of appointments, which end by themselves.
    booked: BTreeMap<(Date, Option<u16>), Vec<Span>>,
}

impl Served {
    /// Lays the tickets out. One without an end lasts until its window calls the next, the last one of a day until the
    /// day is over; one without a window until the day is over, because the next call may be another window's.
    #[must_use]
    pub fn new(tickets: &[Ticket]) -> Self {
        let mut of_window: BTreeMap<(Date, Option<u16>), Vec<Call>> = BTreeMap::new();
        let mut booked: BTreeMap<(Date, Option<u16>), Vec<Span>> = BTreeMap::new();
        for slot in tickets.iter().filter(|t| t.booked) {
            let (from, to) = (slot.taken_at, slot.finished_at.unwrap_or(slot.taken_at));
            booked.entry((shanghai_day(from), slot.window)).or_default().push((from, to));
        }
        for ticket in tickets.iter().filter(|t| !t.booked) {
            let from = ticket.called_at.unwrap_or(ticket.taken_at);
            of_window.entry((shanghai_day(from), ticket.window)).or_default().push((from, ticket.finished_at));
        }
        let days = of_window.keys().map(|(day, _)| *day).collect();
        let mut at = BTreeMap::new();
        for ((day, window), mut calls) in of_window {
            calls.sort_unstable();
            let over = shanghai_midnight(day.tomorrow().unwrap_or(day));
            let next = calls.iter().skip(1).map(|(from, _)| *from).chain([over]);
            let until = |next: Timestamp| if window.is_some() { next } else { over };
            let spans = calls.iter().zip(next).map(|((from, to), next)| (*from, to.unwrap_or(until(next)))).collect();
            at.insert((day, window), spans);
        }
        Self { days, at, booked }
    }

    /// Whether anything is known of a day: without tickets it was not a day on which nobody drew one. Appointments alone
    /// tell nothing of those who came without.
    #[must_use]
    pub fn knows(&self, day: Date) -> bool {
        self.days.contains(&day)
    }

    /// Whether somebody was being served when a case was taken in at a window, give or take some minutes: papers are
    /// entered a little before the call is pressed, or after it is ended. A window that is not known may be any.
    #[must_use]
    pub fn was_served(&self, window: Option<u16>, at: Timestamp, slack: SignedDuration) -> bool {
        let day = shanghai_day(at);
        let within = |spans: &Vec<Span>| spans.iter().any(|(from, to)| *from - slack <= at && at <= *to + slack);
        [&self.at, &self.booked].into_iter().any(|by_window| {
            let of = |window: Option<u16>| by_window.get(&(day, window)).is_some_and(within);
            match window {
                Some(no) => of(Some(no)) || of(None),
                None => by_window.range((day, None)..).take_while(|((on, _), _)| *on == day).any(|(_, s)| within(s)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::parse_moment;

    fn at(time: &str) -> Timestamp {
        parse_moment(&format!("2026-11-20 {time}")).unwrap()
    }

    fn ticket(row: u32, window: Option<u16>, called: &str, finished: Option<&str>) -> Ticket {
        let called = at(called);
        Ticket {
            row,
            number: format!("A{row:03}"),
            window,
            taken_at: called - SignedDuration::from_mins(9),
            called_at: Some(called),
            finished_at: finished.map(at),
            booked: false,
        }
    }

    #[test]
    fn a_ticket_stands_for_its_window_from_call_to_end() {
        let tickets = [
            ticket(2, Some(3), "09:00", Some("09:20")),
            ticket(3, Some(3), "09:40", None),
            ticket(4, Some(3), "10:10", Some("10:15")),
        ];
        let served = Served::new(&tickets);
        let slack = SignedDuration::from_mins(5);
        let asked = |window, time| served.was_served(window, at(time), slack);
        for (time, yes) in [("08:54", false), ("08:56", true), ("09:25", true), ("09:30", false), ("10:05", true)] {
            assert_eq!(asked(Some(3), time), yes, "{time}");
        }
        assert!(!asked(Some(3), "10:21"), "the last has an end");
        assert!(!asked(Some(4), "09:10"), "another window");
        assert!(asked(None, "09:10") && !asked(None, "09:30"), "which window is not known");
        assert!(served.knows(at("12:00").to_zoned(jiff::tz::TimeZone::UTC).date()));
        assert!(!served.knows(jiff::civil::date(2026, 11, 19)));
    }

    #[test]
    fn an_appointment_stands_for_its_slot_and_tells_nothing_of_the_day() {
        let slot = Ticket { booked: true, ..ticket(2, Some(3), "09:00", Some("10:00")) };
        let slot = Ticket { taken_at: at("09:00"), ..slot };
        let asked = |served: &Served, window, time| served.was_served(window, at(time), SignedDuration::ZERO);
        let alone = Served::new(std::slice::from_ref(&slot));
        assert!(!alone.knows(jiff::civil::date(2026, 11, 20)), "whoever came without is not known of");
        assert!(
            asked(&alone, Some(3), "09:30") && !asked(&alone, Some(3), "10:01") && !asked(&alone, Some(4), "09:30")
        );
        let both = Served::new(&[slot, ticket(3, Some(3), "08:40", None)]);
        assert!(both.knows(jiff::civil::date(2026, 11, 20)));
        assert!(asked(&both, Some(3), "16:00"), "an appointment does not end the ticket that was called before");
    }

    #[test]
    fn without_a_window_a_ticket_without_an_end_lasts_for_the_day() {
        let served = Served::new(&[ticket(2, None, "09:00", None), ticket(3, None, "09:10", Some("09:20"))]);
        let asked = |time| served.was_served(Some(7), at(time), SignedDuration::ZERO);
        assert!(!asked("08:59") && asked("09:00") && asked("16:00"));
    }
}
