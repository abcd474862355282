//! A case in the hands of the department's own system (部门系统办理): the system takes an accepted case over, and reports the
//! decision and the result, or hands the case back. Meanwhile the desks here do not act on it; its clocks run on.
//!
//! Not here: who may, and which system asks.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Case, CaseCompleted, CaseDecided, CaseRules, Outcome, Refusal, Stage, complete, decide};
use crate::base::{Calendar, StaffId, shanghai_day};

/// Which system has a case, since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Name of the system.
    pub system: String,
    /// Since.
    pub at: Timestamp,
    /// Number of the decision it reported; empty before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision_no: String,
}

/// A decision as a system reports it.
#[derive(Debug, Clone, Copy)]
pub struct ReportedDecision<'a> {
    /// Which system.
    pub system: &'a str,
    /// Grant or deny.
    pub outcome: Outcome,
    /// Number of the document (决定文书文号).
    pub decision_no: &'a str,
    /// Why not.
    pub reason: &'a str,
}

/// A result as a system reports it.
#[derive(Debug, Clone, Copy)]
pub struct ReportedResult<'a> {
    /// Which system.
    pub system: &'a str,
    /// Certificate or document.
    pub result_name: &'a str,
    /// Its number.
    pub result_no: &'a str,
    /// 结果类型 of the guide.
    pub result_kind: &'a str,
}

impl Case {
    /// Nobody but the desks here has it.
    pub(super) fn is_here(&self) -> Result<(), Refusal> {
        match &self.elsewhere {
            None => Ok(()),
            Some(e) => Err(Refusal::Elsewhere(e.system.clone())),
        }
    }

    /// What the system that has it left; refused to every other.
    fn in_hands_of(&self, system: &str) -> Result<Elsewhere, Refusal> {
        match &self.elsewhere {
            None => Err(Refusal::NotTakenOver),
            Some(e) if e.system == system => Ok(e.clone()),
            Some(e) => Err(Refusal::Elsewhere(e.system.clone())),
        }
    }
}

/// Takes an accepted case over (接管).
pub fn take_over(case: Case, system: &str, at: Timestamp) -> Result<(Case, CaseTakenOver), Refusal> {
    case.is_here()?;
    match &case.stage {
        Stage::Accepted(_) | Stage::InReview(..) => {}
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("由部门系统接管")),
    }
    let elsewhere = Some(Elsewhere { system: system.to_owned(), at, decision_no: String::new() });
    let event = CaseTakenOver { system: system.to_owned() };
    Ok((Case { version: case.version + 1, elsewhere, ..case }, event))
}

/// Hands it back to the desks of the department (退回), before its result is there. `system` is `None` where a desk takes it
/// back: a system that fell silent must not hold a case for ever.
pub fn hand_back(case: Case, system: Option<&str>, reason: &str) -> Result<(Case, CaseHandedBack), Refusal> {
    let held = match (system, &case.elsewhere) {
        (Some(system), _) => case.in_hands_of(system)?,
        (None, Some(held)) => held.clone(),
        (None, None) => return Err(Refusal::NotTakenOver),
    };
    match &case.stage {
        Stage::Accepted(_) | Stage::InReview(..) | Stage::Decided(..) => {}
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Suspended(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("退回本系统办理")),
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::WhyMissing("退回本系统办理"));
    }
    let event = CaseHandedBack { system: held.system, reason: reason.to_owned() };
    Ok((Case { version: case.version + 1, elsewhere: None, ..case }, event))
}

/// Notes the decision that the system made (回报决定): under its own time, which is neither to come nor before the
/// acceptance. The rules of a decision are those of one made here.
pub fn report_decision(
    mut case: Case,
    reported: &ReportedDecision<'_>,
    (rules, calendar): (&CaseRules, &Calendar),
    (by, at, now): (StaffId, Timestamp, Timestamp),
) -> Result<(Case, CaseDecided), Refusal> {
    let held = case.in_hands_of(reported.system)?;
    let decision_no = reported.decision_no.trim();
    if decision_no.is_empty() {
        return Err(Refusal::DecisionNumberMissing);
    }
    let accepted_on = case.stage.acceptance().map(|a| a.on);
    not_out_of_time("决定时间", at, now, accepted_on)?;
    case.elsewhere = None;
    let words = (reported.reason, "");
    let (case, event) = decide(case, reported.outcome, words, (rules, calendar), (by, at, shanghai_day(at)), None)?;
    let elsewhere = Some(Elsewhere { decision_no: decision_no.to_owned(), ..held });
    Ok((Case { elsewhere, ..case }, CaseDecided { decision_no: decision_no.to_owned(), ..event }))
}

/// Notes the result that the system made (回报结果), under its own time.
pub fn report_result(
    mut case: Case,
    reported: &ReportedResult<'_>,
    (by, at, now): (StaffId, Timestamp, Timestamp),
) -> Result<(Case, CaseCompleted), Refusal> {
    let held = case.in_hands_of(reported.system)?;
    let decided_on = case.stage.decision().map(|d| shanghai_day(d.at));
    not_out_of_time("办结时间", at, now, decided_on)?;
    case.elsewhere = None;
    let (case, event) = complete(case, reported.result_name, reported.result_no, reported.result_kind, by, at)?;
    Ok((Case { elsewhere: Some(held), ..case }, event))
}

fn not_out_of_time(label: &str, at: Timestamp, now: Timestamp, before: Option<Date>) -> Result<(), Refusal> {
    if at > now {
        return Err(Refusal::Day(format!("{label}在现在以后，请核对时间和时区")));
    }
    match before {
        Some(day) if shanghai_day(at) < day => Err(Refusal::Day(format!("{label}早于前一步的 {day}，请核对"))),
        Some(_) | None => Ok(()),
    }
}

/// Event: the department's own system took the case over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTakenOver {
    /// Which.
    pub system: String,
}

/// Event: the case came back to the desks here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHandedBack {
    /// From which system.
    pub system: String,
    /// Why.
    pub reason: String,
}
