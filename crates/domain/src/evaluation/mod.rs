//! The evaluation index (评价指标体系): a tree of indicators with weights and scoring rules, and what each
//! person, window, department and township gets under it.
//!
//! A score is no verdict: it opens into its parts, says which part of its weight had data, and is hidden where
//! too few were asked. Not here: where the values come from (reviews, calls, questionnaires, the clocks): each source
//! hands in rows; and the order itself, which the register of rectification holds.

mod ahp;
mod change;
mod check;
mod compute;
mod county;
mod dispute;
mod effect;
mod entropy;
mod fact;
mod follow;
mod index;
mod measure;
mod period;
mod rank;
mod refusal;
mod scoring;
mod tree;
mod weigh;

pub use ahp::{Ahp, AhpFlaw, LARGEST_MATRIX, WorstCell, ahp, reciprocal, scale, worst_cell};
pub use change::{Moved, moved};
pub use check::{Finding, check};
pub use compute::{Part, Score, Value, Values, compute};
pub use county::{CountyFlaw, CountyIndex, IndexDrafted, IndexPublished, Rules};
pub use dispute::{
    Dispute, DisputeStage, Disputed, LONGEST_REASON, RowDisputed, RowRuled, Ruling, dispute_until, raise, rule,
};
pub use effect::{Effect, Told, effect};
pub use entropy::{EntropyFlaw, entropy_weights};
pub use fact::{Excluded, Fact, Subject, SubjectKind, Who, gather};
pub use follow::{
    Bulletin, BulletinIssued, PeriodComputed, Talk, TalkRecorded, asks_for_order, asks_for_talk, order_words,
};
pub use index::{Direction, Index, Leaf, Node, NodeKind};
pub use measure::{Measure, Unit};
pub use period::{Period, PeriodFlaw, finished_periods};
pub use rank::{hundredths, places, points_text};
pub use refusal::Refusal;
pub use scoring::{Scoring, Step, score_of};
pub use tree::{DEEPEST, LARGEST_INDEX, LONGEST_KEY, Line, TreeFlaw, lines, tree};
pub use weigh::{FIRST_LEVEL, WeighFlaw, Weighing, columns, weigh, weights_of};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
