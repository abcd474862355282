//! Showing a letter to everybody (公示).

use domain::{base::LetterId, delegates as domain_rules, people::Desk};

use super::{
    DelegateRefusal,
    step::{Actor, load_letter},
};
use crate::{Bureau, Failure};

/// Publishes a letter from today on. Returns its next version.
pub fn publish(
    bureau: &Bureau,
    desk: &Desk,
    (id, version): (LetterId, i64),
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let actor = Actor::of(bureau, desk)?;
    let command = bureau.command(desk, "delegates.publish", key, &(id, version));
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let letter = load_letter(&worker, tx, id, version)?;
        let (next, event) = domain_rules::publish(letter, actor.today).map_err(|r| Failure::Refused(r.into()))?;
        Ok(actor.save_letter(&worker, tx, &next, ("delegates.published", &event))?)
    })?;
    Ok(done.value)
}
