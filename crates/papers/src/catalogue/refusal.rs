//! 读取不了的原因: why a file was not read, in a sentence for the clerk.
//!
//! Deliberately not here: complaints about single rows; a row that cannot be
//! imported is the importer's to report, with its number.

use serde::{Deserialize, Serialize};

/// Why a file was refused as a whole. `Display` is the sentence shown to the
/// clerk: what is wrong, then what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReadRefusal {
    /// Nothing in the file.
    #[error("这个文件是空的，请换一份有内容的表")]
    EmptyFile,
    /// The upload is larger than the limit; both in bytes.
    #[error("文件有 {}，最多 {}，请分成几份上传", megabytes(*.bytes), megabytes(*.limit))]
    TooLarge {
        /// Size of the upload in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The workbook's parts unpack to more than the limit, in bytes.
    #[error("这份表展开后超过 {}，请只留要导入的工作表", megabytes(*.limit))]
    UnpacksTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Unpacked and packed size differ by more than any honest workbook's do.
    #[error("这份表展开后超过原来的 {ratio} 倍，请另存为新的 .xlsx 再上传")]
    OverPacked {
        /// The highest permitted ratio.
        ratio: u64,
    },
    /// More cells than the limit.
    #[error("这份表超过 {limit} 格，请分成几份上传")]
    TooManyCells {
        /// The limit.
        limit: u64,
    },
    /// A cell stands further right than the limit.
    #[error("这份表超过 {limit} 列，请删去右边用不到的列")]
    TooManyColumns {
        /// The limit.
        limit: u64,
    },
    /// More merged ranges than the limit.
    #[error("合并单元格超过 {limit} 处，请取消合并后再上传")]
    TooManyMerges {
        /// The limit.
        limit: u64,
    },
    /// A sheet spans very many cells and fills few of them.
    #[error("表中空白格太多，请删去空白的行和列后再上传")]
    TooSparse,
    /// One cell holds more text than a spreadsheet can; in csv, nearly always a
    /// quotation mark that was not closed.
    #[error("第 {row} 行有一格超过 {limit} 字，请检查引号是否成对")]
    CellTooLong {
        /// Row as the spreadsheet numbers it.
        row: u32,
        /// The limit in characters.
        limit: u64,
    },
    /// Opening needs a password.
    #[error("这份表设了打开密码，请取消密码后再上传")]
    Encrypted,
    /// Excel's binary workbook.
    #[error("这是 .xlsb 表，请另存为 .xlsx 再上传")]
    BinaryWorkbook,
    /// An HTML page saved under a spreadsheet's name, as many older systems export.
    #[error("这是网页格式的表，请用 Excel 打开后另存为 .xlsx")]
    WebPage,
    /// Neither text nor a workbook.
    #[error("这不是表格文件，请上传 .xlsx、.xls 或 .csv")]
    NotSpreadsheet,
    /// A workbook that cannot be opened: cut short, or its parts contradict.
    #[error("这份表不完整或已损坏，请重新导出或另存后再上传")]
    Damaged,
    /// Text in neither UTF-8, UTF-16 nor GB18030.
    #[error("认不出这份 csv 的文字编码，请另存为 .xlsx 再上传")]
    UnknownEncoding,
    /// The text is not in the encoding the clerk chose.
    #[error("按 {label} 读不通这份文件，请换一种编码")]
    WrongEncoding {
        /// The encoding's name.
        label: String,
    },
    /// The worksheet the clerk chose does not exist.
    #[error("没有名叫“{name}”的工作表，请在预览里重新选")]
    NoSuchSheet {
        /// Its name, at most 31 characters.
        name: String,
    },
    /// The row the clerk chose for the titles is blank or does not exist.
    #[error("第 {row} 行没有内容，不能作表头，请重新选")]
    NoSuchRow {
        /// The row, as the spreadsheet numbers it.
        row: u32,
    },
    /// No visible worksheet has content.
    #[error("可见的工作表里没有内容，请检查是不是传错了文件")]
    NoSheet,
    /// No row looks like column titles.
    #[error("找不到表头，请在数据上方写明列名，如“部门”“事项名称”")]
    NoHeader,
    /// Column titles and nothing below them.
    #[error("第 {row} 行是表头，下面没有数据，请补上再上传")]
    OnlyHeader {
        /// Row of the column titles, as the spreadsheet numbers it.
        row: u32,
    },
    /// The reading process ran out of time or memory, or fell over.
    #[error("这个文件读取时超出限制，请分成几份或另存后再上传")]
    StoppedByLimits,
    /// The reading process could not be started; nothing is wrong with the file.
    #[error("读表程序没有启动，不是文件的问题，请稍后再传一次")]
    ReaderNotStarted,
}

impl ReadRefusal {
    /// A code that stays the same when the sentence is reworded, for logs,
    /// tests and the JSON API.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::TooLarge { .. } => "too_large",
            Self::UnpacksTooLarge { .. } => "unpacks_too_large",
            Self::OverPacked { .. } => "over_packed",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::TooManyMerges { .. } => "too_many_merges",
            Self::TooSparse => "too_sparse",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::Encrypted => "encrypted",
            Self::BinaryWorkbook => "binary_workbook",
            Self::WebPage => "web_page",
            Self::NotSpreadsheet => "not_spreadsheet",
            Self::Damaged => "damaged",
            Self::UnknownEncoding => "unknown_encoding",
            Self::WrongEncoding { .. } => "wrong_encoding",
            Self::NoSuchSheet { .. } => "no_such_sheet",
            Self::NoSuchRow { .. } => "no_such_row",
            Self::NoSheet => "no_sheet",
            Self::NoHeader => "no_header",
            Self::OnlyHeader { .. } => "only_header",
            Self::StoppedByLimits => "stopped_by_limits",
            Self::ReaderNotStarted => "reader_not_started",
        }
    }
}

/// `20 MB`, `23.4 MB`: one decimal, rounded up so that a file just above a
/// limit never reads as equal to it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
