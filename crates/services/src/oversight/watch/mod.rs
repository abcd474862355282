//! Clocks under watch (时限监察): the run that gives cards and supervision orders, what a department answers, what a
//! supervisor rules, boards, and what anybody may read.
//!
//! Not here: messages to telephones. A reminder is a row that the first page of its department shows.

mod attention;
mod board;
mod cards;
mod dispute;
mod explain;
mod kept;
mod notice;
mod order_steps;
mod orders;
mod paper;
mod profile;
mod rule;
mod rules;
mod run;
mod step;
mod time;

pub use attention::{Attention, attention};
pub use board::{Board, BoardCounts, BoardLine, DueDay, DueLine, board};
pub use cards::{CardForm, CardLine, CardList, CardView, OF_WINDOW, card, cards_of, list_cards};
pub use dispute::{DisputeForm, dispute};
pub use domain::oversight::watch::{
    Card, CardStage, Cause, HandedBack, Level, OrderStage, Point, PointRule, ProfileFlaw, Reached, Refusal, Rung, Said,
    Spell, SupervisionNo, SupervisionOrder, Told, Verdict, WatchProfile,
};
pub use explain::{ExplainForm, explain};
pub(crate) use kept::KeptBoards;
pub use notice::{Notice, NoticeLine, notice};
pub use order_steps::{HandForm, IssueForm, StepForm, close, insist, issue, reply, send_back, withdraw};
pub use orders::{OrderForm, OrderLine, OrderList, OrderView, list_orders, order};
pub use paper::print_order;
pub use profile::{ProfileForm, ProfileRefusal, Profiles, change_profile, profiles};
pub use rule::{RuleForm, RuleRefusal, rule};
pub use run::{GivenCard, IssuedOrder, Run, RunForm, RunRefusal, ToldRank, run};
pub use store::oversight::watch::{CardState, CardTally, SupervisionState, SupervisionTally};
pub use time::{FinishCounts, Time, TimeForm, TimeLine, time};
