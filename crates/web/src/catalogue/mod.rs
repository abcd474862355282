//! Pages about the catalogue (事项库): what the public searches and reads, and what the office keeps and imports.
//! Search order, guide quality and import rules live in the layers below.

pub(crate) mod api;
pub(crate) mod edit;
pub(crate) mod guide;
pub(crate) mod import;
pub(crate) mod items;
pub(crate) mod search;

mod guide_page;
mod import_done_page;
mod import_page;
mod import_preview_page;
mod item_edit_page;
mod item_list_page;
mod search_page;
mod words;

pub use guide_page::{GuideMaterial, GuidePage, GuidePlace, OnlineWay};
pub use import_done_page::ImportDonePage;
pub use import_page::ImportPage;
pub use import_preview_page::{ImportPreviewPage, ImportRow, RowList};
pub use item_edit_page::{ExemptionForm, ItemEditPage, PastVersion};
pub use item_list_page::{ItemListPage, ItemRow};
pub use search_page::{Hit, SearchPage};
