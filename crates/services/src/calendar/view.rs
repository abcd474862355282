//! Looking at the calendar: open to everybody, because everybody's limits are counted by it.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::Calendar,
    people::{Act, Desk},
};
use store::base::{self, LocalEntry};

use crate::{Bureau, Failure, Never};

/// The calendar with where it comes from.
#[derive(Debug, Clone)]
pub struct CalendarView {
    /// Notices, and the place's days over them.
    pub calendar: Arc<Calendar>,
    /// Every word of the place, by day and in order.
    pub local: Vec<LocalEntry>,
    /// Who entered each year's notice; `None`: it came with the program.
    pub entered_by: BTreeMap<i16, Option<String>>,
}

impl CalendarView {
    /// The place's words that hold now.
    pub fn local_now(&self) -> impl Iterator<Item = &LocalEntry> {
        let last = |n: usize| self.local.get(n + 1).is_none_or(|next| next.day.on != self.local[n].day.on);
        self.local.iter().enumerate().filter(move |(n, e)| last(*n) && e.day.kind.workday().is_some()).map(|(_, e)| e)
    }
}

/// The calendar of the county.
pub fn view(bureau: &Bureau, desk: &Desk) -> Result<CalendarView, Failure<Never>> {
    bureau.may(desk, Act::CalendarView)?;
    Ok(bureau.db().read(|tx| {
        Ok(CalendarView {
            calendar: bureau.calendar(tx)?,
            local: base::local_days(tx, bureau.region())?,
            entered_by: base::calendar_origins(tx, bureau.region())?,
        })
    })?)
}
