//! The evaluation index as rows (评价指标体系): its versions and the draft, computations with their scores and the rows
//! behind them, disputes, talks and bulletins.

mod dispute;
mod follow;
mod index;
mod run;

pub use dispute::{dispute, dispute_change, dispute_of_row, disputes, open_dispute_count, upheld_rows};
pub use follow::{bulletin, bulletin_change, bulletins, talk_change, talks};
pub use index::{
    Draft, Published, draft_change, evaluation_draft, evaluation_index, evaluation_index_at, evaluation_indexes,
    index_change,
};
pub use run::{
    Run, ScoreRow, facts_of, holds_fact, keep_facts, keep_scores, latest_run, run, run_change, runs, runs_of_period,
    score_of, scores_of, scores_of_kind,
};
