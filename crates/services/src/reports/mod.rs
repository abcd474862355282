//! Official reports (分析研判报告, 周报, 交办单): made from a frozen snapshot and the register, edited by
//! their author, printed as docx and PDF.
//!
//! Not here: which sentences there are (templates are data), layout (`papers`).

mod drawn;
mod edit;
mod facts;
mod figures;
mod gaps;
mod make;
mod orders;
mod print;
mod template;
mod view;

pub use drawn::{Drawn, DrawnChart, DrawnColumn, DrawnMark, DrawnTable};
pub use edit::{EditForm, ReportRefusal, edit_paragraph};
pub use make::{MakeForm, make, remake};
pub use print::{DocxFile, PdfFile, PrintRefusal, numeral, print_docx, print_pdf};
pub use store::reports::ReportLine;
pub use template::{TemplateForm, TemplateRefusal, change_template, templates};
pub use view::{ReportView, departments, list, view};
