//! 读出来的表: the rectangle the importer works on.
//!
//! Deliberately not here: how it was read, and what the columns mean.

use serde::{Deserialize, Serialize};

use super::{details::Detail, encoding::Encoding, note::Note};

/// What sort of file the table came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Text separated by commas, semicolons or tabs.
    Csv,
    /// An Office Open XML workbook (`.xlsx`, `.xlsm`).
    Xlsx,
    /// An Excel 97–2003 workbook (`.xls`).
    Xls,
}

/// How a row's cells compare with the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowShape {
    /// As many as the header.
    Whole,
    /// A csv row with fewer fields than the header; the missing ones read as
    /// empty. Often a separator that was lost.
    Short {
        /// How many fields are missing.
        missing: u32,
    },
    /// Text stands to the right of the last titled column; it is kept behind
    /// the titled cells. Often an unquoted comma inside a name.
    Long {
        /// How many cells there are beyond the header.
        extra: u32,
    },
}

/// One row below the header that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The row's number as the office's spreadsheet program shows it, from 1;
    /// blank rows and line breaks inside a cell do not disturb it.
    pub number: u32,
    /// At least as many cells as the header has; more only where `shape` is
    /// [`RowShape::Long`]. Trimmed at both ends; line breaks are `\n`.
    pub cells: Vec<String>,
    /// Whether the row fits the header.
    pub shape: RowShape,
}

/// A rectangle of merged cells, corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row, as the spreadsheet numbers it.
    pub top: u32,
    /// First column, from 0.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// A row as it stands in the file, whatever it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainRow {
    /// The row's number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells up to the last that is not empty.
    pub cells: Vec<String>,
}

/// Everything down to and including the titles, as it stands in the file, so
/// that the sheet can be given back to the office with the same top.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Title, remarks, and the one or two rows of column titles, in order.
    pub rows: Vec<PlainRow>,
    /// Merged cells among them.
    pub merges: Vec<Merge>,
    /// How many of the last `rows` are column titles: 1 or 2.
    pub title_rows: u32,
}

/// Why a row below the titles is not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SkipReason {
    /// The example of our template.
    Example,
    /// 小计, 合计.
    Total,
    /// The titles once more, as on a second printed page.
    TitlesAgain,
    /// A remark, or who filled the table in, below the last row.
    Footnote,
}

/// A row that was not taken as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedRow {
    /// The row.
    pub row: PlainRow,
    /// Why.
    pub why: SkipReason,
}

/// A worksheet of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetSeen {
    /// Its name.
    pub name: String,
    /// Whether the office does not see it.
    pub hidden: bool,
    /// Whether it is the one that was read.
    pub read: bool,
}

/// A spreadsheet as read: titles and the rows below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Column titles as written, trimmed; a gap between two titles is empty. Of
    /// two rows of titles, `组/子`; the second of two equal titles is `名称(2)`.
    pub header: Vec<String>,
    /// Row number of the titles (the lower of two), as the spreadsheet shows it.
    pub header_row: u32,
    /// The rows that are data, in the order of the file.
    pub rows: Vec<TableRow>,
    /// How the text was encoded.
    pub encoding: Encoding,
    /// What sort of file it was.
    pub kind: Kind,
    /// What the clerk should know before trusting the preview.
    pub notes: Vec<Note>,
    /// The worksheet that was read; `None` for text.
    pub sheet: Option<String>,
    /// All worksheets, hidden ones too.
    pub sheets: Vec<SheetSeen>,
    /// The top of the sheet as it stands.
    pub head: Head,
    /// Rows below the titles that are not data.
    pub skipped: Vec<SkippedRow>,
    /// Materials, fees, steps and questions on sheets of their own.
    pub details: Vec<Detail>,
}
