//! Why a step of a call is refused. The sentence says what to do.

use jiff::Timestamp;

use crate::base::shanghai_text;

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
    /// Skipped, and not said why.
    #[error("跳过要写明情况，例如：家属告知申请人已去世")]
    SkipNoteMissing,
    /// Longer than fits.
    #[error("备注最多 500 个字，现在有 {0} 个字")]
    NoteTooLong(usize),
}
