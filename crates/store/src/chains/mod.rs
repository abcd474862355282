//! Chains (一件事): the county's list and every version that was in force.

mod record;

pub use record::{chain_by_code, chain_change, chain_record, chain_records, chain_version, last_code, version_change};
