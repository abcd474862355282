//! Which case lies before which caller (占用): working state, so that two callers do not ring the same person.

use domain::base::{LineId, Region, StaffId};
use jiff::Timestamp;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// A case before a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Who.
    pub staff: StaffId,
    /// Which.
    pub line: LineId,
    /// After that others may be given it.
    pub until: Timestamp,
}

/// Lays a case before a caller, in the place of the one before.
pub fn hold_line(tx: &mut Tx<'_>, region: &Region, hold: Hold) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO followup_hold (region, staff_id, line_id, until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (region, staff_id) DO UPDATE SET line_id = excluded.line_id, until = excluded.until",
        vals![region, hold.staff, hold.line, hold.until],
    )
    .map(|_| ())
}

/// Takes it away.
pub fn drop_hold(tx: &mut Tx<'_>, region: &Region, staff: StaffId) -> Result<(), StoreError> {
    tx.run("DELETE FROM followup_hold WHERE region = $1 AND staff_id = $2", vals![region, staff]).map(|_| ())
}

/// All that lie before somebody, also those whose time is over.
pub fn holds(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Hold>, StoreError> {
    tx.rows("SELECT staff_id, line_id, until FROM followup_hold WHERE region = $1 ORDER BY staff_id", vals![region])?
        .iter()
        .map(|r| {
            Ok(Hold {
                staff: StaffId::new(r.int("staff_id")?),
                line: LineId::new(r.int("line_id")?),
                until: r.instant("until")?,
            })
        })
        .collect()
}
