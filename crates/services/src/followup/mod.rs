//! Weekly calls to those whose cases were finished (电话回访): the plan, promising a seed and drawing, drawing again, the call
//! desk, clues, orders with their second calls, results and the bulletin.
//!
//! Not here: ratings that people give by themselves (好差评).

mod answered;
mod bulletin;
mod clues;
mod draw;
mod handed_in;
mod line_view;
mod orders;
mod period;
mod plan;
mod proof;
mod queue;
mod record;
mod refusal;
mod results;
mod step;

pub(crate) use answered::answered_calls;
pub use bulletin::bulletin;
pub use clues::{ClueForm, ClueLine, clues, hand_clue_over, open_clues};
pub use domain::followup::{
    Answers, CallRules, Clue, CountyPlan, Difference, Dimension, DrawUnit, Exclusions, FrozenCandidate, HandedIn, Line,
    OrderRules, Outcome, Place, Plan, PlanFlaw, Refusal, SampleSize, Script, SkipReason, Standing, Stratum, Tally,
    Week, WeekDraw, certainty, reach_text, sentence,
};
pub use draw::{Drawing, draw_now, run_draws};
pub(crate) use handed_in::{HandedInAt, handed_in};
pub use line_view::{LineView, line_view, show_number};
pub use orders::{line_up_second_calls, order_of, prove_order};
pub use period::{Period, PeriodFlaw};
pub use plan::{change_plan, plan};
pub use proof::{DrawView, draw_view, draws};
pub use queue::{Waiting, take_next, waiting};
pub use record::{CallForm, Recorded, SkipForm, record, skip};
pub use refusal::CallRefusal;
pub use results::{DepartmentResult, GroupResult, Results, TrendWeek, results};
