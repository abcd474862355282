//! Reports as their authors see them.

use domain::{
    base::{DepartmentId, ReportId},
    people::{Act, Desk},
    reports::Body,
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError,
    reports::{self as rows, ReportLine, ReportRow},
};

use super::Drawn;
use crate::{Bureau, Failure, Never};

/// One report.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// Id.
    pub id: ReportId,
    /// Version that an edit must name.
    pub version: i64,
    /// The day its figures speak of.
    pub as_of: Date,
    /// The snapshot behind them.
    pub snapshot: i64,
    /// Its words.
    pub body: Body,
    /// Its tables and charts.
    pub drawn: Drawn,
    /// When it was made, and by whom.
    pub made: (Timestamp, String),
    /// When it was last changed, and by whom.
    pub changed: (Timestamp, String),
    /// A newer snapshot is there: made anew it would say something else.
    pub is_old: bool,
}

pub(super) fn drawn_of(row: &ReportRow) -> Result<Drawn, StoreError> {
    serde_json::from_str(&row.drawn)
        .map_err(|e| StoreError::Corrupt { place: "report.body".into(), why: e.to_string() })
}

/// The reports, newest day first.
pub fn list(bureau: &Bureau, desk: &Desk) -> Result<Vec<ReportLine>, Failure<Never>> {
    bureau.may(desk, Act::ReportView)?;
    Ok(bureau.db().read(|tx| rows::reports(tx, bureau.region(), 200))?)
}

/// Whom a 交办单 can be addressed to: departments by name.
pub fn departments(bureau: &Bureau, desk: &Desk) -> Result<Vec<(DepartmentId, String)>, Failure<Never>> {
    bureau.may(desk, Act::ReportView)?;
    let all = bureau.db().read(|tx| store::people::departments(tx, bureau.region()))?;
    Ok(all.into_iter().map(|d| (d.id, d.name)).collect())
}

/// One report.
pub fn view(bureau: &Bureau, desk: &Desk, id: ReportId) -> Result<ReportView, Failure<Never>> {
    bureau.may(desk, Act::ReportView)?;
    let region = bureau.region();
    let (row, newest) = bureau.db().read(|tx| {
        let newest = store::indicators::latest_snapshot(tx, region, Date::MAX)?;
        Ok((rows::report(tx, region, id)?, newest))
    })?;
    let row = row.ok_or(Failure::NotFound)?;
    Ok(ReportView {
        drawn: drawn_of(&row)?,
        id: row.id,
        version: row.version,
        as_of: row.as_of,
        snapshot: row.snapshot.get(),
        is_old: newest.is_some_and(|s| s.id != row.snapshot),
        made: (row.made_at, row.made_by),
        changed: (row.changed_at, row.changed_by),
        body: row.body,
    })
}
