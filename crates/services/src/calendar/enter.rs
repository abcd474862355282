//! Entering what was offered (录入放假安排、地方安排): first a preview that changes nothing, then one event.

use std::collections::BTreeSet;

use domain::{
    base::{Calendar, LocalDay, Region, Workday, calendar::check_local},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    base::{self, LocalEntry},
    journal::{self, Change, Entry, Stream},
};

use super::{CalendarRefusal, Offer};
use crate::{
    Bureau, Failure,
    cases::{MovedCase, move_due, moved},
};

/// A day whose standing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayMove {
    /// The day.
    pub on: Date,
    /// Whether the office works on it from now on.
    pub now: Workday,
}

/// What an offer would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What was offered, in order.
    pub offer: Offer,
    /// Days that become days off or working days, by date.
    pub days: Vec<DayMove>,
    /// Years that get their first notice: what ends in them is 暂定 no longer.
    pub firm: Vec<i16>,
    /// Open cases whose due day moves, or becomes more or less certain, by number.
    pub moved: Vec<MovedCase>,
    /// Where the calendar stood; the confirmation names it, so that nothing else is confirmed.
    pub seen: i64,
}

/// What was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Years of the notices; empty for days of the place.
    pub years: Vec<i16>,
    /// Days of the place.
    pub local: usize,
    /// Days whose standing changed.
    pub days: usize,
    /// Cases whose due day was moved.
    pub moved: u64,
}

/// The event of notices that were entered. The days themselves stand in its rows.
#[derive(Serialize)]
struct NoticesEntered {
    years: Vec<i16>,
    notices: Vec<String>,
}

/// The event of words of the place.
#[derive(Serialize)]
struct LocalDaysSaid {
    days: Vec<SaidDay>,
}

#[derive(Serialize)]
struct SaidDay {
    day: String,
    kind: &'static str,
    version: u32,
}

/// What an offer makes of the calendar.
struct Outcome {
    before: Calendar,
    after: Calendar,
    /// The words of the place with their versions.
    local: Vec<LocalDay>,
}

impl Outcome {
    fn moves(&self) -> Vec<DayMove> {
        let named = |calendar: &Calendar| -> BTreeSet<Date> {
            let of_notices = calendar.years().iter().flat_map(|year| year.days.iter().map(|day| day.on));
            of_notices.chain(calendar.overlay().iter().map(|(on, _)| *on)).collect()
        };
        let all = named(&self.before).union(&named(&self.after)).copied().collect::<Vec<_>>();
        let now = |on: Date| DayMove { on, now: self.after.is_workday(on).workday };
        all.into_iter().map(now).filter(|day| self.before.is_workday(day.on).workday != day.now).collect()
    }

    fn firm(&self) -> Vec<i16> {
        let known: BTreeSet<i16> = self.before.years().iter().map(|y| y.year).collect();
        self.after.years().iter().map(|y| y.year).filter(|year| !known.contains(year)).collect()
    }
}

/// Notices come one after the other, a month or two before their year; further off it is a slip of the pen.
fn not_to_come(year: i16, last: i16) -> Result<(), CalendarRefusal> {
    if year > last.saturating_add(1) { Err(CalendarRefusal::YearToCome(year)) } else { Ok(()) }
}

fn outcome(tx: &mut Tx<'_>, region: &Region, offer: &Offer, today: Date) -> Result<Outcome, Failure<CalendarRefusal>> {
    let refused = |refusal: CalendarRefusal| Failure::Refused(refusal);
    let before = (*base::calendar(tx, region)?).clone();
    let mut after = before.clone();
    match offer {
        Offer::Notices(years) => {
            for year in years {
                let last = after.last_known_year().map_or(today.year(), |last| last.max(today.year()));
                not_to_come(year.year, last).map_err(refused)?;
                after = after.with_year(year.clone()).map_err(|flaw| refused(flaw.into()))?;
            }
            if after == before {
                return Err(refused(CalendarRefusal::Same));
            }
            Ok(Outcome { before, after, local: Vec::new() })
        }
        Offer::Local(days) => {
            let known = base::local_days(tx, region)?;
            let last = |on: Date| known.iter().rfind(|entry| entry.day.on == on).map(|entry| &entry.day);
            let checked = |day: &LocalDay| check_local(day, before.nationally(day.on), last(day.on));
            let local: Vec<LocalDay> =
                days.iter().map(checked).collect::<Result<_, _>>().map_err(|flaw| refused(flaw.into()))?;
            after = overlaid(&before, &local).map_err(|flaw| refused(flaw.into()))?;
            Ok(Outcome { before, after, local })
        }
    }
}

