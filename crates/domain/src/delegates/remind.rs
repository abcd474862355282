//! Letters that end soon (临期提醒), and those that ended with nothing after them. How soon is data. Each is reminded of once
//! before its last day and once after; a letter whose end moved is reminded of anew.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::AuthorizationLetter;

/// What is reminded of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// 快到期.
    Ending,
    /// 已失效，没有接续.
    Ended,
}

/// Event: a letter was reminded of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterReminded {
    /// Of what.
    pub what: Reminder,
    /// The last day on which the letter holds.
    pub last_day: Date,
}

/// What there is to remind of on a day: letters that end within `days`, and those that ended in the days looked back on.
#[must_use]
pub fn reminders(
    letters: &[AuthorizationLetter],
    (since, on): (Date, Date),
    days: u32,
) -> Vec<(&AuthorizationLetter, LetterReminded)> {
    let ending = ending_within(letters, on, days).into_iter().map(|l| (l, Reminder::Ending));
    let all = ending.chain(ended_within(letters, (since, on)).into_iter().map(|l| (l, Reminder::Ended)));
    all.filter_map(|(l, what)| l.last_day().map(|last_day| (l, LetterReminded { what, last_day }))).collect()
}

/// The letter after somebody was reminded of it: nothing of it changes.
#[must_use]
pub fn reminded(letter: AuthorizationLetter) -> AuthorizationLetter {
    AuthorizationLetter { version: letter.version + 1, ..letter }
}

/// Letters that ended in the days looked back on, where none of the same department and representative holds now and none
/// took their place; those that ended last come first.
#[must_use]
pub fn ended_within(letters: &[AuthorizationLetter], (since, on): (Date, Date)) -> Vec<&AuthorizationLetter> {
    let goes_on = |l: &AuthorizationLetter| {
        letters
            .iter()
            .any(|o| o.department == l.department && o.representative.staff == l.representative.staff && o.holds_on(on))
    };
    let replaced = |l: &AuthorizationLetter| l.revocation.as_ref().is_some_and(|r| r.replaced_by.is_some());
    let mut ended: Vec<(Date, &AuthorizationLetter)> = letters
        .iter()
        .filter_map(|l| l.last_day().map(|last| (last, l)))
        .filter(|(last, l)| *last < on && since <= *last && !goes_on(l) && !replaced(l))
        .collect();
    ended.sort_by_key(|(last, l)| std::cmp::Reverse((*last, l.id)));
    ended.into_iter().map(|(_, l)| l).collect()
}

/// Letters that hold on a day and have at most `days` days left, the day itself among them, where no other letter of
/// the department lets the same representative act on the day after; those that end first come first.
#[must_use]
pub fn ending_within(letters: &[AuthorizationLetter], on: Date, days: u32) -> Vec<&AuthorizationLetter> {
    let horizon = on.saturating_add(i64::from(days).days());
    let goes_on = |letter: &AuthorizationLetter, last: Date| {
        let next = last.tomorrow().unwrap_or(last);
        letters.iter().any(|l| {
            l.id != letter.id
                && l.department == letter.department
                && l.representative.staff == letter.representative.staff
                && l.holds_on(next)
        })
    };
    let mut ending: Vec<(Date, &AuthorizationLetter)> = letters
        .iter()
        .filter(|l| l.holds_on(on))
        .filter_map(|l| l.last_day().map(|last| (last, l)))
        .filter(|(last, l)| *last < horizon && !goes_on(l, *last))
        .collect();
    ending.sort_by_key(|(last, l)| (*last, l.id));
    ending.into_iter().map(|(_, l)| l).collect()
}
