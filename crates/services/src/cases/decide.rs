//! Deciding a case (决定).

use domain::{
    cases::{self, CaseNo, Outcome, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{load, save};
use crate::{Bureau, Failure};

/// What the approver's form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DecideForm {
    /// 办件编号.
    pub case_no: String,
    /// Version the page was made from.
    pub version: i64,
    /// `grant` or `deny`.
    pub outcome: String,
    /// Why not.
    pub reason: String,
    /// The approver's words.
    pub opinion: String,
}

/// Why no decision was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// Neither was chosen.
    #[error("请选择准予或不予批准")]
    Outcome,
}

/// Decides. Of many at once one wins; the others are told and keep their text.
pub fn decide(
    bureau: &Bureau,
    desk: &Desk,
    form: &DecideForm,
    key: Option<&str>,
) -> Result<i64, Failure<DecideRefusal>> {
    bureau.may(desk, Act::CaseDecide)?;
    let no = CaseNo::parse(&form.case_no).map_err(|_| Failure::NotFound)?;
    let outcome = Outcome::parse(&form.outcome).ok_or(Failure::Refused(DecideRefusal::Outcome))?;
    let (now, command) = (bureau.now(), bureau.command(desk, "case.decide", key, form));
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DecideRefusal>> {
        let it = load(&worker, tx, &desk, Act::CaseDecide, &no, form.version)?;
        let (next, event) = cases::decide(it.case, outcome, &form.reason, &form.opinion, it.by, now)
            .map_err(|r| Failure::Refused(r.into()))?;
        Ok(save(&worker, tx, (&desk, it.role), &next, &it.sealed, ("case.decided", &event), now)?)
    })?;
    Ok(done.value)
}
