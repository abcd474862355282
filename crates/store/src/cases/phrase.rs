//! Phrases (常用语): one's own, which are working state of a member of staff; and the county's, where somebody has
//! changed those that ship.

use domain::{
    base::{Region, StaffId},
    cases::{CountyPhrases, PhraseKind},
};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The county's phrases; `None` while nobody has changed those that ship.
pub fn county_phrases(tx: &mut Tx<'_>, region: &Region) -> Result<Option<CountyPhrases>, StoreError> {
    tx.row("SELECT body FROM county_phrase WHERE region = $1", vals![region])?
        .as_ref()
        .map(|row| row.json("body"))
        .transpose()
}

/// The after-image of the county's phrases.
pub fn county_phrases_change(region: &Region, phrases: &CountyPhrases) -> Change {
    Change::put(
        "county_phrase",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(phrases.version)),
            ("body", Val::from(serde_json::json!(phrases).to_string())),
        ],
    )
}

/// A member of staff's phrases of one kind, in their order.
pub fn phrases(tx: &mut Tx<'_>, region: &Region, staff: StaffId, kind: PhraseKind) -> Result<Vec<String>, StoreError> {
    tx.rows(
        "SELECT words FROM phrase WHERE region = $1 AND staff_id = $2 AND kind = $3 ORDER BY place",
        vals![region, staff, kind.as_str()],
    )?
    .iter()
    .map(|r| r.text("words"))
    .collect()
}

/// Puts these in the place of those of before.
pub fn keep_phrases(
    tx: &mut Tx<'_>,
    region: &Region,
    staff: StaffId,
    kind: PhraseKind,
    phrases: &[String],
) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM phrase WHERE region = $1 AND staff_id = $2 AND kind = $3",
        vals![region, staff, kind.as_str()],
    )?;
    for (place, words) in (0_i64..).zip(phrases) {
        tx.run(
            "INSERT INTO phrase (region, staff_id, kind, place, words) VALUES ($1, $2, $3, $4, $5)",
            vals![region, staff, kind.as_str(), place, words],
        )?;
    }
    Ok(())
}
