//! Completion (办结): the result enters the case; the clock stops.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Case, Completion, Outcome, Refusal, Stage};
use crate::base::StaffId;

/// Enters the result of a decided case. A granted certificate needs its number (domain §3.1:
/// 出证办结).
pub fn complete(
    case: Case,
    result_name: &str,
    result_no: &str,
    result_kind: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(Case, CaseCompleted), Refusal> {
    case.is_here()?;
    let (acceptance, decision) = match case.stage {
        Stage::Decided(acceptance, decision) => (acceptance, decision),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("办结")),
    };
    let (result_name, result_no) = (result_name.trim(), result_no.trim());
    if result_name.is_empty() {
        return Err(Refusal::ResultNameMissing);
    }
    let needs_number = match decision.outcome {
        Outcome::Grant => matches!(result_kind, "证照" | "批文"),
        Outcome::Deny => false,
    };
    if needs_number && result_no.is_empty() {
        return Err(Refusal::ResultNumberMissing);
    }
    let completion = Completion { at, by: Some(by), result_name: result_name.into(), result_no: result_no.into() };
    let event = CaseCompleted { result_name: result_name.into(), result_no: result_no.into() };
    Ok((Case { version: case.version + 1, stage: Stage::Completed(acceptance, decision, completion), ..case }, event))
}

/// Event: a case was completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCompleted {
    /// Certificate or document.
    pub result_name: String,
    /// Its number.
    pub result_no: String,
}
