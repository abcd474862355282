//! The five indicators (五项指标): what counts, what stands in a figure, rank in the city.
//!
//! One file a figure holds its predicate; `store` holds the same predicate as SQL and a property
//! test holds one against the other. The definitions differ by province and year, so a profile is
//! data (domain §1.1). Not here: what-if, gap lists with owners and dates.

mod figure;
mod fully_online_rate;
mod hall_residency_rate;
mod indicator;
mod online_available_rate;
mod profile;
mod provincial_publication_rate;
mod rank;
mod row;
mod station_coverage_rate;

pub use figure::{Counts, Figure, SnapshotTaken};
pub use indicator::Indicator;
pub use profile::{ExemptMode, Profile, ProfileFlaw};
pub use rank::{CountyFigure, Rank, rank};
pub use row::{DivisionFacts, ItemFacts, RowStanding, division_standing, item_standing};
