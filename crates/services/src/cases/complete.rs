//! Entering the result (办结).

use domain::{
    cases::{self, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;

use super::step::{CaseRef, act};
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
    let at = CaseRef { case_no: form.case_no.clone(), version: form.version };
    let typed = form.clone();
    act(bureau, desk, (Act::CaseComplete, "case.completed"), (&at, form, key), move |case, on| {
        let (kind, by) = (on.item(&case)?.content.guide.result_kind, on.by()?);
        cases::complete(case, &typed.result_name, &typed.result_no, &kind, by, on.now).map_err(Failure::Refused)
    })
}
