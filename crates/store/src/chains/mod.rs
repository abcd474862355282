//! Chains (一件事): the county's list and every version that was in force, and the applications under them.

mod matter;
mod matter_list;
mod record;

pub use matter::{
    CaseStands, cases_of_matter, cases_of_open_matters, matter, matter_by_no, matter_change, next_matter_number,
    office_change, open_matters,
};
pub use matter_list::{MatterFilter, MatterLine, matter_counts, matter_lines};
pub use record::{chain_by_code, chain_change, chain_record, chain_records, chain_version, last_code, version_change};
