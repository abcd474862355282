//! Passing a case on to the department that could be decided at the window (退回部门), with the reason.

use domain::{
    cases::{self, Refusal},
    delegates::SentBack,
    people::{Act, Desk},
};
use serde::Serialize;
use store::delegates;

use super::step::{CaseRef, act};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SendBackForm {
    /// One of the county's reasons.
    pub reason: String,
    /// In their own words.
    pub words: String,
}

/// Passes it on. Returns its version.
pub fn send_back(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &SendBackForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let (typed, region) = (form.clone(), *bureau.region());
    act(bureau, desk, (Act::CaseSit, "case.sent_back"), (at, form, key), move |case, on| {
        let (by, authority) = (on.by()?, on.authority(&case)?);
        let why = (typed.reason.as_str(), typed.words.as_str());
        let (next, event) =
            cases::send_back(case, authority.clone(), why, &on.window_rules()?).map_err(Failure::Refused)?;
        if let Some(authority) = authority {
            let (reason, words) = (event.reason.clone(), event.words.clone());
            let (item, department) = (next.item_id, next.department);
            let row = SentBack {
                case: next.id,
                version: next.version,
                authority,
                by,
                item,
                department,
                at: on.now,
                reason,
                words,
            };
            on.keep(delegates::sent_back_change(&region, &row));
        }
        Ok((next, event))
    })
}
