//! Deciding a case (决定).

use domain::{
    cases::{self, Outcome, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::{
    rules::case_rules,
    step::{CaseRef, act},
};
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
    let outcome = Outcome::parse(&form.outcome).ok_or(Failure::Refused(DecideRefusal::Outcome))?;
    let at = CaseRef { case_no: form.case_no.clone(), version: form.version };
    let typed = form.clone();
    act(bureau, desk, (Act::CaseDecide, "case.decided"), (&at, form, key), move |case, on| {
        let (calendar, by, taken_as) = (on.calendar()?, on.by()?, on.taken_as(&case)?);
        let words = (typed.reason.as_str(), typed.opinion.as_str());
        cases::decide(case, outcome, words, (case_rules(), &*calendar), (by, on.now, on.today), taken_as)
            .map_err(|r| Failure::Refused(r.into()))
    })
}
