//! Reports and their templates as rows (分析研判报告, 模板).
//!
//! Not here: what a report says, and how its files look.

mod report;
mod template;

pub use report::{ReportLine, ReportRow, departments_with_items, last_report, report, report_change, reports};
pub use template::{template, template_change, templates};
