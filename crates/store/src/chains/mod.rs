//! Chains (一件事): the county's list and every version that was in force, and the applications under them.

mod matter;
mod matter_draft;
mod matter_list;
mod record;

pub use matter::{
    CaseStands, cases_of_matter, cases_of_open_matters, matter, matter_by_no, matter_change, matter_number,
    matter_offices, next_matter_number, office_change, open_matters,
};
pub use matter_draft::{
    DraftAt, DraftBegun, draft_by_no, drafts_from, drop_draft, has_old_drafts, is_draft_no, keep_draft, open_draft,
    retie_draft, sweep_old_drafts,
};
pub use matter_list::{MatterFilter, MatterLine, matter_counts, matter_lines};
pub use record::{
    ChainName, OfferedLine, chain_by_code, chain_change, chain_record, chain_records, chain_version, last_code,
    offered_lines, offered_names, version_change,
};
