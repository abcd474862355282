//! Days with their tickets beside the cases taken in at windows (取号与收件): what D7 looks at, day by day.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{shanghai_day, shanghai_midnight},
    oversight::{
        detectors::{Detector, Profile},
        queue::Served,
    },
    people::{Act, Desk},
};
use jiff::{SignedDuration, ToSpan as _, civil::Date};
use store::oversight::{self as rows, TicketImport};

use crate::{Bureau, Failure, Never, oversight::detectors::profile_in};

/// Days that the page looks back on.
const DAYS: i64 = 30;

/// One day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueDay {
    /// Which.
    pub on: Date,
    /// Tickets drawn.
    pub tickets: u64,
    /// Appointments that were kept.
    pub booked: u64,
    /// Windows that called somebody, as far as the export names them.
    pub windows: u64,
    /// Cases that were taken in at a window.
    pub cases: u64,
    /// Of those, while nobody stood there with a ticket.
    pub without: u64,
}

/// The days of the last month that tickets are held for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueDays {
    /// Days, the last first.
    pub days: Vec<QueueDay>,
    /// Exports that were taken, the last first.
    pub imports: Vec<TicketImport>,
    /// Minutes by which an entry may miss its ticket.
    pub slack_minutes: u32,
}

/// How far an entry may miss its ticket.
pub(in crate::oversight) fn slack(profile: &Profile) -> SignedDuration {
    SignedDuration::from_mins(i64::from(profile.setting(Detector::NoTicket).minutes))
}

/// The window of a terminal as sessions name it: `3号窗口 10.8.3.21`.
pub(in crate::oversight) fn window_of(terminal: &str) -> Option<u16> {
    terminal.split_once("号窗口").and_then(|(no, _)| no.trim().parse().ok())
}

/// The last thirty days, as far as tickets are held.
pub fn queue_days(bureau: &Bureau, desk: &Desk) -> Result<QueueDays, Failure<Never>> {
    bureau.may(desk, Act::LeadDetect)?;
    let (region, to) = (bureau.region(), bureau.today());
    let from = to.saturating_sub((DAYS - 1).days());
    Ok(bureau.db().read(|tx| {
        let profile = profile_in(bureau, tx)?;
        let tickets = rows::tickets(tx, region, (from, to))?;
        let served = Served::new(&tickets);
        let mut days: BTreeMap<Date, (QueueDay, BTreeSet<u16>)> = BTreeMap::new();
        for ticket in tickets.iter().filter(|t| !t.booked) {
            let on = shanghai_day(ticket.taken_at);
            let bare = QueueDay { on, tickets: 0, booked: 0, windows: 0, cases: 0, without: 0 };
            let (day, windows) = days.entry(on).or_insert((bare, BTreeSet::new()));
            day.tickets += 1;
            windows.extend(ticket.window);
        }
        for slot in tickets.iter().filter(|t| t.booked) {
            if let Some((day, _)) = days.get_mut(&shanghai_day(slot.taken_at)) {
                day.booked += 1;
            }
        }
        let span = (shanghai_midnight(from), shanghai_midnight(to.tomorrow().unwrap_or(to)));
        for entry in rows::window_entries(tx, region, span)? {
            let Some((day, _)) = days.get_mut(&shanghai_day(entry.at)) else { continue };
            day.cases += 1;
            day.without += u64::from(!served.was_served(window_of(&entry.terminal), entry.at, slack(&profile)));
        }
        let days = days.into_values().rev().map(|(day, windows)| QueueDay { windows: windows.len() as u64, ..day });
        Ok(QueueDays {
            days: days.collect(),
            imports: rows::ticket_imports(tx, region)?,
            slack_minutes: profile.setting(Detector::NoTicket).minutes,
        })
    })?)
}
