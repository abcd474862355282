//! Frozen snapshots and the figures counted over them (五项指标 and those beside them): one SQL text a
//! figure, the same predicate for the count and for the rows behind it. Profiles, the city's figures and
//! the register of blockers stand beside them.

mod blocker;
mod count;
mod facts;
mod fully_online_rate;
mod hall_residency_rate;
mod instant_rate;
mod limit_compression;
mod mobile_available_rate;
mod online_available_rate;
mod peers;
mod profile;
mod provincial_publication_rate;
mod rows;
mod snapshot;
mod station_coverage_rate;
mod station_naming_rate;
mod zero_visit_rate;

pub use blocker::{blocker_change, blocker_gone, blockers};
pub use count::count;
pub use facts::{FactRow, division_facts, division_facts_now, item_facts, item_facts_now};
pub use peers::{PeerFigure, city_figure_change, city_figure_gone, city_figures, peer_figures};
pub use profile::{all_profiles, profile_change, profiles};
pub use rows::{FigureRow, figure_rows, standings};
pub use snapshot::{Basis, Snapshot, basis, day_ends, freeze, latest_snapshot, snapshot, snapshot_change, snapshots};
