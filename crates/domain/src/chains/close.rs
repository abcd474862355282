//! How a matter is left (一次送达、一次评价、整件撤回): its results are handed out together, it is rated once, and the
//! applicant takes it back as a whole.
//!
//! Not here: what becomes of the members' cases with it, which `services` does.

use jiff::{Timestamp, civil::Date};

use super::{
    ChainDelivered, ChainEvent, ChainFinished, ChainRated, ChainWithdrawn, DropReason, Filed, Matter, MemberState,
    OpenStage, Refusal, run::finish_of,
};
use crate::cases::{DeliveryWay, EndKind, Rating};

/// Takes the whole back: what has not begun is not started any more, what is in hand and not decided is ended.
/// What is decided already runs to its end.
///
/// # Errors
/// [`Refusal::Finished`]; [`Refusal::NothingToWithdraw`] where all that has begun is decided and nothing is ahead.
pub fn withdraw(mut matter: Matter, on: Date) -> Result<(Matter, Vec<ChainEvent>), Refusal> {
    if let Some((how, _)) = matter.finish {
        return Err(Refusal::Finished(how.label()));
    }
    let (mut ended, mut dropped) = (Vec::new(), Vec::new());
    for (key, state) in &mut matter.members {
        match state {
            MemberState::Waiting | MemberState::Returned { .. } => {
                *state = MemberState::Dropped(DropReason::Withdrawn);
                dropped.push(key.clone());
            }
            MemberState::Open(
                OpenStage::Submitted
                | OpenStage::CorrectionAsked { .. }
                | OpenStage::InHand { .. }
                | OpenStage::Suspended { .. },
            ) => {
                *state = MemberState::Ended { on, kind: EndKind::Withdrawn };
                ended.push(key.clone());
            }
            MemberState::Open(OpenStage::Decided { .. })
            | MemberState::Dropped(_)
            | MemberState::Granted { .. }
            | MemberState::Denied { .. }
            | MemberState::Ended { .. } => {}
        }
    }
    if ended.is_empty() && dropped.is_empty() {
        return Err(Refusal::NothingToWithdraw);
    }
    let no = matter.no.to_string();
    let mut events = vec![ChainEvent::Withdrawn(ChainWithdrawn { matter_no: no.clone(), on, members: ended, dropped })];
    if let Some(how) = finish_of(&matter.members) {
        matter.finish = Some((how, on));
        events.push(ChainEvent::Finished(ChainFinished { matter_no: no, how, on }));
    }
    matter.version += events.len() as i64;
    Ok((matter, events))
}

/// Notes that the results of these members were handed out in one act. `left` = something that is completed is not
/// among them. Whole only when the matter is over.
///
/// # Errors
/// [`Refusal::NothingReady`].
pub fn deliver(
    mut filed: Filed,
    members: Vec<String>,
    left: bool,
    way: DeliveryWay,
    at: Timestamp,
) -> Result<(Filed, ChainDelivered), Refusal> {
    if members.is_empty() {
        return Err(Refusal::NothingReady);
    }
    let whole = filed.matter.finish.is_some() && !left;
    if whole {
        filed.delivered_at = Some(at);
    }
    filed.matter.version += 1;
    let event = ChainDelivered { matter_no: filed.matter.no.to_string(), way: way.as_str().to_owned(), members, whole };
    Ok((filed, event))
}

/// Notes the applicant's rating of the whole (一事一评): once, when everything was handed out.
///
/// # Errors
/// [`Refusal::Stars`], [`Refusal::RatedBefore`], [`Refusal::NotDelivered`].
pub fn rate(mut filed: Filed, stars: u8, at: Timestamp) -> Result<(Filed, ChainRated), Refusal> {
    if !(1..=5).contains(&stars) {
        return Err(Refusal::Stars);
    }
    if filed.rating.is_some() {
        return Err(Refusal::RatedBefore);
    }
    if filed.delivered_at.is_none() {
        return Err(Refusal::NotDelivered);
    }
    filed.rating = Some(Rating { at, stars });
    filed.matter.version += 1;
    let event = ChainRated { matter_no: filed.matter.no.to_string(), stars };
    Ok((filed, event))
}

#[cfg(test)]
mod tests;
