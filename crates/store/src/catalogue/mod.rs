//! Items, their versions, and imports staged aside (事项库).

mod current;
mod draft;
mod import;
mod item;
mod list;
mod moves;
mod schedule;
mod undo;

pub use current::{current_items, exempt_items};
pub use draft::{draft, draft_change, draft_removed, drafts};
pub use import::{
    Staged, StagedState, advance_stage, drop_rows, drop_stage, keep_file, kept_file, known, set_published,
    set_stage_state, set_undone, stage, stage_row, staged, staged_list, staged_rows,
};
pub use item::{
    PastItem, insert_version, item, item_at, item_by_code, item_history, item_version_change, point, shared_item,
    version_in_force,
};
pub use list::{CatalogueHead, ItemFilter, ItemLine, head_of_catalogue, item_lines, search_entries};
pub use moves::{ResidencyChange, residency_changes};
pub(crate) use schedule::in_force_sql;
pub use schedule::{bring_into_force, code_holder, is_force_due, point_import, versions, waiting_versions};
pub use undo::{code_holders, touched};
