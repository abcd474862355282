//! Rows of a file as they wait in the database (暂存), and what is kept beside them.
//!
//! Not here: the file as it was sent, which `store::catalogue` keeps in parts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::catalogue::{Column, DetailColumn, DetailSheet, RawDetails, RawRow};
use papers::catalogue::ReadOptions;
use serde::{Deserialize, Serialize};
use store::StoreError;

/// Kind of a staged catalogue, among the tables that are imported.
pub(super) const KIND: &str = "catalogue";

/// Until it is published, a staged import keeps here what the reader noticed and how far it is.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Noticed {
    pub(super) notes: Vec<String>,
    pub(super) mapped: BTreeSet<String>,
    pub(super) options: ReadOptions,
    pub(super) staged: u64,
    pub(super) of: u64,
}

impl Noticed {
    pub(super) fn text(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// What a published import keeps there is something else, and notices nothing.
    pub(super) fn of(outcome: &str) -> Self {
        serde_json::from_str(outcome).unwrap_or_default()
    }
}

/// A row as it waits: cells by title of our template, so that a later program reads it.
#[derive(Debug, Deserialize)]
struct StagedRow {
    number: u32,
    ragged: bool,
    cells: BTreeMap<String, String>,
    raw: BTreeMap<String, String>,
    #[serde(default)]
    details: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

/// The same on its way out.
#[derive(Serialize)]
struct Body<'a> {
    number: u32,
    ragged: bool,
    cells: BTreeMap<&'static str, &'a str>,
    raw: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    details: BTreeMap<&'static str, Vec<BTreeMap<&'static str, &'a str>>>,
}

/// A row as text.
pub(super) fn body(row: &RawRow, ragged: &BTreeSet<u32>) -> String {
    let mut details = BTreeMap::new();
    for sheet in DetailSheet::ALL {
        let rows = row.details.rows(sheet);
        if !rows.is_empty() {
            let rows = rows.iter().map(|r| r.iter().map(|(c, v)| (c.label(), v.as_str())).collect());
            details.insert(sheet.label(), rows.collect());
        }
    }
    let body = Body {
        number: row.number,
        ragged: ragged.contains(&row.number),
        cells: row.cells.iter().map(|(c, v)| (c.label(), v.as_str())).collect(),
        raw: &row.raw,
        details,
    };
    serde_json::to_string(&body).expect("texts and numbers under text keys")
}

/// Rows from their texts, and which of them are ragged.
pub(super) fn unstage(bodies: &[String]) -> Result<(Vec<RawRow>, BTreeSet<u32>), StoreError> {
    let mut ragged = BTreeSet::new();
    let mut out = Vec::with_capacity(bodies.len());
    let columns: HashMap<&str, Column> = Column::ALL.iter().map(|c| (c.label(), *c)).collect();
    for body in bodies {
        let mut row: StagedRow = serde_json::from_str(body)
            .map_err(|e| StoreError::Corrupt { place: "import_row.body".into(), why: e.to_string() })?;
        if row.ragged {
            ragged.insert(row.number);
        }
        let cells = row.cells.into_iter().filter_map(|(label, v)| Some((*columns.get(label.as_str())?, v))).collect();
        let mut details = RawDetails::default();
        for sheet in DetailSheet::ALL {
            let rows = row.details.remove(sheet.label()).unwrap_or_default();
            let cells = |r: BTreeMap<String, String>| {
                r.into_iter().filter_map(|(label, v)| Some((DetailColumn::of_label(&label)?, v))).collect()
            };
            *details.rows_mut(sheet) = rows.into_iter().map(cells).collect();
        }
        out.push(RawRow { number: row.number, cells, raw: row.raw, details });
    }
    Ok((out, ragged))
}
