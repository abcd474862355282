//! The department's statement (情况说明).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Refusal, Stage, Statement, TrackedLead, refusal::words};
use crate::base::StaffId;

/// States how it was. A statement may be written anew until somebody has decided.
///
/// # Errors
/// No words, too many, or a lead that waits for no statement.
pub fn state(lead: TrackedLead, text: &str, by: StaffId, at: Timestamp) -> Result<(TrackedLead, LeadStated), Refusal> {
    let assignment = match &lead.stage {
        Stage::Assigned(assignment) | Stage::Stated(assignment, _) => assignment.clone(),
        Stage::Found | Stage::Settled(..) | Stage::FollowedUp(..) => {
            return Err(Refusal::WrongStage { now: lead.stage.label(), wanted: "说明" });
        }
    };
    let text = words(text, "情况说明", Refusal::StatementMissing)?;
    let event = LeadStated { text: text.clone() };
    let stage = Stage::Stated(assignment, Statement { at, by, text });
    Ok((TrackedLead { version: lead.version + 1, stage, ..lead }, event))
}

/// Event: the department stated how it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadStated {
    /// In words.
    pub text: String,
}
