//! What becomes of a lead (线索处置): assigned to its department, stated, then upheld or explained by somebody of the
//! supervision, put right through the one register (整改台账), looked at again.
//!
//! Each step is a pure function that takes the lead and returns the next one with its event, or refuses with a
//! sentence. Not here: what finds leads, and the order itself.

mod assign;
mod find;
mod follow_up;
mod number;
mod refusal;
mod settle;
mod state;
mod tally;
mod tracked;

pub use assign::{LeadAssigned, assign};
pub use find::{Finding, LeadFound, LeadFoundAgain, Novelty, find, find_again, novelty};
pub use follow_up::{LeadFollowedUp, follow_up};
pub use number::{LeadNo, LeadNoFlaw};
pub use refusal::Refusal;
pub use settle::{LeadExplained, LeadUpheld, explain, uphold};
pub use state::{LeadStated, state};
pub use tally::{Proposal, Tally, propose, tally};
pub use tracked::{Assignment, FollowUp, Settled, Stage, Statement, TrackedLead, Verdict};

#[cfg(test)]
mod tests;
