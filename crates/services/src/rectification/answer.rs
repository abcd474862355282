//! Answering an order (答复).

use domain::{
    base::OrderId,
    people::{Act, Desk, Role},
    rectification::{self as rules, Refusal},
};
use serde::Serialize;
use store::{Tx, rectification as rows};

use super::step::{load, person, right, save};
use crate::{Bureau, Failure};

/// What the unit's form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AnswerForm {
    /// 整改单号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// What was done.
    pub answer: String,
}

/// Answers. Returns the order's next version.
pub fn answer(bureau: &Bureau, desk: &Desk, form: &AnswerForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::RectificationAnswer)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "rectification.answer", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let order = load(&worker, tx, &desk, &form.no, form.version)?;
        let role = right(&desk, Act::RectificationAnswer, &order)?;
        let (next, event) = rules::answer(order, &form.answer, by, now).map_err(Failure::Refused)?;
        Ok(save(&worker, tx, (&desk, role), &next, ("rectification.answered", &event), now)?)
    })?;
    Ok(done.value)
}

/// Answers an order within the commit of an act of another word, which has asked its own right. An order that somebody
/// answered or closed on the register itself stays as it is.
pub(crate) fn answer_within(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    (order, text): (OrderId, &str),
) -> Result<(), Failure<Refusal>> {
    let order = rows::order(tx, bureau.region(), order)?.ok_or(Failure::NotFound)?;
    if !matches!(order.stage, rules::Stage::Issued(_)) {
        return Ok(());
    }
    let (next, event) = rules::answer(order, text, person(desk)?, bureau.now()).map_err(Failure::Refused)?;
    save(bureau, tx, (desk, role), &next, ("rectification.answered", &event), bureau.now())?;
    Ok(())
}
