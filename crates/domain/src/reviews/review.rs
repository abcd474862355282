//! A rating (评价).

use jiff::Timestamp;

use super::{Provenance, ReviewChannel, ServiceNode};
use crate::base::{CaseId, Satisfaction};

/// Who rated: named ones must be called back, hidden ones may say what they think.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rater {
    /// 实名: may be contacted.
    Named,
    /// 匿名.
    Anonymous,
}

/// A rating of one contact of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The case.
    pub case: CaseId,
    /// Which contact; each once.
    pub node: ServiceNode,
    /// The level.
    pub level: Satisfaction,
    /// What was ticked, by code, each once, in order.
    pub options: Vec<u16>,
    /// Words of the applicant; empty when none.
    pub text: String,
    /// Who made it.
    pub provenance: Provenance,
    /// Which way.
    pub channel: ReviewChannel,
    /// Named or not.
    pub rater: Rater,
    /// When it was given.
    pub at: Timestamp,
    /// An appeal was granted: kept, marked, and out of the rates.
    pub set_aside: bool,
    /// The rating that took its place after it was put right (追评), if there is one.
    pub again: Option<Satisfaction>,
}

impl Review {
    /// Bad (差评): one or two stars.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        !self.level.passes()
    }

    /// Whether it counts in the rates (有效评价).
    #[must_use]
    pub fn is_effective(&self) -> bool {
        self.provenance.is_own() && !self.set_aside
    }
}
