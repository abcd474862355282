//! The county a database holds.

use domain::base::Region;
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    tables, vals,
};

/// The county as it introduces itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// 6-digit division code.
    pub region: Region,
    /// Name; a placeholder until it is named.
    pub name: String,
    /// The city whose counties it is ranked among; may be empty.
    pub city_name: String,
    /// False until `init` has named it.
    pub named: bool,
    /// Fictional sample data: said on every page.
    pub sample: bool,
    /// Day it was opened in this database.
    pub opened_on: Date,
}

fn read(row: &Row) -> Result<County, StoreError> {
    Ok(County {
        region: Region::parse(&row.text("region")?).map_err(|e| StoreError::corrupt("county.region", e.to_string()))?,
        name: row.text("name")?,
        city_name: row.text("city_name")?,
        named: row.flag("named")?,
        sample: row.flag("sample")?,
        opened_on: row.date("opened_on")?,
    })
}

/// All counties of this database. A county's own database has one.
pub fn counties(tx: &mut Tx<'_>) -> Result<Vec<County>, StoreError> {
    tx.rows("SELECT region, name, city_name, named, sample, opened_on FROM county ORDER BY region", &[])?
        .iter()
        .map(read)
        .collect()
}

/// One county.
pub fn county(tx: &mut Tx<'_>, region: &Region) -> Result<Option<County>, StoreError> {
    tx.row("SELECT region, name, city_name, named, sample, opened_on FROM county WHERE region = $1", vals![region])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The after-image of a county.
pub fn county_change(county: &County) -> Change {
    Change::put(
        "county",
        vec![
            ("region", Val::from(&county.region)),
            ("name", Val::from(&county.name)),
            ("city_name", Val::from(&county.city_name)),
            ("named", Val::from(county.named)),
            ("sample", Val::from(county.sample)),
            ("opened_on", Val::from(county.opened_on)),
        ],
    )
}

/// The after-image of a public signing key.
pub fn key_change(region: &Region, key_id: &str, public_key: &str, at: Timestamp) -> Change {
    Change::put(
        "signing_key",
        vec![
            ("region", Val::from(region)),
            ("key_id", Val::from(key_id)),
            ("public_key", Val::from(public_key)),
            ("created_at", Val::from(at)),
        ],
    )
}

/// The keys by which this county signs and signed, the first first, each with when it was made.
pub fn signing_keys(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(Timestamp, String)>, StoreError> {
    tx.rows(
        "SELECT public_key, created_at FROM signing_key WHERE region = $1 ORDER BY created_at, key_id",
        vals![region],
    )?
    .iter()
    .map(|row| Ok((row.instant("created_at")?, row.text("public_key")?)))
    .collect()
}

/// The newest key the county names.
pub fn key_id(tx: &mut Tx<'_>, region: &Region) -> Result<Option<String>, StoreError> {
    tx.row("SELECT key_id FROM signing_key WHERE region = $1 ORDER BY created_at DESC, key_id LIMIT 1", vals![region])?
        .map(|r| r.text("key_id"))
        .transpose()
}

/// Removes everything of a county in which there is nobody and nothing yet: no staff, no item, no
/// division, no case. False, and nothing removed, when there is.
pub fn discard_empty(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    for table in ["staff", "item_version", "division", "service_case", "person"] {
        let sql = format!("SELECT count(*) AS n FROM {table} WHERE region = $1");
        if tx.row(&sql, vals![region])?.map_or(Ok(0), |r| r.int("n"))? > 0 {
            return Ok(false);
        }
    }
    let ours = tables::PROJECTIONS.iter().map(|p| p.name);
    let rest = [tables::DERIVED, tables::FROZEN, tables::JOURNAL, tables::WORKING].concat();
    for table in ours.chain(rest).filter(|t| *t != "schema_migration") {
        tx.run(&format!("DELETE FROM {table} WHERE region = $1"), vals![region])?;
    }
    Ok(true)
}
