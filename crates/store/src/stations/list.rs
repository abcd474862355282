//! Stations as a list, and how naming stands.

use domain::{base::Region, stations::Level};

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
}

/// Divisions after `after`, at most `limit`. `only_renaming` keeps those whose own station still
/// has an old name or plate.
pub fn station_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    after: &str,
    limit: i64,
    only_renaming: bool,
) -> Result<Vec<StationRow>, StoreError> {
    tx.rows(
        "SELECT d.code AS division_code, d.name AS division_name, d.level AS level, s.code AS station_code, \
         s.name AS station_name, s.plate AS plate, s.open AS open, s.name_ok AS name_ok, s.plate_ok AS plate_ok, \
         s.address AS address, s.phone AS phone, s.hours AS hours \
         FROM division d \
         LEFT JOIN station_serves v ON v.region = d.region AND v.division_code = d.code \
         LEFT JOIN station s ON s.region = d.region AND s.code = v.station_code \
         WHERE d.region = $1 AND d.code > $2 \
         AND (CAST($4 AS BIGINT) = 0 OR (s.code = d.code AND (s.name_ok = 0 OR s.plate_ok = 0))) \
         ORDER BY d.code LIMIT $3",
        vals![region, after, limit, only_renaming],
    )?
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
