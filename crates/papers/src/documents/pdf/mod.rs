//! PDF: a document as it will be printed, on the grid of 22 lines of 28 characters.
//!
//! [`flow`] turns blocks into pieces one line (or one row, one chart) high,
//! [`pages`] puts them on pages, [`paint`] writes the file. Everything is drawn as
//! text and vectors; what is read aloud and copied is the text itself.
//!
//! Deliberately not here: which glyph a character gets, and PDF/A.

mod bars;
mod certificate;
mod chart;
mod curve;
mod flow;
mod kinsoku;
mod lines;
mod pages;
mod paint;
mod piece;
mod setter;
mod table;
mod tags;
#[cfg(test)]
mod tests;
mod write;

pub use certificate::certificate_pdf;
pub use write::{MissingGlyph, Pdf, pdf};
