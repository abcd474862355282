//! The provincial platform (省级平台): what its export lists of this county, reconciled with our catalogue item
//! by item. Figures take from it whether an item is published; the rest is a list of differences with
//! who must act.
//!
//! Not here: sending anything to the platform, and deciding which side is right: people do.

mod differences;
mod export;
mod matching;
mod plan;

pub use differences::{Difference, DifferenceKind, MustAct, differences};
pub use export::{COLUMNS, ProvinceItem, ProvinceState};
pub use plan::{PublicationAsked, PublicationImported, PublicationPlan, plan_publication};
