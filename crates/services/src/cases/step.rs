//! What the steps after acceptance share: load the case under its expected version, check the right
//! in its department, save the next state with its event.

use domain::{
    base::StaffId,
    cases::{Case, CaseNo},
    people::{Act, Denied, Desk, Role, authorise},
};
use serde::Serialize;
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    journal::{self, Entry, Stream},
    people,
};

use crate::{Bureau, Failure};

/// A case under an act.
pub(super) struct Loaded {
    pub(super) case: Case,
    pub(super) sealed: SealedFields,
    pub(super) role: Option<Role>,
    pub(super) by: StaffId,
}

/// Loads a case for an act. Somebody else's change since the page was made is `Stale`.
pub(super) fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    act: Act,
    no: &CaseNo,
    expected: i64,
) -> Result<Loaded, Failure<R>> {
    let region = bureau.region();
    let (case, sealed) = rows::case_by_no(tx, region, no)?.ok_or(Failure::NotFound)?;
    let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
    let role = authorise(desk, act, Some((case.department, &department)))?;
    let by = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::Denied(Denied::NotSignedIn))?;
    if case.version != expected {
        return Err(Failure::Stale);
    }
    Ok(Loaded { case, sealed, role, by })
}

/// Saves the next state of a case with its event, in the role in which the desk was allowed. Returns
/// its version.
pub(super) fn save(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    next: &Case,
    sealed: &SealedFields,
    event: (&'static str, &impl Serialize),
    at: jiff::Timestamp,
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry = Entry::new(Stream::case(next.id), next.version - 1, event.0, event.1)
        .with(rows::case_change(region, next, sealed));
    journal::append(tx, region, &desk.stamp(at, role), entry)
}
