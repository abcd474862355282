//! 公文: an official document as `.docx` and as PDF, by GB/T 9704-2012.
//!
//! One value, [`Document`]; [`docx`] writes it for the office's word processor,
//! [`pdf`] as it will be printed, with the fonts this machine has ([`Fonts`]).
//! Both put 22 lines of 28 characters on a page, and neither needs the other.
//! [`certificate_pdf`] writes a certificate (证照) on one page.
//!
//! Deliberately not here: what a report says, red heads, seals and signatures,
//! and reading documents back.

mod certificate;
mod check;
mod colours;
mod document;
mod docx;
mod flaw;
mod fonts;
mod limits;
mod pdf;
mod scale;
mod sheet;
mod title;
mod typeface;
mod words;

pub use certificate::CertificatePaper;
pub use document::{
    Align, Appendix, Block, Chart, ChartKind, Code, Column, Document, Heading, HeadingLevel, Mark, Run, Series,
    Signature, Table, TableCell,
};
pub use docx::docx;
pub use flaw::DocumentFlaw;
pub use fonts::Fonts;
pub use limits::{BARS, COLUMNS, MOMENTS, PAGES, SERIES};
pub use pdf::{MissingGlyph, Pdf, certificate_pdf, pdf};
pub use typeface::Typeface;
