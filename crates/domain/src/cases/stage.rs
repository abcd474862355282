//! Where a case stands (办件状态): each stage carries what it has, so that no act can be done out of turn.

use super::{Acceptance, Archiving, Completion, Decision, Delivery, Ending, Pause, Rating, Refusal, Review};

/// A case that has reached its end and may be archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// The result was handed out.
    Delivered(Acceptance, Decision, Completion, Delivery),
    /// And rated.
    Rated(Acceptance, Decision, Completion, Delivery, Rating),
    /// It ended without a decision.
    Ended(Option<Acceptance>, Ending),
}

/// The stage of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// 草稿, or parked at the window (暂存).
    Draft,
    /// 已收件: waits for the window to accept, to ask for corrections or to refuse.
    Submitted,
    /// 待补正: waits for the applicant.
    CorrectionAsked,
    /// 已受理: waits for the department to take it up.
    Accepted(Acceptance),
    /// 审查中.
    InReview(Acceptance, Review),
    /// 暂停: special procedure or hold.
    Suspended(Acceptance, Option<Review>, Pause),
    /// 已决定: waits for its result to be entered.
    Decided(Acceptance, Decision),
    /// 已办结: waits to be handed out.
    Completed(Acceptance, Decision, Completion),
    /// 已送达.
    Delivered(Acceptance, Decision, Completion, Delivery),
    /// 已评价.
    Rated(Acceptance, Decision, Completion, Delivery, Rating),
    /// Ended without a decision.
    Ended(Option<Acceptance>, Ending),
    /// 已归档.
    Archived(Finished, Archiving),
}

/// Stage words in the order of a case's life, with their labels.
pub const STAGES: [(&str, &str); 19] = [
    ("draft", "草稿"),
    ("submitted", "待受理"),
    ("correction_asked", "待补正"),
    ("accepted", "已受理"),
    ("in_review", "审查中"),
    ("suspended", "已暂停"),
    ("decided", "已决定"),
    ("completed", "已办结"),
    ("delivered", "已送达"),
    ("rated", "已评价"),
    ("not_accepted", "不予受理"),
    ("returned", "已退件"),
    ("withdrawn", "已撤回"),
    ("correction_lapsed", "补正逾期"),
    ("acceptance_cancelled", "已撤销受理"),
    ("voided", "已作废"),
    ("referred_upward", "已转报"),
    ("stopped_with_matter", "随整件终止"),
    ("archived", "已归档"),
];

