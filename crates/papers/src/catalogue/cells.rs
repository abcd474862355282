//! 单元格: text of one cell, cleaned and counted the same way for csv and xlsx.
//!
//! Deliberately not here: trimming values to codes, or any other reading of them.

use super::{
    limits::Limits,
    refusal::ReadRefusal,
    table::{Note, NoteKind},
};

/// One row of the sheet with something in it, before the header is known.
pub(super) struct RawRow {
    /// As the spreadsheet shows it, from 1.
    pub(super) number: u32,
    /// Up to the last cell of the row; cells between may be empty.
    pub(super) cells: Vec<String>,
    /// Fields the csv record had, empty ones included; equals `cells.len()` or
    /// more. Worksheets do not store empty ends, so there it is `cells.len()`.
    pub(super) fields: usize,
}

/// What has been noticed so far, one entry a kind.
#[derive(Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, kind: NoteKind, row: Option<u32>) {
        match self.0.iter_mut().find(|note| note.kind == kind) {
            Some(note) => {
                note.count = note.count.saturating_add(1);
                note.first_row = match (note.first_row, row) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            None => self.0.push(Note { kind, count: 1, first_row: row }),
        }
    }

    pub(super) fn add_many(&mut self, kind: NoteKind, count: u32, first_row: Option<u32>) {
        if count > 0 {
            self.0.push(Note { kind, count, first_row });
        }
    }

    pub(super) fn into_vec(self) -> Vec<Note> {
        self.0
    }
}

/// Trims a cell, makes its line breaks `\n`, takes out what cannot be seen and
/// notes damaged text.
pub(super) fn clean(text: &str, row: u32, limits: &Limits, notes: &mut Notes) -> Result<String, ReadRefusal> {
    if text.len() > limits.cell_chars && text.chars().count() > limits.cell_chars {
        return Err(ReadRefusal::CellTooLong { row, limit: limits.cell_chars as u64 });
    }
    let text = text.trim();
    if text.contains('\u{FFFD}') || text.contains("锟斤拷") {
        notes.add(NoteKind::DamagedText, Some(row));
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

/// Control characters (a NUL cannot even be stored by PostgreSQL), zero-width
/// marks, and direction overrides that can make one name look like another.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Counts cells towards the limit.
pub(super) struct Budget {
    left: usize,
    limit: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { left: limits.cells, limit: limits.cells }
    }

    pub(super) fn spend(&mut self, cells: usize) -> Result<(), ReadRefusal> {
        match self.left.checked_sub(cells) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(ReadRefusal::TooManyCells { limit: self.limit as u64 }),
        }
    }
}
