//! Naming a representative (任命).

use domain::{
    base::AppointmentId,
    delegates::{self as domain_rules, LetterKind, NewAppointment},
    people::Desk,
};
use serde::Serialize;
use store::delegates as rows;

use super::{
    DelegateRefusal, rules,
    scan::{SeenScan, shelve, tidy},
    step::{Actor, day, department, staff},
};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AppointForm {
    /// Whose representative.
    pub department: i64,
    /// Who.
    pub person: i64,
    /// 职级.
    pub rank: String,
    /// 在编.
    pub on_roster: bool,
    /// 文号.
    pub doc_no: String,
    /// First day.
    pub from: String,
}

/// Names a representative. The same key has one effect. Returns the letter's id.
pub fn appoint(
    bureau: &Bureau,
    desk: &Desk,
    form: &AppointForm,
    key: Option<&str>,
) -> Result<AppointmentId, Failure<DelegateRefusal>> {
    appoint_with(bureau, desk, form, None, key)
}

/// The same with the scan of the signed letter.
pub fn appoint_with(
    bureau: &Bureau,
    desk: &Desk,
    form: &AppointForm,
    scan: Option<SeenScan>,
    key: Option<&str>,
) -> Result<AppointmentId, Failure<DelegateRefusal>> {
    let actor = Actor::of(bureau, desk)?;
    let from = day(&form.from, "from")?;
    let id = AppointmentId::new(bureau.new_id());
    let digest = scan.as_ref().map(|s| s.digest.clone());
    let command = bureau.command(desk, "delegates.appoint", key, &(form, digest));
    let of = (LetterKind::Appointment, id.get());
    let shelved = scan.map(|scan| shelve(bureau, of, scan)).transpose()?;
    let address = shelved.as_ref().map(|s| s.address.clone());
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let department = department(&worker, tx, form.department)?;
        let person = staff(&worker, tx, form.person, "person")?;
        let others = rows::appointments(tx, worker.region())?;
        let county = rules::in_force(tx, worker.region())?;
        let new = NewAppointment {
            id,
            department: &department,
            person: &person,
            rank: &form.rank,
            on_roster: form.on_roster,
            doc_no: &form.doc_no,
            from,
            rules_version: county.version,
            by: actor.by,
            at: actor.at,
        };
        let (letter, event) =
            domain_rules::appoint(&new, &others, &county.rules).map_err(|r| Failure::Refused(r.into()))?;
        let beside = match &shelved {
            Some(shelved) => vec![shelved.kept(tx, &worker, &actor, (of, ""))?.0],
            None => Vec::new(),
        };
        actor.save_appointment_with(&worker, tx, &letter, ("delegates.appointed", &event), beside)?;
        Ok(id.get())
    });
    let done = done.map(|d| (d.value, d.repeated));
    if let Some(address) = address {
        tidy(bureau, &address, &done);
    }
    done.map(|(id, _)| AppointmentId::new(id))
}
