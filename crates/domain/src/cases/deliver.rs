//! Delivery (送达, 行政许可法 44): the result reaches the applicant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Case, Delivery, DeliveryWay, Refusal, Stage};
use crate::base::StaffId;

/// Hands out the result of a completed case. The receiver's name is checked here and kept sealed.
pub fn deliver(
    case: Case,
    way: DeliveryWay,
    receiver: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(Case, CaseDelivered), Refusal> {
    let (acceptance, decision, completion) = match case.stage {
        Stage::Completed(acceptance, decision, completion) => (acceptance, decision, completion),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("送达")),
    };
    if receiver.trim().is_empty() {
        return Err(Refusal::ReceiverMissing);
    }
    let stage = Stage::Delivered(acceptance, decision, completion, Delivery { at, by: Some(by), way });
    let event = CaseDelivered { way: way.as_str().to_owned() };
    Ok((Case { version: case.version + 1, stage, ..case }, event))
}

/// Event: a result was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDelivered {
    /// How.
    pub way: String,
}
