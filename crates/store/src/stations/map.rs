//! The approved map (经审核的地图), in versions.

use domain::{base::Region, stations::ApprovedMap};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The newest version; without areas where the map was taken down.
pub fn newest_map(tx: &mut Tx<'_>, region: &Region) -> Result<Option<ApprovedMap>, StoreError> {
    tx.row(
        "SELECT version, number, title, body FROM station_map WHERE region = $1 ORDER BY version DESC LIMIT 1",
        vals![region],
    )?
    .map(|r| {
        Ok(ApprovedMap {
            version: r.int("version")?,
            number: r.text("number")?,
            title: r.text("title")?,
            areas: r.json("body")?,
        })
    })
    .transpose()
}

/// The after-image of a version.
pub fn map_change(region: &Region, map: &ApprovedMap) -> Change {
    Change::put(
        "station_map",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(map.version)),
            ("number", Val::from(&map.number)),
            ("title", Val::from(&map.title)),
            ("body", Val::from(serde_json::json!(map.areas).to_string())),
        ],
    )
}
