//! The division table of today, and its versions.

use std::collections::BTreeMap;

use domain::{
    base::{DivisionCode, Region},
    stations::{Division, DivisionVersion, KnownDivisions, Ties},
};

use super::station::{code, level, serves, stations};
use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// One division of today.
pub fn division(tx: &mut Tx<'_>, region: &Region, at: &DivisionCode) -> Result<Option<Division>, StoreError> {
    tx.row("SELECT code, name, level FROM division WHERE region = $1 AND code = $2", vals![region, at])?
        .map(|r| Ok(Division { code: code(&r, "code")?, name: r.text("name")?, level: level(&r)? }))
        .transpose()
}

/// All divisions of today by code.
pub fn divisions(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Division>, StoreError> {
    tx.rows("SELECT code, name, level FROM division WHERE region = $1 ORDER BY code", vals![region])?
        .iter()
        .map(|r| Ok(Division { code: code(r, "code")?, name: r.text("name")?, level: level(r)? }))
        .collect()
}

/// All versions of all divisions, by code and first day.
pub fn division_versions(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<DivisionVersion>, StoreError> {
    tx.rows(
        "SELECT code, valid_from, valid_to, name, level, source FROM division_version WHERE region = $1 \
         ORDER BY code, valid_from",
        vals![region],
    )?
    .iter()
    .map(|r| {
        Ok(DivisionVersion {
            code: code(r, "code")?,
            valid_from: r.date("valid_from")?,
            valid_to: r.opt_date("valid_to")?,
            name: r.text("name")?,
            level: level(r)?,
            source: r.text("source")?,
        })
    })
    .collect()
}

/// Divisions, their versions, stations and who serves whom.
pub fn known_divisions(tx: &mut Tx<'_>, region: &Region) -> Result<KnownDivisions, StoreError> {
    Ok(KnownDivisions {
        today: divisions(tx, region)?,
        versions: division_versions(tx, region)?,
        stations: stations(tx, region)?,
        serves: serves(tx, region)?,
        ties: BTreeMap::new(),
    })
}

/// What hangs on divisions beside their stations: staff posted there, what is offered there, cases in hand that were begun
/// there, items in use that name them.
pub fn division_ties(tx: &mut Tx<'_>, region: &Region) -> Result<BTreeMap<DivisionCode, Ties>, StoreError> {
    let mut out: BTreeMap<DivisionCode, Ties> = BTreeMap::new();
    for r in tx.rows(
        "SELECT p.station_code AS code, s.name AS name FROM station_post p \
         JOIN staff s ON s.region = p.region AND s.id = p.staff_id WHERE p.region = $1 ORDER BY p.station_code, s.id",
        vals![region],
    )? {
        out.entry(code(&r, "code")?).or_default().staff.push(r.text("name")?);
    }
    for r in tx.rows(
        "SELECT station_code AS code, count(*) AS n FROM station_offer WHERE region = $1 AND valid_to IS NULL \
         GROUP BY station_code",
        vals![region],
    )? {
        out.entry(code(&r, "code")?).or_default().offers = r.num("n")?;
    }
    for r in tx.rows(
        "SELECT a.station_code AS code, count(*) AS n FROM assisted_case a \
         JOIN service_case c ON c.region = a.region AND c.id = a.case_id WHERE a.region = $1 \
         AND c.completed_at IS NULL AND c.stage <> 'ended' AND c.stage <> 'archived' GROUP BY a.station_code",
        vals![region],
    )? {
        out.entry(code(&r, "code")?).or_default().cases = r.num("n")?;
    }
    for r in tx.rows(
        "SELECT v.division AS code, count(*) AS n FROM service_item i \
         JOIN item_version v ON v.region = i.region AND v.item_id = i.id AND v.version = i.version \
         WHERE i.region = $1 AND i.status = 'in_use' GROUP BY v.division",
        vals![region],
    )? {
        // As it was typed in the catalogue: what is no code of a division names none.
        if let Ok(at) = DivisionCode::parse(&r.text("code")?) {
            out.entry(at).or_default().items += r.num::<u64>("n")?;
        }
    }
    Ok(out)
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

/// "This division is not in today's table any more."
pub fn division_removal(region: &Region, at: &DivisionCode) -> Change {
    Change::remove("division", vec![("region", Val::from(region)), ("code", Val::from(at))])
}

/// The after-image of a version of a division.
pub fn division_version_change(region: &Region, v: &DivisionVersion) -> Change {
    Change::put(
        "division_version",
        vec![
            ("region", Val::from(region)),
            ("code", Val::from(&v.code)),
            ("valid_from", Val::from(v.valid_from)),
            ("valid_to", Val::from(v.valid_to)),
            ("name", Val::from(&v.name)),
            ("level", Val::from(v.level.as_str())),
            ("source", Val::from(&v.source)),
        ],
    )
}
