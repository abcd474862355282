//! The decision on a lead (核实): explained, or upheld and put right through the register.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Assignment, Refusal, Settled, Stage, Statement, TrackedLead, Verdict, refusal::words};
use crate::{base::StaffId, rectification::OrderNo};

/// Assignment and statement of a lead that waits for a decision, for somebody who did not write it.
fn waiting(lead: &TrackedLead, by: StaffId, wanted: &'static str) -> Result<(Assignment, Statement), Refusal> {
    match &lead.stage {
        Stage::Stated(_, statement) if statement.by == by => Err(Refusal::OwnStatement),
        Stage::Stated(assignment, statement) => Ok((assignment.clone(), statement.clone())),
        Stage::Found | Stage::Assigned(_) | Stage::Settled(..) | Stage::FollowedUp(..) => {
            Err(Refusal::WrongStage { now: lead.stage.label(), wanted })
        }
    }
}

/// Sets a lead aside: an innocent explanation holds.
///
/// # Errors
/// No explanation, no finding, one's own statement, or no statement to judge.
pub fn explain(
    lead: TrackedLead,
    explanation: &str,
    finding: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(TrackedLead, LeadExplained), Refusal> {
    let (assignment, statement) = waiting(&lead, by, "排除")?;
    let explanation = words(explanation, "排除理由", Refusal::ExplanationMissing)?;
    let finding = words(finding, "核实情况", Refusal::FindingMissing)?;
    let event = LeadExplained { explanation: explanation.clone(), finding: finding.clone() };
    let verdict = Verdict { at, by, settled: Settled::Explained(explanation), finding };
    let stage = Stage::Settled(assignment, statement, verdict);
    Ok((TrackedLead { version: lead.version + 1, stage, ..lead }, event))
}

/// Upholds a lead; `order` is the one just opened for it.
///
/// # Errors
/// No finding, one's own statement, or no statement to judge.
pub fn uphold(
    lead: TrackedLead,
    finding: &str,
    order: OrderNo,
    by: StaffId,
    at: Timestamp,
) -> Result<(TrackedLead, LeadUpheld), Refusal> {
    let (assignment, statement) = waiting(&lead, by, "认定")?;
    let finding = words(finding, "核实情况", Refusal::FindingMissing)?;
    let event = LeadUpheld { order_no: order.to_string(), finding: finding.clone() };
    let verdict = Verdict { at, by, settled: Settled::Upheld(order), finding };
    let stage = Stage::Settled(assignment, statement, verdict);
    Ok((TrackedLead { version: lead.version + 1, stage, ..lead }, event))
}

/// Event: a lead was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadExplained {
    /// The explanation that held.
    pub explanation: String,
    /// What was found.
    pub finding: String,
}

/// Event: a lead was upheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadUpheld {
    /// 整改单号.
    pub order_no: String,
    /// What was found.
    pub finding: String,
}
