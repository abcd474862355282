//! Where the time of finished cases went (时间去哪了), and how many were finished on their very last day (压件).

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{DepartmentId, shanghai_midnight},
    oversight::watch::{Finish, Spent, finish, spent},
    people::{Act, Desk, Reach, reach},
};
use jiff::{ToSpan as _, civil::Date};
use store::cases;

use super::board::names;
use crate::{Bureau, Failure, Never};

/// Days that are looked at where none are named, and at most.
const DAYS: u32 = 30;
const MOST: u32 = 366;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeForm {
    /// One department.
    pub department: Option<i64>,
    /// So many days up to today; none = thirty.
    pub days: Option<u32>,
}

/// How close to their last day cases were finished. Those without a limit of their own are in none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FinishCounts {
    /// Before it.
    pub before: u64,
    /// On it.
    pub last_day: u64,
    /// After it.
    pub after: u64,
}

impl FinishCounts {
    /// All three.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.before + self.last_day + self.after
    }
}

/// One department's cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeLine {
    /// Department; `None` = all of them.
    pub id: Option<DepartmentId>,
    /// Its name.
    pub name: String,
    /// Cases whose result was entered.
    pub cases: u64,
    /// Working days by what was waited for, up to the result.
    pub spent: Spent,
    /// How close to their last day.
    pub finish: FinishCounts,
}

/// Where the time went.
#[derive(Debug, Clone)]
pub struct Time {
    /// First day.
    pub from: Date,
    /// Last day: today.
    pub to: Date,
    /// All of it.
    pub all: TimeLine,
    /// By department, by name.
    pub lines: Vec<TimeLine>,
}

/// Where the time of the cases went that were finished lately, up to a minute old; an approver sees the own department's.
pub fn time(bureau: &Bureau, desk: &Desk, form: &TimeForm) -> Result<Time, Failure<Never>> {
    let department = match reach(desk, Act::OversightView)? {
        Reach::County => form.department.map(DepartmentId::new),
        Reach::Department(own) => Some(own),
        Reach::Nothing => Some(DepartmentId::new(0)),
    };
    let (region, to) = (bureau.region(), bureau.today());
    let (days, now) = (form.days.unwrap_or(DAYS).clamp(1, MOST), bureau.now());
    if let Some(known) = bureau.boards(|kept| kept.time((department, to), days, now)) {
        return Ok(Time::clone(&known));
    }
    let from = to.saturating_sub(i64::from(days - 1).days());
    let span = (shanghai_midnight(from), shanghai_midnight(to.tomorrow().unwrap_or(to)));
    let found = bureau.db().read(|tx| {
        let (names, calendar) = (names(tx, region)?, bureau.calendar(tx)?);
        let mut lines: BTreeMap<DepartmentId, TimeLine> = BTreeMap::new();
        let mut all = TimeLine::default();
        for case in cases::cases_completed(tx, region, span, department)? {
            // Up to the result: how long an applicant takes to fetch it says nothing about the house.
            let done = case.stage.completion().map_or(to, |c| domain::base::shanghai_day(c.at));
            let (part, end) = (spent(&case, &calendar, done).without_collection(), finish(&case));
            let own = lines.entry(case.department).or_default();
            for line in [own, &mut all] {
                line.cases += 1;
                line.spent.add(&part);
                match end {
                    Some(Finish::Before) => line.finish.before += 1,
                    Some(Finish::LastDay) => line.finish.last_day += 1,
                    Some(Finish::After) => line.finish.after += 1,
                    None => {}
                }
            }
        }
        let mut lines: Vec<TimeLine> = lines
            .into_iter()
            .map(|(id, line)| TimeLine { id: Some(id), name: names.get(&id).cloned().unwrap_or_default(), ..line })
            .collect();
        lines.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Time { from, to, all, lines })
    })?;
    bureau.boards(|kept| kept.keep_time((department, to), days, now, Arc::new(found.clone())));
    Ok(found)
}
