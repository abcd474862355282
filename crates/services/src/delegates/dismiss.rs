//! Taking a representative out of office (免去): the letters that let the person act end the same day, in one commit.

use domain::{
    base::AppointmentId,
    delegates::{self as domain_rules},
    people::Desk,
};
use serde::Serialize;
use store::delegates as rows;

use super::{
    DelegateRefusal, rules,
    step::{Actor, day, load_appointment},
};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DismissForm {
    /// Id of the letter of appointment.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// First day out of office.
    pub from: String,
    /// Why.
    pub reason: String,
}

/// Dismisses. Returns the appointment's next version.
pub fn dismiss(
    bureau: &Bureau,
    desk: &Desk,
    form: &DismissForm,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, from) = (Actor::of(bureau, desk)?, day(&form.from, "on")?);
    let command = bureau.command(desk, "delegates.dismiss", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let office = load_appointment(&worker, tx, AppointmentId::new(form.id), form.version)?;
        let who = (actor.by, actor.at, actor.today);
        let county = rules::in_force(tx, worker.region())?;
        let (next, event) = domain_rules::dismiss(office, (from, &form.reason), &county.rules, who)
            .map_err(|r| Failure::Refused(r.into()))?;
        let all = rows::letters(tx, worker.region())?;
        let theirs =
            all.into_iter().filter(|l| l.department == next.department && l.representative.staff == next.person);
        for (ended, told) in theirs.filter_map(|l| domain_rules::end_with_office(l, from, (actor.by, actor.at))) {
            actor.save_letter(&worker, tx, &ended, ("delegates.revoked", &told))?;
        }
        Ok(actor.save_appointment(&worker, tx, &next, ("delegates.dismissed", &event))?)
    })?;
    Ok(done.value)
}
