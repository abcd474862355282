//! The calls of the last weeks (样例回访): seeds promised on each Monday, weeks drawn on the Monday after, and calls made
//! that day, most of them answered well.
//!
//! Deliberately not here: what callers would write in full; the notes are a handful of usual words.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ManualClock, Rng},
    followup::{Dimension, Refusal, Week},
    people::Desk,
};
use jiff::{SignedDuration, civil::Date};

use super::{catalogue::Catalogue, create::SampleFault, days::instant, planted::SENT_AWAY, staff::SampleStaff};
use crate::{
    Bureau, Failure,
    followup::{CallForm, CallRefusal, line_view, record, run_draws, take_next},
};

/// Weeks that are drawn.
const WEEKS: usize = 3;
/// Calls of a week, more than are drawn. Those of the last one are left to be made.
const CALLS: u32 = 60;
/// Seconds from one call to the next.
const APART: i64 = 150;

const NOTES: [&str; 4] =
    ["办得很快，没有多跑", "窗口排队的时间长了一点", "材料多，复印要自己去找地方", "工作人员讲得清楚，态度好"];

/// Plays the weeks up to today's midnight.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    (staff, catalogue): (&SampleStaff, &Catalogue),
    today: Date,
    rng: &dyn Rng,
) -> Result<(), SampleFault> {
    let sent_away = catalogue.departments.get(SENT_AWAY).map(|(id, _)| *id);
    let mut weeks: Vec<Week> =
        std::iter::successors(Some(Week::of(today)), |w| Some(w.before())).take(WEEKS + 1).collect();
    weeks.reverse();
    for week in weeks {
        let monday = week.first_day();
        clock.set(instant(monday, 0));
        run_draws(bureau)?;
        if monday >= today {
            continue;
        }
        let morning = instant(monday, 9 * 60 * 60);
        if week == Week::of(today) {
            continue;
        }
        for n in 0..CALLS {
            clock.set(morning + SignedDuration::from_secs(i64::from(n) * APART));
            let Some(caller) = staff.callers.get(n as usize % staff.callers.len().max(1)) else { break };
            let desk = Desk::of(caller.clone(), "回访电话");
            if !call(bureau, &desk, (rng, n), sent_away)? {
                break;
            }
        }
    }
    Ok(())
}

/// One call; whether there was one to make.
fn call(
    bureau: &Bureau,
    desk: &Desk,
    (rng, n): (&dyn Rng, u32),
    sent_away: Option<DepartmentId>,
) -> Result<bool, SampleFault> {
    let id = match take_next(bureau, desk) {
        Ok(id) => id,
        Err(Failure::Refused(CallRefusal::Rule(Refusal::NothingToCall))) => return Ok(false),
        Err(failure) => return Err(failure.into()),
    };
    let view = line_view(bureau, desk, id).map_err(|e| e.map::<CallRefusal>(|never| match never {}))?;
    let mut form = CallForm {
        line: id.get(),
        version: view.line.version,
        script: view.plan.version,
        outcome: "1".to_owned(),
        ..CallForm::default()
    };
    let is_sent_away = Some(view.line.stratum.department) == sent_away;
    match rng.below(12) {
        // Whoever was sent to the office first says so: a detector looks for these answers.
        0 | 1 if is_sent_away => answered(&mut form, rng, n),
        0 => form.outcome = "2".to_owned(),
        1 => form.outcome = "4".to_owned(),
        _ => answered(&mut form, rng, n),
    }
    if is_sent_away && !form.handed_in.is_empty() {
        form.handed_in = "office_first".to_owned();
    }
    record(bureau, desk, &form, None)?;
    Ok(true)
}

fn answered(form: &mut CallForm, rng: &dyn Rng, n: u32) {
    let star = || (5 - rng.below(2)).to_string();
    let levels: BTreeMap<String, String> = Dimension::ALL.map(|d| (d.as_str().to_owned(), star())).into();
    form.levels = levels;
    form.overall = star();
    form.handed_in = "hall".to_owned();
    if rng.below(3) == 0 {
        form.note = NOTES[(rng.below(NOTES.len() as u64)) as usize].to_owned();
    }
    // Every week one who was not satisfied: its order stands in the register.
    if n == 3 {
        form.overall = "2".to_owned();
        form.levels.insert(Dimension::Efficiency.as_str().to_owned(), "2".to_owned());
        form.note = NOTES[1].to_owned();
    }
}
