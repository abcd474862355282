//! 事项目录: a department's spreadsheet, read within limits.
//!
//! [`read_table`] turns a `.csv`, `.xlsx` or `.xls` into a [`Table`] whose rows keep
//! the numbers the office sees, or into one clear [`ReadRefusal`]; [`map_columns`] and
//! [`map_titles`] say which column is which. [`template_xlsx`], [`items_xlsx`] and
//! [`marked`] write the same shapes back.
//!
//! Deliberately not here: what the cells mean, which belongs to the importer.

mod archive;
mod assemble;
mod book;
mod cells;
mod choose;
mod columns;
mod container;
mod delimited;
mod details;
mod encoding;
mod header;
mod limits;
mod markup;
mod note;
mod old_strings;
mod old_workbook;
mod options;
pub mod other;
mod preview;
mod read;
mod refusal;
mod returned;
mod rows;
mod table;
mod template;
mod template_words;
mod title_set;
mod titles;
mod values;
mod workbook;

pub(crate) use assemble::into_table;
pub(crate) use book::{Book, BookHead, Done, Piece, Role, Sink};
pub(crate) use cells::RawRow;
pub(crate) use note::Notes;
pub(crate) use preview::{ROWS_SHOWN, into_preview};
pub(crate) use read::read_pieces;

pub use columns::{ColumnMap, column_of, map_columns};
pub use details::{Detail, DetailColumn, DetailKind, DetailRow};
pub use encoding::Encoding;
pub use limits::{Limits, Volume};
pub use note::{Note, NoteKind};
pub use options::ReadOptions;
pub use preview::{Preview, preview_table};
pub use read::{read_table, read_table_within};
pub use refusal::ReadRefusal;
pub use returned::marked;
pub use table::{Head, Kind, Merge, PlainRow, RowShape, SheetSeen, SkipReason, SkippedRow, Table, TableRow};
pub use template::{items_xlsx, template_xlsx};
pub use title_set::{KnownTitles, TitleMap, TitleSet, Titles, UnknownHeader, map_titles};
