//! One row of a catalogue file as it came, and what can be wrong with it.
//!
//! Not here: reading its cells (`patch`), and what the row does to the catalogue (`import`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{CodeFlaw, Column, LimitFlaw, RawDetails, words::short};
use crate::base::date_text_with_year;

/// A row as it came: cells by meaning, all cells by header, and its rows of the detail sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRow {
    /// Row number as the office's spreadsheet shows it.
    pub number: u32,
    /// Cells whose column is known.
    pub cells: BTreeMap<Column, String>,
    /// Every cell by its header.
    pub raw: BTreeMap<String, String>,
    /// Rows of the detail sheets with this row's code.
    pub details: RawDetails,
}

/// Why a row cannot be taken. Each sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFlaw {
    /// A required cell is blank.
    #[error("缺{}，请补上", .0.label())]
    Missing(Column),
    /// A code.
    #[error("{1}")]
    Code(Column, CodeFlaw),
    /// The same code stands twice in the file.
    #[error("编码与第 {0} 行重复，请保留一行")]
    Repeated(u32),
    /// The code was replaced before.
    #[error("这个编码已改为“{0}”，请换用新编码")]
    OldCode(String),
    /// Another row of the file replaces the same code.
    #[error("原编码与第 {0} 行相同，一个原编码只能对应一项")]
    ReplacedTwice(u32),
    /// The item has a version that waits for its day.
    #[error("这一项有{}起生效的版本在等待，请先撤回或到期后再导入", date_text_with_year(*.0))]
    Waiting(Date),
    /// An unknown word.
    #[error("{}“{}”不认识，请写{hint}", .column.label(), short(.value, 20))]
    Word {
        /// Which column.
        column: Column,
        /// What stands there.
        value: String,
        /// What could stand there.
        hint: &'static str,
    },
    /// Text that is too long for its field.
    #[error("{}有 {length} 个字，最多 {most} 个，请核对是否串行", .column.label())]
    Long {
        /// Which column.
        column: Column,
        /// How long it is, in characters.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// A limit.
    #[error("{1}")]
    Limit(Column, LimitFlaw),
    /// No day.
    #[error("{}“{}”不是日期，请写成 2026-12-01", .0.label(), short(.1, 20))]
    Day(Column, String),
    /// A row of a detail sheet.
    #[error("{0}")]
    Detail(String),
    /// More or fewer cells than the header.
    #[error("这一行的格数与表头不同，请核对有没有多出的分隔符")]
    Ragged,
}

impl RowFlaw {
    /// The column it speaks of, for a form that points at its field.
    pub fn column(&self) -> Option<Column> {
        match self {
            Self::Missing(column)
            | Self::Code(column, _)
            | Self::Word { column, .. }
            | Self::Long { column, .. }
            | Self::Limit(column, _)
            | Self::Day(column, _) => Some(*column),
            Self::Repeated(_) | Self::OldCode(_) => Some(Column::Code),
            Self::ReplacedTwice(_) => Some(Column::Replaces),
            Self::Waiting(_) | Self::Detail(_) | Self::Ragged => None,
        }
    }
}
