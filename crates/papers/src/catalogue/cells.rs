//! 单元格: text of one cell, cleaned and counted the same way for every format.
//!
//! Deliberately not here: trimming values to codes, or any other reading of them.

use super::{
    limits::Limits,
    note::{NoteKind, Notes},
    refusal::ReadRefusal,
    title_set::half_width,
};

/// One row of the sheet with something in it, before the header is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawRow {
    /// As the spreadsheet shows it, from 1.
    pub(crate) number: u32,
    /// Up to the last cell of the row; cells between may be empty.
    pub(crate) cells: Vec<String>,
    /// Fields the csv record had, empty ones included; equals `cells.len()` or
    /// more. Worksheets do not store empty ends, so there it is `cells.len()`.
    pub(crate) fields: usize,
}

impl RawRow {
    pub(crate) fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }

    /// The cells with text.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(String::as_str).filter(|text| !text.is_empty())
    }
}

/// Trims a cell, makes its line breaks `\n`, takes out what cannot be seen,
/// makes a code in full-width characters half-width, and notes what it did.
pub(crate) fn clean(text: &str, row: u32, limits: &Limits, notes: &mut Notes) -> Result<String, ReadRefusal> {
    if text.len() > limits.cell_chars && text.chars().count() > limits.cell_chars {
        return Err(ReadRefusal::CellTooLong { row, limit: limits.cell_chars as u64 });
    }
    let text = text.trim();
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return Ok(text.to_owned());
    }
    if text.contains('\u{FFFD}') || text.contains("锟斤拷") {
        notes.add(NoteKind::DamagedText, Some(row));
    }
    if is_full_width_code(text) {
        notes.add(NoteKind::FullWidth, Some(row));
        return Ok(text.chars().map(half_width).collect());
    }
    if !text.chars().any(|c| c == '\r' || is_invisible(c)) {
        return Ok(text.to_owned());
    }
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    if !unix.chars().any(is_invisible) {
        return Ok(unix);
    }
    notes.add(NoteKind::InvisibleCharacters, Some(row));
    let seen: String = unix.chars().filter(|&c| !is_invisible(c)).collect();
    Ok(seen.trim().to_owned())
}

/// Nothing but digits, letters and the marks of codes and decimals, at least one
/// digit among them and at least one of all in full width. A name with a
/// full-width bracket is left as the office wrote it.
fn is_full_width_code(text: &str) -> bool {
    let of_codes = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '%' | '+');
    text.chars().all(|c| of_codes(half_width(c)))
        && text.chars().any(|c| c != half_width(c))
        && text.chars().any(|c| half_width(c).is_ascii_digit())
}

/// Control characters (a NUL cannot even be stored by PostgreSQL), zero-width
/// marks, and direction overrides that can make one name look like another.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Counts cells and the bytes in them towards the limits. A shared string is
/// stored once in the file and copied into every cell that names it, so that few
/// cells of a small file can need much memory.
pub(crate) struct Budget {
    left: usize,
    limit: usize,
    bytes_left: u64,
    bytes_limit: u64,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            left: limits.cells,
            limit: limits.cells,
            bytes_left: limits.unpacked_bytes,
            bytes_limit: limits.unpacked_bytes,
        }
    }

    /// Counts the text of a cell that is kept.
    pub(crate) fn spend_bytes(&mut self, bytes: usize) -> Result<(), ReadRefusal> {
        match self.bytes_left.checked_sub(bytes as u64) {
            Some(left) => {
                self.bytes_left = left;
                Ok(())
            }
            None => Err(ReadRefusal::UnpacksTooLarge { limit: self.bytes_limit }),
        }
    }

    pub(crate) fn spend(&mut self, cells: usize) -> Result<(), ReadRefusal> {
        match self.left.checked_sub(cells) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(ReadRefusal::TooManyCells { limit: self.limit as u64 }),
        }
    }
}
