//! Corrections and owed materials at the desks (补正, 容缺补交).

use domain::{
    cases::{self, CorrectionItem, Means, Refusal},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Serialize;

use super::{
    rules::case_rules,
    step::{CaseRef, act},
};
use crate::{Bureau, Failure};

/// What the one-time notice holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CorrectionForm {
    /// Everything to supply.
    pub items: Vec<CorrectionItem>,
    /// Last day; `None` = by the county's number.
    pub until: Option<Date>,
}

/// Tells the applicant once what to supply (一次性告知).
pub fn ask_correction(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &CorrectionForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let typed = form.clone();
    act(bureau, desk, (Act::CaseReceive, "case.correction_asked"), (at, form, key), move |case, on| {
        case.stands_alone("告知补正").map_err(Failure::Refused)?;
        let calendar = on.calendar()?;
        let ground = (case_rules(), &*calendar);
        cases::ask_correction(case, typed.items.clone(), typed.until, ground, (on.by()?, on.now, on.today))
            .map_err(Failure::Refused)
    })
}

/// Takes the corrected materials in at the window; `places` are those of the list.
pub fn supply(
    bureau: &Bureau,
    desk: &Desk,
    (at, places): (&CaseRef, &[usize]),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let given = places.to_vec();
    act(bureau, desk, (Act::CaseReceive, "case.correction_supplied"), (at, &places, key), move |case, on| {
        case.stands_alone("收补正材料").map_err(Failure::Refused)?;
        let calendar = on.calendar()?;
        let who = (on.staff, on.now, on.today);
        cases::supply(case, &given, Means::Paper, (case_rules(), &*calendar), who).map_err(Failure::Refused)
    })
}

/// Notes at the desk that owed materials came (容缺补交).
pub fn bring(
    bureau: &Bureau,
    desk: &Desk,
    (at, places): (&CaseRef, &[usize]),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let given = places.to_vec();
    act(bureau, desk, (Act::CaseReceive, "case.materials_brought"), (at, &places, key), move |case, _| {
        cases::bring(case, &given, Means::Paper).map_err(Failure::Refused)
    })
}
