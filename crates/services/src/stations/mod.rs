//! Divisions, stations and their naming (区划、站点、更名).

mod import_divisions;
mod import_stations;
mod list;
mod naming;
mod register;
mod view;

pub(crate) use import_divisions::Divisions;
pub use import_divisions::bring_into_force;
pub(crate) use import_stations::Stations;
pub use list::{NamingCounts, list, naming_counts};
pub use naming::{NamingForm, check};
pub use register::{add, change, form};
pub use store::stations::{StationFilter, StationRow};
pub use view::{StationCard, card, view};
