//! Corrections (补正, 行政许可法 32(4)): told once, everything at once, with a last day; answered by the
//! applicant, or lapsed.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Case, CaseRules, Correction, CorrectionItem, EndKind, Ending, Lapse, Means, Receipt, Refusal, Stage};
use crate::base::{Calendar, StaffId};

/// Tells the applicant once what to supply. `until` is the last day; without one the county's number
/// counts.
pub fn ask_correction(
    case: Case,
    items: Vec<CorrectionItem>,
    until: Option<Date>,
    (rules, calendar): (&CaseRules, &Calendar),
    (by, at, today): (StaffId, Timestamp, Date),
) -> Result<(Case, CorrectionAsked), Refusal> {
    case.stage.before_acceptance("要求补正")?;
    if let Some(earlier) = &case.correction {
        return Err(Refusal::CorrectionTwice(earlier.on));
    }
    let items: Vec<CorrectionItem> = items
        .into_iter()
        .map(|i| CorrectionItem { what: i.what.trim().to_owned(), ..i })
        .filter(|i| i.material.is_some() || !i.what.is_empty())
        .collect();
    if items.is_empty() {
        return Err(Refusal::CorrectionEmpty);
    }
    if items.iter().any(|i| i.material.is_some_and(|m| m >= case.materials.len())) {
        return Err(Refusal::MaterialUnknown);
    }
    let until = until.unwrap_or_else(|| calendar.add_workdays(today, rules.correction_workdays).on);
    if until <= today {
        return Err(Refusal::Day("补正期限要晚于今天，请改日期".into()));
    }
    let event = CorrectionAsked { items: items.clone(), until };
    let correction = Correction { at, on: today, by, items, until, supplied_at: None };
    let case = Case { version: case.version + 1, correction: Some(correction), stage: Stage::CorrectionAsked, ..case };
    Ok((case, event))
}

/// Takes the applicant's answer: everything that was asked, at once. It is received anew on this day.
/// `supplied` are the places of the materials that came; the rest of the answer is in the form.
pub fn supply(
    mut case: Case,
    supplied: &[usize],
    means: Means,
    (rules, calendar): (&CaseRules, &Calendar),
    (by, at, today): (Option<StaffId>, Timestamp, Date),
) -> Result<(Case, CorrectionSupplied), Refusal> {
    let Some(correction) = case.correction.as_mut().filter(|_| case.stage == Stage::CorrectionAsked) else {
        return Err(case.stage.wrong("交补正材料"));
    };
    let wanted = correction.items.iter().filter_map(|i| i.material);
    let missing: Vec<String> = wanted
        .filter(|m| !supplied.contains(m))
        .filter_map(|m| case.materials.get(m).map(|m| m.name.clone()))
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::CorrectionIncomplete(missing));
    }
    correction.supplied_at = Some(at);
    for place in supplied {
        let material = case.materials.get_mut(*place).ok_or(Refusal::MaterialUnknown)?;
        material.received = true;
        material.means = means;
        material.verdict = None;
    }
    let notice = rules.notice_by(today, calendar);
    let receipt = Receipt { at, on: today, by, notice_by: Some(notice.on) };
    let event = CorrectionSupplied { materials: supplied.to_vec(), notice_by: notice.on };
    Ok((Case { version: case.version + 1, receipt, stage: Stage::Submitted, ..case }, event))
}

/// Ends a case whose correction was not answered in time (补正不来办结, domain §3.5).
///
/// # Errors
/// [`Refusal::WrongStage`]; [`Refusal::Day`] while the applicant still has time.
pub fn lapse_correction(
    case: Case,
    rules: &CaseRules,
    at: Timestamp,
    today: Date,
) -> Result<(Case, CorrectionLapsed), Refusal> {
    let Some(correction) = case.correction.as_ref().filter(|_| case.stage == Stage::CorrectionAsked) else {
        return Err(case.stage.wrong("按补正逾期办结"));
    };
    if today <= correction.until {
        return Err(Refusal::Day("补正期限还没有过".into()));
    }
    let reason = match rules.correction_lapse {
        Lapse::Withdrawn => format!("{} 前没有补正，视为撤回申请，可以重新申请", correction.until),
        Lapse::Cancelled => format!("{} 前没有补正，不予受理，可以重新申请", correction.until),
    };
    let event = CorrectionLapsed { until: correction.until };
    let ending = Ending { kind: EndKind::CorrectionLapsed, at, by: None, reason, body: String::new() };
    Ok((Case { version: case.version + 1, stage: Stage::Ended(None, ending), ..case }, event))
}

/// Event: the applicant was told once what to supply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAsked {
    /// All of it.
    pub items: Vec<CorrectionItem>,
    /// Last day.
    pub until: Date,
}

/// Event: the applicant answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionSupplied {
    /// Places of the materials that came.
    pub materials: Vec<usize>,
    /// Last day to answer that.
    pub notice_by: Date,
}

/// Event: the last day passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionLapsed {
    /// That day.
    pub until: Date,
}
