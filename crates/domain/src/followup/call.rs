//! One drawn case and the calls about it.

use jiff::{Timestamp, civil::Date};

use super::{Answers, Outcome, Place, SkipReason, StratumKey, Week};
use crate::base::{CaseId, LineId, OrderId, PersonId, StaffId};

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
    /// What was answered, of one who was reached. `None` where nobody was, and where the answers were erased with
    /// whoever gave them.
    pub answers: Option<Answers>,
    /// Version of the county's script that the questions were asked by.
    pub script: i64,
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
        /// In words; empty where they were erased.
        note: String,
        /// When.
        at: Timestamp,
        /// Who.
        by: StaffId,
    },
}

impl Standing {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Done(_) => "done",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// What becomes of a low answer on integrity (廉洁线索). Few may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// 待移交.
    Open,
    /// 已移交.
    HandedOver {
        /// The day it was handed over.
        on: Date,
        /// To whom, with the number of the receipt.
        receipt: String,
        /// Who handed it over.
        by: StaffId,
        /// When that was written down.
        at: Timestamp,
    },
}

/// A drawn case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Id.
    pub id: LineId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// The week whose draw it came out of.
    pub week: Week,
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub case_no: String,
    /// Whose case it is.
    pub person: PersonId,
    /// Its stratum.
    pub stratum: StratumKey,
    /// Its place in the draw.
    pub place: Place,
    /// Window where it was handed in.
    pub window: Option<u16>,
    /// Calls that did not end it, in order.
    pub tries: Vec<Try>,
    /// How far it is.
    pub standing: Standing,
    /// The order that was opened upon the answers.
    pub order: Option<OrderId>,
    /// The clue in the answers.
    pub clue: Option<Clue>,
}

impl Line {
    /// Over, and nobody was asked: one of the reserve is asked in its place.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        match &self.standing {
            Standing::Waiting { .. } => false,
            Standing::Skipped { .. } => true,
            Standing::Done(call) => match call.outcome {
                Outcome::Reached => false,
                Outcome::NoAnswer
                | Outcome::DeadNumber
                | Outcome::Declined
                | Outcome::Rescheduled
                | Outcome::WrongNumber
                | Outcome::AgentPhone => true,
            },
        }
    }

    /// Somebody has called or it is over. One of the reserve whom nobody needed is not counted.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        !self.tries.is_empty()
            || match self.standing {
                Standing::Waiting { .. } => false,
                Standing::Done(_) | Standing::Skipped { .. } => true,
            }
    }
}
