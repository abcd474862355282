//! Reports over HTTP (分析研判报告、周报、交办单): the list, one report with its author's words, its files, the
//! templates. What a report says is decided elsewhere.

pub(crate) mod api;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod template;
pub(crate) mod view;

mod list_page;
mod template_page;
mod view_page;

pub use list_page::{ReportListPage, ReportListRow};
pub use template_page::{TemplatePage, TemplateParagraph};
pub use view_page::{ReportPage, ReportParagraph, ReportPiece, ReportSection, ReportTable};
