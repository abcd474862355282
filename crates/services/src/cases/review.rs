//! Reviewing (审查): taking a case up, saying what is found of its materials, stops, extension, referral,
//! the check of a commitment.

use domain::{
    cases::{self, ApproverRank, PauseKind, Prolonging, Refusal, Verdict},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Serialize;

use super::{
    rules::case_rules,
    step::{CaseRef, act},
};
use crate::{Bureau, Failure};

/// Takes a case up (接件).
pub fn take_up(bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    act(bureau, desk, (Act::CaseReview, "case.taken_up"), (at, &(), key), |case, on| {
        cases::take_up(case, on.by()?, on.now).map_err(Failure::Refused)
    })
}

/// What is found of one material.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Found {
    /// Its place in the list.
    pub place: usize,
    /// 符合.
    pub ok: bool,
    /// Why not.
    pub note: String,
}

/// Notes what is found of materials (逐项审查).
pub fn examine(
    bureau: &Bureau,
    desk: &Desk,
    (at, found): (&CaseRef, &[Found]),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let verdicts: Vec<(usize, Verdict)> =
        found.iter().map(|f| (f.place, Verdict { ok: f.ok, note: f.note.trim().to_owned() })).collect();
    act(bureau, desk, (Act::CaseReview, "case.materials_examined"), (at, &found, key), move |case, on| {
        cases::examine(case, verdicts.clone(), on.by()?, on.now).map_err(Failure::Refused)
    })
}

/// What the form of a stop holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SuspendForm {
    /// Special procedure, which stops the clock; empty = a hold, which does not.
    pub procedure: String,
    /// Number of the written notice of a special procedure.
    pub notice_no: String,
    /// Why.
    pub reason: String,
    /// Told to be over by.
    pub until: Option<Date>,
}

/// Lets a case rest (特别程序, 挂起).
pub fn suspend(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &SuspendForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let typed = form.clone();
    act(bureau, desk, (Act::CaseReview, "case.suspended"), (at, form, key), move |case, on| {
        let what = match typed.procedure.trim() {
            "" => PauseKind::Hold,
            procedure => {
                PauseKind::Special { procedure: procedure.to_owned(), notice_no: typed.notice_no.trim().to_owned() }
            }
        };
        let until =
            typed.until.ok_or_else(|| Failure::Refused(Refusal::Day("请填写预计哪天结束，例如 2026-12-10".into())))?;
        cases::suspend(case, what, &typed.reason, until, (on.by()?, on.now, on.today)).map_err(Failure::Refused)
    })
}

/// Goes on with a case that rested (恢复).
pub fn resume(bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    act(bureau, desk, (Act::CaseReview, "case.resumed"), (at, &(), key), |case, on| {
        let (item, calendar) = (on.item(&case)?, on.calendar()?);
        cases::resume(case, &item.content, &calendar, on.today).map_err(Failure::Refused)
    })
}

/// What the form of an extension holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ExtendForm {
    /// By how many working days.
    pub workdays: u32,
    /// `agency_head` or `government_head`.
    pub rank: String,
    /// Who approved it.
    pub approver: String,
    /// Told to the applicant.
    pub reason: String,
}

/// Extends the limits once (延长审批).
pub fn extend(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &ExtendForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let typed = form.clone();
    act(bureau, desk, (Act::CaseReview, "case.extended"), (at, form, key), move |case, on| {
        let rank =
            ApproverRank::parse(&typed.rank).ok_or(Failure::Refused(Refusal::WhyMissing("延长，并选择由谁批准")))?;
        let (item, calendar) = (on.item(&case)?, on.calendar()?);
        let asked = Prolonging { workdays: typed.workdays, rank, approver: &typed.approver, reason: &typed.reason };
        cases::extend(case, &asked, &item.content, (case_rules(), &*calendar), (on.by()?, on.now))
            .map_err(Failure::Refused)
    })
}

/// What the form of a check holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckForm {
    /// 与承诺相符.
    pub kept: bool,
    /// What was found.
    pub note: String,
}

/// Notes what the check of a commitment found (承诺核查).
pub fn check_commitment(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &CheckForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let typed = form.clone();
    act(bureau, desk, (Act::CaseReview, "case.commitment_checked"), (at, form, key), move |case, on| {
        cases::check_commitment(case, typed.kept, &typed.note, on.by()?, on.now).map_err(Failure::Refused)
    })
}
