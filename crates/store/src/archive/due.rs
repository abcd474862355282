//! Cases that are to be packed.

use domain::base::{CaseId, Region};
use jiff::Timestamp;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Cases whose result was handed out before an instant, and those that ended without a decision; oldest
/// first, after an id. Packed ones stand in another stage.
pub fn cases_to_pack(
    tx: &mut Tx<'_>,
    region: &Region,
    delivered_before: Timestamp,
    after: CaseId,
    limit: i64,
) -> Result<Vec<CaseId>, StoreError> {
    tx.rows(
        "SELECT id FROM service_case WHERE region = $1 AND id > $3 AND ((stage IN ('delivered', 'rated') AND delivered_at < $2) \
         OR stage IN ('not_accepted', 'returned', 'withdrawn', 'correction_lapsed', 'acceptance_cancelled', 'voided', \
         'referred_upward', 'stopped_with_matter')) ORDER BY id LIMIT $4",
        vals![region, delivered_before, after, limit],
    )?
    .iter()
    .map(|r| r.int("id").map(CaseId::new))
    .collect()
}
