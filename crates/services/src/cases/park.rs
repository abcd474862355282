//! Putting an intake form aside while somebody else is served (暂存), and taking it up again.

use domain::{
    base::ItemId,
    people::{Act, Desk},
};
use jiff::SignedDuration;
use store::{
    StoreError,
    cases::{self as rows, Parked},
    catalogue,
};

use super::open::{AcceptForm, AcceptRefusal};
use crate::{Bureau, Failure, Never};

/// How long a form waits for whoever went to fetch a paper: kept over a weekend, not for ever, because
/// it holds personal data of no case.
pub const PARKED_FOR: SignedDuration = SignedDuration::from_hours(72);

/// Puts a form aside as it is; nothing is checked.
pub fn park(bureau: &Bureau, desk: &Desk, form: &AcceptForm, key: Option<&str>) -> Result<i64, Failure<AcceptRefusal>> {
    bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::NotFound)?;
    let (region, at, id) = (*bureau.region(), bureau.now(), bureau.new_id());
    let command = bureau.command(desk, "case.park", key, form);
    let text = serde_json::json!(form).to_string();
    let (worker, item) = (bureau.clone(), ItemId::new(form.item));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<AcceptRefusal>> {
        let found = catalogue::item(tx, &region, item)?.ok_or(Failure::Refused(AcceptRefusal::Item))?;
        let parked = Parked { id, item, item_name: found.content.name, chain: None, at };
        rows::park(tx, &region, (worker.vault(), worker.rng()), staff, &parked, &text)?;
        Ok(id)
    })?;
    Ok(done.value)
}

/// What this clerk has put aside.
pub fn parked(bureau: &Bureau, desk: &Desk) -> Result<Vec<Parked>, Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let Some(staff) = desk.staff.as_ref().map(|s| s.id) else { return Ok(Vec::new()) };
    Ok(bureau.db().read(|tx| rows::parked(tx, bureau.region(), staff))?)
}

/// Opens one again; it stays until it becomes a case or is thrown away.
pub fn open_parked(bureau: &Bureau, desk: &Desk, id: i64) -> Result<AcceptForm, Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::NotFound)?;
    let text = bureau.db().read(|tx| rows::open_parked(tx, bureau.region(), bureau.vault(), (staff, id)))?;
    let text = text.ok_or(Failure::NotFound)?;
    serde_json::from_str(&text)
        .map_err(|e| Failure::Store(StoreError::Corrupt { place: "parked_intake.body".into(), why: e.to_string() }))
}

/// Throws one away.
pub fn unpark(bureau: &Bureau, desk: &Desk, id: i64) -> Result<(), Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::NotFound)?;
    let region = *bureau.region();
    bureau.db().write(move |tx| rows::unpark(tx, &region, staff, id))?;
    Ok(())
}
