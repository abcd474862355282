//! Stations as a list, and how naming stands.

use domain::{base::Region, stations::Level};
use jiff::civil::Date;

use super::station::level;
use crate::{
    seam::{StoreError, Tx, Val},
    vals,
};

/// One division with its station.
#[derive(Debug, Clone)]
pub struct StationRow {
    /// Division.
    pub division_code: String,
    /// Its name.
    pub division_name: String,
    /// Town or village.
    pub level: Level,
    /// Station that serves it, if any; for a joint one the division it stands in.
    pub station_code: Option<String>,
    /// Registered name.
    pub station_name: Option<String>,
    /// Plate.
    pub plate: Option<String>,
    /// Works.
    pub open: Option<bool>,
    /// Registered name right.
    pub name_ok: Option<bool>,
    /// Plate right.
    pub plate_ok: Option<bool>,
    /// Address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Hours.
    pub hours: Option<String>,
    /// Day on which the registered name was checked.
    pub name_checked_on: Option<Date>,
    /// What shows it.
    pub name_evidence: Option<String>,
    /// Day on which the plate was looked at.
    pub plate_checked_on: Option<Date>,
    /// What shows it.
    pub plate_evidence: Option<String>,
}

/// What a list of stations is narrowed to. A division is asked about through the station that serves
/// it; names and plates only through the one that stands in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StationFilter {
    /// Every division.
    #[default]
    All,
    /// An old registered name or an old plate.
    Renaming,
    /// An old registered name.
    OldName,
    /// An old plate.
    OldPlate,
    /// Name or plate not checked.
    Unchecked,
    /// Out of service.
    Closed,
    /// Served by a station that stands elsewhere.
    Joint,
    /// No station.
    Without,
}

impl StationFilter {
    /// The condition in SQL: words of our own, never of a visitor.
    fn sql(self) -> &'static str {
        match self {
            Self::All => "1 = 1",
            Self::Renaming => "s.code = d.code AND (s.name_ok = 0 OR s.plate_ok = 0)",
            Self::OldName => "s.code = d.code AND s.name_ok = 0",
            Self::OldPlate => "s.code = d.code AND s.plate_ok = 0",
            Self::Unchecked => "s.code = d.code AND (s.name_ok IS NULL OR s.plate_ok IS NULL)",
            Self::Closed => "s.open = 0",
            Self::Joint => "s.code <> d.code",
            Self::Without => "s.code IS NULL",
        }
    }
}

/// Divisions after `after`, at most `limit`, narrowed.
pub fn station_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    after: &str,
    limit: i64,
    filter: StationFilter,
) -> Result<Vec<StationRow>, StoreError> {
    let sql = format!(
        "SELECT d.code AS division_code, d.name AS division_name, d.level AS level, s.code AS station_code, \
         s.name AS station_name, s.plate AS plate, s.open AS open, s.name_ok AS name_ok, s.plate_ok AS plate_ok, \
         s.address AS address, s.phone AS phone, s.hours AS hours, s.name_checked_on AS name_checked_on, \
         s.name_evidence AS name_evidence, s.plate_checked_on AS plate_checked_on, \
         s.plate_evidence AS plate_evidence FROM division d \
         LEFT JOIN station_serves v ON v.region = d.region AND v.division_code = d.code \
         LEFT JOIN station s ON s.region = d.region AND s.code = v.station_code \
         WHERE d.region = $1 AND d.code > $2 AND ({}) ORDER BY d.code LIMIT $3",
        filter.sql()
    );
    tx.rows(&sql, vals![region, after, limit])?
        .iter()
        .map(|r| {
            Ok(StationRow {
                division_code: r.text("division_code")?,
                division_name: r.text("division_name")?,
                level: level(r)?,
                station_code: r.opt_text("station_code")?,
                station_name: r.opt_text("station_name")?,
                plate: r.opt_text("plate")?,
                open: r.opt_flag("open")?,
                name_ok: r.opt_flag("name_ok")?,
                plate_ok: r.opt_flag("plate_ok")?,
                address: r.opt_text("address")?,
                phone: r.opt_text("phone")?,
                hours: r.opt_text("hours")?,
                name_checked_on: r.opt_date("name_checked_on")?,
                name_evidence: r.opt_text("name_evidence")?,
                plate_checked_on: r.opt_date("plate_checked_on")?,
                plate_evidence: r.opt_text("plate_evidence")?,
            })
        })
        .collect()
}

/// Stations in all, not yet renamed (either flag false), and not checked (neither false, one unknown).
pub fn naming_counts(tx: &mut Tx<'_>, region: &Region) -> Result<(u64, u64, u64), StoreError> {
    let row = tx.row(
        "SELECT count(*) AS total, \
         CAST(coalesce(sum(CASE WHEN name_ok = 0 OR plate_ok = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS old, \
         CAST(coalesce(sum(CASE WHEN coalesce(name_ok, 1) = 1 AND coalesce(plate_ok, 1) = 1 \
           AND (name_ok IS NULL OR plate_ok IS NULL) THEN 1 ELSE 0 END), 0) AS BIGINT) AS unknown \
         FROM station WHERE region = $1",
        &[Val::from(region)],
    )?;
    match row {
        Some(r) => Ok((r.num("total")?, r.num("old")?, r.num("unknown")?)),
        None => Ok((0, 0, 0)),
    }
}
