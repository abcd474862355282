//! The tables and charts of a report, frozen with it: a report printed next year shows the rows of this one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everything a report draws.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// County's name.
    pub county: String,
    /// The day its figures speak of.
    pub as_of: Option<Date>,
    /// Tables by the name that a template places.
    pub tables: BTreeMap<String, DrawnTable>,
    /// Charts by the name that a template places.
    pub charts: BTreeMap<String, DrawnChart>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnTable {
    /// Title without a number.
    pub caption: String,
    /// Columns.
    pub columns: Vec<DrawnColumn>,
    /// Rows, a cell a column.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnColumn {
    /// Title.
    pub head: String,
    /// Share of the width.
    pub width: u16,
    /// Numbers stand at the right.
    pub number: bool,
}

impl DrawnTable {
    /// A table with columns as `(title, width, number)`.
    pub(super) fn new(caption: &str, columns: &[(&str, u16, bool)], rows: Vec<Vec<String>>) -> Self {
        let columns = columns
            .iter()
            .map(|(head, width, number)| DrawnColumn { head: (*head).to_owned(), width: *width, number: *number })
            .collect();
        Self { caption: caption.to_owned(), columns, rows }
    }
}

/// A chart over figures in percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnChart {
    /// The finding, as a title without a number.
    pub caption: String,
    /// The chart in words.
    pub alternative: String,
    /// Lines over time; else bars.
    pub line: bool,
    /// Where bars start, in hundredths of a percent point.
    pub baseline: i64,
    /// What stands at each mark.
    pub labels: Vec<String>,
    /// Series by name; a mark a label: hundredths of a percent point, text, own.
    pub series: Vec<(String, Vec<Option<DrawnMark>>)>,
}

/// Hundredths of a percent point, the figure as printed, the reader's own.
pub type DrawnMark = (i64, String, bool);

/// Hundredths of a percent point of a figure as printed: `99.94` → 9994. Further decimals are cut: the
/// value only places a mark, its text is printed beside it.
pub(super) fn hundredths(value: &str) -> Option<i64> {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits: String = part.chars().chain("00".chars()).take(2).collect();
    Some(whole.parse::<i64>().ok()? * 100 + digits.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_where_its_text_says() {
        for (text, at) in [("99.94", 9994), ("98.3", 9830), ("100", 10_000), ("99.996", 9999), ("0.00", 0)] {
            assert_eq!(hundredths(text), Some(at), "{text}");
        }
        assert_eq!(hundredths("没有数据"), None);
    }
}
