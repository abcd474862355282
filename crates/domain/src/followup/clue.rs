//! A clue is handed over (线索移交): to those who look into it, with their receipt.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Clue, LONGEST_NOTE, Line, Refusal};
use crate::base::{StaffId, shanghai_day};

/// Event: a clue was handed over. It says nothing of what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClueHandedOver {
    /// The day.
    pub on: Date,
    /// To whom, with the number of the receipt.
    pub receipt: String,
}

/// Hands a clue over.
///
/// # Errors
/// [`Refusal::NoClue`], [`Refusal::HandedOver`], [`Refusal::ReceiptMissing`], [`Refusal::NoteTooLong`],
/// [`Refusal::FutureDay`].
pub fn hand_over(
    line: &Line,
    on: Date,
    receipt: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(Line, ClueHandedOver), Refusal> {
    match line.clue {
        None => return Err(Refusal::NoClue),
        Some(Clue::HandedOver { .. }) => return Err(Refusal::HandedOver),
        Some(Clue::Open) => {}
    }
    let receipt = receipt.trim().to_owned();
    match receipt.chars().count() {
        0 => return Err(Refusal::ReceiptMissing),
        length if length > LONGEST_NOTE => return Err(Refusal::NoteTooLong(length)),
        _ => {}
    }
    if on > shanghai_day(at) {
        return Err(Refusal::FutureDay);
    }
    let clue = Some(Clue::HandedOver { on, receipt: receipt.clone(), by, at });
    Ok((Line { clue, version: line.version + 1, ..line.clone() }, ClueHandedOver { on, receipt }))
}
