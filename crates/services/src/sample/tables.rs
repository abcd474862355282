//! Reading the embedded tables of the sample county (样例表): tab-separated, strict, with the number
//! of the row in every fault.
//!
//! Deliberately not here: what the rows mean.

use std::{fmt, str::FromStr};

/// Why a table of the sample county cannot be used: a fault of the program's own data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFault {
    /// File name.
    pub table: &'static str,
    /// Row as an editor shows it, from 1; 0 when the table as a whole is meant.
    pub row: usize,
    /// What is wrong, in words.
    pub why: String,
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            0 => write!(f, "样例表 {} {}", self.table, self.why),
            row => write!(f, "样例表 {} 第 {row} 行{}", self.table, self.why),
        }
    }
}

impl std::error::Error for TableFault {}

/// A table as it is embedded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// File name.
    pub(super) name: &'static str,
    /// Its text.
    pub(super) text: &'static str,
    /// The columns it must have, in this order.
    pub(super) header: &'static [&'static str],
}

/// Where a row stands, for faults found later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    table: &'static str,
    row: usize,
}

impl Place {
    /// A fault of this row.
    pub(super) fn fault(self, why: impl Into<String>) -> TableFault {
        TableFault { table: self.table, row: self.row, why: format!("：{}", why.into()) }
    }
}

/// One row: cells by column.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) place: Place,
    header: &'static [&'static str],
    cells: Vec<&'static str>,
}

impl Table {
    /// Its rows. Another header, a ragged row, a blank line or a cell with spaces around it is a fault.
    pub(super) fn lines(&self) -> Result<Vec<Line>, TableFault> {
        let fault = |row, why: String| TableFault { table: self.name, row, why };
        let mut lines = self.text.lines().enumerate();
        let (_, first) = lines.next().ok_or_else(|| fault(0, "是空的".into()))?;
        if !first.split('\t').eq(self.header.iter().copied()) {
            return Err(fault(1, format!("：列名应为 {}", self.header.join("、"))));
        }
        let mut out = Vec::new();
        for (i, line) in lines {
            let cells: Vec<&'static str> = line.split('\t').collect();
            if cells.len() != self.header.len() {
                return Err(fault(i + 1, format!("：应有 {} 格，现在是 {} 格", self.header.len(), cells.len())));
            }
            if let Some(cell) = cells.iter().find(|c| c.trim() != **c) {
                return Err(fault(i + 1, format!("：“{cell}”前后有空白")));
            }
            out.push(Line { place: Place { table: self.name, row: i + 1 }, header: self.header, cells });
        }
        Ok(out)
    }
}

impl Line {
    /// A cell; empty text where it is blank.
    pub(super) fn cell(&self, column: &str) -> Result<&'static str, TableFault> {
        let at = self.header.iter().position(|h| *h == column);
        at.and_then(|i| self.cells.get(i).copied()).ok_or_else(|| self.place.fault(format!("没有“{column}”这一列")))
    }

    /// A cell that must not be blank.
    pub(super) fn text(&self, column: &str) -> Result<&'static str, TableFault> {
        match self.cell(column)? {
            "" => Err(self.place.fault(format!("“{column}”是空的"))),
            text => Ok(text),
        }
    }

    /// A number.
    pub(super) fn number<T: FromStr>(&self, column: &str) -> Result<T, TableFault> {
        let text = self.text(column)?;
        text.parse().map_err(|_| self.place.fault(format!("“{column}”的“{text}”不是合适的数")))
    }

    /// A number, or nothing.
    pub(super) fn optional_number<T: FromStr>(&self, column: &str) -> Result<Option<T>, TableFault> {
        match self.cell(column)? {
            "" => Ok(None),
            _ => self.number(column).map(Some),
        }
    }

    /// Several values, parted by `|`; none of them blank.
    pub(super) fn list(&self, column: &str) -> Result<Vec<&'static str>, TableFault> {
        let cell = self.cell(column)?;
        if cell.is_empty() {
            return Ok(Vec::new());
        }
        let list: Vec<&'static str> = cell.split('|').collect();
        if list.iter().any(|part| part.is_empty()) {
            return Err(self.place.fault(format!("“{column}”里有空的一段")));
        }
        Ok(list)
    }

    /// A word of a list, read by `parse`.
    pub(super) fn word<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, TableFault> {
        let text = self.text(column)?;
        parse(text).ok_or_else(|| self.place.fault(format!("“{column}”的“{text}”不认识")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &'static str) -> Table {
        Table { name: "t.tsv", text, header: &["key", "n", "list"] }
    }

    fn sentence(text: &'static str) -> String {
        table(text).lines().unwrap_err().to_string()
    }

    #[test]
    fn a_row_is_read_by_column() {
        let lines = table("key\tn\tlist\na\t7\tx|y\nb\t\t\n").lines().unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].text("key"), Ok("a"));
        assert_eq!(lines[0].number::<u16>("n"), Ok(7));
        assert_eq!(lines[0].list("list").unwrap(), ["x", "y"]);
        assert_eq!(lines[1].optional_number::<u16>("n"), Ok(None));
        assert!(lines[1].list("list").unwrap().is_empty());
    }

    #[test]
    fn a_malformed_table_names_its_row() {
        assert_eq!(sentence(""), "样例表 t.tsv 是空的");
        assert_eq!(sentence("key\tn\n"), "样例表 t.tsv 第 1 行：列名应为 key、n、list");
        assert_eq!(sentence("key\tn\tlist\na\t7\n"), "样例表 t.tsv 第 2 行：应有 3 格，现在是 2 格");
        assert_eq!(sentence("key\tn\tlist\na\t7\tx\n\n"), "样例表 t.tsv 第 3 行：应有 3 格，现在是 1 格");
        assert_eq!(sentence("key\tn\tlist\na \t7\tx\n"), "样例表 t.tsv 第 2 行：“a ”前后有空白");
        let lines = table("key\tn\tlist\n\t-1\tx||y\n").lines().unwrap();
        assert_eq!(lines[0].text("key").unwrap_err().to_string(), "样例表 t.tsv 第 2 行：“key”是空的");
        assert!(lines[0].number::<u16>("n").is_err());
        assert!(lines[0].list("list").is_err());
        assert!(lines[0].cell("none").is_err());
    }
}
