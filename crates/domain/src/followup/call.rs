//! One drawn case and the calls about it.

use jiff::Timestamp;

use super::{Answers, Outcome, Place, SkipReason, StratumKey};
use crate::base::{CaseId, StaffId, WindowId};

/// One call that did not end the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// When.
    pub at: Timestamp,
    /// Who called.
    pub by: StaffId,
    /// How it ended.
    pub outcome: Outcome,
}

/// The call that ended it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// When.
    pub at: Timestamp,
    /// Who called.
    pub by: StaffId,
    /// How it ended.
    pub outcome: Outcome,
    /// What was answered; `Some` when and only when somebody was reached.
    pub answers: Option<Answers>,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// To be called, not before that moment.
    Waiting {
        /// Earliest moment of the next call.
        not_before: Option<Timestamp>,
    },
    /// Reached, or given up with the reason.
    Done(Call),
    /// Not called, with a reason.
    Skipped {
        /// Why.
        reason: SkipReason,
        /// In words.
        note: String,
        /// When.
        at: Timestamp,
        /// Who.
        by: StaffId,
    },
}

/// A drawn case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The case.
    pub case: CaseId,
    /// Its stratum.
    pub stratum: StratumKey,
    /// Its place in the draw.
    pub place: Place,
    /// Where it was handed in.
    pub window: Option<WindowId>,
    /// Calls that did not end it, in order.
    pub tries: Vec<Try>,
    /// How far it is.
    pub standing: Standing,
}
