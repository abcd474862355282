//! The county's rules of representatives and the words of their letters, every version of them.

use domain::{base::Region, delegates::CountyRules};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The newest version; `None` while nobody has changed those that ship.
pub fn county_rules(tx: &mut Tx<'_>, region: &Region) -> Result<Option<CountyRules>, StoreError> {
    let sql = "SELECT body FROM delegate_rules WHERE region = $1 ORDER BY version DESC LIMIT 1";
    tx.row(sql, vals![region])?.as_ref().map(|row| row.json("body")).transpose()
}

/// A certain version: the one that a letter was made under. One that a letter names and that is not there is a fault of the
/// database.
pub fn county_rules_at(tx: &mut Tx<'_>, region: &Region, version: i64) -> Result<CountyRules, StoreError> {
    let sql = "SELECT body FROM delegate_rules WHERE region = $1 AND version = $2";
    let row = tx.row(sql, vals![region, version])?;
    row.ok_or_else(|| StoreError::corrupt("delegate_rules", format!("没有第 {version} 版")))?.json("body")
}

/// The after-image of a version.
pub fn county_rules_change(region: &Region, rules: &CountyRules) -> Change {
    Change::put(
        "delegate_rules",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(rules.version)),
            ("body", Val::from(serde_json::json!(rules).to_string())),
        ],
    )
}
