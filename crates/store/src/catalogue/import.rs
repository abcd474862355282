//! Imports staged aside: the file's rows wait here until they are confirmed and flipped in at once.

use std::collections::{HashMap, HashSet};

use domain::{
    base::{ImportId, ItemId, Region},
    catalogue::{Known, Status},
};
use jiff::{Timestamp, civil::Date};

use super::{item, schedule::waiting_versions};
use crate::{
    people,
    seam::{Row, StoreError, Tx},
    vals,
};

/// Where a staged import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StagedState {
    /// Its rows are still being laid aside.
    Staging,
    /// Previewed, not written.
    Waiting,
    /// Written.
    Published,
    /// Thrown away.
    Dropped,
    /// Written, and taken back later.
    Undone,
}

impl StagedState {
    const ALL: [Self; 5] = [Self::Staging, Self::Waiting, Self::Published, Self::Dropped, Self::Undone];

    fn as_str(self) -> &'static str {
        match self {
            Self::Staging => "staging",
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Dropped => "dropped",
            Self::Undone => "undone",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Staging => "正在核对",
            Self::Waiting => "等待确认",
            Self::Published => "已导入",
            Self::Dropped => "已放弃",
            Self::Undone => "已撤销",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
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
    /// Which table it fills: `catalogue`, `divisions`, `stations`, `publication`, `residency`, `peers`.
    pub kind: String,
    /// When and by whom it was published.
    pub published: Option<(Timestamp, String)>,
    /// When and by whom it was taken back.
    pub undone: Option<(Timestamp, String)>,
}

const COLUMNS: &str = "id, file_name, digest, complete, state, outcome, staged_at, staged_by, kind, published_at, \
     published_by, undone_at, undone_by";

fn read(r: &Row) -> Result<Staged, StoreError> {
    let done = |at: &str, by: &str| -> Result<Option<(Timestamp, String)>, StoreError> {
        r.opt_instant(at)?.map(|t| Ok((t, r.opt_text(by)?.unwrap_or_default()))).transpose()
    };
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
        kind: r.opt_text("kind")?.unwrap_or_else(|| "catalogue".into()),
        published: done("published_at", "published_by")?,
        undone: done("undone_at", "undone_by")?,
    })
}

