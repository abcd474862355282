//! Grassroots stations (基层服务站点): the division table, who is served by which station, and
//! the naming “便民服务中心 / 便民服务站”, which is measured apart from coverage (domain §0, §6).
//!
//! Not here: inspection, staff and services of stations.

mod division;
mod station;

pub use division::{Division, Level};
pub use station::{DivisionsLoaded, NamingChecked, Station, StationRefusal, check_naming, official_name};
