//! Why a call is not written down: what the rule says, and what could not be read.

use domain::{base::Flaw, followup::Refusal};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// No outcome was chosen.
    #[error("请选通话结果（1 接通 2 无人接听 3 空号 4 拒访 5 改约 6 号码错误 7 代办人电话）")]
    Outcome,
    /// No level that there is.
    #[error("{0}请按 1 到 5 评，5 是非常满意")]
    Level(&'static str),
    /// No place that there is.
    #[error("请从列表里选在哪里交的材料")]
    HandedIn,
    /// No reason that there is.
    #[error("请选跳过的原因")]
    SkipReason,
    /// The order that a dissatisfied answer opens was refused.
    #[error("整改单没有开成：{0}")]
    Order(domain::rectification::Refusal),
    /// A moment or a day that is none.
    #[error("{flaw}")]
    Moment {
        /// Field of the form.
        field: &'static str,
        /// What is wrong with it.
        flaw: Flaw,
    },
}

impl CallRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Outcome => "outcome",
            Self::Level(_) => "level",
            Self::HandedIn => "handed_in",
            Self::SkipReason => "skip_reason",
            Self::Order(_) => "order",
            Self::Moment { .. } => "moment",
        }
    }

    /// The field of the form that has to be mended; empty where no single one has.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Rule(Refusal::AnswersMissing) | Self::Level(_) => "overall",
            Self::Rule(Refusal::AgreedMissing | Refusal::AgreedPast | Refusal::AgreedOffDay(_)) => "agreed",
            Self::Rule(Refusal::SkipNoteMissing | Refusal::NoteTooLong(_)) => "note",
            Self::Rule(Refusal::ReceiptMissing) => "receipt",
            Self::Rule(Refusal::FutureDay) => "on",
            Self::Rule(
                Refusal::OwnWindow
                | Refusal::Over
                | Refusal::TooEarly(_)
                | Refusal::AnswersUnasked
                | Refusal::NotYours
                | Refusal::NothingToCall
                | Refusal::NoClue
                | Refusal::HandedOver,
            ) => "",
            Self::Order(_) => "",
            Self::Outcome => "outcome",
            Self::HandedIn => "handed_in",
            Self::SkipReason => "reason",
            Self::Moment { field, .. } => field,
        }
    }
}