/// Stages an import.
pub fn stage(tx: &mut Tx<'_>, region: &Region, s: &Staged) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO catalogue_import (region, id, file_name, digest, complete, state, outcome, staged_at, staged_by, kind) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vals![
            region,
            s.id,
            &s.file_name,
            &s.digest,
            s.complete,
            s.state.as_str(),
            &s.outcome,
            s.staged_at,
            &s.staged_by,
            &s.kind
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
    tx.row(&format!("SELECT {COLUMNS} FROM catalogue_import WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The imports of one kind, newest first, at most `limit`.
pub fn staged_list(tx: &mut Tx<'_>, region: &Region, kind: &str, limit: i64) -> Result<Vec<Staged>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM catalogue_import WHERE region = $1 AND coalesce(kind, 'catalogue') = $2 \
             ORDER BY staged_at DESC, id DESC LIMIT $3"
        ),
        vals![region, kind, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The staged rows in the order of the file.
pub fn staged_rows(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Vec<String>, StoreError> {
    tx.rows("SELECT body FROM import_row WHERE region = $1 AND import_id = $2 ORDER BY no", vals![region, id])?
        .iter()
        .map(|r| r.text("body"))
        .collect()
}

/// Longest part of a kept file in one row.
const PART: usize = 1 << 20;

/// Keeps the file as it was sent, so that its refused rows can go back on the same sheet. Working
/// state: the file may hold what a catalogue must not, and goes when the import is dropped.
pub fn keep_file(tx: &mut Tx<'_>, region: &Region, id: ImportId, bytes: &[u8]) -> Result<(), StoreError> {
    for (no, part) in bytes.chunks(PART).enumerate() {
        tx.run(
            "INSERT INTO import_file (region, import_id, no, part) VALUES ($1, $2, $3, $4)",
            vals![region, id, no as i64, part],
        )?;
    }
    Ok(())
}

/// The file as it was sent; empty when it was not kept.
pub fn kept_file(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Vec<u8>, StoreError> {
    let parts =
        tx.rows("SELECT part FROM import_file WHERE region = $1 AND import_id = $2 ORDER BY no", vals![region, id])?;
    let mut out = Vec::new();
    for part in &parts {
        out.extend(part.bytes("part")?);
    }
    Ok(out)
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

/// Moves a staged import on if it is still in the state `from`; whether it was. Who lays rows aside asks
/// so, because the import may be thrown away meanwhile.
pub fn advance_stage(
    tx: &mut Tx<'_>,
    region: &Region,
    id: ImportId,
    (from, to): (StagedState, StagedState),
    outcome: &str,
) -> Result<bool, StoreError> {
    let moved = tx.run(
        "UPDATE catalogue_import SET state = $4, outcome = $5 WHERE region = $1 AND id = $2 AND state = $3",
        vals![region, id, from.as_str(), to.as_str(), outcome],
    )?;
    Ok(moved > 0)
}

/// Notes that it is written, and by whom.
pub fn set_published(
    tx: &mut Tx<'_>,
    region: &Region,
    id: ImportId,
    at: Timestamp,
    by: &str,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE catalogue_import SET published_at = $3, published_by = $4 WHERE region = $1 AND id = $2",
        vals![region, id, at, by],
    )?;
    Ok(())
}

/// Notes that it is taken back, and by whom.
pub fn set_undone(tx: &mut Tx<'_>, region: &Region, id: ImportId, at: Timestamp, by: &str) -> Result<(), StoreError> {
    tx.run(
        "UPDATE catalogue_import SET undone_at = $3, undone_by = $4 WHERE region = $1 AND id = $2",
        vals![region, id, at, by],
    )?;
    Ok(())
}

/// Removes the staged rows: they are in the catalogue now. The file stays, for its refused rows.
pub fn drop_rows(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<(), StoreError> {
    tx.run("DELETE FROM import_row WHERE region = $1 AND import_id = $2", vals![region, id])?;
    Ok(())
}

/// Removes the staged rows and the file: nobody needs them any more.
pub fn drop_stage(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<(), StoreError> {
    drop_rows(tx, region, id)?;
    tx.run("DELETE FROM import_file WHERE region = $1 AND import_id = $2", vals![region, id])?;
    Ok(())
}

/// The items that somebody cancelled by hand. A version that an import makes of a cancelled item leaves
/// it so, and one that takes an import back is what the version before that import was.
fn cancelled_by_hand(tx: &mut Tx<'_>, region: &Region) -> Result<HashSet<ItemId>, StoreError> {
    let rows = tx.rows(
        "SELECT n.item_id, n.version, n.status, n.import_id, c.id AS listed_import FROM service_item s \
         JOIN item_version n ON n.region = s.region AND n.item_id = s.id AND n.version <= s.version \
         LEFT JOIN catalogue_import c ON c.region = n.region AND c.id = n.import_id \
         WHERE s.region = $1 AND s.status = $2 ORDER BY n.item_id, n.version",
        vals![region, Status::Cancelled.as_str()],
    )?;
    let mut so_far: HashMap<(i64, i64), bool> = HashMap::new();
    let mut out = HashSet::new();
    for row in &rows {
        let (id, version) = (row.int("item_id")?, row.int("version")?);
        let is_hand = row.opt_int("import_id")?.is_none();
        // Taking back is no file, so it is not in the list of imports; it stands over the version it undoes.
        let below = if row.opt_int("listed_import")?.is_none() { 2 } else { 1 };
        let was = so_far.get(&(id, version - below)).copied().unwrap_or_default();
        let is = row.text("status")? == Status::Cancelled.as_str() && (is_hand || was);
        so_far.insert((id, version), is);
        if is {
            out.insert(ItemId::new(id));
        } else {
            out.remove(&ItemId::new(id));
        }
    }
    Ok(out)
}

/// What the county knows: the content of every item in force, what waits for its day, and the
/// departments. An item's number of versions is that of its newest, which is in force where nothing waits.
pub fn known(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Known, StoreError> {
    let rows = tx.rows(
        &format!(
            "SELECT {} FROM service_item s \
             JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
             WHERE s.region = $1",
            item::COLUMNS
        ),
        vals![region],
    )?;
    let mut out = Known { items: HashMap::with_capacity(rows.len()), ..Known::default() };
    let by_hand = cancelled_by_hand(tx, region)?;
    for row in &rows {
        let item = item::read(row)?;
        if by_hand.contains(&item.id) {
            out.cancelled_by_hand.insert(item.content.code.clone());
        }
        out.items.insert(item.content.code.clone(), (item.id, item.version, item.content));
    }
    let codes: HashMap<ItemId, String> = out.items.iter().map(|(code, (id, _, _))| (*id, code.clone())).collect();
    for coming in waiting_versions(tx, region, today)? {
        let waits = (coming.effective_on, coming.content.clone());
        if let Some(code) = codes.get(&coming.id) {
            out.waiting.insert(code.clone(), waits.clone());
        }
        out.waiting.insert(coming.content.code, waits);
    }
    out.departments = people::departments(tx, region)?.into_iter().map(|d| (d.name, d.id)).collect();
    Ok(out)
}
