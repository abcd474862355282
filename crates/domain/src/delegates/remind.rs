//! Letters that end soon (临期提醒). How soon is data.

use jiff::{ToSpan as _, civil::Date};

use super::AuthorizationLetter;

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
