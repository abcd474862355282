//! Disputing a row of one's own score (异议), and ruling on it. Whatever is decided, the row stays readable and says so;
//! one that was upheld does not count in the next computation.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Excluded, Refusal, Rules, refusal::words};
use crate::base::{Calendar, EvaluationDisputeId, EvaluationRunId, StaffId, shanghai_day};

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Why.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
}

/// Where a dispute stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeStage {
    /// 待裁定: the row counts until then.
    Raised,
    /// 异议成立.
    Upheld(Ruling),
    /// 异议不成立.
    Dismissed(Ruling),
}

impl DisputeStage {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Upheld(_) => "upheld",
            Self::Dismissed(_) => "dismissed",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Raised => "有异议，待裁定",
            Self::Upheld(_) => "异议成立，重新计算后不计入",
            Self::Dismissed(_) => "异议不成立，照常计入",
        }
    }
}

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Id.
    pub id: EvaluationDisputeId,
    /// Expected version for the next act.
    pub version: i64,
    /// The computation that it was found in.
    pub run: EvaluationRunId,
    /// Its period, in words.
    pub period: String,
    /// The row and the measure.
    pub row: Excluded,
    /// The case it is about.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Who disputes.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// Last day to rule.
    pub rule_by: Date,
    /// Where it stands.
    pub stage: DisputeStage,
}

/// The last day to dispute rows of a computation.
#[must_use]
pub fn dispute_until(computed_on: Date, rules: &Rules) -> Date {
    computed_on.saturating_add(i64::from(rules.dispute_days).days())
}

/// What a dispute is raised about.
#[derive(Debug, Clone)]
pub struct Disputed<'a> {
    /// Its id.
    pub id: EvaluationDisputeId,
    /// The computation, and when it was made.
    pub run: (EvaluationRunId, Timestamp),
    /// Its period.
    pub period: String,
    /// The row and the measure.
    pub row: Excluded,
    /// The case it is about.
    pub label: String,
    /// In words.
    pub reason: &'a str,
}

/// Raises a dispute. That the row is the disputer's own is for the caller to look up.
///
/// # Errors
/// No reason, or too late.
pub fn raise(
    new: Disputed<'_>,
    (rules, calendar): (&Rules, &Calendar),
    (by, at): (StaffId, Timestamp),
) -> Result<(Dispute, RowDisputed), Refusal> {
    let today = shanghai_day(at);
    let until = dispute_until(shanghai_day(new.run.1), rules);
    if today > until {
        return Err(Refusal::DisputeLate(until));
    }
    let reason = words(new.reason, LONGEST_REASON, Refusal::ReasonMissing)?;
    let event = RowDisputed { period: new.period.clone(), measure: new.row.measure.clone(), reason: reason.clone() };
    let dispute = Dispute {
        id: new.id,
        version: 1,
        run: new.run.0,
        period: new.period,
        row: new.row,
        label: new.label,
        reason,
        by,
        at,
        rule_by: calendar.add_workdays(today, rules.rule_workdays).on,
        stage: DisputeStage::Raised,
    };
    Ok((dispute, event))
}

/// Rules on it.
///
/// # Errors
/// Ruled before, one's own, or no reason.
pub fn rule(
    dispute: Dispute,
    upheld: bool,
    reason: &str,
    (by, at): (StaffId, Timestamp),
) -> Result<(Dispute, RowRuled), Refusal> {
    match dispute.stage {
        DisputeStage::Raised => {}
        DisputeStage::Upheld(_) | DisputeStage::Dismissed(_) => return Err(Refusal::Ruled),
    }
    if dispute.by == by {
        return Err(Refusal::OwnDispute);
    }
    let text = words(reason, LONGEST_REASON, Refusal::RulingMissing)?;
    let ruling = Ruling { text: text.clone(), at, by };
    let stage = if upheld { DisputeStage::Upheld(ruling) } else { DisputeStage::Dismissed(ruling) };
    Ok((Dispute { version: dispute.version + 1, stage, ..dispute }, RowRuled { upheld, reason: text }))
}

/// Event: somebody disputed a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDisputed {
    /// Period.
    pub period: String,
    /// Measure.
    pub measure: String,
    /// Why.
    pub reason: String,
}

/// Event: it was ruled on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRuled {
    /// Whether the row stops counting.
    pub upheld: bool,
    /// Why.
    pub reason: String,
}
