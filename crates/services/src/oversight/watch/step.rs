//! What the steps of a card and of a supervision order share: the right to it in its department, the row under its
//! expected version, the next state saved with its event.

use domain::{
    base::{CardId, DepartmentId, StaffId},
    oversight::watch::{Card, SupervisionNo, SupervisionOrder},
    people::{Act, Denied, Desk, Reach, Role, authorise, reach},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight::watch::{self as rows, Whose},
    people,
};

use crate::{Bureau, Failure, Never};

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

/// Whose cards a desk may see: a department its own, whoever sits at a window those of the hall's own windows.
pub(super) fn sight(desk: &Desk) -> Result<Whose, Denied> {
    authorise(desk, Act::CardView, None)?;
    let window = authorise(desk, Act::WindowCard, None).is_ok();
    Ok(match (reach(desk, Act::OversightView), window) {
        (Ok(Reach::County), _) => Whose::All,
        (Ok(Reach::Department(own)), true) => Whose::Both(own),
        (Ok(Reach::Department(own)), false) => Whose::Department(own),
        (Ok(Reach::Nothing) | Err(_), true) => Whose::Window,
        // A department that there is none of has no cards.
        (Ok(Reach::Nothing) | Err(_), false) => Whose::Department(DepartmentId::new(0)),
    })
}

/// Whether the desk may see this card.
pub(super) fn sees(bureau: &Bureau, tx: &mut Tx<'_>, desk: &Desk, card: &Card) -> bool {
    let of_window = card.at_window && authorise(desk, Act::WindowCard, None).is_ok();
    of_window || right::<Never>(bureau, tx, desk, Act::OversightView, card.department).is_ok()
}

/// Whether the desk may dispute this card: the windows theirs, a department its own.
pub(super) fn may_dispute<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    card: &Card,
) -> Result<Option<Role>, Failure<R>> {
    if card.at_window {
        return Ok(authorise(desk, Act::WindowCard, None)?);
    }
    right(bureau, tx, desk, Act::OversightAnswer, card.department)
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
    let card = seen_card(bureau, tx, desk, id)?;
    let role = right(bureau, tx, desk, act, card.department)?;
    if card.version != expected {
        return Err(Failure::Stale);
    }
    Ok((card, role))
}

/// A card that the desk may see.
pub(super) fn seen_card<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    id: i64,
) -> Result<Card, Failure<R>> {
    let card = rows::card(tx, bureau.region(), CardId::new(id))?.ok_or(Failure::NotFound)?;
    if sees(bureau, tx, desk, &card) { Ok(card) } else { Err(Failure::NotFound) }
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
