//! Taking a representative out of office (免去): the letters that let the person act end the same day, in one commit.

use domain::{
    base::AppointmentId,
    delegates::{self as domain_rules, AuthorizationLetter, LetterState},
    people::Desk,
};
use jiff::civil::Date;
use serde::Serialize;
use store::delegates as rows;

use super::{
    DelegateRefusal,
    rules::RULES,
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
        let (next, event) =
            domain_rules::dismiss(office, (from, &form.reason), &RULES, who).map_err(|r| Failure::Refused(r.into()))?;
        let all = rows::letters(tx, worker.region())?;
        let theirs = all.into_iter().filter(|l| {
            l.department == next.department && l.representative.staff == next.person && reaches(l, from, actor.today)
        });
        for letter in theirs {
            let (ended, told) =
                domain_rules::revoke(letter, (from, "代表已免去"), who).map_err(|r| Failure::Refused(r.into()))?;
            actor.save_letter(&worker, tx, &ended, ("delegates.revoked", &told))?;
        }
        Ok(actor.save_appointment(&worker, tx, &next, ("delegates.dismissed", &event))?)
    })?;
    Ok(done.value)
}

/// Whether a letter would hold on or after the day, and nobody has taken it back yet.
fn reaches(letter: &AuthorizationLetter, from: Date, today: Date) -> bool {
    let stands = match letter.state_on(today) {
        LetterState::InForce | LetterState::Waiting => true,
        LetterState::Ended | LetterState::Revoked => false,
    };
    stands && letter.revocation.is_none() && letter.last_day().is_some_and(|last| from <= last)
}
