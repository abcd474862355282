//! Phrases of one's own (常用语): working state of a member of staff.
//!
//! Not here: the county's, which are data.

use domain::{
    base::{Region, StaffId},
    cases::PhraseKind,
};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

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
