//! What the steps of an order share: the right to it, the order under its expected version, the next state
//! saved with its event.

use domain::{
    base::StaffId,
    people::{Act, Denied, Desk, Reach, Role, authorise, reach, rule},
    rectification::{Order, OrderNo},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    rectification as rows,
};

use crate::{Bureau, Failure};

/// Whether the desk may do this to the order. One without a department is nobody's own: only roles that reach
/// the whole county may.
pub(super) fn right(desk: &Desk, act: Act, order: &Order) -> Result<Option<Role>, Denied> {
    match order.department {
        Some(department) => authorise(desk, act, Some((department, &order.unit_name))),
        None => match reach(desk, act)? {
            Reach::County => authorise(desk, act, None),
            Reach::Department(_) | Reach::Nothing => Err(Denied::Role(county_wide(act))),
        },
    }
}

/// The roles that may do this anywhere, in words.
fn county_wide(act: Act) -> String {
    let free = rule(act).roles.iter().filter(|r| **r != Role::Approver);
    free.map(|r| r.label()).collect::<Vec<_>>().join("或")
}

/// The person at the desk: an order is never moved by nobody.
pub(super) fn person(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// Loads an order that the desk may see at all. Somebody else's change since the page was made is `Stale`.
pub(super) fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    no: &str,
    expected: i64,
) -> Result<Order, Failure<R>> {
    let no = OrderNo::parse(no).map_err(|_| Failure::NotFound)?;
    let order = rows::order_by_no(tx, bureau.region(), no)?.ok_or(Failure::NotFound)?;
    if right(desk, Act::RectificationView, &order).is_err() {
        return Err(Failure::NotFound);
    }
    if order.version != expected {
        return Err(Failure::Stale);
    }
    Ok(order)
}

/// Saves the next state of an order with its event. Returns its version.
pub(super) fn save(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    next: &Order,
    event: (&'static str, &impl Serialize),
    at: Timestamp,
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry =
        Entry::new(Stream::order(next.id), next.version - 1, event.0, event.1).with(rows::order_change(region, next));
    journal::append(tx, region, &desk.stamp(at, role), entry)
}
