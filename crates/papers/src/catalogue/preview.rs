//! 预读: the first rows as they stand, for the clerk to say "looks right", "other
//! encoding" or "other sheet".
//!
//! Deliberately not here: the preview of what an import would change.

use serde::{Deserialize, Serialize};

use super::{
    assemble::titles_of,
    book::Book,
    encoding::Encoding,
    limits::Limits,
    note::{Note, Notes},
    options::ReadOptions,
    read::read_pieces,
    refusal::ReadRefusal,
    rows::plain,
    table::{Kind, PlainRow, SheetSeen},
};

/// Rows shown.
pub(crate) const ROWS_SHOWN: usize = 30;

/// How a file begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What sort of file it is.
    pub kind: Kind,
    /// How the text was encoded, or taken to be.
    pub encoding: Encoding,
    /// The worksheet shown; `None` for text.
    pub sheet: Option<String>,
    /// All worksheets, hidden ones too.
    pub sheets: Vec<SheetSeen>,
    /// The first rows that are not blank, as they stand.
    pub rows: Vec<PlainRow>,
    /// The row taken for the titles (the upper of two); `None` where none looks
    /// like titles, so that the clerk must choose one.
    pub header_row: Option<u32>,
    /// Rows of titles: 1 or 2; 0 where there are none.
    pub title_rows: u32,
    /// The titles as they will be used.
    pub header: Vec<String>,
    /// What was noticed so far.
    pub notes: Vec<Note>,
}

/// Reads the first rows of a file that came from our own hands; one from outside
/// goes through [`crate::child::preview_in_child`].
///
/// # Errors
/// A [`ReadRefusal`] whose sentence says what is wrong with the file.
pub fn preview_table(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<Preview, ReadRefusal> {
    let mut book = Book { rows_wanted: ROWS_SHOWN, ..Book::default() };
    let notes = read_pieces(bytes, file_name, options, &Limits::default(), &mut book)?;
    into_preview(book, notes, options)
}

pub(crate) fn into_preview(mut book: Book, notes: Notes, options: &ReadOptions) -> Result<Preview, ReadRefusal> {
    let head = book.head.take().ok_or(ReadRefusal::Damaged)?;
    let mut grid = book.take_main().ok_or(ReadRefusal::NoSheet)?;
    grid.settle();
    grid.rows.truncate(ROWS_SHOWN);
    let found = titles_of(&grid, options).ok();
    Ok(Preview {
        kind: head.kind,
        encoding: head.encoding,
        sheet: grid.name.clone(),
        sheets: head.sheets,
        header_row: found.as_ref().and_then(|found| grid.rows.get(found.place)).map(|row| row.number),
        title_rows: found.as_ref().map_or(0, |found| found.rows as u32),
        header: found.map(|found| found.titles).unwrap_or_default(),
        rows: grid.rows.iter().map(plain).collect(),
        notes: notes.into_vec(),
    })
}
