//! When the telephone number of a case was shown in the clear, and in which office (出示号码记录): what the applicant may
//! know of it. Who saw it stands in the journal of whoever did, and here as a number that no page prints.

use domain::base::{CaseId, Region, StaffId};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// A number was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberShownRow {
    /// Of which case.
    pub case: CaseId,
    /// To whom.
    pub staff: StaffId,
    /// The event in their stream.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The office they sit in, as it was called then.
    pub office: String,
}

/// All times, the last first.
pub fn numbers_shown(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Vec<NumberShownRow>, StoreError> {
    tx.rows(
        "SELECT case_id, staff_id, seq, shown_at, office FROM number_shown WHERE region = $1 AND case_id = $2 \
         ORDER BY shown_at DESC, seq DESC",
        vals![region, case],
    )?
    .iter()
    .map(|r| {
        Ok(NumberShownRow {
            case: CaseId::new(r.int("case_id")?),
            staff: StaffId::new(r.int("staff_id")?),
            seq: r.int("seq")?,
            at: r.instant("shown_at")?,
            office: r.text("office")?,
        })
    })
    .collect()
}

/// The after-image of one.
pub fn number_shown_change(region: &Region, n: &NumberShownRow) -> Change {
    Change::put(
        "number_shown",
        vec![
            ("region", Val::from(region)),
            ("case_id", Val::from(n.case)),
            ("staff_id", Val::from(n.staff)),
            ("seq", Val::from(n.seq)),
            ("shown_at", Val::from(n.at)),
            ("office", Val::from(&n.office)),
        ],
    )
}
