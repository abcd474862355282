//! When a clock reaches a level (触发): a day that follows from the facts alone, never from when somebody looked. So any
//! number of runs, at any time, give the same cards.

use jiff::civil::Date;

use super::{Clock, Level, Point, WatchProfile, clock::is_left_out, clocks_of};
use crate::{
    base::{Calendar, shanghai_day},
    cases::{Case, Channel, EndKind, Means, Outcome},
};

/// A level that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached {
    /// What is watched.
    pub point: Point,
    /// How far.
    pub level: Level,
    /// The day the step began.
    pub from: Date,
    /// Its last day.
    pub due_on: Date,
    /// The first day on which it holds.
    pub on: Date,
}

/// Everything a case has reached by a day, by point and level. `taken_up` as [`clocks_of`] wants it.
#[must_use]
pub fn reached(
    (case, taken_up): (&Case, Option<Date>),
    profile: &WatchProfile,
    calendar: &Calendar,
    today: Date,
) -> Vec<Reached> {
    let mut out: Vec<Reached> = clocks_of(case, taken_up, profile, calendar)
        .iter()
        .flat_map(|clock| levels(clock, profile, calendar, today))
        .chain(without_reasons(case, profile).filter(|r| r.on <= today))
        .collect();
    out.sort_unstable();
    out
}

/// The levels of one clock. None while it stands. A level counts from the day on which it held and the step still ran:
/// one that was over by that day, or on it, needed no reminder; whoever looks only later finds the same.
fn levels(clock: &Clock, profile: &WatchProfile, calendar: &Calendar, today: Date) -> Vec<Reached> {
    if clock.stands {
        return Vec::new();
    }
    let ran = |on: &Date| *on <= today && clock.done_on.is_none_or(|done| *on < done);
    let late = |on: &Date| *on <= today && clock.done_on.is_none_or(|done| *on <= done);
    let warned = |left| warn_on(clock, left, calendar).filter(ran);
    let over = calendar.add_workdays(clock.due_on, profile.red_after).on.tomorrow().ok().filter(late);
    [(Level::Reminder, warned(profile.reminder_left)), (Level::Yellow, warned(profile.yellow_left)), (Level::Red, over)]
        .into_iter()
        .filter_map(|(level, on)| {
            Some(Reached { point: clock.point, level, from: clock.from, due_on: clock.due_on, on: on? })
        })
        .collect()
}

/// The first day on which no more than so many working days are left. The day on which a step begins warns of
/// nothing: a step of one day would else be warned of before anybody could have begun it.
fn warn_on(clock: &Clock, left: u32, calendar: &Calendar) -> Option<Date> {
    if clock.due_on <= clock.from {
        return None;
    }
    let mut on = clock.due_on;
    while let Ok(before) = on.yesterday() {
        if before <= clock.from || calendar.workdays_between(before, clock.due_on) > i64::from(left) {
            break;
        }
        on = before;
    }
    Some(on)
}

/// Papers taken for an application that came in online, of an item that promises to be done wholly online (全程网办) in the
/// version it was filed under: at once red. What another system pushed is left out, as its files become papers here; so is
/// a part of a matter, whose materials are taken for the whole. `wholly_online` is the item's promise.
#[must_use]
pub fn papers_taken(case: &Case, wholly_online: bool, profile: &WatchProfile, today: Date) -> Option<Reached> {
    let watched = profile.rule(Point::Online).is_some() && !is_left_out(case, profile);
    let alone = case.foreign.is_none() && case.matter.is_none();
    if !(watched && alone && wholly_online && case.channel == Channel::Online && !case.stage.is_draft()) {
        return None;
    }
    let paper = case.materials.iter().any(|m| m.received && m.means == Means::Paper);
    let on = case.stage.acceptance().map_or(case.receipt.on, |a| a.on);
    let reached = Reached { point: Point::Online, level: Level::Red, from: case.receipt.on, due_on: on, on };
    (paper && on <= today).then_some(reached)
}

/// Refused without a reason, known from what another system sent: at once red.
fn without_reasons(case: &Case, profile: &WatchProfile) -> impl Iterator<Item = Reached> {
    let refused = case.stage.ending().filter(|e| e.kind == EndKind::NotAccepted).map(|e| (e.at, &e.reason));
    let denied = case.stage.decision().filter(|d| d.outcome == Outcome::Deny).map(|d| (d.at, &d.reason));
    let watched = profile.rule(Point::Reasons).is_some() && !is_left_out(case, profile);
    refused.or(denied).filter(|(_, reason)| watched && reason.trim().is_empty()).into_iter().map(|(at, _)| {
        let on = shanghai_day(at);
        Reached { point: Point::Reasons, level: Level::Red, from: on, due_on: on, on }
    })
}
