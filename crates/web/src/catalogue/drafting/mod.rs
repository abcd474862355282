//! Drafting items (编制事项): the whole guide in one form, the steps beside it, the list of drafts and coming versions.
//! What a draft may become is decided in the layers below; past versions are in `history`.

pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod steps;

mod details;
mod field;
mod groups;
mod list_page;
mod page;
mod page_samples;
mod view;

pub use field::{DraftField, Filling};
pub use list_page::{ComingEntry, DraftEntry, DraftsPage};
pub use page::{Coming, DraftGroup, DraftNow, DraftPage, DraftRow, DraftSheet, ItemChain, StatusNow};
pub(super) use view::state_tag;
