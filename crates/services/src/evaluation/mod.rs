//! The evaluation index (评价指标体系): its versions, computing a period from the rows of all sources, scores with their
//! trees and rows, disputes of rows, and what follows: orders, talks, bulletins.
//!
//! Not here: what a source measures of words further right; whoever computes hands the list of sources in
//! (`measures.rs`).

mod bulletin;
mod compute;
mod disputes;
mod effect;
mod follow;
mod index;
mod orders;
mod own;
mod ranking;
mod rows;
mod score_view;
mod sheet;
mod source;
mod sources;
mod step;
mod weighing;
mod what_if;

pub use bulletin::bulletin_file;
pub use compute::{Computed, compute_period, run_evaluations};
pub use disputes::{DisputeForm, DisputeLine, Ruled, disputes, raise_dispute, rule_dispute};
pub use domain::evaluation::{
    Ahp, Bulletin, CountyFlaw, CountyIndex, Direction, Dispute, DisputeStage, Effect, Excluded, FIRST_LEVEL, Fact,
    Index, LARGEST_INDEX, Leaf, Line, Measure, Moved, Node, NodeKind, Part, Period, PeriodFlaw, Refusal, Rules, Score,
    Scoring, Step, Subject, SubjectKind, Talk, Told, TreeFlaw, Unit, Value, WeighFlaw, Weighing, WorstCell,
    dispute_until, lines, points_text, scale, tree,
};
pub use effect::{EffectLine, OrderEffect};
pub use follow::{BulletinForm, Followed, TalkForm, followed, issue_bulletin, record_talk};
pub use index::{IndexView, PublishRefusal, index, publish, save_draft};
pub use orders::{Opened, open_orders, prove_order};
pub use own::{OwnScore, OwnScores, own_scores};
pub use ranking::{RankLine, Ranking, ranking};
pub use rows::{LeafRow, LeafRows, leaf_rows};
pub use score_view::{ScoreNode, ScoreView, score_view};
pub use sheet::ranking_sheet;
pub use source::{Source, measures};
pub(crate) use sources::{
    calls::CALLS, cases::CASES, intake::INTAKE, questionnaires::QUESTIONNAIRES, reviews::REVIEWS, span,
    stations::STATIONS,
};
pub use store::evaluation::{Draft, Published, Run, ScoreRow};
pub use weighing::{WeighForm, WeighView, weigh_draft, weighing};
pub use what_if::{WhatIf, WhatIfLine, what_if};
