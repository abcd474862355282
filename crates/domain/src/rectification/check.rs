//! The check of an answer (核验): sent back with what is lacking, or closed (销号) with what it changed.
//! Closing needs the source's proof that the condition is met; without it, a reason why it cannot be, and
//! then the gap stays a gap.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Closing, Ending, Order, Refusal, Returned, Stage,
    issue::due_day,
    refusal::{short_enough, words},
};
use crate::base::StaffId;

/// Whether what was asked for is there, as far as the source can look it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It is, or the subject rightly counts no more.
    Met,
    /// It is not, or not known.
    NotMet,
    /// The source has nothing to look up: whoever checks judges, and writes what was found.
    Judged,
}

/// What the source of an order tells about its subject at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Whether the condition is met.
    pub condition: Condition,
    /// What changed, or what still lacks, in one line; may be empty where it is judged.
    pub effect: String,
}

impl Proof {
    /// The proof of a source that has nothing to look up.
    #[must_use]
    pub const fn judged() -> Self {
        Self { condition: Condition::Judged, effect: String::new() }
    }
}

/// The answer that waits for its check, for somebody who did not write it.
fn waiting(order: &Order, by: StaffId, wanted: &'static str) -> Result<Answer, Refusal> {
    match &order.stage {
        Stage::Answered(answer) if answer.by == by => Err(Refusal::OwnAnswer),
        Stage::Answered(answer) => Ok(answer.clone()),
        Stage::Issued(_) | Stage::Closed(..) | Stage::Withdrawn(_) => {
            Err(Refusal::WrongStage { now: order.stage.label(), wanted })
        }
    }
}

/// Sends an answer back with a new last day. Reminders begin anew.
///
/// # Errors
/// No finding, a day that cannot be meant, one's own answer, or no answer to check.
pub fn send_back(
    order: Order,
    finding: &str,
    due_on: Date,
    by: StaffId,
    at: Timestamp,
    today: Date,
) -> Result<(Order, OrderReturned), Refusal> {
    let answer = waiting(&order, by, "退回")?;
    let finding = words(finding, "核验情况", Refusal::FindingMissing)?;
    due_day(due_on, today)?;
    let event = OrderReturned { finding: finding.clone(), due_on };
    let stage = Stage::Issued(Some(Returned { answer, at, by, finding }));
    Ok((Order { version: order.version + 1, stage, due_on, reminded_on: None, ..order }, event))
}

/// Closes an answered order.
///
/// # Errors
/// The proof speaks against this ending, words that are needed are missing, one's own answer, or no answer to
/// check.
pub fn close(
    order: Order,
    ending: Ending,
    finding: &str,
    proof: &Proof,
    by: StaffId,
    at: Timestamp,
) -> Result<(Order, OrderClosed), Refusal> {
    let answer = waiting(&order, by, "销号")?;
    let finding = match (ending, proof.condition) {
        (Ending::Met, Condition::NotMet) => return Err(Refusal::NotMet),
        (Ending::Unattainable, Condition::Met) => return Err(Refusal::IsMet),
        (Ending::Met, Condition::Met) => short_enough(finding, "核验情况")?,
        (Ending::Met, Condition::Judged) => words(finding, "核验情况", Refusal::FindingMissing)?,
        (Ending::Unattainable, Condition::NotMet | Condition::Judged) => {
            words(finding, "不能整改的原因", Refusal::ReasonMissing)?
        }
    };
    let event = OrderClosed { ending: ending.as_str().to_owned(), finding, effect: proof.effect.clone() };
    let closing = Closing { at, by, ending, finding: event.finding.clone(), effect: event.effect.clone() };
    Ok((Order { version: order.version + 1, stage: Stage::Closed(answer, closing), ..order }, event))
}

/// Event: an answer was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderReturned {
    /// What is still lacking.
    pub finding: String,
    /// The new last day.
    pub due_on: Date,
}

/// Event: an order was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderClosed {
    /// `met` or `unattainable`.
    pub ending: String,
    /// What the check found, or why it cannot be put right.
    pub finding: String,
    /// What it changed.
    pub effect: String,
}
