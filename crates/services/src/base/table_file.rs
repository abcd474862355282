//! Reading a table of another office (读外来表格): bytes in a child process, columns by their titles.
//!
//! Deliberately not here: what the cells mean.

use std::{collections::BTreeSet, path::Path};

use domain::base::{CitizenId, Mobile, TableKind, TableRow};
use jiff::civil::Date;
use papers::{
    catalogue::{Note, ReadOptions, RowShape, Table},
    child::{ChildLimits, read_in_child_with},
};

use super::{
    TableRefusal,
    table_titles::{columns, known},
};

/// A table as read: its rows by the keys of its columns, its digest.
#[derive(Debug, Clone)]
pub struct TableFile {
    /// Which table.
    pub kind: TableKind,
    /// File name.
    pub file_name: String,
    /// SM3 of its bytes.
    pub digest: String,
    /// Rows by key.
    pub rows: Vec<TableRow>,
    /// What the reader noticed, in sentences: encoding, unknown columns.
    pub notes: Vec<String>,
}

/// Reads a file in a child process of `exe` (this program), within its limits.
pub fn read_table_file(exe: &Path, bytes: &[u8], file_name: &str, kind: TableKind) -> Result<TableFile, TableRefusal> {
    let options = ReadOptions::for_table(known(kind));
    let table = read_in_child_with(exe, bytes, file_name, &ChildLimits::default(), &options, &mut |_| ())
        .map_err(|e| TableRefusal::File(e.to_string()))?;
    from_table(&table, file_name, kind, store::digest(bytes))
}

fn from_table(table: &Table, file_name: &str, kind: TableKind, digest: String) -> Result<TableFile, TableRefusal> {
    let columns = columns(kind, table).map_err(TableRefusal::Columns)?;
    let mut notes: Vec<String> = table.notes.iter().map(Note::sentence).collect();
    if !columns.unknown.is_empty() {
        let unknown: Vec<&str> = columns.unknown.iter().map(|(_, title)| title.as_str()).collect();
        notes.push(format!("不认识的列没有用到：{}", unknown.join("、")));
    }
    let mut left_out = BTreeSet::new();
    let rows = table.rows.iter().zip(columns.rows).map(|(row, cells)| {
        let ragged = match row.shape {
            RowShape::Whole | RowShape::Short { .. } => false,
            RowShape::Long { .. } => true,
        };
        let mut out = TableRow { number: row.number, ragged, cells, ..TableRow::default() };
        for (place, title) in &columns.unknown {
            let Some(cell) = row.cells.get(*place).filter(|c| !c.is_empty()) else { continue };
            if is_personal(title, cell) {
                left_out.insert(title.as_str());
            } else if !title.is_empty() {
                out.raw.insert(title.clone(), cell.clone());
            }
        }
        out
    });
    let rows = rows.collect();
    if !left_out.is_empty() {
        let columns: Vec<&str> = left_out.into_iter().collect();
        notes.push(format!("这些列里有身份证号或手机号，没有保存：{}", columns.join("、")));
    }
    Ok(TableFile { kind, file_name: file_name.to_owned(), digest, rows, notes })
}

/// Tables speak of places and items, not of people: what names a person is not kept.
fn is_personal(title: &str, cell: &str) -> bool {
    let named = ["身份证", "证件号", "手机", "经办人", "联系人", "负责人"].iter().any(|w| title.contains(w));
    named || CitizenId::parse(cell, Date::MAX).is_ok() || Mobile::parse(cell).is_ok()
}
