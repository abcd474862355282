//! Ends without a decision at the desks (不予受理、退件、撤件、作废、转报).

use domain::{
    cases::{self, EndKind, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{CaseRef, act};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EndForm {
    /// Word of [`EndKind`].
    pub how: String,
    /// Why; told to the applicant.
    pub reason: String,
    /// The competent body, or the one above it goes to.
    pub body: String,
}

/// The right an end asks for. The two that a passed day brings about are no act of a desk.
pub fn right_to_end(kind: EndKind) -> Option<Act> {
    match kind {
        EndKind::NotAccepted | EndKind::Returned | EndKind::Withdrawn => Some(Act::CaseReceive),
        EndKind::AcceptanceCancelled | EndKind::ReferredUpward => Some(Act::CaseReview),
        EndKind::Voided => Some(Act::CaseVoid),
        EndKind::CorrectionLapsed | EndKind::StoppedWithMatter => None,
    }
}

/// Ends a case without a decision.
pub fn end(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &EndForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let known = EndKind::parse(&form.how).and_then(|kind| Some((kind, right_to_end(kind)?)));
    let (kind, right) = known
        .ok_or_else(|| Failure::Refused(Refusal::Day("请选择怎么结束：不予受理、退件、撤回、作废或转报".into())))?;
    let typed = form.clone();
    act(bureau, desk, (right, "case.ended"), (at, form, key), move |case, on| {
        if kind == EndKind::Withdrawn {
            case.stands_alone("撤回").map_err(Failure::Refused)?;
        }
        cases::end(case, kind, (&typed.reason, &typed.body), on.staff, on.now).map_err(Failure::Refused)
    })
}
