//! A case in the hands of the department's own system, as JSON (部门系统接管接口): each act is one of [`super::api_acts`].

use domain::{cases::Outcome, people::Desk};
use serde::Deserialize;
use services::{
    Bureau, Failure,
    cases::{self, CaseRef, DecideRefusal, DecisionReport, ResultReport},
};

use super::api_acts::{Deed, Done, Wrong, instant, ruled};
use crate::door::Whole;

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
        ruled(cases::take_over(bureau, desk, at, key))
    }
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

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let outcome = Outcome::parse(&self.outcome).ok_or_else(|| DecideRefusal::Outcome.to_string());
        let (outcome, decided_at) = match (outcome, instant(&self.decided_at)) {
            (Ok(outcome), Ok(decided_at)) => (outcome, decided_at),
            (outcome, decided_at) => {
                let flaws = [outcome.err().map(|s| ("outcome", s)), decided_at.err().map(|s| ("decided_at", s))];
                return Err(Failure::Refused(Wrong::Fields(flaws.into_iter().flatten().collect())));
            }
        };
        let report = DecisionReport { outcome, decision_no: self.decision_no, reason: self.reason, decided_at };
        ruled(cases::report_decision(bureau, desk, (at, &report), key))
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

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let completed_at = instant(&self.completed_at).map_err(|sentence| Wrong::field("completed_at", sentence))?;
        let report = ResultReport { result_name: self.result_name, result_no: self.result_no, completed_at };
        ruled(cases::report_result(bureau, desk, (at, &report), key))
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
        ruled(cases::hand_back(bureau, desk, (at, &self.reason), key))
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
        ruled(cases::take_back(bureau, desk, (at, &self.reason), key))
    }
}
