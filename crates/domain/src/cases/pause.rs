//! Stops (特别程序, 挂起): a special procedure stops the clock by written notice and for a told time
//! (行政许可法 45); a hold is seen and stops nothing.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Case, Pause, PauseKind, PauseSpan, Refusal, Stage, Terms, clocks};
use crate::{
    base::{Calendar, StaffId},
    catalogue::Content,
};

/// Lets a case rest until a day that the applicant is told.
pub fn suspend(
    case: Case,
    what: PauseKind,
    reason: &str,
    until: Date,
    (by, at, today): (StaffId, Timestamp, Date),
) -> Result<(Case, CaseSuspended), Refusal> {
    case.is_here()?;
    let (acceptance, review) = case.stage.in_hand("暂停")?;
    let reason = reason.trim();
    match &what {
        PauseKind::Special { procedure, notice_no } if procedure.trim().is_empty() || notice_no.trim().is_empty() => {
            return Err(Refusal::NoticeMissing);
        }
        PauseKind::Special { .. } => {}
        PauseKind::Hold if reason.is_empty() => return Err(Refusal::WhyMissing("挂起")),
        PauseKind::Hold => {}
    }
    if until < today {
        return Err(Refusal::Day("预计结束日期不能早于今天，请改日期".into()));
    }
    let event = CaseSuspended { what: what.clone(), until };
    let pause = Pause { what, reason: reason.to_owned(), at, from: today, until, by };
    Ok((Case { version: case.version + 1, stage: Stage::Suspended(acceptance, review, pause), ..case }, event))
}

/// Ends the rest. The days of a special procedure are taken out of both clocks.
pub fn resume(case: Case, content: &Content, calendar: &Calendar, today: Date) -> Result<(Case, CaseResumed), Refusal> {
    let (mut acceptance, review, pause) = match case.stage {
        Stage::Suspended(acceptance, review, pause) => (acceptance, review, pause),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("恢复办理")),
    };
    if pause.what.stops_clock() {
        acceptance.stopped.push(PauseSpan { from: pause.from, to: today.max(pause.from) });
        acceptance.clocks =
            clocks(acceptance.on, Terms::of(content), &acceptance.stopped, acceptance.extension.as_ref(), calendar);
    }
    let event = CaseResumed { stopped: pause.what.stops_clock(), due_on: acceptance.clocks.due.on };
    Ok((Case { version: case.version + 1, stage: Stage::handled(acceptance, review), ..case }, event))
}

/// Event: a case rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSuspended {
    /// Which kind of rest.
    pub what: PauseKind,
    /// By when it should be over.
    pub until: Date,
}

/// Event: a case goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseResumed {
    /// The clock had stood still.
    pub stopped: bool,
    /// Due day from now on.
    pub due_on: Option<Date>,
}
