//! Cases in the hands of a department's own system (部门系统办理): a system is known by the name of its key, which reaches one
//! department.

use domain::{
    cases::{self, Outcome, Refusal, ReportedDecision, ReportedResult},
    people::{Act, Desk},
};
use jiff::Timestamp;
use serde::Serialize;

use super::{
    push::system,
    rules::case_rules,
    step::{CaseRef, act, act_then},
};
use crate::{Bureau, Failure};

/// Takes a case over (接管).
pub fn take_over(bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CaseTakeOver)?;
    let system = system(desk)?;
    act(bureau, desk, (Act::CaseTakeOver, "case.taken_over"), (at, &(), key), move |case, on| {
        cases::take_over(case, &system, on.now).map_err(Failure::Refused)
    })
}

/// Hands it back (退回), by the system that has it.
pub fn hand_back(
    bureau: &Bureau,
    desk: &Desk,
    (at, reason): (&CaseRef, &str),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CaseTakeOver)?;
    let (system, why) = (system(desk)?, reason.to_owned());
    act(bureau, desk, (Act::CaseTakeOver, "case.handed_back"), (at, &reason, key), move |case, _| {
        cases::hand_back(case, Some(&system), &why).map_err(Failure::Refused)
    })
}

/// Takes it back from a system (收回), by the department.
pub fn take_back(
    bureau: &Bureau,
    desk: &Desk,
    (at, reason): (&CaseRef, &str),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let why = reason.to_owned();
    act(bureau, desk, (Act::CaseReview, "case.handed_back"), (at, &reason, key), move |case, _| {
        cases::hand_back(case, None, &why).map_err(Failure::Refused)
    })
}

/// A decision as the system tells it.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionReport {
    /// Granted or denied.
    pub outcome: Outcome,
    /// Number of the document.
    pub decision_no: String,
    /// Why not.
    pub reason: String,
    /// When it was made there.
    pub decided_at: Timestamp,
}

/// Notes the decision that the system made.
pub fn report_decision(
    bureau: &Bureau,
    desk: &Desk,
    (at, report): (&CaseRef, &DecisionReport),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CaseTakeOver)?;
    let system = system(desk)?;
    let told = report.clone();
    let (right, then) = ((Act::CaseTakeOver, "case.decided"), Some(report.decided_at));
    act_then(bureau, desk, right, then, (at, report, key), move |case, on| {
        let reported = ReportedDecision {
            system: &system,
            outcome: told.outcome,
            decision_no: &told.decision_no,
            reason: &told.reason,
        };
        let (calendar, by) = (on.calendar()?, on.by()?);
        cases::report_decision(case, &reported, (case_rules(), &*calendar), (by, told.decided_at, on.now))
            .map_err(Failure::Refused)
    })
}

/// A result as the system tells it.
#[derive(Debug, Clone, Serialize)]
pub struct ResultReport {
    /// Certificate or document.
    pub result_name: String,
    /// Its number.
    pub result_no: String,
    /// When it was made there.
    pub completed_at: Timestamp,
}

/// Notes the result that the system made.
pub fn report_result(
    bureau: &Bureau,
    desk: &Desk,
    (at, report): (&CaseRef, &ResultReport),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::CaseTakeOver)?;
    let (system, told) = (system(desk)?, report.clone());
    let (right, then) = ((Act::CaseTakeOver, "case.completed"), Some(report.completed_at));
    act_then(bureau, desk, right, then, (at, report, key), move |case, on| {
        let (kind, by) = (on.item(&case)?.content.guide.result_kind, on.by()?);
        let reported = ReportedResult {
            system: &system,
            result_name: &told.result_name,
            result_no: &told.result_no,
            result_kind: &kind,
        };
        cases::report_result(case, &reported, (by, told.completed_at, on.now)).map_err(Failure::Refused)
    })
}
