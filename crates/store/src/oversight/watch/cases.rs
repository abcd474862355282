//! Which cases are looked at, and the open ones with their last day.

use domain::base::{CaseId, DepartmentId, Region};
use jiff::{Timestamp, civil::Date};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Cases that may have reached a level: whatever is open, waits to be handed out, was decided since an instant, or was
/// refused and received since a day.
pub fn cases_to_watch(
    tx: &mut Tx<'_>,
    region: &Region,
    (since, received_since): (Timestamp, Date),
) -> Result<Vec<CaseId>, StoreError> {
    tx.rows(
        "SELECT id FROM service_case WHERE region = $1 \
         AND stage IN ('submitted', 'correction_asked', 'accepted', 'in_review', 'suspended', 'decided', 'completed') \
         UNION SELECT id FROM service_case WHERE region = $1 AND decided_at IS NOT NULL AND decided_at >= $2 \
         UNION SELECT id FROM service_case WHERE region = $1 \
         AND stage IN ('not_accepted', 'returned', 'withdrawn', 'acceptance_cancelled', 'referred_upward') \
         AND received_on >= $3 ORDER BY id",
        vals![region, since, received_since],
    )?
    .iter()
    .map(|r| Ok(CaseId::new(r.int("id")?)))
    .collect()
}

/// An accepted case whose result is not entered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenClock {
    /// Id.
    pub case: CaseId,
    /// Who decides.
    pub department: DepartmentId,
    /// Word of its stage.
    pub stage: String,
    /// Its last day, if one is known.
    pub due_on: Option<Date>,
}

/// All of them by last day, of one department or of all.
pub fn open_clocks(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
) -> Result<Vec<OpenClock>, StoreError> {
    tx.rows(
        "SELECT id, department_id, stage, due_on FROM service_case WHERE region = $1 \
         AND stage IN ('accepted', 'in_review', 'suspended', 'decided') \
         AND (CAST($2 AS BIGINT) IS NULL OR department_id = CAST($2 AS BIGINT)) \
         ORDER BY coalesce(due_on, '9999'), id",
        vals![region, department],
    )?
    .iter()
    .map(|r| {
        Ok(OpenClock {
            case: CaseId::new(r.int("id")?),
            department: DepartmentId::new(r.int("department_id")?),
            stage: r.text("stage")?,
            due_on: r.opt_date("due_on")?,
        })
    })
    .collect()
}
