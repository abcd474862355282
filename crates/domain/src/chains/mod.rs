//! 一链式办理 (高效办成一件事): several departments' items handled as one matter: one notice, one form, one set
//! of materials, one intake, members side by side or one after the other, one delivery.
//!
//! Not here: how a member's own case is handled (`cases`), and pictures and exchange of a chain (`papers`).

mod chain;
mod join;
mod materials;
mod merge;
mod order;
mod pages;

pub use chain::{
    CHAIN, Chain, FieldRef, FromResult, Items, MaterialRef, Member, MemberItem, Office, OnDenial, Overrides,
};
pub use join::Clash;
pub use materials::{MaterialNote, MaterialUse, MergedMaterial, MergedMaterials, merge_materials};
pub use merge::{MergeNote, MergedForm, merge_forms};
pub use order::{ProposedOrder, Ring, levels, propose_order};

#[cfg(test)]
mod tests;
