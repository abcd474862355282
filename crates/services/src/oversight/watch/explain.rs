//! A department says in public why a case is late (公开说明超期原因).

use domain::{
    oversight::watch::{self as rules, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{StoreError, Tx, cases, people};

use super::step::{load_card, person, save_card};
use crate::{Bureau, Failure, cases::opened};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ExplainForm {
    /// Card.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// Why, for everybody to read.
    pub reason: String,
}

/// Says why. Returns the card's next version.
pub fn explain(bureau: &Bureau, desk: &Desk, form: &ExplainForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::OversightAnswer)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.explain", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (card, role) = load_card(&worker, tx, &desk, (Act::OversightAnswer, form.id, form.version))?;
        let names = names(&worker, tx, card.case)?;
        let (next, event) = rules::explain(card, &form.reason, &names, (by, now)).map_err(Failure::Refused)?;
        Ok(save_card(&worker, tx, (&desk, role), &next, ("oversight.card_explained", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}

/// Names that must not stand in what everybody reads: the applicant's, and of whoever came for them.
fn names(bureau: &Bureau, tx: &mut Tx<'_>, case: domain::base::CaseId) -> Result<Vec<String>, StoreError> {
    let region = bureau.region();
    let Some((case, sealed)) = cases::case(tx, region, case)? else { return Ok(Vec::new()) };
    let Some(key) = people::open_key(tx, region, bureau.vault(), case.person)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (field, bytes) in [("name", Some(&sealed.name)), ("contact", sealed.contact.as_ref())] {
        if let Some(bytes) = bytes {
            found.extend(opened(&key, region, field, bytes)?);
        }
    }
    Ok(found)
}
