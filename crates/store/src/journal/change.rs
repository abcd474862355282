//! A row as it is after an event.

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeTuple as _},
};
use serde_json::Value;

use crate::{
    hex,
    seam::{StoreError, Tx, Val},
    tables::{self, Projection},
    unhex,
};

/// The after-image of one row: all its columns, or its removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) table: Cow<'static, str>,
    pub(super) row: Vec<(Cow<'static, str>, Val)>,
    pub(super) removed: bool,
}

impl Change {
    /// The row is now this. All columns of the table, the key among them.
    pub fn put(table: &'static str, row: Vec<(&'static str, Val)>) -> Self {
        let row = row.into_iter().map(|(c, v)| (Cow::Borrowed(c), v)).collect();
        Self { table: Cow::Borrowed(table), row, removed: false }
    }

    /// The row with this key is gone from the projection (its history stays in the journal).
    pub fn remove(table: &'static str, key: Vec<(&'static str, Val)>) -> Self {
        Self { removed: true, ..Self::put(table, key) }
    }

    pub(super) fn projection(&self) -> Result<&'static Projection, StoreError> {
        tables::projection(&self.table).ok_or_else(|| StoreError::corrupt(&*self.table, "不是可重建的表"))
    }

    /// Writes it to its table. Names come from code, values go in as parameters.
    pub(super) fn write(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let projection = self.projection()?;
        let sql = sql_of(&self, projection);
        let values: Vec<Val> = self.row.into_iter().map(|(_, v)| v).collect();
        tx.run(&sql, &values).map(|_| ())
    }

    /// What stands before and behind the values of a row that is put, for writing many at once.
    pub(super) fn upsert(&self) -> Result<(String, String), StoreError> {
        let columns: Vec<Cow<'static, str>> = self.row.iter().map(|(c, _)| c.clone()).collect();
        Ok(upsert(&self.table, &columns, self.projection()?))
    }

    pub(super) fn from_json(value: &Value) -> Option<Self> {
        let [verb, table, row] = value.as_array()?.as_slice() else {
            return None;
        };
        let row = row
            .as_object()?
            .iter()
            .map(|(c, v)| Some((Cow::Owned(c.clone()), val_from_json(v)?)))
            .collect::<Option<Vec<_>>>()?;
        let removed = match verb.as_str()? {
            "put" => false,
            "remove" => true,
            _ => return None,
        };
        Some(Self { table: Cow::Owned(table.as_str()?.to_owned()), row, removed })
    }
}

/// `["put", table, {column: value}]` with the columns in order; hashed, so its text never changes.
impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut parts = to.serialize_tuple(3)?;
        parts.serialize_element(if self.removed { "remove" } else { "put" })?;
        parts.serialize_element(&self.table)?;
        parts.serialize_element(&Cells(self))?;
        parts.end()
    }
}

struct Cells<'a>(&'a Change);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let said = |(c, v): &&(Cow<'static, str>, Val)| *v != Val::Null || !tables::is_later(&self.0.table, c);
        let mut cells: Vec<&(Cow<'static, str>, Val)> = self.0.row.iter().filter(said).collect();
        cells.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut map = to.serialize_map(Some(cells.len()))?;
        for (column, val) in cells {
            match val {
                Val::Null => map.serialize_entry(column, &())?,
                Val::Int(n) => map.serialize_entry(column, n)?,
                Val::Text(t) => map.serialize_entry(column, t.as_str())?,
                Val::Bytes(b) => map.serialize_entry(column, &Hex { hex: hex(b) })?,
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Hex {
    hex: String,
}

/// The statement that writes rows of these columns.
struct Statement {
    table: Cow<'static, str>,
    removed: bool,
    columns: Vec<Cow<'static, str>>,
    sql: Rc<str>,
}

thread_local! {
    /// Statements made on this thread before: there are few, and making one costs more than running it.
    static MADE: RefCell<Vec<Statement>> = const { RefCell::new(Vec::new()) };
}

/// As many as there are shapes of rows in the code, and room to spare.
const MOST: usize = 256;

fn sql_of(change: &Change, projection: &Projection) -> Rc<str> {
    let fits = |s: &&Statement| {
        s.removed == change.removed
            && s.table == change.table
            && s.columns.len() == change.row.len()
            && s.columns.iter().zip(&change.row).all(|(a, (b, _))| a == b)
    };
    MADE.with_borrow_mut(|made| {
        if let Some(found) = made.iter().find(fits) {
            return found.sql.clone();
        }
        if made.len() >= MOST {
            made.clear();
        }
        let columns: Vec<Cow<'static, str>> = change.row.iter().map(|(c, _)| c.clone()).collect();
        let sql: Rc<str> = make_sql(&change.table, change.removed, &columns, projection).into();
        made.push(Statement { table: change.table.clone(), removed: change.removed, columns, sql: sql.clone() });
        sql
    })
}

fn make_sql(table: &str, removed: bool, columns: &[Cow<'static, str>], projection: &Projection) -> String {
    if removed {
        let met: Vec<String> = columns.iter().enumerate().map(|(i, c)| format!("{c} = ${}", i + 1)).collect();
        return format!("DELETE FROM {table} WHERE {}", met.join(" AND "));
    }
    let slots: Vec<String> = (1..=columns.len()).map(|i| format!("${i}")).collect();
    let (head, tail) = upsert(table, columns, projection);
    format!("{head} ({}) {tail}", slots.join(", "))
}

fn upsert(table: &str, columns: &[Cow<'static, str>], projection: &Projection) -> (String, String) {
    let set: Vec<String> =
        columns.iter().filter(|c| !projection.key.contains(&&***c)).map(|c| format!("{c} = excluded.{c}")).collect();
    let update = if set.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", set.join(", ")) };
    let head = format!("INSERT INTO {table} ({}) VALUES", columns.join(", "));
    (head, format!("ON CONFLICT ({}) DO {update}", projection.key.join(", ")))
}

pub(crate) fn val_from_json(value: &Value) -> Option<Val> {
    match value {
        Value::Null => Some(Val::Null),
        Value::Number(n) => n.as_i64().map(Val::Int),
        Value::String(t) => Some(Val::from(t)),
        Value::Object(o) => o.get("hex")?.as_str().and_then(unhex).map(Val::Bytes),
        Value::Bool(_) | Value::Array(_) => None,
    }
}
