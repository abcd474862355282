//! 一链式办理 (高效办成一件事): several departments' items handled as one matter: one notice, one form, one set
//! of materials, one intake, members side by side or one after the other, one delivery.
//!
//! Not here: how a member's own case is handled (`cases`), and pictures and exchange of a chain (`papers`).

mod chain;
mod edit;
mod join;
mod limit;
mod materials;
mod merge;
mod order;
mod pages;
mod record;
mod savings;

pub use chain::{
    CHAIN, Chain, FieldRef, FromResult, Items, MaterialRef, Member, MemberItem, Office, OnDenial, Overrides,
};
pub use edit::{ChainStep, is_member_key};
pub use join::Clash;
pub use limit::{Ceiling, JOINT_WORKDAYS, MemberPlan, Plan, Standing, plan};
pub use materials::{MaterialNote, MaterialUse, MergedMaterial, MergedMaterials, merge_materials};
pub use merge::{MergeNote, MergedForm, merge_forms};
pub use order::{ProposedOrder, Ring, levels, propose_order};
pub use record::{
    ChainDrafted, ChainPublished, ChainRecord, ChainRefusal, ChainState, ChainStopped, begin_chain, publish_chain,
    redraft_chain, sketch, stop_chain,
};
pub use savings::{Effort, Savings, savings};

#[cfg(test)]
mod tests;
