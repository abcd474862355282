//! Snapshots, profiles, and the figures counted over them.

mod figures;
mod predicate;
mod publication;
mod snapshots;
pub(crate) mod standings;
