//! The catalogue: importing, searching, guides, editing (事项库).

mod edit;
mod guide;
mod import;
mod list;
mod published;
mod search;
mod shelf;
mod write;

pub use edit::{EditForm, EditRefusal, VersionLine, edit, history};
pub use guide::{GuideView, guide, item};
pub use import::{
    FileRead, ImportOutcome, ImportRefusal, Preview, StagedImport, dry_run, outcome_of, preview, publish, read_file,
    refused_lines, stage,
};
pub use list::list;
pub use published::{Published, published};
pub use search::{Found, Searchable, search};
pub use shelf::{Shelf, browse, cards, shelf};
pub use store::catalogue::{ItemFilter, ItemLine, StagedState};
pub(crate) use write::{NewVersion, Occasion, write_versions};
