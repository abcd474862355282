//! The register of what must be put right (整改台账): an order to a unit about one subject, with a day,
//! an answer, a check, and its closing (销号) with what it changed. One register for every source.
//!
//! Each step is a pure function that takes the order and returns the next one with its event, or refuses
//! with a sentence. Not here: how a source finds out whether its subject is in order now: it hands in a
//! [`Proof`]; and red and yellow cards, which belong to oversight.

mod answer;
mod check;
mod issue;
mod number;
mod order;
mod refusal;
mod remind;
mod withdraw;

pub use answer::{OrderAnswered, answer};
pub use check::{Condition, OrderClosed, OrderReturned, Proof, close, send_back};
pub use issue::{LARGEST_BATCH, NewOrder, Opening, OrderIssued, issue};
pub use number::{OrderNo, OrderNoFlaw};
pub use order::{Answer, Closing, Ending, Order, Returned, Source, Stage, Subject, SubjectKind, Withdrawal};
pub use refusal::Refusal;
pub use remind::{Nudge, OrderReminded, nudge, remind};
pub use withdraw::{OrderWithdrawn, withdraw};

#[cfg(test)]
mod tests;