impl Stage {
    /// Word in tables.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::CorrectionAsked => "correction_asked",
            Self::Accepted(_) => "accepted",
            Self::InReview(..) => "in_review",
            Self::Suspended(..) => "suspended",
            Self::Decided(..) => "decided",
            Self::Completed(..) => "completed",
            Self::Delivered(..) => "delivered",
            Self::Rated(..) => "rated",
            Self::Ended(_, ending) => ending.kind.as_str(),
            Self::Archived(..) => "archived",
        }
    }

    /// Word on pages.
    pub fn label(&self) -> &'static str {
        Self::label_of(self.as_str())
    }

    /// Word on pages for the word of a table.
    pub fn label_of(word: &str) -> &'static str {
        STAGES.iter().find(|(w, _)| *w == word).map_or("未知", |(_, label)| *label)
    }

    /// Nothing was sent in yet.
    pub fn is_draft(&self) -> bool {
        *self == Self::Draft
    }

    /// Number of the step, of 4: handed in, in hand, decided, received.
    pub fn step(&self) -> u8 {
        match self {
            Self::Draft | Self::Submitted | Self::CorrectionAsked => 1,
            Self::Accepted(_) | Self::InReview(..) | Self::Suspended(..) => 2,
            Self::Decided(..) | Self::Completed(..) => 3,
            Self::Delivered(..) | Self::Rated(..) | Self::Ended(..) | Self::Archived(..) => 4,
        }
    }

    /// The clock of the decision no longer runs: the matter is decided and its result entered, or it
    /// has ended.
    pub fn is_finished(&self) -> bool {
        match self {
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Suspended(..)
            | Self::Decided(..) => false,
            Self::Completed(..) | Self::Delivered(..) | Self::Rated(..) | Self::Ended(..) | Self::Archived(..) => true,
        }
    }

    /// The special procedure that stops the clock now (特别程序, 行政许可法 45). A hold (挂起) stops none.
    pub fn stopping(&self) -> Option<&Pause> {
        match self {
            Self::Suspended(_, _, pause) => Some(pause).filter(|p| p.what.stops_clock()),
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Decided(..)
            | Self::Completed(..)
            | Self::Delivered(..)
            | Self::Rated(..)
            | Self::Ended(..)
            | Self::Archived(..) => None,
        }
    }

    /// Whether its clock stands now.
    pub fn is_stopped(&self) -> bool {
        self.stopping().is_some()
    }

    /// What the acceptance left, where there was one.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Self::Draft | Self::Submitted | Self::CorrectionAsked => None,
            Self::Accepted(a)
            | Self::InReview(a, _)
            | Self::Suspended(a, ..)
            | Self::Decided(a, _)
            | Self::Completed(a, ..)
            | Self::Delivered(a, ..)
            | Self::Rated(a, ..)
            | Self::Archived(Finished::Delivered(a, ..) | Finished::Rated(a, ..), _) => Some(a),
            Self::Ended(a, _) | Self::Archived(Finished::Ended(a, _), _) => a.as_ref(),
        }
    }

    /// The same, to be changed: for days that move.
    pub(super) fn acceptance_mut(&mut self) -> Option<&mut Acceptance> {
        match self {
            Self::Draft | Self::Submitted | Self::CorrectionAsked => None,
            Self::Accepted(a)
            | Self::InReview(a, _)
            | Self::Suspended(a, ..)
            | Self::Decided(a, _)
            | Self::Completed(a, ..)
            | Self::Delivered(a, ..)
            | Self::Rated(a, ..)
            | Self::Archived(Finished::Delivered(a, ..) | Finished::Rated(a, ..), _) => Some(a),
            Self::Ended(a, _) | Self::Archived(Finished::Ended(a, _), _) => a.as_mut(),
        }
    }

    /// The decision, where there is one.
    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Decided(_, d)
            | Self::Completed(_, d, _)
            | Self::Delivered(_, d, ..)
            | Self::Rated(_, d, ..)
            | Self::Archived(Finished::Delivered(_, d, ..) | Finished::Rated(_, d, ..), _) => Some(d),
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Suspended(..)
            | Self::Ended(..)
            | Self::Archived(Finished::Ended(..), _) => None,
        }
    }

    /// The result, where it was entered.
    pub fn completion(&self) -> Option<&Completion> {
        match self {
            Self::Completed(_, _, c)
            | Self::Delivered(_, _, c, _)
            | Self::Rated(_, _, c, ..)
            | Self::Archived(Finished::Delivered(_, _, c, _) | Finished::Rated(_, _, c, ..), _) => Some(c),
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Suspended(..)
            | Self::Decided(..)
            | Self::Ended(..)
            | Self::Archived(Finished::Ended(..), _) => None,
        }
    }

    /// The hand-over, where it happened.
    pub fn delivery(&self) -> Option<&Delivery> {
        match self {
            Self::Delivered(.., v)
            | Self::Rated(_, _, _, v, _)
            | Self::Archived(Finished::Delivered(.., v) | Finished::Rated(_, _, _, v, _), _) => Some(v),
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Suspended(..)
            | Self::Decided(..)
            | Self::Completed(..)
            | Self::Ended(..)
            | Self::Archived(Finished::Ended(..), _) => None,
        }
    }

    /// How it ended without a decision, where it did.
    pub fn ending(&self) -> Option<&Ending> {
        match self {
            Self::Ended(_, e) | Self::Archived(Finished::Ended(_, e), _) => Some(e),
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Suspended(..)
            | Self::Decided(..)
            | Self::Completed(..)
            | Self::Delivered(..)
            | Self::Rated(..)
            | Self::Archived(Finished::Delivered(..) | Finished::Rated(..), _) => None,
        }
    }

    pub(super) fn wrong(&self, wanted: &'static str) -> Refusal {
        Refusal::WrongStage { now: self.label(), wanted }
    }

    /// Not sent in yet.
    pub(super) fn still_a_draft(&self, wanted: &'static str) -> Result<(), Refusal> {
        if self.is_draft() { Ok(()) } else { Err(self.wrong(wanted)) }
    }

    /// Sent in, and nobody has answered.
    pub(super) fn sent_in(&self, wanted: &'static str) -> Result<(), Refusal> {
        if *self == Self::Submitted { Ok(()) } else { Err(self.wrong(wanted)) }
    }

    /// Received and not yet accepted: what the window may accept, refuse, return.
    pub(super) fn before_acceptance(&self, wanted: &'static str) -> Result<(), Refusal> {
        match self {
            Self::Submitted | Self::CorrectionAsked => Ok(()),
            Self::Draft
            | Self::Accepted(_)
            | Self::InReview(..)
            | Self::Suspended(..)
            | Self::Decided(..)
            | Self::Completed(..)
            | Self::Delivered(..)
            | Self::Rated(..)
            | Self::Ended(..)
            | Self::Archived(..) => Err(self.wrong(wanted)),
        }
    }

    /// In the department's hands, its clock running.
    pub(super) fn in_hand(self, wanted: &'static str) -> Result<(Acceptance, Option<Review>), Refusal> {
        match self {
            Self::Accepted(a) => Ok((a, None)),
            Self::InReview(a, r) => Ok((a, Some(r))),
            Self::Draft
            | Self::Submitted
            | Self::CorrectionAsked
            | Self::Suspended(..)
            | Self::Decided(..)
            | Self::Completed(..)
            | Self::Delivered(..)
            | Self::Rated(..)
            | Self::Ended(..)
            | Self::Archived(..) => Err(self.wrong(wanted)),
        }
    }

    /// Back in the department's hands.
    pub(super) fn handled(acceptance: Acceptance, review: Option<Review>) -> Self {
        match review {
            Some(review) => Self::InReview(acceptance, review),
            None => Self::Accepted(acceptance),
        }
    }
}
