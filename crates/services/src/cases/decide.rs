//! Deciding a case (决定), singly or several at once.

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

/// Most cases that one batch may decide: each is named on the page that asks (experience §B.2 user 3).
pub const BATCH: usize = 20;

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
        let (calendar, by) = (on.calendar()?, on.by()?);
        let words = (typed.reason.as_str(), typed.opinion.as_str());
        cases::decide(case, outcome, words, (case_rules(), &*calendar), (by, on.now, on.today))
            .map_err(|r| Failure::Refused(r.into()))
    })
}

/// What became of one case of a batch.
#[derive(Debug, Clone)]
pub struct Decided {
    /// 办件编号.
    pub case_no: String,
    /// Its next version, or why it was not decided.
    pub outcome: Result<i64, String>,
}

/// Grants several cases with the same words, each by itself: one that was decided meanwhile does not
/// hold up the others. More than [`BATCH`] are refused as a whole.
pub fn decide_batch(
    bureau: &Bureau,
    desk: &Desk,
    (cases, opinion): (&[CaseRef], &str),
    key: Option<&str>,
) -> Result<Vec<Decided>, Failure<DecideRefusal>> {
    bureau.may(desk, Act::CaseDecide)?;
    if cases.len() > BATCH {
        let sentence = format!("一次最多批 {BATCH} 件，现在选了 {} 件，请分几次", cases.len());
        return Err(Failure::Refused(Refusal::Day(sentence).into()));
    }
    let one = |at: &CaseRef| {
        let form = DecideForm {
            case_no: at.case_no.clone(),
            version: at.version,
            outcome: Outcome::Grant.as_str().into(),
            reason: String::new(),
            opinion: opinion.to_owned(),
        };
        let key = key.map(|k| format!("{k}/{}", at.case_no));
        let outcome = decide(bureau, desk, &form, key.as_deref()).map_err(|e| e.to_string());
        Decided { case_no: at.case_no.clone(), outcome }
    };
    Ok(cases.iter().map(one).collect())
}
