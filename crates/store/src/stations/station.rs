//! Stations, who is served by which.

use domain::{
    base::{DivisionCode, Region},
    stations::{Level, Station},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

pub(super) fn code(row: &Row, name: &str) -> Result<DivisionCode, StoreError> {
    DivisionCode::parse(&row.text(name)?).map_err(|e| StoreError::corrupt(name, e.to_string()))
}

pub(super) fn level(row: &Row) -> Result<Level, StoreError> {
    Level::parse(&row.text("level")?).ok_or_else(|| StoreError::corrupt("division.level", "不认识的层级"))
}

/// One station by the division it stands in.
pub fn station(tx: &mut Tx<'_>, region: &Region, at: &DivisionCode) -> Result<Option<Station>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM station WHERE region = $1 AND code = $2"), vals![region, at])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All stations by code.
pub fn stations(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Station>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM station WHERE region = $1 ORDER BY code"), vals![region])?
        .iter()
        .map(read)
        .collect()
}

const COLUMNS: &str = "code, name, plate, address, phone, hours, open, name_ok, plate_ok, name_checked_on, \
     name_evidence, plate_checked_on, plate_evidence, version";

fn read(r: &Row) -> Result<Station, StoreError> {
    Ok(Station {
        code: code(r, "code")?,
        name: r.text("name")?,
        plate: r.text("plate")?,
        address: r.text("address")?,
        phone: r.text("phone")?,
        hours: r.text("hours")?,
        open: r.flag("open")?,
        name_ok: r.opt_flag("name_ok")?,
        plate_ok: r.opt_flag("plate_ok")?,
        name_checked_on: r.opt_date("name_checked_on")?,
        name_evidence: r.opt_text("name_evidence")?.unwrap_or_default(),
        plate_checked_on: r.opt_date("plate_checked_on")?,
        plate_evidence: r.opt_text("plate_evidence")?.unwrap_or_default(),
        version: r.int("version")?,
    })
}

/// Nothing noted is NULL, as in the rows of before there was a place to note it.
fn said(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The after-image of a station.
pub fn station_change(region: &Region, s: &Station) -> Change {
    Change::put(
        "station",
        vec![
            ("region", Val::from(region)),
            ("code", Val::from(&s.code)),
            ("name", Val::from(&s.name)),
            ("plate", Val::from(&s.plate)),
            ("address", Val::from(&s.address)),
            ("phone", Val::from(&s.phone)),
            ("hours", Val::from(&s.hours)),
            ("open", Val::from(s.open)),
            ("name_ok", Val::from(s.name_ok)),
            ("plate_ok", Val::from(s.plate_ok)),
            ("name_checked_on", Val::from(s.name_checked_on)),
            ("name_evidence", Val::from(said(&s.name_evidence))),
            ("plate_checked_on", Val::from(s.plate_checked_on)),
            ("plate_evidence", Val::from(said(&s.plate_evidence))),
            ("version", Val::from(s.version)),
        ],
    )
}

/// The after-image of "this division is served by that station".
pub fn serves_change(region: &Region, division: &DivisionCode, station: &DivisionCode) -> Change {
    Change::put(
        "station_serves",
        vec![
            ("region", Val::from(region)),
            ("division_code", Val::from(division)),
            ("station_code", Val::from(station)),
        ],
    )
}

/// "This division is served by no station any more."
pub fn serves_removal(region: &Region, division: &DivisionCode) -> Change {
    Change::remove("station_serves", vec![("region", Val::from(region)), ("division_code", Val::from(division))])
}

/// Who serves whom: division, station.
pub fn serves(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(DivisionCode, DivisionCode)>, StoreError> {
    tx.rows(
        "SELECT division_code, station_code FROM station_serves WHERE region = $1 ORDER BY division_code",
        vals![region],
    )?
    .iter()
    .map(|r| Ok((code(r, "division_code")?, code(r, "station_code")?)))
    .collect()
}
