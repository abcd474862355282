//! Snapshots and figures (五项指标).

mod figures;
mod rows;
mod snapshot;

pub use figures::{CityRow, FrozenFigure, Report, latest, report};
pub use rows::{RowsPage, figure_rows};
pub use snapshot::{SnapshotRefusal, take};
pub use store::indicators::FigureRow;
