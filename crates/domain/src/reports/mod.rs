//! Official reports (分析研判报告, 周报, 交办单): the words around the figures, and where each number comes from.
//!
//! Templates are data that the office edits. A sentence whose facts are missing is left out, with a
//! note to the author: a report says nothing that the data do not show.
//!
//! Not here: the figures themselves (`indicators`), layout and files (`papers`).

mod body;
mod compose;
mod facts;
mod numbers;
mod template;

pub use body::{Body, BodyRefusal, Piece, ReportEdited, ReportMade, Section, Written, edit};
pub use compose::compose;
pub use facts::{Fact, Facts, Row, Trace};
pub use numbers::{Span, marked};
pub use template::{Block, Part, ReportKind, Template, TemplateChanged, TemplateFlaw, fields};
