//! A questionnaire on its way (问卷的状态): drafted, put out in editions, closed, put out again. A draft may change while an
//! edition is out; the edition stays as it is, and each answer names the one it was given to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Body, BodyFlaw, LONGEST_TEXT, check};
use crate::base::QuestionnaireId;

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Never put out.
    Draft,
    /// An edition is out.
    Open {
        /// Which, from 1.
        edition: i64,
        /// Since.
        since: Date,
    },
    /// It was taken back by hand.
    Closed {
        /// The last edition.
        edition: i64,
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
}

impl State {
    /// The edition that is or was out last.
    #[must_use]
    pub const fn edition(&self) -> Option<i64> {
        match self {
            Self::Draft => None,
            Self::Open { edition, .. } | Self::Closed { edition, .. } => Some(*edition),
        }
    }

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open { .. } => "open",
            Self::Closed { .. } => "closed",
        }
    }
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// Id.
    pub id: QuestionnaireId,
    /// Expected version for the next event = events so far.
    pub version: i64,
    /// What is worked on.
    pub draft: Body,
    /// How it stands.
    pub state: State,
}

/// Event: a draft was begun or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// Title.
    pub title: String,
    /// How many questions.
    pub questions: u64,
}

/// Event: an edition was put out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Which.
    pub edition: i64,
    /// Title.
    pub title: String,
    /// How many links.
    pub outlets: u64,
    /// The last day, if there is one.
    pub closes_on: Option<Date>,
}

/// Event: it was closed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Which edition was out.
    pub edition: i64,
    /// Why.
    pub reason: String,
}

/// Event: an answer came in. What was answered stands sealed in its row; nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Of which questionnaire.
    pub questionnaire: QuestionnaireId,
    /// To which edition.
    pub edition: i64,
    /// Which stratum.
    pub stratum: String,
    /// Typed in from paper by staff.
    pub paper: bool,
}

/// Why an act on a questionnaire is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActRefusal {
    /// Cannot be put out yet.
    #[error("还有 {} 处要改才能发布：{}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Flaws(Vec<BodyFlaw>),
    /// Nothing changed since the edition that is out.
    #[error("内容和正在用的这一版一样，不用再发布")]
    Unchanged,
    /// Not out.
    #[error("这份问卷现在没有在收，不用结束")]
    NotOpen,
    /// No reason.
    #[error("请写为什么结束，最多 300 个字")]
    Reason,
}

/// Begins a questionnaire.
#[must_use]
pub fn draft(id: QuestionnaireId, body: Body) -> (Questionnaire, Drafted) {
    let event = drafted(&body);
    (Questionnaire { id, version: 1, draft: body, state: State::Draft }, event)
}

/// Changes the draft; an edition that is out stays.
#[must_use]
pub fn redraft(questionnaire: Questionnaire, body: Body) -> (Questionnaire, Drafted) {
    let event = drafted(&body);
    (Questionnaire { version: questionnaire.version + 1, draft: body, ..questionnaire }, event)
}

fn drafted(body: &Body) -> Drafted {
    Drafted { title: body.title.clone(), questions: body.questions().count() as u64 }
}

/// Puts the draft out as the next edition. `out` is the edition that is out now.
///
/// # Errors
/// [`ActRefusal::Flaws`], [`ActRefusal::Unchanged`].
pub fn publish(
    questionnaire: Questionnaire,
    out: Option<&Body>,
    today: Date,
) -> Result<(Questionnaire, Published), ActRefusal> {
    let flaws = check(&questionnaire.draft, today);
    if !flaws.is_empty() {
        return Err(ActRefusal::Flaws(flaws));
    }
    if matches!(questionnaire.state, State::Open { .. }) && out == Some(&questionnaire.draft) {
        return Err(ActRefusal::Unchanged);
    }
    let edition = questionnaire.state.edition().unwrap_or_default() + 1;
    let body = &questionnaire.draft;
    let event =
        Published { edition, title: body.title.clone(), outlets: body.outlets.len() as u64, closes_on: body.closes_on };
    let state = State::Open { edition, since: today };
    Ok((Questionnaire { version: questionnaire.version + 1, state, ..questionnaire }, event))
}

/// Ends taking answers by hand.
///
/// # Errors
/// [`ActRefusal::NotOpen`], [`ActRefusal::Reason`].
pub fn close(questionnaire: Questionnaire, reason: &str, today: Date) -> Result<(Questionnaire, Closed), ActRefusal> {
    let State::Open { edition, .. } = questionnaire.state else { return Err(ActRefusal::NotOpen) };
    let reason = reason.trim().to_owned();
    if !(1..=LONGEST_TEXT).contains(&reason.chars().count()) {
        return Err(ActRefusal::Reason);
    }
    let state = State::Closed { edition, on: today, reason: reason.clone() };
    let event = Closed { edition, reason };
    Ok((Questionnaire { version: questionnaire.version + 1, state, ..questionnaire }, event))
}
