//! The steps of a bad rating (核实、申诉、复核、整改、反馈、办结).
//!
//! Days come from the calendar of whoever calls: one working day to contact, and as many as the county's rules give to
//! put right. Source: 国办发〔2019〕51号; 安阳市优化营商环境条例第五十二条 (contact within one working day).

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Appeal, Handling, HandlingState, Published, Refusal, Verdict};
use crate::base::{StaffId, names_somebody};

/// Longest text of a step, in characters.
const LONGEST: usize = 500;

/// The county's days, counted by its calendar before they come here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandlingRules {
    /// Today.
    pub today: Date,
    /// The last day on which whatever is complex must be put right.
    pub latest: Date,
}

/// Somebody spoke with whoever rated, and looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NegativeVerified {
    /// What was found.
    pub finding: String,
    /// By when it must be put right; none when that was done at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// The unit appealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NegativeAppealed {
    /// Why.
    pub reason: String,
}

/// The bureau decided the appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NegativeDecided {
    /// Granted: the rating stays, marked, and out of the rates.
    pub granted: bool,
    /// Why.
    pub reason: String,
}

/// It was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NegativeRectified {
    /// What was done.
    pub done: String,
}

/// Whoever rated was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NegativeFedBack {
    /// What they said.
    pub answer: String,
}

/// It is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NegativeClosed {
    /// What is published of it: rating and reply are public.
    pub reply: String,
}

/// Rating and reply were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPublished {
    /// The rating's words as they are shown.
    pub words: String,
    /// The reply as it is shown.
    pub reply: String,
}

fn words(text: &str, what: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(Refusal::WordsMissing(what));
    }
    if length > LONGEST {
        return Err(Refusal::WordsTooLong(length));
    }
    Ok(text.to_owned())
}

fn wrong(handling: &Handling, wanted: &'static str) -> Refusal {
    Refusal::WrongState { now: handling.state.label(), wanted }
}

/// A bad rating came in.
#[must_use]
pub fn opened(contact_by: Date) -> Handling {
    Handling { contact_by, appeal_denied: None, state: HandlingState::Verifying, published: None }
}

/// Somebody looked into it. `due` is the day until which it must be put right; `None` = it was done at once, which
/// the finding says.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::WordsMissing`], [`Refusal::DuePast`], [`Refusal::DueTooLate`].
pub fn verify(
    handling: Handling,
    (by, at): (StaffId, Timestamp),
    finding: &str,
    due: Option<Date>,
    rules: &HandlingRules,
) -> Result<(Handling, NegativeVerified), Refusal> {
    if !matches!(handling.state, HandlingState::Verifying) {
        return Err(wrong(&handling, "核实"));
    }
    let finding = words(finding, "核实情况")?;
    if due.is_some_and(|due| due < rules.today) {
        return Err(Refusal::DuePast(rules.today));
    }
    if due.is_some_and(|due| due > rules.latest) {
        return Err(Refusal::DueTooLate(rules.latest));
    }
    let verdict = Verdict { at, by, finding: finding.clone(), due };
    let state = match due {
        Some(_) => HandlingState::Rectifying(verdict),
        None => HandlingState::Rectified(verdict, at),
    };
    Ok((Handling { state, ..handling }, NegativeVerified { finding, due }))
}

/// The unit says that the rating is mistaken; once.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::WordsMissing`].
pub fn appeal(
    handling: Handling,
    (by, at): (StaffId, Timestamp),
    reason: &str,
) -> Result<(Handling, NegativeAppealed), Refusal> {
    if !matches!(handling.state, HandlingState::Verifying) || handling.appeal_denied.is_some() {
        return Err(wrong(&handling, "再申诉"));
    }
    let reason = words(reason, "申诉理由")?;
    let state = HandlingState::Appealed(Appeal { at, by, reason: reason.clone() });
    Ok((Handling { state, ..handling }, NegativeAppealed { reason }))
}

/// The bureau decides an appeal. Where it is turned down, looking into it goes on.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::OwnAppeal`], [`Refusal::WordsMissing`].
pub fn decide(
    handling: Handling,
    by: StaffId,
    granted: bool,
    reason: &str,
) -> Result<(Handling, NegativeDecided), Refusal> {
    let HandlingState::Appealed(appeal) = &handling.state else {
        return Err(wrong(&handling, "复核申诉"));
    };
    if appeal.by == by {
        return Err(Refusal::OwnAppeal);
    }
    let reason = words(reason, "复核意见")?;
    let appeal = appeal.clone();
    let next = if granted {
        Handling { state: HandlingState::SetAside(appeal), ..handling }
    } else {
        Handling { state: HandlingState::Verifying, appeal_denied: Some(appeal), ..handling }
    };
    Ok((next, NegativeDecided { granted, reason }))
}

/// It was put right.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::WordsMissing`].
pub fn rectified(handling: Handling, at: Timestamp, done: &str) -> Result<(Handling, NegativeRectified), Refusal> {
    let HandlingState::Rectifying(verdict) = &handling.state else {
        return Err(wrong(&handling, "登记整改"));
    };
    let done = words(done, "做了什么")?;
    let state = HandlingState::Rectified(verdict.clone(), at);
    Ok((Handling { state, ..handling }, NegativeRectified { done }))
}

/// Whoever rated was told.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::WordsMissing`].
pub fn feed_back(handling: Handling, answer: &str) -> Result<(Handling, NegativeFedBack), Refusal> {
    let HandlingState::Rectified(verdict, at) = &handling.state else {
        return Err(wrong(&handling, "反馈"));
    };
    let answer = words(answer, "群众的答复")?;
    let state = HandlingState::FedBack(verdict.clone(), *at);
    Ok((Handling { state, ..handling }, NegativeFedBack { answer }))
}

/// It is over, with the reply that is published.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::WordsMissing`].
pub fn close(handling: Handling, reply: &str) -> Result<(Handling, NegativeClosed), Refusal> {
    let HandlingState::FedBack(verdict, at) = &handling.state else {
        return Err(wrong(&handling, "办结"));
    };
    let reply = words(reply, "公开的答复")?;
    let state = HandlingState::Closed(verdict.clone(), *at);
    Ok((Handling { state, ..handling }, NegativeClosed { reply }))
}

/// Publishes rating and reply (评价和答复公开) of a bad rating that is over: settled or set aside. Words that hold a
/// number somebody could be found by are sent back.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::PublishedBefore`], [`Refusal::WordsMissing`], [`Refusal::WordsTooLong`],
/// [`Refusal::NamesSomebody`].
pub fn publish(
    handling: Handling,
    (by, at): (StaffId, Timestamp),
    (shown, reply): (&str, &str),
) -> Result<(Handling, ReviewPublished), Refusal> {
    if !handling.state.is_over() {
        return Err(wrong(&handling, "公开"));
    }
    if handling.published.is_some() {
        return Err(Refusal::PublishedBefore);
    }
    let shown = shown.trim().to_owned();
    if shown.chars().count() > LONGEST {
        return Err(Refusal::WordsTooLong(shown.chars().count()));
    }
    let reply = words(reply, "公开的答复")?;
    if names_somebody(&shown) || names_somebody(&reply) {
        return Err(Refusal::NamesSomebody);
    }
    let event = ReviewPublished { words: shown.clone(), reply: reply.clone() };
    Ok((Handling { published: Some(Published { at, by, words: shown, reply }), ..handling }, event))
}
