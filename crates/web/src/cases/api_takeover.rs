//! A case in the hands of the department's own system, as JSON (部门系统接管接口): each act is one of [`super::api_acts`].

use domain::{
    cases::{Outcome, Refusal},
    people::Desk,
};
use jiff::Timestamp;
use serde::Deserialize;
use services::{
    Bureau, Failure,
    cases::{self, CaseRef, DecideRefusal, DecisionReport, ResultReport},
};

use super::api_acts::{Deed, Done};
use crate::door::{Oops, Whole};

/// 接管.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeOver {
    version: Whole,
}

impl Deed for TakeOver {
    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        cases::take_over(bureau, desk, at, key)
    }
}

/// An instant with its time zone.
fn instant(text: &str) -> Result<Timestamp, String> {
    let mend = |_| "时间请写成 2026-11-20T09:30:00+08:00 这样，带时区".to_owned();
    text.trim().parse().map_err(mend)
}

/// The same once more where it was looked at before.
fn looked_at(text: &str) -> Result<Timestamp, Failure<Refusal>> {
    instant(text).map_err(|sentence| Failure::Refused(Refusal::Day(sentence)))
}

/// 回报决定.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportDecision {
    version: Whole,
    outcome: String,
    decision_no: String,
    #[serde(default)]
    reason: String,
    decided_at: String,
}

impl Deed for ReportDecision {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("day", "decided_at"), ("reason_missing", "reason"), ("decision_number_missing", "decision_no")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn look(&self) -> Result<(), Oops> {
        let outcome = match Outcome::parse(&self.outcome) {
            Some(_) => None,
            None => Some(("outcome", DecideRefusal::Outcome.to_string())),
        };
        let at = instant(&self.decided_at).err().map(|sentence| ("decided_at", sentence));
        match (outcome, at) {
            (None, None) => Ok(()),
            (outcome, at) => Err(Oops::to_mend(outcome.into_iter().chain(at))),
        }
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let report = DecisionReport {
            outcome: self.outcome,
            decision_no: self.decision_no,
            reason: self.reason,
            decided_at: looked_at(&self.decided_at)?,
        };
        cases::report_decision(bureau, desk, (at, &report), key)
    }
}

/// 回报结果.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportResult {
    version: Whole,
    result_name: String,
    #[serde(default)]
    result_no: String,
    completed_at: String,
}

impl Deed for ReportResult {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("day", "completed_at"), ("result_name_missing", "result_name"), ("result_number_missing", "result_no")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn look(&self) -> Result<(), Oops> {
        instant(&self.completed_at).map(|_| ()).map_err(|sentence| Oops::parameter("completed_at", sentence))
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let report = ResultReport {
            result_name: self.result_name,
            result_no: self.result_no,
            completed_at: looked_at(&self.completed_at)?,
        };
        cases::report_result(bureau, desk, (at, &report), key)
    }
}

/// 退回, by the system that has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandBack {
    version: Whole,
    reason: String,
}

impl Deed for HandBack {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("why_missing", "reason")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        cases::hand_back(bureau, desk, (at, &self.reason), key)
    }
}

/// 收回, by the department.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeBack {
    version: Whole,
    reason: String,
}

impl Deed for TakeBack {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("why_missing", "reason")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        cases::take_back(bureau, desk, (at, &self.reason), key)
    }
}
