//! The decision (决定): grant, or deny with reason (行政许可法 38).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Case, Decision, Outcome, Refusal, Stage};
use crate::base::StaffId;

/// Decides an accepted case.
pub fn decide(
    case: Case,
    outcome: Outcome,
    reason: &str,
    opinion: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(Case, CaseDecided), Refusal> {
    match case.stage {
        Stage::Accepted => {}
        Stage::Decided(_) | Stage::Completed(..) | Stage::Delivered(..) => {
            return Err(Refusal::WrongStage { now: case.stage.label(), wanted: "作决定" });
        }
    }
    let reason = match outcome {
        Outcome::Grant => String::new(),
        Outcome::Deny if reason.trim().is_empty() => return Err(Refusal::ReasonMissing),
        Outcome::Deny => reason.trim().to_owned(),
    };
    let decision = Decision { at, by, outcome, reason, opinion: opinion.trim().to_owned() };
    let event = CaseDecided {
        outcome: outcome.as_str().to_owned(),
        reason: decision.reason.clone(),
        opinion: decision.opinion.clone(),
    };
    Ok((Case { version: case.version + 1, stage: Stage::Decided(decision), ..case }, event))
}

/// Event: a case was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDecided {
    /// `grant` or `deny`.
    pub outcome: String,
    /// Why not.
    pub reason: String,
    /// The approver's words.
    pub opinion: String,
}
