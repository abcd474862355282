//! A department disputes a card, the hall's window one of its own (提出异议).

use domain::{
    oversight::watch::{self as rules, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::{
    rules::rules_on,
    step::{may_dispute, person, save_card, seen_card},
};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DisputeForm {
    /// Card.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// Why.
    pub reason: String,
    /// What shows it; empty = nothing is named.
    pub evidence: String,
}

/// Disputes. Returns the card's next version.
pub fn dispute(bureau: &Bureau, desk: &Desk, form: &DisputeForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CardDispute)?;
    let (now, today, by) = (bureau.now(), bureau.today(), person(desk)?);
    let command = bureau.command(desk, "oversight.dispute", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let card = seen_card(&worker, tx, &desk, form.id)?;
        let role = may_dispute(&worker, tx, &desk, &card)?;
        if card.version != form.version {
            return Err(Failure::Stale);
        }
        let profile = rules_on(tx, worker.region(), today)?;
        let until = rules::dispute_until(&card, &profile, &*worker.calendar(tx)?);
        let said = (form.reason.as_str(), form.evidence.as_str());
        let (next, event) = rules::dispute(card, said, until, (by, now, today)).map_err(Failure::Refused)?;
        Ok(save_card(&worker, tx, (&desk, role), &next, ("oversight.card_disputed", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}
