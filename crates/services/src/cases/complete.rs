//! Entering the result (办结).

use domain::{
    cases::{self, CaseNo, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;
use store::catalogue;

use super::step::{load, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CompleteForm {
    /// 办件编号.
    pub case_no: String,
    /// Version the page was made from.
    pub version: i64,
    /// Name of the certificate or document.
    pub result_name: String,
    /// Its number.
    pub result_no: String,
}

/// Completes a decided case. What kind of result it is stands in the item version it was filed under.
pub fn complete(bureau: &Bureau, desk: &Desk, form: &CompleteForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CaseComplete)?;
    let no = CaseNo::parse(&form.case_no).map_err(|_| Failure::NotFound)?;
    let (now, command) = (bureau.now(), bureau.command(desk, "case.complete", key, form));
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let it = load(&worker, tx, &desk, Act::CaseComplete, &no, form.version)?;
        let item = catalogue::item_at(tx, worker.region(), it.case.item_id, it.case.item_version)?;
        let kind = item.map(|i| i.content.guide.result_kind).unwrap_or_default();
        let (next, event) = cases::complete(it.case, &form.result_name, &form.result_no, &kind, it.by, now)
            .map_err(Failure::Refused)?;
        Ok(save(&worker, tx, (&desk, it.role), &next, &it.sealed, ("case.completed", &event), now)?)
    })?;
    Ok(done.value)
}
