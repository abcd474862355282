//! The evaluation index (评价指标体系): a tree of indicators with weights and scoring rules, and what each
//! person, window, department and township gets under it.
//!
//! A score is no verdict: it opens into its parts, says which part of its weight had data, and is hidden where
//! too few were asked. Not here: where the values come from (reviews, calls, questionnaires, the clocks), and
//! what follows from a low score (an order in the register of rectification).

mod ahp;
mod change;
mod check;
mod compute;
mod entropy;
mod index;
mod scoring;

pub use ahp::{Ahp, AhpFlaw, LARGEST_MATRIX, ahp, reciprocal};
pub use change::{Moved, moved};
pub use check::{Finding, check};
pub use compute::{Part, Score, Value, Values, compute};
pub use entropy::{EntropyFlaw, entropy_weights};
pub use index::{Direction, Index, Leaf, Node, NodeKind};
pub use scoring::{Scoring, Step, score_of};

#[cfg(test)]
mod tests;
