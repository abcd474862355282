//! 原始内容: what comes out of a file before anybody has looked for titles.
//!
//! The reader of each format hands over pieces one at a time and keeps none, so
//! that the process that reads a stranger's file stays small; whoever receives
//! them builds the table.
//!
//! Deliberately not here: the formats, and which row holds the titles.

use serde::{Deserialize, Serialize};

use super::{
    cells::RawRow,
    encoding::Encoding,
    refusal::ReadRefusal,
    table::{Kind, Merge, SheetSeen},
};

/// What is known of a file before its first row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BookHead {
    pub(crate) kind: Kind,
    pub(crate) encoding: Encoding,
    pub(crate) sheets: Vec<SheetSeen>,
}

/// What a worksheet is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    /// The table itself.
    Main,
    /// Materials, fees, steps or questions beside it.
    Detail,
}

/// One piece of a file, in this order: the head, then for each sheet its start,
/// its rows and its merges.
#[derive(Debug)]
pub(crate) enum Piece {
    Head(BookHead),
    Sheet { name: Option<String>, role: Role },
    Row(RawRow),
    Merges(Vec<Merge>),
}

/// Receives the pieces. An error ends the reading; [`Done::Enough`] ends it
/// without one.
pub(crate) trait Sink {
    fn take(&mut self, piece: Piece) -> Result<Done, ReadRefusal>;
}

/// Whether the receiver wants more of this sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    More,
    Enough,
}

/// One worksheet, or the whole of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) name: Option<String>,
    pub(crate) role: Role,
    pub(crate) rows: Vec<RawRow>,
    pub(crate) merges: Vec<Merge>,
}

impl Grid {
    /// Puts rows into their order; a hand-made file may list them in any, and a
    /// row twice. Of two cells at one place the later one stays.
    pub(crate) fn settle(&mut self) {
        if self.rows.is_sorted_by(|a, b| a.number < b.number) {
            return;
        }
        self.rows.sort_by_key(|row| row.number);
        let mut settled: Vec<RawRow> = Vec::with_capacity(self.rows.len());
        for row in self.rows.drain(..) {
            match settled.last_mut().filter(|last| last.number == row.number) {
                None => settled.push(row),
                Some(last) => {
                    for (place, text) in row.cells.into_iter().enumerate() {
                        if place >= last.cells.len() {
                            last.cells.push(text);
                        } else if !text.is_empty() {
                            last.cells[place] = text;
                        }
                    }
                    last.fields = last.fields.max(last.cells.len());
                }
            }
        }
        self.rows = settled;
    }
}

/// All pieces of a file.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) head: Option<BookHead>,
    pub(crate) grids: Vec<Grid>,
    /// Rows of a sheet after which no more are wanted; 0 = all.
    pub(crate) rows_wanted: usize,
}

impl Book {
    /// The sheet that was read as the table.
    pub(crate) fn take_main(&mut self) -> Option<Grid> {
        let place = self.grids.iter().position(|grid| grid.role == Role::Main)?;
        Some(self.grids.remove(place))
    }

    /// Rows received so far.
    pub(crate) fn rows(&self) -> usize {
        self.grids.iter().map(|grid| grid.rows.len()).sum()
    }
}

impl Sink for Book {
    fn take(&mut self, piece: Piece) -> Result<Done, ReadRefusal> {
        match piece {
            Piece::Head(head) => self.head = Some(head),
            Piece::Sheet { name, role } => self.grids.push(Grid { name, role, rows: Vec::new(), merges: Vec::new() }),
            Piece::Row(row) => {
                let grid = self.grids.last_mut().ok_or(ReadRefusal::Damaged)?;
                grid.rows.push(row);
                if grid.rows.len() == self.rows_wanted {
                    return Ok(Done::Enough);
                }
            }
            Piece::Merges(merges) => self.grids.last_mut().ok_or(ReadRefusal::Damaged)?.merges = merges,
        }
        Ok(Done::More)
    }
}
