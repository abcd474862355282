//! The department's statement (情况说明).

use domain::{
    oversight::leads::{self as rules, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{load, person, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StateForm {
    /// 线索编号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// How it was.
    pub text: String,
}

/// States. Returns the lead's next version.
pub fn state(bureau: &Bureau, desk: &Desk, form: &StateForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::LeadState)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.state", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (lead, role) = load(&worker, tx, (&desk, Act::LeadState), &form.no, form.version)?;
        let (next, event) = rules::state(lead, &form.text, by, now).map_err(Failure::Refused)?;
        Ok(save(&worker, tx, (&desk, role), &next, ("oversight.lead_stated", &event), now)?)
    })?;
    Ok(done.value)
}
