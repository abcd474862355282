//! The decision (决定): grant, or deny with reason (行政许可法 38).

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Case, CaseRules, Decision, Outcome, Refusal, Stage, TakenAs};
use crate::base::{Calendar, LetterId, StaffId};

/// Decides an accepted case. Materials that were to follow must have come; from now on the clock of
/// the delivery runs, and that of the check of a commitment. `taken_as` is never asked for: that nobody was authorised
/// is a finding (domain §15 rule 6).
pub fn decide(
    mut case: Case,
    outcome: Outcome,
    (reason, opinion): (&str, &str),
    (rules, calendar): (&CaseRules, &Calendar),
    (by, at, today): (StaffId, Timestamp, Date),
    taken_as: Option<TakenAs>,
) -> Result<(Case, CaseDecided), Refusal> {
    case.is_here()?;
    let owed: Vec<String> = case.owed().into_iter().map(|(name, _)| name.to_owned()).collect();
    let (acceptance, _) = case.stage.in_hand("作决定")?;
    let reason = match outcome {
        Outcome::Grant if !owed.is_empty() => return Err(Refusal::Owed(owed)),
        Outcome::Grant => String::new(),
        Outcome::Deny if reason.trim().is_empty() => return Err(Refusal::ReasonMissing),
        Outcome::Deny => reason.trim().to_owned(),
    };
    if let Some(commitment) = case.commitment.as_mut().filter(|_| outcome == Outcome::Grant) {
        commitment.check_by = Some(calendar.add_workdays(today, rules.commitment_workdays).on);
    }
    let deliver_by = Some(calendar.add_workdays(today, rules.delivery_workdays).on);
    let opinion = opinion.trim().to_owned();
    let decision = Decision { at, by: Some(by), outcome, reason, opinion, deliver_by, taken_as };
    let event = CaseDecided {
        outcome: outcome.as_str().to_owned(),
        reason: decision.reason.clone(),
        opinion: decision.opinion.clone(),
        deliver_by,
        decision_no: String::new(),
        taken_as: decision.taken_as.as_ref().map(TakenAsTold::of),
    };
    Ok((Case { version: case.version + 1, stage: Stage::Decided(acceptance, decision), ..case }, event))
}

/// Event: a case was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDecided {
    /// `grant` or `deny`.
    pub outcome: String,
    /// Why not.
    pub reason: String,
    /// The approver's words.
    pub opinion: String,
    /// Last day for the result to reach the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliver_by: Option<Date>,
    /// Number of the document, of a decision that another system made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision_no: String,
    /// In which capacity; left out where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_as: Option<TakenAsTold>,
}

/// In which capacity a decision was taken, as its event tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenAsTold {
    /// `representative`, `deputy` or `approver`.
    pub capacity: String,
    /// The letter in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<LetterId>,
    /// Its number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doc_no: String,
}

impl TakenAsTold {
    fn of(taken_as: &TakenAs) -> Self {
        let under = taken_as.authority();
        Self {
            capacity: taken_as.as_str().to_owned(),
            letter: under.map(|a| a.letter),
            doc_no: under.map(|a| a.doc_no.clone()).unwrap_or_default(),
        }
    }
}
