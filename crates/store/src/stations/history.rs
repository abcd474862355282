//! Versions of stations and of who serves whom (站点沿革).

use domain::{
    base::{DivisionCode, Region},
    stations::{KnownHistory, ServesVersion, Station, StationVersion, versions_of},
};
use jiff::civil::Date;

use super::station::{code, serves, stations};
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn version(r: &Row) -> Result<StationVersion, StoreError> {
    Ok(StationVersion {
        valid_from: r.date("valid_from")?,
        station: Station {
            code: code(r, "code")?,
            name: r.text("name")?,
            plate: r.text("plate")?,
            address: r.text("address")?,
            phone: r.text("phone")?,
            hours: r.text("hours")?,
            open: r.flag("open")?,
            name_ok: r.opt_flag("name_ok")?,
            plate_ok: r.opt_flag("plate_ok")?,
            name_checked_on: None,
            name_evidence: String::new(),
            plate_checked_on: None,
            plate_evidence: String::new(),
            version: 0,
        },
    })
}

/// Versions of one station, the oldest first. Days and proofs of checks are not in them.
pub fn station_versions(
    tx: &mut Tx<'_>,
    region: &Region,
    at: &DivisionCode,
) -> Result<Vec<StationVersion>, StoreError> {
    tx.rows(
        "SELECT code, valid_from, name, plate, address, phone, hours, open, name_ok, plate_ok FROM station_version \
         WHERE region = $1 AND code = $2 ORDER BY valid_from",
        vals![region, at],
    )?
    .iter()
    .map(version)
    .collect()
}

/// Versions of who serves a division, the oldest first.
pub fn serves_versions(tx: &mut Tx<'_>, region: &Region, of: &DivisionCode) -> Result<Vec<ServesVersion>, StoreError> {
    tx.rows(
        "SELECT division_code, valid_from, station_code FROM serves_version WHERE region = $1 AND division_code = $2 \
         ORDER BY valid_from",
        vals![region, of],
    )?
    .iter()
    .map(|r| {
        let station = match r.opt_text("station_code")? {
            Some(_) => Some(code(r, "station_code")?),
            None => None,
        };
        Ok(ServesVersion { division: code(r, "division_code")?, valid_from: r.date("valid_from")?, station })
    })
    .collect()
}

/// The versions that a change of today writes, beside the rows of today. To be asked before those are written.
pub fn history_changes(
    tx: &mut Tx<'_>,
    region: &Region,
    changed: &[Station],
    serving: &[(DivisionCode, Option<DivisionCode>)],
    today: Date,
) -> Result<Vec<Change>, StoreError> {
    if changed.is_empty() && serving.is_empty() {
        return Ok(Vec::new());
    }
    let codes = |tx: &mut Tx<'_>, sql: &str| -> Result<Vec<DivisionCode>, StoreError> {
        tx.rows(sql, vals![region])?.iter().map(|r| code(r, "code")).collect()
    };
    let versioned = codes(tx, "SELECT DISTINCT code FROM station_version WHERE region = $1 ORDER BY code")?;
    let served =
        codes(tx, "SELECT DISTINCT division_code AS code FROM serves_version WHERE region = $1 ORDER BY code")?;
    let (before, by) = (stations(tx, region)?, serves(tx, region)?);
    let known = KnownHistory { stations: &before, serves: &by, versioned: &versioned, serving: &served };
    let (of_stations, of_serves) = versions_of(&known, changed, serving, today);
    let mut out: Vec<Change> = of_stations.iter().map(|v| station_version_change(region, v)).collect();
    out.extend(of_serves.iter().map(|v| serves_version_change(region, v)));
    Ok(out)
}

/// The after-image of a version of a station.
fn station_version_change(region: &Region, v: &StationVersion) -> Change {
    let s = &v.station;
    Change::put(
        "station_version",
        vec![
            ("region", Val::from(region)),
            ("code", Val::from(&s.code)),
            ("valid_from", Val::from(v.valid_from)),
            ("name", Val::from(&s.name)),
            ("plate", Val::from(&s.plate)),
            ("address", Val::from(&s.address)),
            ("phone", Val::from(&s.phone)),
            ("hours", Val::from(&s.hours)),
            ("open", Val::from(s.open)),
            ("name_ok", Val::from(s.name_ok)),
            ("plate_ok", Val::from(s.plate_ok)),
        ],
    )
}

/// The after-image of a version of who serves a division.
fn serves_version_change(region: &Region, v: &ServesVersion) -> Change {
    Change::put(
        "serves_version",
        vec![
            ("region", Val::from(region)),
            ("division_code", Val::from(&v.division)),
            ("valid_from", Val::from(v.valid_from)),
            ("station_code", Val::from(v.station.as_ref().map(|s| s.as_str().to_owned()))),
        ],
    )
}
