//! 读出来的表: the rectangle the importer works on.
//!
//! Deliberately not here: how it was read, and what the columns mean.

use serde::{Deserialize, Serialize};

/// How the text was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8 without a byte order mark; also every `.xlsx`.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel's "CSV UTF-8" writes it.
    Utf8Bom,
    /// GB 18030, which contains GBK and GB 2312.
    Gb18030,
    /// UTF-16 with a byte order mark, as Excel's "Unicode text" writes it.
    Utf16,
}

impl Encoding {
    /// The name as shown to the office.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16 => "UTF-16",
        }
    }
}

/// What sort of file the table came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Text separated by commas or tabs.
    Csv,
    /// An Office Open XML workbook (`.xlsx`, `.xlsm`).
    Xlsx,
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

/// What the reader noticed and the clerk should see beside the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// Rows above the column titles (a title, a remark) were passed over.
    RowsAboveHeader,
    /// Cells contain `锟斤拷` or U+FFFD: the text was damaged before it came here.
    DamagedText,
    /// Cells merged downwards were read as if each row repeated the value.
    MergedCells,
    /// Cells show a formula's failure such as `#N/A`.
    BrokenFormula,
    /// Whole numbers of 16 digits or more, of which Excel has lost the end; they
    /// read in scientific form so that the importer can refuse the row.
    LostDigits,
    /// Invisible control or direction characters were removed.
    InvisibleCharacters,
    /// Other visible worksheets exist and were not read.
    OtherSheets {
        /// Name of the worksheet that was read.
        read: String,
    },
}

/// A [`NoteKind`] with how often and where first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What was noticed.
    pub kind: NoteKind,
    /// How many cells (rows, sheets) it concerns.
    pub count: u32,
    /// The first row it was seen in, as the spreadsheet numbers it.
    pub first_row: Option<u32>,
}

impl Note {
    /// The sentence shown to the clerk.
    #[must_use]
    pub fn sentence(&self) -> String {
        let count = self.count;
        let place = self.first_row.map_or_else(String::new, |row| format!("（最早在第 {row} 行）"));
        match &self.kind {
            NoteKind::RowsAboveHeader => format!("表头上方有 {count} 行标题或说明，没有导入"),
            NoteKind::DamagedText => {
                format!("有 {count} 格文字已损坏，如“锟斤拷”{place}，请用原表核对")
            }
            NoteKind::MergedCells => format!("有 {count} 格来自合并单元格，已逐行补上{place}"),
            NoteKind::BrokenFormula => format!("有 {count} 格公式没有算出结果{place}，请改成文字"),
            NoteKind::LostDigits => {
                format!("有 {count} 格长编码丢了末位{place}，请把该列设为文本后重填")
            }
            NoteKind::InvisibleCharacters => format!("有 {count} 格含看不见的字符，已去掉{place}"),
            NoteKind::OtherSheets { read } => {
                format!("只读了工作表“{read}”，另有 {count} 张没有读")
            }
        }
    }
}

/// A spreadsheet as read: titles and the rows below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Column titles as written, trimmed; a gap between two titles is empty.
    pub header: Vec<String>,
    /// Row number of the titles, as the spreadsheet shows it.
    pub header_row: u32,
    /// The rows that are not blank, in the order of the file.
    pub rows: Vec<TableRow>,
    /// How the text was encoded.
    pub encoding: Encoding,
    /// What sort of file it was.
    pub kind: Kind,
    /// What the clerk should know before trusting the preview.
    pub notes: Vec<Note>,
}