/// The calendar with these words of the place over its own.
fn overlaid(before: &Calendar, said: &[LocalDay]) -> Result<Calendar, domain::base::CalendarFlaw> {
    let untouched = before.overlay().iter().filter(|(on, _)| said.iter().all(|day| day.on != *on)).copied();
    let spoken = said.iter().filter_map(|day| Some((day.on, day.kind.workday()?)));
    let all: Vec<(Date, Workday)> = untouched.chain(spoken).collect();
    let days = |wanted: Workday| -> Vec<Date> { all.iter().filter(|(_, w)| *w == wanted).map(|(on, _)| *on).collect() };
    before.clone().with_overlay(&days(Workday::No), &days(Workday::Yes))
}

/// What an offer would do. Nothing is written.
pub fn preview(bureau: &Bureau, desk: &Desk, offer: &Offer) -> Result<Preview, Failure<CalendarRefusal>> {
    bureau.may(desk, Act::CalendarEdit)?;
    let (region, today) = (*bureau.region(), bureau.today());
    let looked = bureau.db().read(|tx| {
        let seen = journal::head(tx, &region, &Stream::county())?;
        // A refusal is an answer of this reading, not a failure of it.
        Ok(match outcome(tx, &region, offer, today) {
            Ok(outcome) => Ok((seen, moved(bureau, tx, &outcome.after)?, outcome)),
            Err(failure) => Err(failure),
        })
    })?;
    let (seen, moved, outcome) = looked?;
    Ok(Preview { offer: offer.clone(), days: outcome.moves(), firm: outcome.firm(), moved, seen })
}

/// Enters an offer, in one event, and then moves the due days of open cases, one event each: should that be cut
/// short, [`move_due`] goes on. `seen` is where the calendar stood in the preview; `None` takes it as it is.
pub fn enter(
    bureau: &Bureau,
    desk: &Desk,
    offer: &Offer,
    seen: Option<i64>,
    key: Option<&str>,
) -> Result<Entered, Failure<CalendarRefusal>> {
    let role = bureau.may(desk, Act::CalendarEdit)?;
    let (region, today, now) = (*bureau.region(), bureau.today(), bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "calendar.enter", key, &offer.csv());
    let offer = offer.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<Entered, Failure<CalendarRefusal>> {
        let head = journal::head(tx, &region, &Stream::county())?;
        if seen.is_some_and(|seen| seen != head) {
            return Err(Failure::Refused(CalendarRefusal::Moved));
        }
        let outcome = outcome(tx, &region, &offer, today)?;
        let entry = match &offer {
            Offer::Notices(years) => {
                let event = NoticesEntered {
                    years: years.iter().map(|y| y.year).collect(),
                    notices: years.iter().map(|y| y.notice.clone()).collect(),
                };
                let changes = base::calendar_changes(&region, &outcome.before, &outcome.after, Some(&stamp.actor));
                Entry::new(Stream::county(), head, "county.notices_entered", &event).with_all(changes)
            }
            Offer::Local(_) => {
                let said =
                    |day: &LocalDay| SaidDay { day: day.on.to_string(), kind: day.kind.as_str(), version: day.version };
                let event = LocalDaysSaid { days: outcome.local.iter().map(said).collect() };
                let row = |day: &LocalDay| -> Change {
                    let (entered_at, entered_by) = (now, stamp.actor.clone());
                    base::local_change(&region, &LocalEntry { day: day.clone(), entered_at, entered_by })
                };
                let changes: Vec<Change> = outcome.local.iter().map(row).collect();
                Entry::new(Stream::county(), head, "county.local_days_said", &event).with_all(changes)
            }
        };
        journal::append(tx, &region, &stamp, entry)?;
        let years = match &offer {
            Offer::Notices(years) => years.iter().map(|y| y.year).collect(),
            Offer::Local(_) => Vec::new(),
        };
        Ok(Entered { years, local: outcome.local.len(), days: outcome.moves().len(), moved: 0 })
    })?;
    let moved = move_due(bureau, desk).map_err(|failure| failure.map(|never| match never {}))?;
    Ok(Entered { moved, ..done.value })
}
