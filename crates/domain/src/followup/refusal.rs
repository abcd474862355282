//! Why a step of a call is refused. The sentence says what to do.

use jiff::{Timestamp, civil::Date};

use crate::base::{date_text, shanghai_text};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody asks about the work of their own window.
    #[error("这件是您自己窗口办的，请由其他人回访")]
    OwnWindow,
    /// Reached, given up or skipped.
    #[error("这件已经回访完，不用再打")]
    Over,
    /// An agreed time, or time since the last call, is not over.
    #[error("约好 {} 以后再打", shanghai_text(*.0))]
    TooEarly(Timestamp),
    /// Reached, and nothing answered.
    #[error("接通了请先记总体评价（1 到 5）")]
    AnswersMissing,
    /// Not reached, and yet answers.
    #[error("没有接通就没有评价，请把评价清空或改成“接通”")]
    AnswersUnasked,
    /// Agreed to call again, and not when.
    #[error("改约请填什么时候再打")]
    AgreedMissing,
    /// Agreed for a moment that is over.
    #[error("改约的时间要晚于现在")]
    AgreedPast,
    /// Agreed for a day on which nobody is here to call.
    #[error("约的那天不上班，请约到 {} 或以后的工作日", date_text(*.0))]
    AgreedOffDay(Date),
    /// Skipped, and not said why.
    #[error("跳过要写明情况，例如：家属告知申请人已去世")]
    SkipNoteMissing,
    /// Somebody else is to call it, or nobody yet.
    #[error("这件不是轮到您打的，请点“下一件”")]
    NotYours,
    /// No call waits for this caller now.
    #[error("现在没有要打的电话")]
    NothingToCall,
    /// There is no clue in it.
    #[error("这件没有要移交的线索")]
    NoClue,
    /// Handed over before.
    #[error("这条线索已经移交，不用再办")]
    HandedOver,
    /// Handed over, and not said to whom.
    #[error("请填写接收单位和回执号")]
    ReceiptMissing,
    /// A day that has not come.
    #[error("移交日期不能晚于今天")]
    FutureDay,
    /// Longer than fits.
    #[error("备注最多 500 个字，现在有 {0} 个字")]
    NoteTooLong(usize),
}

impl Refusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OwnWindow => "own_window",
            Self::Over => "over",
            Self::TooEarly(_) => "too_early",
            Self::AnswersMissing => "answers_missing",
            Self::AnswersUnasked => "answers_unasked",
            Self::AgreedMissing => "agreed_missing",
            Self::AgreedPast => "agreed_past",
            Self::AgreedOffDay(_) => "agreed_off_day",
            Self::SkipNoteMissing => "skip_note_missing",
            Self::NotYours => "not_yours",
            Self::NothingToCall => "nothing_to_call",
            Self::NoClue => "no_clue",
            Self::HandedOver => "handed_over",
            Self::ReceiptMissing => "receipt_missing",
            Self::FutureDay => "future_day",
            Self::NoteTooLong(_) => "note_too_long",
        }
    }
}
