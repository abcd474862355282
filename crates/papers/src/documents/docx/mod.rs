//! Word 文件: a document as `.docx` (ECMA-376) that an office can go on writing.
//!
//! Styles, grid and page numbers are the word processor's own, so that what is
//! typed later is set like the rest; tables are tables, charts are charts with
//! their data. Fonts are named as offices know them and none is put into the file.
//!
//! Deliberately not here: where lines and pages end, which the word processor
//! decides, and reading what an office made of it.

mod body;
mod chart;
mod code;
mod package;
mod settings;
mod styles;
mod table;
mod units;
mod workbook;
mod xml;

pub use package::docx;
