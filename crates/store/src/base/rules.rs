//! Rules that a county changes on pages, every version of them, by topic (本县规则).

use domain::base::Region;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The newest version of a topic; `None` while nobody has changed those that ship.
pub fn county_rule<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    region: &Region,
    topic: &str,
) -> Result<Option<T>, StoreError> {
    let sql = "SELECT body FROM county_rule WHERE region = $1 AND topic = $2 ORDER BY version DESC LIMIT 1";
    tx.row(sql, vals![region, topic])?.as_ref().map(|row| row.json("body")).transpose()
}

/// The after-image of a version.
pub fn county_rule_change(region: &Region, topic: &str, version: i64, body: &impl Serialize) -> Change {
    Change::put(
        "county_rule",
        vec![
            ("region", Val::from(region)),
            ("topic", Val::from(topic)),
            ("version", Val::from(version)),
            ("body", Val::from(serde_json::json!(body).to_string())),
        ],
    )
}
