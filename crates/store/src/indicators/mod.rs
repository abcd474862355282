//! Frozen snapshots and the figures counted over them (五项指标): one SQL text a figure, the same
//! predicate for the count and for the rows behind it.

mod count;
mod fully_online_rate;
mod hall_residency_rate;
mod online_available_rate;
mod profile;
mod provincial_publication_rate;
mod rows;
mod snapshot;
mod station_coverage_rate;

pub use count::count;
pub use profile::{city_figure_change, city_figures, profile_change, profiles};
pub use rows::{FigureRow, figure_rows};
pub use snapshot::{Basis, Snapshot, basis, freeze, latest_snapshot, snapshot, snapshot_change, snapshots};
