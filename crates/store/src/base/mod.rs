//! The county row, its calendar, and what cleans up working state (县、工作日历).

mod calendar;
mod county;
mod housekeeping;

pub use calendar::{LocalEntry, calendar, calendar_changes, calendar_origins, local_change, local_days};
pub use county::{County, counties, county, county_change, discard_empty, key_change, key_id};
pub use housekeeping::sweep;
