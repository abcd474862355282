//! Frozen snapshots and the figures counted over them (五项指标 and those beside them): one SQL text a
//! figure, the same predicate for the count and for the rows behind it. Profiles, the city's figures and
//! the register of blockers stand beside them.

mod blocker;
mod count;
mod evidence;
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
mod reported;
mod rows;
mod snapshot;
mod standing;
mod station_coverage_rate;
mod station_naming_rate;
mod zero_visit_rate;

pub use blocker::{blocker_change, blocker_gone, blockers};
pub use count::count;
pub use evidence::{evidence_rows, unreported};
pub use facts::{FactRow, division_facts, division_facts_now, item_facts, item_facts_now};
pub use peers::{PeerFigure, city_figure_change, city_figure_gone, city_figures, peer_figures};
pub use profile::{all_profiles, profile_change, profiles};
pub use reported::{
    KeptReport, days_reported_since, kept_report, kept_reports, report_change, report_for, reported_days,
};
pub use rows::{FigureRow, figure_rows, standings};
pub use snapshot::{Basis, Snapshot, basis, day_ends, freeze, latest_snapshot, snapshot, snapshot_change, snapshots};
pub use standing::{
    KeptStanding, PlaceOn, computed_after, kept_standing, kept_standings, last_computed, newest_computed, places_since,
    ranked_days, standing_by, standing_change, standing_course, standing_row_change, standing_rows, standing_versions,
};
