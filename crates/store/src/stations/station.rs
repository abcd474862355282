//! One division, one station, who is served.

use domain::{
    base::{DivisionCode, Region},
    stations::{Division, Level, Station},
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

/// One division.
pub fn division(tx: &mut Tx<'_>, region: &Region, at: &DivisionCode) -> Result<Option<Division>, StoreError> {
    tx.row("SELECT code, name, level FROM division WHERE region = $1 AND code = $2", vals![region, at])?
        .map(|r| Ok(Division { code: code(&r, "code")?, name: r.text("name")?, level: level(&r)? }))
        .transpose()
}

/// One station by the division it stands in.
pub fn station(tx: &mut Tx<'_>, region: &Region, at: &DivisionCode) -> Result<Option<Station>, StoreError> {
    tx.row(
        "SELECT code, name, plate, address, phone, hours, open, name_ok, plate_ok, version FROM station \
         WHERE region = $1 AND code = $2",
        vals![region, at],
    )?
    .map(|r| {
        Ok(Station {
            code: code(&r, "code")?,
            name: r.text("name")?,
            plate: r.text("plate")?,
            address: r.text("address")?,
            phone: r.text("phone")?,
            hours: r.text("hours")?,
            open: r.flag("open")?,
            name_ok: r.opt_flag("name_ok")?,
            plate_ok: r.opt_flag("plate_ok")?,
            version: r.int("version")?,
        })
    })
    .transpose()
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
            ("version", Val::from(s.version)),
        ],
    )
}

/// The after-image of a division.
pub fn division_change(region: &Region, d: &Division) -> Change {
    Change::put(
        "division",
        vec![
            ("region", Val::from(region)),
            ("code", Val::from(&d.code)),
            ("name", Val::from(&d.name)),
            ("level", Val::from(d.level.as_str())),
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
