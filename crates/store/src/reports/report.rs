//! One report: its words, the snapshot behind its figures, who made and changed it.

use domain::{
    base::{DepartmentId, Region, ReportId, SnapshotId},
    reports::{Body, ReportKind},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A report as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// Id.
    pub id: ReportId,
    /// Version for concurrent edits; also the length of its stream.
    pub version: i64,
    /// The day it speaks of.
    pub as_of: Date,
    /// The snapshot behind its figures.
    pub snapshot: SnapshotId,
    /// To whom, for a 交办单.
    pub department: Option<DepartmentId>,
    /// Its words.
    pub body: Body,
    /// What tables, charts and appendix are drawn from, as JSON of the caller's shape.
    pub drawn: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Id.
    pub id: ReportId,
    /// Which paper.
    pub kind: ReportKind,
    /// Title.
    pub title: String,
    /// The day it speaks of.
    pub as_of: Date,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Stored {
    body: Body,
    drawn: String,
}

const COLUMNS: &str =
    "id, version, kind, title, as_of, snapshot_id, department_id, body, made_at, made_by, changed_at, changed_by";

fn kind(row: &Row) -> Result<ReportKind, StoreError> {
    ReportKind::parse(&row.text("kind")?).ok_or_else(|| StoreError::corrupt("report.kind", "不认识的文种"))
}

fn read(row: &Row) -> Result<ReportRow, StoreError> {
    let stored: Stored = row.json("body")?;
    Ok(ReportRow {
        id: ReportId::new(row.int("id")?),
        version: row.int("version")?,
        as_of: row.date("as_of")?,
        snapshot: SnapshotId::new(row.int("snapshot_id")?),
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        body: stored.body,
        drawn: stored.drawn,
        made_at: row.instant("made_at")?,
        made_by: row.text("made_by")?,
        changed_at: row.instant("changed_at")?,
        changed_by: row.text("changed_by")?,
    })
}

/// One report.
pub fn report(tx: &mut Tx<'_>, region: &Region, id: ReportId) -> Result<Option<ReportRow>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM report WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The newest report of a kind about a day before `day`, other than `except`: what it said is what "last
/// time" means.
pub fn last_report(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: ReportKind,
    day: Date,
    except: Option<ReportId>,
) -> Result<Option<ReportRow>, StoreError> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM report WHERE region = $1 AND kind = $2 AND as_of < $3 \
             AND id <> COALESCE(CAST($4 AS BIGINT), -1) ORDER BY as_of DESC, id DESC LIMIT 1"
        ),
        vals![region, kind.as_str(), day, except],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// Reports, newest day first, at most `limit`.
pub fn reports(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<ReportLine>, StoreError> {
    tx.rows(
        "SELECT id, kind, title, as_of, changed_at, changed_by FROM report WHERE region = $1 \
         ORDER BY as_of DESC, id DESC LIMIT $2",
        vals![region, limit],
    )?
    .iter()
    .map(|r| {
        Ok(ReportLine {
            id: ReportId::new(r.int("id")?),
            kind: kind(r)?,
            title: r.text("title")?,
            as_of: r.date("as_of")?,
            changed_at: r.instant("changed_at")?,
            changed_by: r.text("changed_by")?,
        })
    })
    .collect()
}

/// How many departments have an item in use.
pub fn departments_with_items(tx: &mut Tx<'_>, region: &Region) -> Result<u64, StoreError> {
    tx.row(
        "SELECT count(DISTINCT department_id) AS n FROM service_item WHERE region = $1 AND status = 'in_use'",
        vals![region],
    )?
    .map_or(Ok(0), |r| r.num("n"))
}

/// The after-image of a report.
pub fn report_change(region: &Region, r: &ReportRow) -> Change {
    let stored = Stored { body: r.body.clone(), drawn: r.drawn.clone() };
    Change::put(
        "report",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(r.id)),
            ("version", Val::from(r.version)),
            ("kind", Val::from(r.body.kind.as_str())),
            ("title", Val::from(&r.body.title)),
            ("as_of", Val::from(r.as_of)),
            ("snapshot_id", Val::from(r.snapshot)),
            ("department_id", Val::from(r.department)),
            ("body", Val::from(serde_json::json!(stored).to_string())),
            ("made_at", Val::from(r.made_at)),
            ("made_by", Val::from(&r.made_by)),
            ("changed_at", Val::from(r.changed_at)),
            ("changed_by", Val::from(&r.changed_by)),
        ],
    )
}
