//! A row as it is after an event.

use serde_json::{Map, Value};

use super::envelope::sorted;
use crate::{
    hex,
    seam::{StoreError, Tx, Val},
    tables::{self, Projection},
    unhex,
};

/// The after-image of one row: all its columns, or its removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) table: String,
    pub(super) row: Vec<(String, Val)>,
    pub(super) removed: bool,
}

impl Change {
    /// The row is now this. All columns of the table, the key among them.
    pub fn put(table: &str, row: Vec<(&str, Val)>) -> Self {
        let row = row.into_iter().map(|(c, v)| (c.to_owned(), v)).collect();
        Self { table: table.to_owned(), row, removed: false }
    }

    /// The row with this key is gone from the projection (its history stays in the journal).
    pub fn remove(table: &str, key: Vec<(&str, Val)>) -> Self {
        Self { removed: true, ..Self::put(table, key) }
    }

    pub(super) fn projection(&self) -> Result<&'static Projection, StoreError> {
        tables::projection(&self.table).ok_or_else(|| StoreError::corrupt(&self.table, "不是可重建的表"))
    }

    /// Writes it to its table. Names come from code, values go in as parameters.
    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let projection = self.projection()?;
        let values: Vec<Val> = self.row.iter().map(|(_, v)| v.clone()).collect();
        let columns: Vec<&str> = self.row.iter().map(|(c, _)| c.as_str()).collect();
        let sql = if self.removed {
            let met: Vec<String> = columns.iter().enumerate().map(|(i, c)| format!("{c} = ${}", i + 1)).collect();
            format!("DELETE FROM {} WHERE {}", self.table, met.join(" AND "))
        } else {
            let slots: Vec<String> = (1..=columns.len()).map(|i| format!("${i}")).collect();
            let set: Vec<String> =
                columns.iter().filter(|c| !projection.key.contains(c)).map(|c| format!("{c} = excluded.{c}")).collect();
            let update = if set.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", set.join(", ")) };
            format!(
                "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO {update}",
                self.table,
                columns.join(", "),
                slots.join(", "),
                projection.key.join(", ")
            )
        };
        tx.run(&sql, &values).map(|_| ())
    }

    pub(super) fn to_json(&self) -> Value {
        let said = |(c, v): &&(String, Val)| *v != Val::Null || !tables::is_later(&self.table, c);
        let row: Map<String, Value> = self.row.iter().filter(said).map(|(c, v)| (c.clone(), val_to_json(v))).collect();
        let verb = if self.removed { "remove" } else { "put" };
        sorted(serde_json::json!([verb, self.table, row]))
    }

    pub(super) fn from_json(value: &Value) -> Option<Self> {
        let [verb, table, row] = value.as_array()?.as_slice() else {
            return None;
        };
        let row =
            row.as_object()?.iter().map(|(c, v)| Some((c.clone(), val_from_json(v)?))).collect::<Option<Vec<_>>>()?;
        let removed = match verb.as_str()? {
            "put" => false,
            "remove" => true,
            _ => return None,
        };
        Some(Self { table: table.as_str()?.to_owned(), row, removed })
    }
}

pub(super) fn val_to_json(val: &Val) -> Value {
    match val {
        Val::Null => Value::Null,
        Val::Int(n) => Value::from(*n),
        Val::Text(t) => Value::from(t.as_str()),
        Val::Bytes(b) => serde_json::json!({ "hex": hex(b) }),
    }
}

pub(super) fn val_from_json(value: &Value) -> Option<Val> {
    match value {
        Value::Null => Some(Val::Null),
        Value::Number(n) => n.as_i64().map(Val::Int),
        Value::String(t) => Some(Val::Text(t.clone())),
        Value::Object(o) => o.get("hex")?.as_str().and_then(unhex).map(Val::Bytes),
        Value::Bool(_) | Value::Array(_) => None,
    }
}
