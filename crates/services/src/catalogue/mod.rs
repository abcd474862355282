//! The catalogue: importing, searching, guides, editing (事项库).

mod edit;
mod guide;
mod import;
mod list;
mod search;
mod write;

pub use edit::{EditForm, EditRefusal, edit, history};
pub use guide::{GuideView, guide, item};
pub use import::{
    FileRead, ImportOutcome, ImportRefusal, Preview, StagedImport, preview, publish, read_file, refused_lines, stage,
};
pub use list::list;
pub use search::{Found, Searchable, search};
pub use store::catalogue::{ItemFilter, ItemLine};
pub(crate) use write::{NewVersion, Occasion, write_versions};
