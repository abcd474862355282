//! The county row, its calendar, its rules in versions, and what cleans up working state (县、工作日历).

mod calendar;
mod county;
mod housekeeping;
mod rules;

pub use calendar::{LocalEntry, calendar, calendar_changes, calendar_origins, local_change, local_days};
pub use county::{County, counties, county, county_change, discard_empty, key_change, key_id, signing_keys};
pub use housekeeping::sweep;
pub use rules::{county_rule, county_rule_change};
