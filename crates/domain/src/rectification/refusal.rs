//! Why a step of an order is refused. The code is stable; the sentence says what to do.

use jiff::civil::Date;

use super::OrderNo;
use crate::base::date_text;

/// Longest requirement, answer or finding, in characters.
pub(super) const LONGEST: usize = 2_000;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing was chosen.
    #[error("请至少选一项再交办")]
    NothingChosen,
    /// More than one batch takes.
    #[error("一次最多交办 1000 项，现在选了 {0} 项，请按部门分批")]
    TooMany(usize),
    /// Chosen twice in one batch.
    #[error("“{0}”选了两次，请去掉一个")]
    Twice(String),
    /// The subject has an open order already.
    #[error("“{subject}”已有{no}，还没有销号")]
    AlreadyOpen {
        /// Name of the subject.
        subject: String,
        /// The order that is open.
        no: OrderNo,
    },
    /// The row does not say who must act.
    #[error("“{0}”没有责任单位，请先填写")]
    UnitMissing(String),
    /// Nothing is required.
    #[error("请填写整改要求，例如：接通省级平台发布接口")]
    RequirementMissing,
    /// The last day is over before it begins.
    #[error("完成期限不能早于今天 {}", date_text(*.0))]
    DuePast(Date),
    /// Most likely a typing error in the year.
    #[error("完成期限最长两年，请核对年份")]
    DueTooFar,
    /// Nothing answered.
    #[error("请填写答复：做了什么，现在到什么程度")]
    AnswerMissing,
    /// Returned without saying why.
    #[error("请填写核验情况：还差什么")]
    FindingMissing,
    /// Closed unmet without saying why.
    #[error("请填写不能整改的原因和依据")]
    ReasonMissing,
    /// Withdrawn without saying why.
    #[error("请填写撤回的原因")]
    WithdrawalReasonMissing,
    /// A text longer than the field.
    #[error("{field}最多 2000 字，现在是 {count} 字，请删减")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// Its length.
        count: usize,
    },
    /// What was asked for is not there; what is lacking stands in the proof.
    #[error("还没有达标，请退回，或选“不能整改”并写明原因")]
    NotMet,
    /// It is there, so it cannot be closed as impossible.
    #[error("现在已经达标，请改选“已整改”")]
    IsMet,
    /// Who answered does not check it.
    #[error("答复是您写的，请由另一位督查核验")]
    OwnAnswer,
    /// The act does not fit the stage.
    #[error("这张整改单{now}，不能再{wanted}")]
    WrongStage {
        /// Where it stands.
        now: &'static str,
        /// What was asked.
        wanted: &'static str,
    },
}

impl Refusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingChosen => "nothing_chosen",
            Self::TooMany(_) => "too_many",
            Self::Twice(_) => "twice",
            Self::AlreadyOpen { .. } => "already_open",
            Self::UnitMissing(_) => "unit_missing",
            Self::RequirementMissing => "requirement_missing",
            Self::DuePast(_) => "due_past",
            Self::DueTooFar => "due_too_far",
            Self::AnswerMissing => "answer_missing",
            Self::FindingMissing => "finding_missing",
            Self::ReasonMissing => "reason_missing",
            Self::WithdrawalReasonMissing => "withdrawal_reason_missing",
            Self::TooLong { .. } => "too_long",
            Self::NotMet => "not_met",
            Self::IsMet => "is_met",
            Self::OwnAnswer => "own_answer",
            Self::WrongStage { .. } => "wrong_stage",
        }
    }
}

/// The words of a field, trimmed; refused when there are none or too many.
pub(super) fn words(text: &str, field: &'static str, missing: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(missing);
    }
    short_enough(text, field)
}

/// The words of a field that may be left empty, trimmed.
pub(super) fn short_enough(text: &str, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        count if count > LONGEST => Err(Refusal::TooLong { field, count }),
        _ => Ok(text.to_owned()),
    }
}
