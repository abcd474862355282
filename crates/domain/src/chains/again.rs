//! A member that was returned (退件) and is handed in again within the matter (退件后重新提交). A return is no decision: the
//! applicant may apply again. So within the county's days the member is held open, whoever waits for it waits, the
//! others go on, and the chain's rule of a denial does not strike yet; handed in again, it is received and accepted
//! anew under the same number and form. When the days are over, or the applicant gives it up, it has come to nothing
//! and the rule strikes. So many times, and then it is over: every matter ends.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ChainAccepted, Filed, Intake, Look, Matter, MemberState, OpenStage, Refusal, accept};
use crate::{
    base::{Calendar, date_text},
    cases::{Case, CaseRules, EndKind},
};

/// Where a member stands by its case, seen from a day: one that was returned is held open while it may be handed in
/// again.
#[must_use]
pub fn standing(
    filed: &Filed,
    (key, case): (&str, &Case),
    (rules, calendar): (&CaseRules, &Calendar),
    today: Date,
) -> MemberState {
    let now = MemberState::of(case);
    let MemberState::Ended { on, kind: EndKind::Returned } = now else { return now };
    let times = filed.members.get(key).map_or(0, |h| h.earlier.len());
    let until = calendar.add_workdays(on, rules.again_workdays).on;
    let may = u32::try_from(times).is_ok_and(|times| times < rules.again_times) && today <= until;
    if may { MemberState::Returned { on, until } } else { now }
}

/// Hands a returned member in again: what its department had of it is over, a new case begins as received on this
/// day. An intake that was accepted stays so for the others; this one is accepted by itself ([`accept`]). `name` is
/// the member's.
///
/// # Errors
/// [`Refusal::Finished`], [`Refusal::NotReturned`]; [`Refusal::Day`] once its days are over.
pub fn begin_again(
    mut filed: Filed,
    (key, name): (&str, &str),
    today: Date,
) -> Result<(Filed, MemberBegunAgain), Refusal> {
    if let Some((how, _)) = filed.matter.finish {
        return Err(Refusal::Finished(how.label()));
    }
    let state = filed.matter.members.get_mut(key).ok_or_else(|| Refusal::UnknownMember(key.to_owned()))?;
    let handling = filed.members.get_mut(key).ok_or_else(|| Refusal::UnknownMember(key.to_owned()))?;
    match (&*state, handling.case) {
        (MemberState::Returned { until, .. }, Some(_)) if *until < today => {
            return Err(Refusal::Day(format!("重新提交的期限（{}）已经过了", date_text(*until))));
        }
        (MemberState::Returned { .. }, Some(_)) => {}
        (
            MemberState::Returned { .. }
            | MemberState::Waiting
            | MemberState::Open(_)
            | MemberState::Dropped(_)
            | MemberState::Granted { .. }
            | MemberState::Denied { .. }
            | MemberState::Ended { .. },
            _,
        ) => return Err(Refusal::NotReturned(name.to_owned())),
    }
    *state = MemberState::Open(OpenStage::Submitted);
    let before = handling.case.take();
    // Files that came since the return lie under an id of their own; the one of the case before is used up.
    handling.ahead = handling.ahead.filter(|id| Some(*id) != before);
    handling.earlier.extend(before);
    handling.again_on = Some(today);
    handling.look = Look::NotYet;
    filed.matter.version += 1;
    let times = u32::try_from(handling.earlier.len()).unwrap_or(u32::MAX);
    let event = MemberBegunAgain { matter_no: filed.matter.no.to_string(), member: key.to_owned(), on: today, times };
    Ok((filed, event))
}

/// The state of a returned member that is not handed in again: what the rule of a denial then looks at.
///
/// # Errors
/// [`Refusal::UnknownMember`], [`Refusal::NotReturned`].
pub fn given_up(matter: &Matter, (key, name): (&str, &str)) -> Result<MemberState, Refusal> {
    match matter.members.get(key) {
        Some(MemberState::Returned { on, .. }) => Ok(MemberState::Ended { on: *on, kind: EndKind::Returned }),
        Some(
            MemberState::Waiting
            | MemberState::Open(_)
            | MemberState::Dropped(_)
            | MemberState::Granted { .. }
            | MemberState::Denied { .. }
            | MemberState::Ended { .. },
        ) => Err(Refusal::NotReturned(name.to_owned())),
        None => Err(Refusal::UnknownMember(key.to_owned())),
    }
}

/// The day of receipt of members that were handed in again after the intake had been accepted and that nobody has
/// accepted yet; of several the last, as with a correction.
#[must_use]
pub fn received_again(filed: &Filed) -> Option<Date> {
    match filed.matter.intake {
        Intake::Accepted { .. } => {
            filed.received_members().iter().filter_map(|key| filed.members.get(key)?.again_on).max()
        }
        Intake::Received { .. } | Intake::CorrectionAsked => None,
    }
}

/// Accepts by silence what was handed in again and nobody answered in time, from the day it came (行政许可法 32(4)).
///
/// # Errors
/// [`Refusal::Day`] while there is nothing such, or the day has not passed; as [`accept`].
pub fn deem_again_accepted(
    filed: &Filed,
    (rules, calendar): (&CaseRules, &Calendar),
    (at, today): (Timestamp, Date),
) -> Result<(Matter, ChainAccepted), Refusal> {
    match received_again(filed) {
        Some(on) if rules.notice_by(on, calendar).on < today => {
            let (matter, event) = accept(filed.matter.clone(), at, on)?;
            Ok((matter, ChainAccepted { silent: true, ..event }))
        }
        Some(_) | None => Err(Refusal::Day("告知期限还没有过，不能视为受理".into())),
    }
}

/// Event: a member that was returned was handed in again; its new case is opened with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberBegunAgain {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// Day.
    pub on: Date,
    /// For the how manyth time.
    pub times: u32,
}

/// Event: the applicant gave a returned member up; what follows from it stands in the events after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberGivenUp {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// Day.
    pub on: Date,
}

#[cfg(test)]
mod tests;
