//! Groups 1 and 10: limits, the kind of case and the steps (时限、办件类型、办理环节).

use super::{QualityProfile, check::Sheet};
use crate::catalogue::{CaseKind, Column, Limit, LimitUnit};

/// Promised on the spot ⇒ 即办件, otherwise 承诺件.
pub(super) fn instant_kind(sheet: &mut Sheet<'_>) {
    let Some(promised) = sheet.content.promised else { return sheet.needs(Column::PromisedLimit) };
    let Some(kind) = sheet.content.case_kind else { return sheet.needs(Column::CaseKind) };
    let (wanted, because) = wanted(promised, CaseKind::Instant, CaseKind::Commitment);
    let sentence = || format!("{because}，办件类型应改为“{}”", wanted.label());
    sheet.expect(kind == wanted, Column::CaseKind, sentence, kind.label());
}

/// Promised on the spot ⇒ 即审即办, otherwise 前审后批.
pub(super) fn instant_mode(sheet: &mut Sheet<'_>) {
    let mode = sheet.content.guide.approval_mode.trim();
    let Some(promised) = sheet.content.promised else { return sheet.needs(Column::PromisedLimit) };
    if mode.is_empty() {
        return sheet.needs(Column::ApprovalMode);
    }
    let profile = sheet.profile;
    let (wanted, because) = wanted(promised, &profile.instant_mode, &profile.commitment_mode);
    let sentence = || format!("{because}，审批方式应改为“{wanted}”");
    sheet.expect(mode == wanted, Column::ApprovalMode, sentence, mode);
}

fn wanted<T>(promised: Limit, instant: T, later: T) -> (T, &'static str) {
    if promised.is_instant() { (instant, "承诺当场办结") } else { (later, "承诺时限不是当场办结") }
}

/// Promised ≤ statutory.
pub(super) fn promised(sheet: &mut Sheet<'_>) {
    let (promised, statutory) = (sheet.content.promised, sheet.content.statutory);
    if promised.is_none() {
        sheet.needs(Column::PromisedLimit);
    }
    if statutory.is_none() {
        sheet.needs(Column::StatutoryLimit);
    }
    if let (Some(promised), Some(statutory)) = (promised, statutory) {
        let sentence = || format!("承诺时限长于法定时限 {statutory}，请改短");
        match longer(promised, statutory, sheet.profile) {
            None => sheet.needs(Column::PromisedLimitUnit),
            Some(longer) => sheet.expect(!longer, Column::PromisedLimit, sentence, &promised.to_string()),
        }
    }
}

/// Σ of the steps' limits ≤ promised; special procedures (特别程序) are outside the promise.
pub(super) fn steps(sheet: &mut Sheet<'_>) {
    let Some(promised) = sheet.content.promised else { return sheet.needs(Column::PromisedLimit) };
    let steps = &sheet.content.guide.steps;
    let counted: Vec<Option<u16>> = steps.iter().filter(|s| !s.special).map(|s| s.days).collect();
    let sum: u32 = counted.iter().flatten().map(|days| u32::from(*days)).sum();
    // Steps count in the unit of the promise, so nothing is converted.
    if sum > u32::from(promised.value) {
        let value = format!("合计 {sum}");
        sheet.wrong(Column::Flow, format!("各环节合计 {sum}，超过承诺时限 {promised}，请核对"), &value);
    } else if counted.is_empty() || counted.contains(&None) {
        sheet.needs(Column::Flow);
    } else {
        sheet.fine();
    }
}

/// Whether one limit is longer than another; `None` where nothing says how their units compare. Months and years
/// become working days by the profile; a working day lasts a natural day at least, which settles some of the rest.
fn longer(one: Limit, other: Limit, profile: &QualityProfile) -> Option<bool> {
    if one.unit == other.unit {
        return Some(one.value > other.value);
    }
    let workdays = |limit: Limit| limit.workdays_at(profile.workdays_per_month, profile.workdays_per_year);
    match (workdays(one), workdays(other)) {
        (Some(one), Some(other)) => Some(one > other),
        (Some(one), None) => match other.unit {
            LimitUnit::Day => (one > u32::from(other.value)).then_some(true),
            LimitUnit::Workday | LimitUnit::Month | LimitUnit::Year | LimitUnit::Hour => None,
        },
        (None, Some(other)) => match one.unit {
            LimitUnit::Day => (u32::from(one.value) <= other).then_some(false),
            LimitUnit::Workday | LimitUnit::Month | LimitUnit::Year | LimitUnit::Hour => None,
        },
        (None, None) => None,
    }
}
