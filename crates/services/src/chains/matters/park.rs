//! Putting the window's form of a matter aside while somebody else is served (暂存), and taking it up again. It stands in the
//! clerk's list with those of single items and goes as they do.

use domain::{
    base::ItemId,
    people::{Act, Desk},
};
use store::{
    StoreError,
    cases::{self as rows, Parked},
    chains,
};

use super::{
    intake::MatterForm,
    refusal::{MatterFailure, MatterRefusal},
};
use crate::{Bureau, Failure, Never};

/// Puts a form aside as it is; nothing is checked but that the chain is offered.
pub fn park(bureau: &Bureau, desk: &Desk, form: &MatterForm, key: Option<&str>) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::NotFound)?;
    let (region, at, id) = (*bureau.region(), bureau.now(), bureau.new_id());
    let command = bureau.command(desk, "matter.park", key, form);
    let text = serde_json::json!(form).to_string();
    let (worker, code) = (bureau.clone(), form.chain.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let record = chains::chain_by_code(tx, &region, &code)?;
        let name = record.as_ref().and_then(|r| r.offered()).map(|c| c.name.clone());
        let item_name = name.ok_or(Failure::Refused(MatterRefusal::NotOffered))?;
        let parked = Parked { id, item: ItemId::new(0), item_name, chain: Some(code.clone()), at };
        rows::park(tx, &region, (worker.vault(), worker.rng()), staff, &parked, &text)?;
        Ok(id)
    })?;
    Ok(done.value)
}

/// Opens one again; it stays until it becomes a matter or is thrown away.
pub fn open_parked(bureau: &Bureau, desk: &Desk, id: i64) -> Result<MatterForm, Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::NotFound)?;
    let text = bureau.db().read(|tx| rows::open_parked(tx, bureau.region(), bureau.vault(), (staff, id)))?;
    let text = text.ok_or(Failure::NotFound)?;
    serde_json::from_str(&text)
        .map_err(|e| Failure::Store(StoreError::Corrupt { place: "parked_intake.body".into(), why: e.to_string() }))
}
