//! Giving a lead to its department (交办核查).

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Assignment, Refusal, Stage, TrackedLead, refusal::short_enough};
use crate::base::StaffId;

/// Assigns a found lead.
///
/// # Errors
/// A lead of several departments, a day that cannot be meant, or one that was assigned already.
pub fn assign(
    lead: TrackedLead,
    (due_on, today): (Date, Date),
    note: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(TrackedLead, LeadAssigned), Refusal> {
    match lead.stage {
        Stage::Found => {}
        Stage::Assigned(_) | Stage::Stated(..) | Stage::Settled(..) | Stage::FollowedUp(..) => {
            return Err(Refusal::WrongStage { now: lead.stage.label(), wanted: "交办" });
        }
    }
    if lead.lead.department.is_none() {
        return Err(Refusal::NoDepartment);
    }
    if due_on < today {
        return Err(Refusal::DuePast(today));
    }
    if due_on > today.saturating_add(1.year()) {
        return Err(Refusal::DueTooFar);
    }
    let note = short_enough(note, "核查要求")?;
    let event = LeadAssigned { due_on, note: note.clone() };
    let stage = Stage::Assigned(Assignment { at, by, due_on, note });
    Ok((TrackedLead { version: lead.version + 1, stage, ..lead }, event))
}

/// Event: a lead was given to its department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadAssigned {
    /// Last day for the statement.
    pub due_on: Date,
    /// What to look at.
    pub note: String,
}
