//! Ending a certificate (撤销、注销、吊销、转出) with a reason.

use domain::{
    base::CertificateId,
    certificates::{self as rules, Ending, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{load, person, right_to_end, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EndForm {
    /// Certificate.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
    /// `revoked`, `cancelled`, `stripped` or `moved_out`.
    pub ending: String,
    /// Why, with the rule it rests on.
    pub reason: String,
}

/// Ends it: from the same instant verification says so and it stands for no material. Returns its version.
pub fn end(bureau: &Bureau, desk: &Desk, form: &EndForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CertificateEnd)?;
    let ending = Ending::parse(&form.ending).ok_or(Failure::Refused(Refusal::EndingMissing))?;
    let (now, today, by) = (bureau.now(), bureau.today(), person(desk)?);
    let command = bureau.command(desk, "certificate.end", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let it = load(&worker, tx, &desk, CertificateId::new(form.id), Some(form.version))?;
        let role = right_to_end(&desk, &it.certificate, &it.department)?;
        let (next, event) =
            rules::end(it.certificate, ending, &form.reason, by, now, today).map_err(Failure::Refused)?;
        let kind = match ending {
            Ending::Revoked => "certificate.revoked",
            Ending::Cancelled => "certificate.cancelled",
            Ending::Stripped => "certificate.stripped",
            Ending::MovedOut => "certificate.moved_out",
        };
        Ok(save(&worker, tx, (&desk, role), (&next, &it.sealed), (kind, &event), now)?)
    })?;
    Ok(done.value)
}
