//! What the steps of a lead share: the right to it, the lead under its expected version, the next state saved with its
//! event.

use domain::{
    base::StaffId,
    oversight::leads::{LeadNo, TrackedLead},
    people::{Act, Denied, Desk, Reach, Role, authorise, reach},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight as rows, people,
};

use crate::{Bureau, Failure};

/// Whether the desk may do this to the lead. One of several departments is for whoever reaches the whole county.
pub(super) fn right(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    act: Act,
    lead: &TrackedLead,
) -> Result<Result<Option<Role>, Denied>, StoreError> {
    let Some(department) = lead.lead.department else {
        return Ok(reach(desk, act).and_then(|reach| match reach {
            Reach::County => authorise(desk, act, None),
            Reach::Department(_) | Reach::Nothing => Err(Denied::Role("督查".to_owned())),
        }));
    };
    let name = people::department(tx, bureau.region(), department)?.map(|d| d.name).unwrap_or_default();
    Ok(authorise(desk, act, Some((department, &name))))
}

/// The person at the desk: a lead is never moved by nobody.
pub(super) fn person(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// Loads a lead that the desk may see at all, and the role in which it may act.
pub(super) fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, act): (&Desk, Act),
    no: &str,
    expected: i64,
) -> Result<(TrackedLead, Option<Role>), Failure<R>> {
    let no = LeadNo::parse(no).map_err(|_| Failure::NotFound)?;
    let lead = rows::lead_by_no(tx, bureau.region(), no)?.ok_or(Failure::NotFound)?;
    if right(bureau, tx, desk, Act::LeadView, &lead)?.is_err() {
        return Err(Failure::NotFound);
    }
    let role = right(bureau, tx, desk, act, &lead)??;
    if lead.version != expected {
        return Err(Failure::Stale);
    }
    Ok((lead, role))
}

/// Saves the next state of a lead with its event. Returns its version.
pub(super) fn save(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    next: &TrackedLead,
    event: (&'static str, &impl Serialize),
    at: Timestamp,
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry =
        Entry::new(Stream::lead(next.id), next.version - 1, event.0, event.1).with(rows::lead_change(region, next));
    journal::append(tx, region, &desk.stamp(at, role), entry)
}
