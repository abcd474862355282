//! Divisions and stations (站点).

mod list;
mod station;

pub use list::{StationRow, naming_counts, station_rows};
pub use station::{division, division_change, serves_change, station, station_change};
