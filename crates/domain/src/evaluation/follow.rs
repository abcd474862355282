//! What follows from scores (结果运用): who gets an order, who is talked to, what is written down of a talk and of a
//! bulletin.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Refusal, Rules, Score, Subject, SubjectKind, points_text, refusal::words};
use crate::base::{EvaluationBulletinId, EvaluationRunId, EvaluationTalkId, StaffId};

/// Longest words of a talk or a bulletin, in characters.
pub(super) const LONGEST_TALK: usize = 2000;
/// Longest title.
pub(super) const LONGEST_TITLE: usize = 60;

/// Whether a score asks for an order: known, below the line, and resting on enough of the weight. Only departments get
/// orders; what a person scores is no matter for a register that many read.
#[must_use]
pub fn asks_for_order(subject: &Subject, score: &Score, rules: &Rules) -> bool {
    let is_department = match subject.kind {
        SubjectKind::Department => true,
        SubjectKind::Window | SubjectKind::Person | SubjectKind::Township => false,
    };
    is_department && score.covered >= rules.order_covered && score.points.is_some_and(|p| p < rules.order_below)
}

/// Whether a score asks for a talk.
#[must_use]
pub fn asks_for_talk(score: &Score, rules: &Rules) -> bool {
    score.covered >= rules.order_covered && score.points.is_some_and(|p| p < rules.talk_below)
}

/// What an order says it was like: `2026年第三季度评价 58.20 分，低于 60.00 分`.
#[must_use]
pub fn order_words(period: &str, points: f64, rules: &Rules) -> String {
    format!("{period}评价 {} 分，低于 {} 分", points_text(points), points_text(rules.order_below))
}

/// A talk (约谈).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Id.
    pub id: EvaluationTalkId,
    /// Upon which computation.
    pub run: EvaluationRunId,
    /// Its period.
    pub period: String,
    /// About whom.
    pub subject: Subject,
    /// Under which name then.
    pub name: String,
    /// When it was held.
    pub on: Date,
    /// What was said and agreed.
    pub text: String,
    /// Who wrote it down.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

impl Talk {
    /// Checks it and gives its event.
    ///
    /// # Errors
    /// No words, or a day to come.
    pub fn record(mut self, today: Date) -> Result<(Self, TalkRecorded), Refusal> {
        self.text = words(&self.text, LONGEST_TALK, Refusal::WordsMissing("约谈内容", LONGEST_TALK))?;
        if self.on > today {
            return Err(Refusal::FutureDay);
        }
        let event =
            TalkRecorded { period: self.period.clone(), kind: self.subject.kind.as_str().to_owned(), on: self.on };
        Ok((self, event))
    }
}

/// A bulletin (通报).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin {
    /// Id.
    pub id: EvaluationBulletinId,
    /// Upon which computation: its figures are those.
    pub run: EvaluationRunId,
    /// Its period.
    pub period: String,
    /// Title.
    pub title: String,
    /// What the office adds to the figures.
    pub text: String,
    /// Who issued it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

impl Bulletin {
    /// Checks it and gives its event.
    ///
    /// # Errors
    /// No title or no words.
    pub fn issue(mut self) -> Result<(Self, BulletinIssued), Refusal> {
        self.title = words(&self.title, LONGEST_TITLE, Refusal::WordsMissing("通报标题", LONGEST_TITLE))?;
        self.text = words(&self.text, LONGEST_TALK, Refusal::WordsMissing("通报意见", LONGEST_TALK))?;
        let event = BulletinIssued { period: self.period.clone(), title: self.title.clone() };
        Ok((self, event))
    }
}

/// Event: a talk was recorded. Whom it was with stands in its row alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkRecorded {
    /// Period.
    pub period: String,
    /// Kind of subject.
    pub kind: String,
    /// Day.
    pub on: Date,
}

/// Event: a bulletin was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinIssued {
    /// Period.
    pub period: String,
    /// Title.
    pub title: String,
}

/// Event: a period was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodComputed {
    /// Period.
    pub period: String,
    /// Which computation of it, from 1.
    pub nth: i64,
    /// Version of the index.
    pub index: u32,
    /// Rows behind it.
    pub facts: u64,
    /// Rows and measures left out because a dispute was upheld.
    pub excluded: u64,
    /// Subjects scored.
    pub subjects: u64,
}
