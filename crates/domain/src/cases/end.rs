//! Ends without a decision (不予受理、退件、撤件、作废、转报): each from where the law lets it, each with its
//! reason.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Acceptance, Case, EndKind, Ending, Refusal, Stage};
use crate::base::StaffId;

/// Ends a case. `by` is `None` for the applicant. A reason is demanded of everybody but the applicant
/// who takes the own application back (domain §3.1: reasons for results 1 to 5). `body` names the
/// competent body of a refusal, or the one it is referred to.
pub fn end(
    case: Case,
    kind: EndKind,
    (reason, body): (&str, &str),
    by: Option<StaffId>,
    at: Timestamp,
) -> Result<(Case, CaseEnded), Refusal> {
    let (reason, body) = (reason.trim(), body.trim());
    let acceptance = leave(&case, kind)?;
    match kind {
        EndKind::ReferredUpward => case.is_here()?,
        EndKind::StoppedWithMatter if case.matter.is_none() => return Err(Refusal::NoMatter),
        EndKind::NotAccepted
        | EndKind::Returned
        | EndKind::Withdrawn
        | EndKind::CorrectionLapsed
        | EndKind::AcceptanceCancelled
        | EndKind::Voided
        | EndKind::StoppedWithMatter => {}
    }
    match (kind, reason.is_empty()) {
        (EndKind::Withdrawn, _) | (_, false) => {}
        (EndKind::NotAccepted, true) => return Err(Refusal::WhyMissing("不予受理")),
        (EndKind::Returned, true) => return Err(Refusal::WhyMissing("退件")),
        (EndKind::Voided, true) => return Err(Refusal::WhyMissing("作废")),
        (EndKind::ReferredUpward, true) => return Err(Refusal::WhyMissing("转报")),
        (EndKind::AcceptanceCancelled, true) => return Err(Refusal::WhyMissing("撤销受理")),
        (EndKind::CorrectionLapsed, true) => return Err(Refusal::WhyMissing("按补正逾期办结")),
        (EndKind::StoppedWithMatter, true) => return Err(Refusal::WhyMissing("随整件终止")),
    }
    if kind == EndKind::ReferredUpward && body.is_empty() {
        return Err(Refusal::Day("请填写转报给哪个上级机关".into()));
    }
    let event = CaseEnded { how: kind, reason: reason.to_owned(), body: body.to_owned() };
    let ending = Ending { kind, at, by, reason: reason.to_owned(), body: body.to_owned() };
    Ok((Case { version: case.version + 1, stage: Stage::Ended(acceptance, ending), ..case }, event))
}

/// Whether a case may end so from where it stands; with what its acceptance left.
fn leave(case: &Case, kind: EndKind) -> Result<Option<Acceptance>, Refusal> {
    let accepted = || case.stage.acceptance().cloned();
    let may = match (kind, &case.stage) {
        (
            EndKind::NotAccepted | EndKind::Returned | EndKind::CorrectionLapsed,
            Stage::Submitted | Stage::CorrectionAsked,
        ) => true,
        (
            EndKind::StoppedWithMatter,
            Stage::Submitted | Stage::CorrectionAsked | Stage::Accepted(_) | Stage::InReview(..) | Stage::Suspended(..),
        ) => true,
        (
            EndKind::Withdrawn,
            Stage::Draft
            | Stage::Submitted
            | Stage::CorrectionAsked
            | Stage::Accepted(_)
            | Stage::InReview(..)
            | Stage::Suspended(..),
        ) => true,
        (EndKind::AcceptanceCancelled, Stage::Accepted(_) | Stage::InReview(..) | Stage::Suspended(..)) => true,
        (EndKind::ReferredUpward, Stage::Accepted(_) | Stage::InReview(..)) => true,
        (
            EndKind::Voided,
            Stage::Draft
            | Stage::Submitted
            | Stage::CorrectionAsked
            | Stage::Accepted(_)
            | Stage::InReview(..)
            | Stage::Suspended(..)
            | Stage::Decided(..),
        ) => true,
        (
            EndKind::NotAccepted
            | EndKind::Returned
            | EndKind::CorrectionLapsed
            | EndKind::Withdrawn
            | EndKind::AcceptanceCancelled
            | EndKind::ReferredUpward
            | EndKind::Voided
            | EndKind::StoppedWithMatter,
            Stage::Draft
            | Stage::Submitted
            | Stage::CorrectionAsked
            | Stage::Accepted(_)
            | Stage::InReview(..)
            | Stage::Suspended(..)
            | Stage::Decided(..)
            | Stage::Completed(..)
            | Stage::Delivered(..)
            | Stage::Rated(..)
            | Stage::Ended(..)
            | Stage::Archived(..),
        ) => false,
    };
    if may { Ok(accepted()) } else { Err(case.stage.wrong(wanted(kind))) }
}

fn wanted(kind: EndKind) -> &'static str {
    match kind {
        EndKind::NotAccepted => "作不予受理",
        EndKind::Returned => "退件",
        EndKind::Withdrawn => "撤回",
        EndKind::CorrectionLapsed => "按补正逾期办结",
        EndKind::AcceptanceCancelled => "撤销受理",
        EndKind::Voided => "作废",
        EndKind::ReferredUpward => "转报",
        EndKind::StoppedWithMatter => "随整件终止",
    }
}

/// Event: a case ended without a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEnded {
    /// How.
    pub how: EndKind,
    /// Why.
    pub reason: String,
    /// The competent body, or the one above; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}
