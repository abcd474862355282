//! Naming a representative (任命).

use domain::{
    base::AppointmentId,
    delegates::{self as domain_rules, NewAppointment},
    people::Desk,
};
use serde::Serialize;
use store::delegates as rows;

use super::{
    DelegateRefusal,
    rules::RULES,
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
    let actor = Actor::of(bureau, desk)?;
    let from = day(&form.from, "from")?;
    let id = AppointmentId::new(bureau.new_id());
    let command = bureau.command(desk, "delegates.appoint", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let department = department(&worker, tx, form.department)?;
        let person = staff(&worker, tx, form.person, "person")?;
        let others = rows::appointments(tx, worker.region())?;
        let new = NewAppointment {
            id,
            department: &department,
            person: &person,
            rank: &form.rank,
            on_roster: form.on_roster,
            doc_no: &form.doc_no,
            from,
            by: actor.by,
            at: actor.at,
        };
        let (letter, event) = domain_rules::appoint(&new, &others, &RULES).map_err(|r| Failure::Refused(r.into()))?;
        actor.save_appointment(&worker, tx, &letter, ("delegates.appointed", &event))?;
        Ok(id.get())
    })?;
    Ok(AppointmentId::new(done.value))
}
