//! The tables of a schema as the migrations make them: read from their text, so that a table added
//! later is in every export and backup without being named here.

use crate::seam::migrations;

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    /// Name in SQL.
    pub name: String,
    /// Columns in their order.
    pub columns: Vec<String>,
    /// Columns of the primary key; the first is `region`.
    pub key: Vec<String>,
}

/// Every table of a schema of that number that holds a county's rows, in order of name. Relies on the
/// form that `migrations/README.md` prescribes; a test holds the answer against both engines.
pub fn shapes(schema: i64) -> Vec<TableShape> {
    let mut out: Vec<TableShape> = Vec::new();
    let lines = migrations(schema).flat_map(str::lines).map(str::trim).filter(|l| !l.starts_with("--"));
    let mut open: Option<TableShape> = None;
    for line in lines {
        if let Some(name) = line.strip_prefix("CREATE TABLE ").and_then(|r| r.strip_suffix('(')) {
            open = Some(TableShape { name: name.trim().to_owned(), columns: Vec::new(), key: Vec::new() });
        } else if let Some(rest) = line.strip_prefix("ALTER TABLE ").and_then(|r| r.strip_suffix(';')) {
            alter(&mut out, rest);
        } else if let Some(name) = line.strip_prefix("DROP TABLE ").and_then(|r| r.strip_suffix(';')) {
            out.retain(|t| t.name != name);
        } else if line == ");" || line == ") BY KEY;" {
            out.extend(open.take());
        } else if let Some(table) = &mut open {
            match line.strip_prefix("PRIMARY KEY (") {
                Some(key) => table.key = key.trim_end_matches([')', ',']).split(", ").map(str::to_owned).collect(),
                None => table.columns.extend(line.split_whitespace().next().map(str::to_owned)),
            }
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

/// `t ADD COLUMN c TYPE`, or `t RENAME TO u`.
fn alter(tables: &mut [TableShape], change: &str) {
    let words: Vec<&str> = change.split_whitespace().collect();
    let Some(table) = words.first().and_then(|name| tables.iter_mut().find(|t| t.name == *name)) else { return };
    match words[1..] {
        ["ADD", "COLUMN", column, ..] => table.columns.push(column.to_owned()),
        ["RENAME", "TO", name] => name.clone_into(&mut table.name),
        _ => {}
    }
}
