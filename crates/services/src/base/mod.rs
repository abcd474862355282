//! Opening, naming and looking at the county itself.

mod open;
mod sweep;

pub(crate) use open::shipped_calendar;
pub use open::{
    NewCounty, OpenFault, announce_calendar, county, discard_empty, find, has_administrator, name_county, open_county,
};
pub use store::base::County;
pub use sweep::sweep;
