//! Asking for a rating (邀请评价): one link for each contact of a case, good for some days and one rating, without
//! signing in.
//!
//! Not here: how the link's code is made; only its digest is kept.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Refusal, ServiceNode};
use crate::{
    base::CaseId,
    cases::{Case, Stage},
};

/// A link that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Of which case.
    pub case: CaseId,
    /// Which contact of it.
    pub node: ServiceNode,
    /// SM3 of the link's code, hexadecimal.
    pub digest: String,
    /// When it arose.
    pub at: Timestamp,
    /// Last day.
    pub until: Date,
}

/// Event: a link arose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewInvited {
    /// Which contact.
    pub node: ServiceNode,
    /// Last day.
    pub until: Date,
}

/// When a contact of a case took place; `None` while it did not, or where it cannot be rated: what was ended without a
/// decision has no result.
#[must_use]
pub fn contact_at(case: &Case, node: ServiceNode) -> Option<Timestamp> {
    let accepted = case.stage.acceptance().map(|a| a.at);
    let completed = case.stage.completion().map(|c| c.at);
    match node {
        ServiceNode::Acceptance => accepted,
        ServiceNode::Handling => case.correction.as_ref().and(accepted),
        ServiceNode::Completion => completed,
    }
}

/// The contact that would be rated now: the last one that took place.
#[must_use]
pub fn last_contact(case: &Case) -> Option<ServiceNode> {
    match &case.stage {
        Stage::Draft | Stage::Submitted | Stage::CorrectionAsked => None,
        Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => {
            [ServiceNode::Completion, ServiceNode::Acceptance].into_iter().find(|n| contact_at(case, *n).is_some())
        }
    }
}

/// Whether a link opens its form today.
///
/// # Errors
/// [`Refusal::TooEarly`], [`Refusal::LinkOver`].
pub fn open_link(case: &Case, node: ServiceNode, until: Date, today: Date) -> Result<(), Refusal> {
    if contact_at(case, node).is_none() {
        return Err(Refusal::TooEarly { now: case.stage.label().to_owned(), node: node.label() });
    }
    if today > until { Err(Refusal::LinkOver(until)) } else { Ok(()) }
}
