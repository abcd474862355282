//! The county's rules of watching (监察规则): every version is kept.

use domain::{base::Region, oversight::watch::WatchProfile};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The rules in use on a day: the newest of those that had begun. `None` = those shipped with the program.
pub fn watch_profile(tx: &mut Tx<'_>, region: &Region, on: Date) -> Result<Option<WatchProfile>, StoreError> {
    tx.row(
        "SELECT body FROM watch_profile WHERE region = $1 AND valid_from <= $2 ORDER BY version DESC LIMIT 1",
        vals![region, on],
    )?
    .map(|r| r.json("body"))
    .transpose()
}

/// Every version, the newest first.
pub fn watch_profiles(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<WatchProfile>, StoreError> {
    tx.rows("SELECT body FROM watch_profile WHERE region = $1 ORDER BY version DESC", vals![region])?
        .iter()
        .map(|r| r.json("body"))
        .collect()
}

/// The after-image of a version.
pub fn watch_profile_change(region: &Region, p: &WatchProfile) -> Change {
    Change::put(
        "watch_profile",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(p.version)),
            ("valid_from", Val::from(p.valid_from)),
            ("source", Val::from(&p.source)),
            ("body", Val::from(serde_json::json!(p).to_string())),
        ],
    )
}
