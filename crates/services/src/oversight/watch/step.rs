//! What the steps of a card and of a supervision order share: the right to it in its department, the row under its
//! expected version, the next state saved with its event.

use domain::{
    base::{CardId, DepartmentId, StaffId},
    oversight::watch::{Card, SupervisionNo, SupervisionOrder},
    people::{Act, Denied, Desk, Role, authorise},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight::watch as rows,
    people,
};

use crate::{Bureau, Failure};

/// Whether the desk may do this for a department.
pub(super) fn right<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    act: Act,
    department: DepartmentId,
) -> Result<Option<Role>, Failure<R>> {
    let name = people::department(tx, bureau.region(), department)?.map(|d| d.name).unwrap_or_default();
    Ok(authorise(desk, act, Some((department, &name)))?)
}

/// The person at the desk: what a department or a supervisor says is said by somebody.
pub(super) fn person(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// A card for an act; one that the desk may not see looks like one that is not there.
pub(super) fn load_card<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    (act, id, expected): (Act, i64, i64),
) -> Result<(Card, Option<Role>), Failure<R>> {
    let card = rows::card(tx, bureau.region(), CardId::new(id))?.ok_or(Failure::NotFound)?;
    if right::<R>(bureau, tx, desk, Act::OversightView, card.department).is_err() {
        return Err(Failure::NotFound);
    }
    let role = right(bureau, tx, desk, act, card.department)?;
    if card.version != expected {
        return Err(Failure::Stale);
    }
    Ok((card, role))
}

/// Saves the next state of a card with its event. Returns its version.
pub(super) fn save_card(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    next: &Card,
    event: (&'static str, &impl Serialize),
    at: Timestamp,
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry =
        Entry::new(Stream::card(next.id), next.version - 1, event.0, event.1).with(rows::card_change(region, next));
    journal::append(tx, region, &desk.stamp(at, role), entry)
}

/// A supervision order for an act.
pub(super) fn load_order<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    (act, no, expected): (Act, &str, i64),
) -> Result<(SupervisionOrder, Option<Role>), Failure<R>> {
    let no = SupervisionNo::parse(no).map_err(|_| Failure::NotFound)?;
    let order = rows::supervision_order_by_no(tx, bureau.region(), no)?.ok_or(Failure::NotFound)?;
    if right::<R>(bureau, tx, desk, Act::OversightView, order.department).is_err() {
        return Err(Failure::NotFound);
    }
    let role = right(bureau, tx, desk, act, order.department)?;
    if order.version != expected {
        return Err(Failure::Stale);
    }
    Ok((order, role))
}

/// Saves the next state of an order with its event. Returns its version.
pub(super) fn save_order(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    next: &SupervisionOrder,
    event: (&'static str, &impl Serialize),
    at: Timestamp,
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry = Entry::new(Stream::supervision(next.id), next.version - 1, event.0, event.1)
        .with(rows::supervision_order_change(region, next));
    journal::append(tx, region, &desk.stamp(at, role), entry)
}
