//! Looking again after it was put right (回头看).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{FollowUp, Refusal, Settled, Stage, TrackedLead, Verdict, refusal::words};
use crate::base::StaffId;

/// Looks again at an upheld lead whose order is closed.
///
/// # Errors
/// The order is open, no words, or a lead that was not upheld.
pub fn follow_up(
    lead: TrackedLead,
    (goes_on, order_closed): (bool, bool),
    finding: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(TrackedLead, LeadFollowedUp), Refusal> {
    let Stage::Settled(assignment, statement, verdict @ Verdict { settled: Settled::Upheld(_), .. }) = &lead.stage
    else {
        return Err(Refusal::WrongStage { now: lead.stage.label(), wanted: "回头看" });
    };
    if !order_closed {
        return Err(Refusal::OrderOpen);
    }
    let finding = words(finding, "回头看情况", Refusal::FindingMissing)?;
    let event = LeadFollowedUp { goes_on, finding: finding.clone() };
    let again = FollowUp { at, by, goes_on, finding };
    let stage = Stage::FollowedUp(assignment.clone(), statement.clone(), verdict.clone(), again);
    Ok((TrackedLead { version: lead.version + 1, stage, ..lead }, event))
}

/// Event: somebody looked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFollowedUp {
    /// It goes on all the same.
    pub goes_on: bool,
    /// What was seen.
    pub finding: String,
}
