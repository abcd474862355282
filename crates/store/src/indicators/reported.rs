//! Snapshots that counties reported here (快照上报), every version of each day: a later one stands beside the earlier.

use domain::{
    base::{Region, SnapshotId},
    indicators::{ReportChange, SnapshotReport},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A report as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReport {
    /// Whose.
    pub county: Region,
    /// From 1 for each day.
    pub version: i64,
    /// What it says.
    pub report: SnapshotReport,
    /// What it says differently from the version before.
    pub changes: Vec<ReportChange>,
    /// When it came in.
    pub came_at: Timestamp,
    /// The message that brought it.
    pub seq: i64,
}

const COLUMNS: &str = "county, as_of, version, snapshot_id, taken_at, came_at, seq, cases, figures, changes";

fn read(row: &Row) -> Result<KeptReport, StoreError> {
    let county = Region::parse(&row.text("county")?)
        .map_err(|e| StoreError::corrupt("reported_snapshot.county", e.to_string()))?;
    Ok(KeptReport {
        county,
        version: row.int("version")?,
        report: SnapshotReport {
            snapshot: SnapshotId::new(row.int("snapshot_id")?),
            as_of: row.date("as_of")?,
            taken_at: row.instant("taken_at")?,
            cases: row.num("cases")?,
            figures: row.json("figures")?,
        },
        changes: row.json("changes")?,
        came_at: row.instant("came_at")?,
        seq: row.int("seq")?,
    })
}

/// The after-image of a report.
pub fn report_change(region: &Region, one: &KeptReport) -> Change {
    let report = &one.report;
    Change::put(
        "reported_snapshot",
        vec![
            ("region", Val::from(region)),
            ("county", Val::from(&one.county)),
            ("as_of", Val::from(report.as_of)),
            ("version", Val::from(one.version)),
            ("snapshot_id", Val::from(report.snapshot)),
            ("taken_at", Val::from(report.taken_at)),
            ("came_at", Val::from(one.came_at)),
            ("seq", Val::from(one.seq)),
            ("cases", Val::from(i64::try_from(report.cases).unwrap_or(i64::MAX))),
            ("figures", Val::from(serde_json::json!(report.figures).to_string())),
            ("changes", Val::from(serde_json::json!(one.changes).to_string())),
        ],
    )
}

/// The newest report of a county that speaks of a day, or of the last day before it that is not before `from`.
pub fn report_for(
    tx: &mut Tx<'_>,
    region: &Region,
    county: &Region,
    (from, day): (Date, Date),
) -> Result<Option<KeptReport>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reported_snapshot WHERE region = $1 AND county = $2 AND as_of >= $3 AND as_of <= $4 \
         ORDER BY as_of DESC, version DESC LIMIT 1"
    );
    tx.row(&sql, vals![region, county, from, day])?.as_ref().map(read).transpose()
}

/// One version of a county's report.
pub fn kept_report(
    tx: &mut Tx<'_>,
    region: &Region,
    county: &Region,
    (as_of, version): (Date, i64),
) -> Result<Option<KeptReport>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reported_snapshot WHERE region = $1 AND county = $2 AND as_of = $3 AND version = $4"
    );
    tx.row(&sql, vals![region, county, as_of, version])?.as_ref().map(read).transpose()
}

/// A county's reports, the newest day and version first, at most `limit`.
pub fn kept_reports(
    tx: &mut Tx<'_>,
    region: &Region,
    county: &Region,
    limit: i64,
) -> Result<Vec<KeptReport>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reported_snapshot WHERE region = $1 AND county = $2 \
         ORDER BY as_of DESC, version DESC LIMIT $3"
    );
    tx.rows(&sql, vals![region, county, limit])?.iter().map(read).collect()
}

/// Days that somebody reported of, from a day on, the earliest first.
pub fn reported_days(tx: &mut Tx<'_>, region: &Region, from: Date) -> Result<Vec<Date>, StoreError> {
    tx.rows(
        "SELECT DISTINCT as_of FROM reported_snapshot WHERE region = $1 AND as_of >= $2 ORDER BY as_of",
        vals![region, from],
    )?
    .iter()
    .map(|row| row.date("as_of"))
    .collect()
}

/// Days of which something came from a moment on, the earliest first.
pub fn days_reported_since(tx: &mut Tx<'_>, region: &Region, since: Timestamp) -> Result<Vec<Date>, StoreError> {
    tx.rows(
        "SELECT DISTINCT as_of FROM reported_snapshot WHERE region = $1 AND came_at >= $2 ORDER BY as_of",
        vals![region, since],
    )?
    .iter()
    .map(|row| row.date("as_of"))
    .collect()
}
