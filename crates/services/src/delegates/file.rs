//! Putting a letter on record (备案).

use domain::{
    base::{AppointmentId, LetterId},
    delegates::{self as domain_rules},
    people::Desk,
};
use jiff::civil::Date;
use serde::Serialize;
use store::Tx;

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
    file(bureau, desk, ("delegates.file", form), key, |bureau, tx, actor, (form, on)| {
        let letter = load_letter(bureau, tx, LetterId::new(form.id), form.version)?;
        let (next, event) = domain_rules::file_letter(letter, (on, &form.filing_no), actor.today)
            .map_err(|r| Failure::Refused(r.into()))?;
        Ok(actor.save_letter(bureau, tx, &next, ("delegates.filed", &event))?)
    })
}

/// Notes that a letter of appointment is on record. Returns its next version.
pub fn file_appointment(
    bureau: &Bureau,
    desk: &Desk,
    form: &FileForm,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    file(bureau, desk, ("delegates.file_appointment", form), key, |bureau, tx, actor, (form, on)| {
        let letter = load_appointment(bureau, tx, AppointmentId::new(form.id), form.version)?;
        let (next, event) = domain_rules::file_appointment(letter, (on, &form.filing_no), actor.today)
            .map_err(|r| Failure::Refused(r.into()))?;
        Ok(actor.save_appointment(bureau, tx, &next, ("delegates.appointment_filed", &event))?)
    })
}

/// Loads a letter, decides and saves.
type One = fn(&Bureau, &mut Tx<'_>, &Actor, (&FileForm, Date)) -> Result<i64, Failure<DelegateRefusal>>;

/// What both have in common: the right, the day, one effect under one key.
fn file(
    bureau: &Bureau,
    desk: &Desk,
    (name, form): (&'static str, &FileForm),
    key: Option<&str>,
    one: One,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, on) = (Actor::of(bureau, desk)?, day(&form.on, "on")?);
    let command = bureau.command(desk, name, key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    Ok(bureau.db().commit(command, move |tx| one(&worker, tx, &actor, (&form, on)))?.value)
}
