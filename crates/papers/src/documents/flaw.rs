//! 出不了文的原因: why a document did not become a file, in a sentence for the clerk.
//!
//! Deliberately not here: characters without a glyph; those do not stop a PDF and
//! are handed back with it.

use super::limits;

/// Why a document did not become a file. `Display` is the sentence shown to the
/// clerk: what is wrong, then what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFlaw {
    /// The document has no title.
    #[error("文件没有标题，请填写标题")]
    NoTitle,
    /// More than [`limits::PAGES`] pages.
    #[error("文件超过 {} 页，请缩小范围后分几份生成", limits::PAGES)]
    TooLong,
    /// A table without columns or with too many.
    #[error("表格“{caption}”有 {columns} 列，应为 1 至 {} 列", limits::COLUMNS)]
    Columns {
        /// Which table.
        caption: String,
        /// How many columns it has.
        columns: usize,
    },
    /// A row of a table has more or fewer cells than the table has columns.
    #[error("表格“{caption}”第 {row} 行的格数与表头不同，请核对")]
    RaggedRow {
        /// Which table.
        caption: String,
        /// Which row, counted from 1 below the head.
        row: usize,
    },
    /// A chart whose series do not match its labels, or with none or too many of them.
    #[error("图“{caption}”的数据与名称对不上或过多，请核对")]
    RaggedChart {
        /// Which chart.
        caption: String,
    },
    /// No font with Chinese characters on this machine; only the PDF needs one.
    #[error("没有中文字体，PDF 未生成：请安装 fonts-noto-cjk；Word 文件可照常下载")]
    NoFont,
    /// The file could not be put together; the reason is for the log.
    #[error("文件没有生成，请改用另一种格式下载")]
    NotWritten {
        /// What the writer said, for the log.
        reason: String,
    },
}

impl DocumentFlaw {
    /// A code that stays the same when the sentence is reworded, for logs, tests
    /// and the JSON API.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoTitle => "no_title",
            Self::TooLong => "too_long",
            Self::Columns { .. } => "columns",
            Self::RaggedRow { .. } => "ragged_row",
            Self::RaggedChart { .. } => "ragged_chart",
            Self::NoFont => "no_font",
            Self::NotWritten { .. } => "not_written",
        }
    }

    /// More to do than the sentence says, for the command line and the help page;
    /// empty where the sentence says all.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoFont => {
                "Debian、Ubuntu：apt-get install fonts-noto-cjk。要仿宋、楷体字形，另装 texlive-lang-chinese（内含 \
                 FandolFang、FandolKai），或把单位已购的方正小标宋、仿宋_GB2312、楷体_GB2312 放进配置的字体文件夹。"
            }
            Self::NoTitle
            | Self::TooLong
            | Self::Columns { .. }
            | Self::RaggedRow { .. }
            | Self::RaggedChart { .. }
            | Self::NotWritten { .. } => "",
        }
    }
}
