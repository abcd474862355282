//! The watched clocks of a case as they run now (受监察的时限): since when, until when, done when, and whether they stand.
//!
//! Once it is decided, a case does not hold when it was taken up: whoever asks brings that day from its journal, and
//! without it the steps 接件 and 审查 are watched while they run and not afterwards.

use jiff::civil::Date;

use super::{Point, WatchProfile};
use crate::{
    base::{Calendar, shanghai_day},
    cases::{Acceptance, Accepter, Case, EndKind, Finished, PauseSpan, Stage},
};

/// One clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// What is watched.
    pub point: Point,
    /// The day it began; not counted (民法典 201).
    pub from: Date,
    /// Its last day.
    pub due_on: Date,
    /// The day on which the step was over; `None` while it runs.
    pub done_on: Option<Date>,
    /// 特别程序 with its written notice stops it now (行政许可法 45). A hold (挂起) does not.
    pub stands: bool,
}

/// The clocks of a case that the profile watches and that have a last day. A case entered by mistake has none; nor has
/// a draft. `taken_up` is the day on which the department last took a case up that is decided by now, as its journal has
/// it; of one that is not decided the case itself tells.
#[must_use]
pub fn clocks_of(case: &Case, taken_up: Option<Date>, profile: &WatchProfile, calendar: &Calendar) -> Vec<Clock> {
    if is_left_out(case, profile) {
        return Vec::new();
    }
    let end = case.stage.ending().map(|e| shanghai_day(e.at));
    let decided = case.stage.decision().map(|d| shanghai_day(d.at));
    let completed = case.stage.completion().map(|c| shanghai_day(c.at));
    let delivered = case.stage.delivery().map(|d| shanghai_day(d.at));
    let mut found = Vec::new();
    let mut note = |point: Point, from: Date, own: Option<Date>, done_on: Option<Date>, stop: Option<&Acceptance>| {
        let Some(rule) = profile.rule(point) else { return };
        let stopped = stop.map_or(0, |a| stopped_workdays(&a.stopped, from, calendar));
        let set = rule.workdays.map(|n| calendar.add_workdays(from, n.saturating_add(stopped)).on);
        let due = match (own, set) {
            (Some(own), Some(set)) => Some(own.min(set)),
            (own, set) => own.or(set),
        };
        if let Some(due_on) = due {
            let stands = stop.is_some() && case.stage.is_stopped();
            found.push(Clock { point, from, due_on, done_on, stands });
        }
    };
    // What is answered and handed out once for a whole matter is not a step of its cases.
    if case.matter.is_none() && !case.stage.is_draft() {
        note(Point::Answer, case.receipt.on, case.receipt.notice_by, answered_on(case), None);
    }
    if let Some(a) = case.stage.acceptance() {
        note(Point::Whole, a.on, a.clocks.due.on, completed.or(end), Some(a));
        note(Point::Decision, a.on, None, decided.or(end), Some(a));
        let taken_up = taken_up.filter(|_| decided.is_some()).map(|on| (Some(on), decided));
        if let Some((taken_up, done)) = in_department(&case.stage).or(taken_up) {
            note(Point::Handing, a.on, None, taken_up.or(done), Some(a));
            if let Some(since) = taken_up {
                note(Point::Review, since, None, done, Some(a));
            }
        }
    }
    if let Some(decision) = case.stage.decision() {
        let since = shanghai_day(decision.at);
        note(Point::Certificate, since, None, completed, None);
        if let Some(completed) = completed.filter(|_| case.matter.is_none()) {
            note(Point::Delivery, completed, decision.deliver_by, delivered, None);
        }
    }
    found
}

/// Entered by mistake, or handled in another system where the county does not watch those.
pub(super) fn is_left_out(case: &Case, profile: &WatchProfile) -> bool {
    let voided = case.stage.ending().is_some_and(|e| e.kind == EndKind::Voided);
    let elsewhere = case.stage.acceptance().is_some_and(|a| a.by == Accepter::Elsewhere);
    voided || (elsewhere && !profile.imported)
}

/// The day on which the applicant was first answered since the papers came.
fn answered_on(case: &Case) -> Option<Date> {
    // An unanswered notice was the answer; one that was followed made the receipt begin anew.
    let told = case.correction.as_ref().filter(|c| c.supplied_at.is_none()).map(|c| c.on);
    let accepted = case.stage.acceptance().map(|a| shanghai_day(a.at));
    let ended = case.stage.ending().map(|e| shanghai_day(e.at));
    told.or(accepted).or(ended)
}

/// When somebody took it up, and when the case left the department's hands without a decision; `None` once it is
/// decided, and before it is accepted.
fn in_department(stage: &Stage) -> Option<(Option<Date>, Option<Date>)> {
    match stage {
        Stage::Accepted(_) | Stage::Suspended(_, None, _) => Some((None, None)),
        Stage::InReview(_, review) | Stage::Suspended(_, Some(review), _) => {
            Some((Some(shanghai_day(review.at)), None))
        }
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(Finished::Delivered(..) | Finished::Rated(..) | Finished::Ended(..), _) => None,
    }
}

/// Working days on which the clock stood since a step began.
fn stopped_workdays(stopped: &[PauseSpan], from: Date, calendar: &Calendar) -> u32 {
    let days: i64 = stopped.iter().map(|s| calendar.workdays_between(s.from.max(from), s.to).max(0)).sum();
    u32::try_from(days).unwrap_or(u32::MAX)
}
