//! Items, their versions, and imports staged aside (事项库).

mod import;
mod item;
mod list;

pub use import::{Staged, StagedState, drop_stage, known, set_stage_state, stage, stage_row, staged, staged_rows};
pub use item::{insert_version, item, item_at, item_by_code, item_history, item_version_change, point};
pub use list::{ItemFilter, ItemLine, head_of_catalogue, item_lines, search_entries};
