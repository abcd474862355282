//! Stations and their naming (站点、更名).

mod list;
mod naming;
mod view;

pub use list::{NamingCounts, list, naming_counts};
pub use naming::{NamingForm, check};
pub use store::stations::StationRow;
pub use view::view;
