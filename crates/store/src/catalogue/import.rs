//! Imports staged aside: the file's rows wait here until they are confirmed and flipped in at once.

use std::collections::{BTreeSet, HashMap};

use domain::{
    base::{ImportId, Region},
    catalogue::{Known, Status},
};
use jiff::Timestamp;

use super::item;
use crate::{
    people,
    seam::{StoreError, Tx},
    vals,
};

/// Where a staged import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StagedState {
    /// Previewed, not written.
    Waiting,
    /// Written.
    Published,
    /// Thrown away.
    Dropped,
}

impl StagedState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Dropped => "dropped",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Waiting, Self::Published, Self::Dropped].into_iter().find(|s| s.as_str() == text)
    }
}

/// A staged import.
#[derive(Debug, Clone)]
pub struct Staged {
    /// Id.
    pub id: ImportId,
    /// File name.
    pub file_name: String,
    /// SM3 of its bytes.
    pub digest: String,
    /// Declared complete.
    pub complete: bool,
    /// State.
    pub state: StagedState,
    /// What publishing it did, as JSON; empty object before.
    pub outcome: String,
    /// When.
    pub staged_at: Timestamp,
    /// By whom, printed.
    pub staged_by: String,
}

/// Stages an import.
pub fn stage(tx: &mut Tx<'_>, region: &Region, s: &Staged) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO catalogue_import (region, id, file_name, digest, complete, state, outcome, staged_at, staged_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vals![
            region,
            s.id,
            &s.file_name,
            &s.digest,
            s.complete,
            s.state.as_str(),
            &s.outcome,
            s.staged_at,
            &s.staged_by
        ],
    )?;
    Ok(())
}

/// One row of a staged file, as JSON of the caller's shape.
pub fn stage_row(tx: &mut Tx<'_>, region: &Region, id: ImportId, no: i64, body: &str) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO import_row (region, import_id, no, body) VALUES ($1, $2, $3, $4)",
        vals![region, id, no, body],
    )?;
    Ok(())
}

/// A staged import.
pub fn staged(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Option<Staged>, StoreError> {
    tx.row(
        "SELECT id, file_name, digest, complete, state, outcome, staged_at, staged_by FROM catalogue_import \
         WHERE region = $1 AND id = $2",
        vals![region, id],
    )?
    .map(|r| {
        Ok(Staged {
            id: ImportId::new(r.int("id")?),
            file_name: r.text("file_name")?,
            digest: r.text("digest")?,
            complete: r.flag("complete")?,
            state: StagedState::parse(&r.text("state")?)
                .ok_or_else(|| StoreError::corrupt("catalogue_import.state", "不认识的状态"))?,
            outcome: r.text("outcome")?,
            staged_at: r.instant("staged_at")?,
            staged_by: r.text("staged_by")?,
        })
    })
    .transpose()
}

/// The staged rows in the order of the file.
pub fn staged_rows(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Vec<String>, StoreError> {
    tx.rows("SELECT body FROM import_row WHERE region = $1 AND import_id = $2 ORDER BY no", vals![region, id])?
        .iter()
        .map(|r| r.text("body"))
        .collect()
}

/// Moves a staged import on.
pub fn set_stage_state(
    tx: &mut Tx<'_>,
    region: &Region,
    id: ImportId,
    state: StagedState,
    outcome: &str,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE catalogue_import SET state = $3, outcome = $4 WHERE region = $1 AND id = $2",
        vals![region, id, state.as_str(), outcome],
    )?;
    Ok(())
}

/// Removes the staged rows: they are in the catalogue now, or not wanted.
pub fn drop_stage(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<(), StoreError> {
    tx.run("DELETE FROM import_row WHERE region = $1 AND import_id = $2", vals![region, id])?;
    Ok(())
}

/// What the county knows: the current content of every item, and the departments.
pub fn known(tx: &mut Tx<'_>, region: &Region) -> Result<Known, StoreError> {
    let rows = tx.rows(
        "SELECT v.item_id, v.version, v.effective_on, v.code, v.department_id, v.division, v.main_name, v.name, \
         v.item_type, v.status, v.case_kind, v.clients, v.statutory, v.promised, v.online_depth, v.onsite_visits, \
         v.published, v.resident, v.exempt_online, v.exempt_publication, v.exempt_hall, v.guide, v.raw, v.import_id \
         FROM service_item s JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         WHERE s.region = $1",
        vals![region],
    )?;
    let mut items = HashMap::with_capacity(rows.len());
    let mut cancelled_by_hand = BTreeSet::new();
    for row in &rows {
        let item = item::read(row)?;
        if item.content.status == Status::Cancelled && row.opt_int("import_id")?.is_none() {
            cancelled_by_hand.insert(item.content.code.clone());
        }
        items.insert(item.content.code.clone(), (item.id, item.version, item.content));
    }
    let departments = people::departments(tx, region)?.into_iter().map(|d| (d.name, d.id)).collect();
    Ok(Known { items, departments, cancelled_by_hand })
}
