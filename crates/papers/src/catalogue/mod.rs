//! 事项目录: a department's spreadsheet, read within limits.
//!
//! [`read_table`] turns the bytes of a `.csv` or `.xlsx` into a [`Table`] whose
//! rows keep the number the office sees in its own spreadsheet program, and
//! [`map_columns`] says which column of it is which. Every file ends in a table
//! or in one clear [`ReadRefusal`].
//!
//! Deliberately not here: what the cells mean (code lists, check digits,
//! duplicates), which belongs to the importer.

mod archive;
mod cells;
mod columns;
mod delimited;
mod header;
mod limits;
mod read;
mod refusal;
mod table;
mod titles;
mod workbook;

pub use columns::{ColumnMap, UnknownHeader, column_of, map_columns};
pub use limits::Limits;
pub use read::{read_table, read_table_within};
pub use refusal::ReadRefusal;
pub use table::{Encoding, Kind, Note, NoteKind, RowShape, Table, TableRow};
