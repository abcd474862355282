//! A supervisor rules on a dispute, or annuls a card that was given wrongly (裁定、撤销).

use domain::{
    oversight::watch::{self as rules, Refusal, Ruled, Verdict},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{load_card, person, save_card};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RuleForm {
    /// Card.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// `uphold` or `annul`.
    pub verdict: String,
    /// Why.
    pub reason: String,
}

/// Why a ruling was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// Nothing was chosen.
    #[error("请选择裁定结论：维持或撤销")]
    Verdict,
}

/// Rules. Returns the card's next version.
pub fn rule(bureau: &Bureau, desk: &Desk, form: &RuleForm, key: Option<&str>) -> Result<i64, Failure<RuleRefusal>> {
    bureau.may(desk, Act::OversightRule)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let verdict = Verdict::parse(&form.verdict).ok_or(Failure::Refused(RuleRefusal::Verdict))?;
    let command = bureau.command(desk, "oversight.rule", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<RuleRefusal>> {
        let (card, role) = load_card(&worker, tx, &desk, (Act::OversightRule, form.id, form.version))?;
        let (next, event) =
            rules::rule(card, verdict, &form.reason, (by, now)).map_err(|refusal| Failure::Refused(refusal.into()))?;
        let who = (&desk, role);
        Ok(match event {
            Ruled::Upheld(event) => save_card(&worker, tx, who, &next, ("oversight.card_upheld", &event), now)?,
            Ruled::Annulled(event) => save_card(&worker, tx, who, &next, ("oversight.card_annulled", &event), now)?,
        })
    })?;
    bureau.forget_boards();
    Ok(done.value)
}
