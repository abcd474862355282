//! Extension (延长审批, 行政许可法 42): once, approved by the rank the law asks, with reasons told to the
//! applicant; and due days that move because the calendar did.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ApproverRank, Case, CaseRules, Extension, Refusal, Stage, Terms, clocks};
use crate::{
    base::{Calendar, StaffId},
    catalogue::Content,
};

/// What the form of an extension holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prolonging<'a> {
    /// By how many working days.
    pub workdays: u32,
    /// Who approved it.
    pub rank: ApproverRank,
    /// The approver's name.
    pub approver: &'a str,
    /// Told to the applicant.
    pub reason: &'a str,
}

/// Extends both limits.
pub fn extend(
    case: Case,
    asked: &Prolonging<'_>,
    content: &Content,
    (rules, calendar): (&CaseRules, &Calendar),
    (by, at): (StaffId, Timestamp),
) -> Result<(Case, CaseExtended), Refusal> {
    case.is_here()?;
    let (mut acceptance, review) = case.stage.in_hand("延长")?;
    if acceptance.extension.is_some() {
        return Err(Refusal::ExtendedBefore);
    }
    if acceptance.clocks.due.on.is_none() {
        return Err(Refusal::NoLimit);
    }
    let most = rules.extension(asked.rank);
    if !(1..=most).contains(&asked.workdays) {
        return Err(Refusal::ExtensionTooLong(asked.rank.label(), most));
    }
    if asked.reason.trim().is_empty() || asked.approver.trim().is_empty() {
        return Err(Refusal::WhyMissing("延长，并填写批准人"));
    }
    let extension = Extension {
        workdays: asked.workdays,
        rank: asked.rank,
        approver: asked.approver.trim().to_owned(),
        reason: asked.reason.trim().to_owned(),
        at,
        by,
    };
    acceptance.clocks = clocks(acceptance.on, Terms::of(content), &acceptance.stopped, Some(&extension), calendar);
    let event = CaseExtended {
        workdays: extension.workdays,
        rank: extension.rank,
        reason: extension.reason.clone(),
        due_on: acceptance.clocks.due.on,
    };
    acceptance.extension = Some(extension);
    Ok((Case { version: case.version + 1, stage: Stage::handled(acceptance, review), ..case }, event))
}

/// Counts the clocks of a case again under another calendar: those of the decision, and before acceptance the last day
/// to say what is missing, after which silence accepts. `None` when no day moves and nothing becomes more or less
/// certain. The last day of a correction stays: the applicant was told it in writing.
pub fn recount(mut case: Case, content: &Content, rules: &CaseRules, calendar: &Calendar) -> Option<(Case, DueMoved)> {
    if case.stage.is_finished() {
        return None;
    }
    let event = match case.stage.acceptance_mut() {
        Some(acceptance) => {
            let (stopped, extension) = (&acceptance.stopped, acceptance.extension.as_ref());
            let fresh = clocks(acceptance.on, Terms::of(content), stopped, extension, calendar);
            if fresh == acceptance.clocks {
                return None;
            }
            let (from, to) = (acceptance.clocks.due.on, fresh.due.on);
            let provisional = fresh.due.provisional;
            acceptance.clocks = fresh;
            DueMoved { from, to, provisional }
        }
        None => {
            let from = case.receipt.notice_by.filter(|_| case.stage == Stage::Submitted)?;
            let due = rules.notice_by(case.receipt.on, calendar);
            if due.on == from {
                return None;
            }
            case.receipt.notice_by = Some(due.on);
            DueMoved { from: Some(from), to: Some(due.on), provisional: due.provisional }
        }
    };
    case.version += 1;
    Some((case, event))
}

/// Event: the limits were extended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseExtended {
    /// By how much.
    pub workdays: u32,
    /// Approved by.
    pub rank: ApproverRank,
    /// Told to the applicant.
    pub reason: String,
    /// Due day from now on.
    pub due_on: Option<Date>,
}

/// Event: the due day moved because the calendar did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueMoved {
    /// Before.
    pub from: Option<Date>,
    /// Now.
    pub to: Option<Date>,
    /// Still 暂定.
    pub provisional: bool,
}
