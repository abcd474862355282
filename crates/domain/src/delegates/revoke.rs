//! Taking an authorisation back before its last day (撤销授权). What was decided under it stands.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{AuthorizationLetter, LetterState, Refusal, Revocation, refusal::words};
use crate::base::{LetterId, StaffId};

/// What a letter says that ended with the office of its representative.
const OUT_OF_OFFICE: &str = "代表已免去";

/// Revokes from a day on, from today at the earliest: what was decided before was decided under the letter.
///
/// # Errors
/// No reason, a day that is over, or a letter that holds no more.
pub fn revoke(
    letter: AuthorizationLetter,
    (from, reason): (Date, &str),
    (by, at, today): (StaffId, Timestamp, Date),
) -> Result<(AuthorizationLetter, LetterRevoked), Refusal> {
    let reason = words(reason, "撤销的原因", Refusal::ReasonMissing)?;
    end(letter, (from, reason, None), (by, at, today))
}

/// Ends a letter from a day on, for the letter that takes its place or for a reason.
pub(super) fn end(
    letter: AuthorizationLetter,
    (from, reason, replaced_by): (Date, String, Option<LetterId>),
    (by, at, today): (StaffId, Timestamp, Date),
) -> Result<(AuthorizationLetter, LetterRevoked), Refusal> {
    match (letter.state_on(today), &letter.revocation) {
        (LetterState::InForce | LetterState::Waiting, None) => {}
        (LetterState::InForce | LetterState::Waiting, Some(_)) => return Err(Refusal::Done("撤销")),
        (LetterState::Ended | LetterState::Revoked, _) => return Err(Refusal::NoMore("撤销")),
    }
    if from < today {
        return Err(Refusal::Past { what: "撤销的日子", today });
    }
    let event = LetterRevoked { from, reason: reason.clone(), replaced_by };
    let revocation = Some(Revocation { from, reason, replaced_by, at, by });
    Ok((AuthorizationLetter { version: letter.version + 1, revocation, ..letter }, event))
}

/// Ends a letter with the office of its representative, who is dismissed from a day on. A letter that would end later, by
/// its term or by a revocation that is entered already, ends then; which letter takes its place stays noted. `None` =
/// it does not reach that day.
#[must_use]
pub fn end_with_office(
    letter: AuthorizationLetter,
    from: Date,
    (by, at): (StaffId, Timestamp),
) -> Option<(AuthorizationLetter, LetterRevoked)> {
    if letter.last_day().is_none_or(|last| last < from) {
        return None;
    }
    let replaced_by = letter.revocation.as_ref().and_then(|r| r.replaced_by);
    let event = LetterRevoked { from, reason: OUT_OF_OFFICE.to_owned(), replaced_by };
    let revocation = Some(Revocation { from, reason: event.reason.clone(), replaced_by, at, by });
    Some((AuthorizationLetter { version: letter.version + 1, revocation, ..letter }, event))
}

/// Event: a letter was revoked or replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRevoked {
    /// First day on which it no longer holds.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// The letter that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<LetterId>,
}
