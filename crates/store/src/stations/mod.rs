//! Divisions and stations (站点).

mod division;
mod list;
mod station;

pub use division::{
    division, division_change, division_removal, division_version_change, division_versions, divisions, known_divisions,
};
pub use list::{StationFilter, StationRow, naming_counts, station_rows};
pub use station::{serves, serves_change, serves_removal, station, station_change, stations};
