//! A call is written down (登记回访).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Answers, Call, CallRules, Clue, Line, Outcome, Refusal, Standing, Try};
use crate::base::StaffId;

/// Event: a call was made. What was answered is its person's, and stands sealed in the row alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecorded {
    /// How it ended.
    pub outcome: Outcome,
    /// The next call is not made before; `None` when this call ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_at: Option<Timestamp>,
}

/// Event: a number was shown to whoever is to call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberShown {
    /// Number of the case.
    pub case_no: String,
}

/// Whoever calls, and from which window, if from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub staff: StaffId,
    /// The window that is theirs.
    pub window: Option<u16>,
}

/// What the caller typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// How the call ended.
    pub outcome: Outcome,
    /// What was answered.
    pub answers: Option<Answers>,
    /// When to call again, if that was agreed.
    pub agreed: Option<Timestamp>,
    /// Version of the script that lay before the caller.
    pub script: i64,
}

/// Writes a call down.
///
/// # Errors
/// [`Refusal::OwnWindow`], [`Refusal::Over`], [`Refusal::TooEarly`], [`Refusal::AnswersMissing`],
/// [`Refusal::AnswersUnasked`], [`Refusal::AgreedMissing`], [`Refusal::AgreedPast`], [`Refusal::NoteTooLong`].
pub fn record(
    line: &Line,
    caller: Caller,
    typed: Typed,
    rules: &CallRules,
    now: Timestamp,
) -> Result<(Line, CallRecorded), Refusal> {
    let Standing::Waiting { not_before } = &line.standing else {
        return Err(Refusal::Over);
    };
    if line.window.is_some() && line.window == caller.window {
        return Err(Refusal::OwnWindow);
    }
    if let Some(at) = not_before.filter(|at| *at > now) {
        return Err(Refusal::TooEarly(at));
    }
    let again_at = match (typed.outcome, &typed.answers) {
        (Outcome::Reached, None) => return Err(Refusal::AnswersMissing),
        (Outcome::Reached, Some(answers)) => {
            answers.check()?;
            None
        }
        (_, Some(_)) => return Err(Refusal::AnswersUnasked),
        (Outcome::NoAnswer, None) => {
            let tried = line.tries.len() as u32 + 1;
            (tried < rules.most_tries).then(|| later(now, rules.again_after_minutes))
        }
        (Outcome::Rescheduled, None) => {
            let at = typed.agreed.ok_or(Refusal::AgreedMissing)?;
            if at <= now {
                return Err(Refusal::AgreedPast);
            }
            Some(at)
        }
        (Outcome::DeadNumber | Outcome::Declined | Outcome::WrongNumber | Outcome::AgentPhone, None) => None,
    };
    let mut next = Line { version: line.version + 1, ..line.clone() };
    match again_at {
        Some(at) => {
            next.tries.push(Try { at: now, by: caller.staff, outcome: typed.outcome });
            next.standing = Standing::Waiting { not_before: Some(at) };
        }
        None => {
            next.clue = typed.answers.as_ref().is_some_and(Answers::is_integrity_clue).then_some(Clue::Open);
            let (outcome, answers, script) = (typed.outcome, typed.answers, typed.script);
            next.standing = Standing::Done(Call { at: now, by: caller.staff, outcome, answers, script });
        }
    }
    Ok((next, CallRecorded { outcome: typed.outcome, again_at }))
}

fn later(now: Timestamp, minutes: u32) -> Timestamp {
    now.checked_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX)
}
