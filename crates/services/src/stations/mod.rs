//! Stations and their naming (站点、更名).

mod naming;
mod list;
mod view;

pub use list::{NamingCounts, list, naming_counts};
pub use naming::{NamingForm, check};
pub use view::view;
pub use store::stations::StationRow;
