//! A call is written down (登记回访).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Answers, Call, CallRules, Line, Outcome, Refusal, Standing, Try};
use crate::base::{StaffId, WindowId};

/// A call was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecorded {
    /// How it ended.
    pub outcome: Outcome,
    /// What was answered, when somebody was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    /// The next call is not made before; `None` when this call ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_at: Option<Timestamp>,
}

/// Whoever calls, and from which window, if from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub staff: StaffId,
    /// The window that is theirs.
    pub window: Option<WindowId>,
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
    let mut next = line.clone();
    match again_at {
        Some(at) => {
            next.tries.push(Try { at: now, by: caller.staff, outcome: typed.outcome });
            next.standing = Standing::Waiting { not_before: Some(at) };
        }
        None => {
            let (outcome, answers) = (typed.outcome, typed.answers.clone());
            next.standing = Standing::Done(Call { at: now, by: caller.staff, outcome, answers });
        }
    }
    Ok((next, CallRecorded { outcome: typed.outcome, answers: typed.answers, again_at }))
}

fn later(now: Timestamp, minutes: u32) -> Timestamp {
    now.checked_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX)
}
