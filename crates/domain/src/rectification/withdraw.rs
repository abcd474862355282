//! Taking back an order that was issued by mistake (撤回).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Order, Refusal, Stage, Withdrawal, refusal::words};
use crate::base::StaffId;

/// Withdraws an open order. Its history stays.
///
/// # Errors
/// No reason, or an order that is over.
pub fn withdraw(order: Order, reason: &str, by: StaffId, at: Timestamp) -> Result<(Order, OrderWithdrawn), Refusal> {
    match order.stage {
        Stage::Issued(_) | Stage::Answered(_) => {}
        Stage::Closed(..) | Stage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "撤回" });
        }
    }
    let reason = words(reason, "撤回的原因", Refusal::WithdrawalReasonMissing)?;
    let event = OrderWithdrawn { reason: reason.clone() };
    let stage = Stage::Withdrawn(Withdrawal { at, by, reason });
    Ok((Order { version: order.version + 1, stage, ..order }, event))
}

/// Event: an order was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWithdrawn {
    /// Why.
    pub reason: String,
}
