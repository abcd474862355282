//! The unit's answer (答复).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Answer, Order, Refusal, Stage, refusal::words};
use crate::base::StaffId;

/// Answers an issued order, or one that came back.
///
/// # Errors
/// No words, too many, or an order that waits for no answer.
pub fn answer(order: Order, text: &str, by: StaffId, at: Timestamp) -> Result<(Order, OrderAnswered), Refusal> {
    match order.stage {
        Stage::Issued(_) => {}
        Stage::Answered(_) | Stage::Closed(..) | Stage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "答复" });
        }
    }
    let text = words(text, "答复", Refusal::AnswerMissing)?;
    let event = OrderAnswered { answer: text.clone() };
    let stage = Stage::Answered(Answer { at, by, text });
    Ok((Order { version: order.version + 1, stage, ..order }, event))
}

/// Event: an order was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAnswered {
    /// What was done, in words.
    pub answer: String,
}
