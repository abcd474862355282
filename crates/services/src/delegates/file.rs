//! Putting a letter on record (备案).

use domain::{
    base::{AppointmentId, LetterId},
    delegates::{self as domain_rules},
    people::Desk,
};
use serde::Serialize;

use super::{
    DelegateRefusal,
    step::{Actor, day, load_appointment, load_letter},
};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FileForm {
    /// Id of the letter.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// Day.
    pub on: String,
    /// 备案号.
    pub filing_no: String,
}

/// Notes that a letter of authorisation is on record. Returns its next version.
pub fn file_letter(
    bureau: &Bureau,
    desk: &Desk,
    form: &FileForm,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, on) = (Actor::of(bureau, desk)?, day(&form.on, "on")?);
    let command = bureau.command(desk, "delegates.file", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let letter = load_letter(&worker, tx, LetterId::new(form.id), form.version)?;
        let (next, event) = domain_rules::file_letter(letter, (on, &form.filing_no), actor.today)
            .map_err(|r| Failure::Refused(r.into()))?;
        Ok(actor.save_letter(&worker, tx, &next, ("delegates.filed", &event))?)
    })?;
    Ok(done.value)
}

/// Notes that a letter of appointment is on record. Returns its next version.
pub fn file_appointment(
    bureau: &Bureau,
    desk: &Desk,
    form: &FileForm,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, on) = (Actor::of(bureau, desk)?, day(&form.on, "on")?);
    let command = bureau.command(desk, "delegates.file_appointment", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let letter = load_appointment(&worker, tx, AppointmentId::new(form.id), form.version)?;
        let (next, event) = domain_rules::file_appointment(letter, (on, &form.filing_no), actor.today)
            .map_err(|r| Failure::Refused(r.into()))?;
        Ok(actor.save_appointment(&worker, tx, &next, ("delegates.appointment_filed", &event))?)
    })?;
    Ok(done.value)
}
