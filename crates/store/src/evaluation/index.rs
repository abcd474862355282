//! Versions of the county's index (指标体系), and the draft of the next.

use domain::{base::Region, evaluation::CountyIndex};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A version with the moment it was put into force.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The index.
    pub index: CountyIndex,
    /// When.
    pub at: Timestamp,
}

/// What the next version is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Expected version for the next change.
    pub version: i64,
    /// The index; its own version is the one that it began from.
    pub index: CountyIndex,
}

fn read(row: &Row) -> Result<Published, StoreError> {
    Ok(Published { index: row.json("body")?, at: row.instant("published_at")? })
}

/// The newest version; `None` while nobody has published one.
pub fn evaluation_index(tx: &mut Tx<'_>, region: &Region) -> Result<Option<Published>, StoreError> {
    tx.row(
        "SELECT published_at, body FROM evaluation_index WHERE region = $1 ORDER BY version DESC LIMIT 1",
        vals![region],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// One version.
pub fn evaluation_index_at(tx: &mut Tx<'_>, region: &Region, version: u32) -> Result<Option<Published>, StoreError> {
    tx.row(
        "SELECT published_at, body FROM evaluation_index WHERE region = $1 AND version = $2",
        vals![region, i64::from(version)],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// All versions, the newest first.
pub fn evaluation_indexes(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Published>, StoreError> {
    tx.rows("SELECT published_at, body FROM evaluation_index WHERE region = $1 ORDER BY version DESC", vals![region])?
        .iter()
        .map(read)
        .collect()
}

/// The draft, where there is one.
pub fn evaluation_draft(tx: &mut Tx<'_>, region: &Region) -> Result<Option<Draft>, StoreError> {
    tx.row("SELECT version, body FROM evaluation_draft WHERE region = $1", vals![region])?
        .map(|r| Ok(Draft { version: r.int("version")?, index: r.json("body")? }))
        .transpose()
}

/// The after-image of a version.
pub fn index_change(region: &Region, published: &Published) -> Change {
    Change::put(
        "evaluation_index",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(i64::from(published.index.index.version))),
            ("published_at", Val::from(published.at)),
            ("body", Val::from(serde_json::json!(published.index).to_string())),
        ],
    )
}

/// The after-image of the draft.
pub fn draft_change(region: &Region, draft: &Draft) -> Change {
    Change::put(
        "evaluation_draft",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(draft.version)),
            ("body", Val::from(serde_json::json!(draft.index).to_string())),
        ],
    )
}
