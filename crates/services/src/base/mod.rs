//! Opening, naming and looking at the county itself.

mod open;
mod sweep;

pub use open::{NewCounty, OpenFault, county, find, name_county, open_county};
pub(crate) use open::shipped_calendar;
pub use store::base::County;
pub use sweep::sweep;
