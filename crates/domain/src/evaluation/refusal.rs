//! Why a step of the evaluation is refused. The sentence says what to do.

use jiff::civil::Date;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Disputed without a reason.
    #[error("请写异议的理由（不超过 500 字）")]
    ReasonMissing,
    /// Ruled without a reason.
    #[error("请写裁定的理由（不超过 500 字）")]
    RulingMissing,
    /// Too late.
    #[error("提异议的时间到 {0} 为止，已经过了")]
    DisputeLate(Date),
    /// Somebody has disputed it.
    #[error("这一条已经有人提过异议，请看裁定结果")]
    Disputed,
    /// Not a row of one's own.
    #[error("这一条不算在您的得分里，不用提异议")]
    NotYours,
    /// No such measure in the row.
    #[error("这一条里没有这项数据")]
    NoRow,
    /// Ruled before.
    #[error("这个异议已经裁定过")]
    Ruled,
    /// Nobody rules on their own dispute.
    #[error("自己提的异议要由别人裁定")]
    OwnDispute,
    /// The period runs.
    #[error("{0} 还没有结束，结束后再计算")]
    Running(String),
    /// Nothing to compute from.
    #[error("{0} 没有任何数据，算不出得分")]
    NoFacts(String),
    /// No words of a talk or a bulletin.
    #[error("请写{0}（不超过 {1} 字）")]
    WordsMissing(&'static str, usize),
    /// A day that is to come.
    #[error("约谈日期不能晚于今天")]
    FutureDay,
    /// The register of rectification refused.
    #[error("整改单没有开成：{0}")]
    OrderRefused(String),
    /// Nobody of that kind was scored.
    #[error("这一期没有给这个对象评分")]
    NotScored,
}

impl Refusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason_missing",
            Self::RulingMissing => "ruling_missing",
            Self::DisputeLate(_) => "dispute_late",
            Self::Disputed => "disputed",
            Self::NotYours => "not_yours",
            Self::NoRow => "no_row",
            Self::Ruled => "ruled",
            Self::OwnDispute => "own_dispute",
            Self::Running(_) => "running",
            Self::NoFacts(_) => "no_facts",
            Self::WordsMissing(..) => "words_missing",
            Self::FutureDay => "future_day",
            Self::OrderRefused(_) => "order_refused",
            Self::NotScored => "not_scored",
        }
    }
}

/// Words that have to be there, not longer than so many characters.
///
/// # Errors
/// What was handed in.
pub(super) fn words(text: &str, most: usize, missing: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most { Err(missing) } else { Ok(text.to_owned()) }
}
