//! Taking an authorisation back (撤销授权).

use domain::{base::LetterId, delegates as domain_rules, people::Desk};
use serde::Serialize;

use super::{
    DelegateRefusal,
    step::{Actor, day, load_letter},
};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RevokeForm {
    /// Id of the letter.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// First day on which it no longer holds.
    pub from: String,
    /// Why.
    pub reason: String,
}

/// Revokes. Returns the letter's next version.
pub fn revoke(
    bureau: &Bureau,
    desk: &Desk,
    form: &RevokeForm,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, from) = (Actor::of(bureau, desk)?, day(&form.from, "on")?);
    let command = bureau.command(desk, "delegates.revoke", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let letter = load_letter(&worker, tx, LetterId::new(form.id), form.version)?;
        let who = (actor.by, actor.at, actor.today);
        let (next, event) =
            domain_rules::revoke(letter, (from, &form.reason), who).map_err(|r| Failure::Refused(r.into()))?;
        Ok(actor.save_letter(&worker, tx, &next, ("delegates.revoked", &event))?)
    })?;
    Ok(done.value)
}
