//! What becomes of a lead (线索处置): lists, one lead with its rows, the acts on it, figures by outcome.

mod assign;
mod follow_up;
mod list;
mod settle;
mod state;
mod statistics;
mod step;
mod view;

pub use assign::{AssignForm, AssignRefusal, assign};
pub use domain::oversight::{
    detectors::{Evidence, Lead, Row, Subject},
    leads::{LeadNo, Proposal, Refusal, Settled, Stage, Tally, TrackedLead},
};
pub use follow_up::{FollowUpForm, follow_up};
pub use list::{LeadLine, LeadList, ListForm, list};
pub use settle::{SettleForm, SettleRefusal, settle};
pub use state::{StateForm, state};
pub use statistics::{DetectorTally, statistics};
pub use view::{EvidenceLine, LeadView, view};
