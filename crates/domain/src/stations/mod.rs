//! Grassroots stations (基层服务站点): the division table and its versions, who is served by which
//! station, and the naming “便民服务中心 / 便民服务站”, which is measured apart from coverage (domain §0, §6).
//!
//! Not here: inspection, staff and services of stations.

mod division;
mod division_row;
mod division_table;
mod register;
mod station;
mod station_table;

pub use division::{Division, DivisionVersion, Level, SINCE_EVER, due_today, is_quasi};
pub use division_table::{
    COLUMNS as DIVISION_COLUMNS, DivisionPlan, DivisionsAsked, DivisionsImported, DivisionsInForce, KnownDivisions,
    plan_divisions,
};
pub use register::{Registered, StationForm, StationRegistered, Surroundings, follow_names, register, served_by_words};
pub use station::{DivisionsLoaded, NamingChecked, NamingFound, Station, StationRefusal, check_naming, official_name};
pub use station_table::{COLUMNS as STATION_COLUMNS, StationPlan, StationsAsked, StationsImported, plan_stations};
