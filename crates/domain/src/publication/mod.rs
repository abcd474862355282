//! The provincial platform (省级平台): what its export lists of this county, reconciled with our catalogue item
//! by item. Figures take from it whether an item is published; the rest is a list of differences with
//! who must act.
//!
//! Also here: who else is told what happens to cases, where events may be sent and when they are sent again.
//!
//! Not here: the sending itself, and deciding which side is right: people do.

mod delivery;
mod differences;
pub mod exchange;
mod export;
mod matching;
mod plan;
mod standing;
mod subscription;
mod target;

pub use delivery::{Outcome, TRIES, Then};
pub use differences::{Difference, DifferenceKind, MustAct, differences};
pub use export::{COLUMNS, ProvinceItem, ProvinceState};
pub use plan::{PublicationAsked, PublicationImported, PublicationPlan, plan_publication};
pub use standing::{
    ExportWord, NodeOutcome, NodeWord, PublicationSource, PublicationStanding, province_above, publication_standing,
    publication_words,
};
pub use subscription::{
    CASE_EVENTS, MATTER_EVENTS, Subscription, SubscriptionFlaw, SubscriptionOpened, SubscriptionOpening,
    SubscriptionState, SubscriptionTurned, SubscriptionWanted, WATCH_EVENTS, event_kinds,
};
pub use target::{Listed, Target, TargetFlaw, is_public};
