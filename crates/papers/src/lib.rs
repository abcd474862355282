//! 文书: bytes to values and values to bytes.
//!
//! Reading a department's spreadsheet (事项目录), looking at what is handed in
//! (附件), drawing charts and QR codes
//! as SVG, writing tables for export and official documents (公文) as `.docx` and
//! PDF, writing and reading a chain (一件事) as BPMN. Everything is a pure function
//! of its arguments; the exceptions are [`child`], which runs the reading apart,
//! and [`documents::Fonts`], which looks for the fonts of this machine.
//!
//! Deliberately not here: what a value means (the importer's rules live in
//! `domain` and `services`), databases, HTTP, and the page around a chart.

pub mod archive;
pub mod catalogue;
pub mod chains;
pub mod charts;
pub mod child;
pub mod documents;
pub mod files;
pub mod qr;
pub mod stations;
pub mod tables;
