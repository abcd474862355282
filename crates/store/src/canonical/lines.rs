//! Rows as lines, and lines as rows.

use domain::base::Region;
use serde_json::Value;

use super::TableShape;
use crate::{
    Digester,
    journal::{row_line, val_from_json},
    seam::{Row, StoreError, Tx, Val},
    tables::WORKING,
};

/// Rows read at once: some hold files of half a megabyte.
const PAGE: usize = 200;

/// The digest of a county, row by row. Working state is not part of it: sessions come and go while the
/// facts stay.
#[derive(Default)]
pub struct Canon {
    digester: Digester,
    rows: u64,
}

impl Canon {
    /// The line of the export for a row; `None` for working state, which is in none.
    pub fn line(table: &str, row: &str) -> Option<String> {
        (!WORKING.contains(&table)).then(|| format!("[\"{table}\",{row}]\n"))
    }

    /// Counts a row in. Rows come by table and key in their order.
    pub fn take(&mut self, table: &str, row: &str) {
        if let Some(line) = Self::line(table, row) {
            self.digester.update(line.as_bytes());
            self.rows += 1;
        }
    }

    /// SM3 over all lines, hexadecimal, and how many they are.
    pub fn finish(self) -> (String, u64) {
        (self.digester.finish(), self.rows)
    }
}

/// Hands over every row of a county's table as a JSON object with its keys in order, by primary key.
/// What the taker answers `false` to ends the walk.
pub fn each_line(
    tx: &mut Tx<'_>,
    region: &Region,
    table: &TableShape,
    mut taker: impl FnMut(&str) -> bool,
) -> Result<(), StoreError> {
    let rest = &table.key[1..];
    let ordered = if rest.is_empty() { String::new() } else { format!(" ORDER BY {}", rest.join(", ")) };
    let slots: Vec<String> = (2..rest.len() + 2).map(|i| format!("${i}")).collect();
    let first = format!("SELECT * FROM {} WHERE region = $1{ordered} LIMIT {PAGE}", table.name);
    let next = format!(
        "SELECT * FROM {} WHERE region = $1 AND ({}) > ({}){ordered} LIMIT {PAGE}",
        table.name,
        rest.join(", "),
        slots.join(", ")
    );
    let mut rows = tx.rows(&first, &[Val::from(region)])?;
    loop {
        for row in &rows {
            if !taker(&row_line(&table.name, row.names(), row.vals())) {
                return Ok(());
            }
        }
        match rows.last() {
            Some(last) if rows.len() == PAGE && !rest.is_empty() => {
                let after = key_after(region, rest, last)?;
                rows = tx.rows(&next, &after)?;
            }
            Some(_) | None => return Ok(()),
        }
    }
}

fn key_after(region: &Region, rest: &[String], row: &Row) -> Result<Vec<Val>, StoreError> {
    let mut out = vec![Val::from(region)];
    for column in rest {
        out.push(row.val(column)?.clone());
    }
    Ok(out)
}

/// Writes a line back as a row. The table must not have it yet; a column that the line leaves out is
/// NULL; a line of another county or with a column that the table lacks is refused.
pub fn put_line(tx: &mut Tx<'_>, region: &Region, table: &TableShape, line: &str) -> Result<(), StoreError> {
    let bad = |why: &str| StoreError::corrupt(&table.name, why);
    let Ok(Value::Object(mut row)) = serde_json::from_str::<Value>(line) else {
        return Err(bad("有一行读不出来"));
    };
    let mut vals = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let val = row.remove(column).map_or(Some(Val::Null), |v| val_from_json(&v));
        vals.push(val.ok_or_else(|| bad("有一格读不出来"))?);
    }
    if !row.is_empty() || vals.first() != Some(&Val::from(region)) {
        return Err(bad("有一行不是这个县、这张表的"));
    }
    let slots: Vec<String> = (1..=vals.len()).map(|i| format!("${i}")).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns.join(", "), slots.join(", "));
    tx.run(&sql, &vals).map(|_| ())
}
