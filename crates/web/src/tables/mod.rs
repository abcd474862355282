//! Pages on which tables of other offices are handed in (外来表格): divisions, stations, the province's export, the
//! residency list, the city's figures. One form, one preview, one end for all of them. What a table means is decided in
//! the layers below.

pub(crate) mod list;
pub(crate) mod preview;
pub(crate) mod sheet;
pub(crate) mod upload;

mod done_page;
mod list_page;
mod preview_page;
mod upload_page;
mod words;

pub use done_page::{RefusedLine, TableDonePage};
pub use list_page::{TableEntry, TableListPage};
pub use preview_page::{LineList, LineRow, TablePreviewPage};
pub use upload_page::TableUploadPage;
