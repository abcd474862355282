//! 一链式办理 (高效办成一件事): several departments' items handled as one matter: one notice, one form, one set
//! of materials, one intake, members side by side or one after the other, one delivery.
//!
//! Not here: how a member's own case is handled (`cases`), and pictures and exchange of a chain (`papers`).

mod again;
mod chain;
mod check;
mod close;
mod consequence;
mod correction;
mod edit;
mod event;
mod filed;
mod finding;
mod join;
mod limit;
mod materials;
mod matter;
mod merge;
mod number;
mod order;
mod pages;
mod promise;
mod record;
mod refusal;
mod run;
mod savings;
mod situations;
mod state;
mod steps;

pub use again::{
    MemberBegunAgain, MemberGivenUp, begin_again, deem_again_accepted, given_up, received_again, standing,
};
pub use chain::{
    CHAIN, Chain, FieldRef, FromResult, Items, MaterialRef, Member, MemberItem, Office, OnDenial, Overrides,
};
pub use check::{CheckFacts, MemberFacts, check, has_moved, passes};
pub use close::{deliver, rate, withdraw};
pub use consequence::{Consequence, consequences};
pub use correction::{Look, NoticeFacts, NoticeLine, WholeNotice, ask_correction, supply_correction};
pub use edit::ChainStep;
pub use event::{
    ChainAccepted, ChainCorrectionAsked, ChainCorrectionSupplied, ChainDelivered, ChainEvent, ChainFileAhead,
    ChainFinished, ChainLooked, ChainOpened, ChainRated, ChainWithdrawn, MemberDropped, MemberMoved, MemberStarted,
    MemberStopped,
};
pub use filed::{Filed, Handling, MatterStage, look};
pub use finding::Finding;
pub use join::Clash;
pub use limit::{Ceiling, JOINT_WORKDAYS, MemberPlan, Plan, Standing, plan};
pub use materials::{Certified, MaterialNote, MaterialUse, MergedMaterial, MergedMaterials, merge_materials};
pub use matter::{Intake, Matter, MatterOpening, accept, deem_accepted, open, report, with_kind};
pub use merge::{MergeNote, MergedForm, merge_forms};
pub use number::{MatterNo, MatterNoFlaw};
pub use order::{ProposedOrder, Ring, levels, propose_order};
pub use promise::{ChainBrought, brought, by_commitment, defer, owed, promise};
pub use record::{
    ChainDrafted, ChainPublished, ChainRecord, ChainRefusal, ChainState, ChainStopped, begin_chain, publish_chain,
    redraft_chain, sketch, stop_chain,
};
pub use refusal::Refusal;
pub use run::{Finish, Turn, turn, waits_for};
pub use savings::{Effort, Savings, savings};
pub use situations::{MOST_SITUATIONS, Situation, situations};
pub use state::{DropReason, MemberState, OpenStage, States};
pub use steps::{Awaited, Holdup, StepLine, StepState, Steps, holdups, steps};

#[cfg(test)]
mod tests;
