//! Giving a lead to its department (交办核查).

use domain::{
    base::{Flaw, parse_date},
    oversight::leads::{self as rules, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{load, person, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssignForm {
    /// 线索编号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// Last day for the statement, as typed.
    pub due_on: String,
    /// What to look at; may be empty.
    pub note: String,
}

/// Why a lead was not assigned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// The day does not read.
    #[error(transparent)]
    Due(#[from] Flaw),
}

/// Assigns. Returns the lead's next version.
pub fn assign(
    bureau: &Bureau,
    desk: &Desk,
    form: &AssignForm,
    key: Option<&str>,
) -> Result<i64, Failure<AssignRefusal>> {
    bureau.may(desk, Act::LeadSettle)?;
    let (now, today, by) = (bureau.now(), bureau.today(), person(desk)?);
    let due_on = parse_date(&form.due_on).map_err(|flaw| Failure::Refused(flaw.into()))?;
    let command = bureau.command(desk, "oversight.assign", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<AssignRefusal>> {
        let (lead, role) = load(&worker, tx, (&desk, Act::LeadSettle), &form.no, form.version)?;
        let (next, event) =
            rules::assign(lead, (due_on, today), &form.note, by, now).map_err(|rule| Failure::Refused(rule.into()))?;
        Ok(save(&worker, tx, (&desk, role), &next, ("oversight.lead_assigned", &event), now)?)
    })?;
    Ok(done.value)
}
