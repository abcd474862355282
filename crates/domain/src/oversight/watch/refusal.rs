//! Why an act on a card or on a supervision order was not done, as data with a stable code.

use jiff::civil::Date;

use crate::base::date_text;

/// Longest text of a field, in characters.
const LONGEST: usize = 2_000;
/// Longest text of a public field.
const SHORT: usize = 200;

/// Why not. The sentence says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A reminder is no card.
    #[error("提醒不是黄牌或红牌，不用提出异议")]
    OnlyReminder,
    /// The act does not belong to this stage.
    #[error("现在是“{now}”，不能{wanted}")]
    WrongStage {
        /// Where it stands.
        now: &'static str,
        /// What was wanted.
        wanted: &'static str,
    },
    /// The time for a dispute is over.
    #[error("提出异议的期限到 {} 为止，已经过了；确有错误可以请督查直接撤销", date_text(*.0))]
    DisputeLate(Date),
    /// A dispute without a reason.
    #[error("请写明异议的理由，例如：省级系统 11月20日已办结，数据 11月23日才回传")]
    DisputeReasonMissing,
    /// A dispute of the window's without evidence.
    #[error("请写明凭据，例如：取号单 A012、收件凭证编号、停机记录")]
    EvidenceMissing,
    /// A ruling without a reason.
    #[error("请写明裁定的理由，例如：核对省级系统回执，确在期限内办结")]
    RulingReasonMissing,
    /// Who disputes does not rule.
    #[error("异议是您提出的，请由另一位督查裁定")]
    OwnDispute,
    /// Nothing to explain in public.
    #[error("只有全程超期的红牌要公开说明原因")]
    NotOverdue,
    /// No public reason.
    #[error("请填写超期原因，会公开给群众看，例如：等待省级系统核验")]
    PublicReasonMissing,
    /// A number of a person in a public text.
    #[error("原因会公开，请去掉电话、证件等长号码")]
    LongNumber,
    /// The applicant's name in a public text.
    #[error("原因会公开，请不要写申请人的姓名或单位名称")]
    NamesApplicant,
    /// An order by hand without words.
    #[error("请写明督办要求，例如：3个工作日内办结并说明原因")]
    WordsMissing,
    /// A reply without words.
    #[error("请写明办理情况、办结日期和责任人")]
    ReplyMissing,
    /// An end without words.
    #[error("请写明办结督办的核实情况")]
    FindingMissing,
    /// A withdrawal without a reason.
    #[error("请写明撤回的原因")]
    WithdrawalReasonMissing,
    /// Sent back without a reason.
    #[error("请写明退回的原因，例如：这件由县公安局办理，不是本部门的")]
    ReturnReasonMissing,
    /// Handed over again without a reason.
    #[error("请写明重新交办的理由，例如：事项清单里实施部门是你局")]
    InsistReasonMissing,
    /// Handed to nobody.
    #[error("没有这个部门，请从名单里选")]
    NoSuchDepartment,
    /// Who replied does not close.
    #[error("答复是您写的，请由督查人员核实后办结")]
    OwnReply,
    /// An open one is there.
    #[error("这件已有{0}，还没有办结")]
    AlreadyOpen(String),
    /// A text at length.
    #[error("{field}最多 {most} 字，现在是 {count} 字，请删减")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// How many are allowed.
        most: usize,
        /// How many there are.
        count: usize,
    },
}

impl Refusal {
    /// Stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OnlyReminder => "only_reminder",
            Self::WrongStage { .. } => "wrong_stage",
            Self::DisputeLate(_) => "dispute_late",
            Self::DisputeReasonMissing => "dispute_reason_missing",
            Self::EvidenceMissing => "evidence_missing",
            Self::RulingReasonMissing => "ruling_reason_missing",
            Self::OwnDispute => "own_dispute",
            Self::NotOverdue => "not_overdue",
            Self::PublicReasonMissing => "public_reason_missing",
            Self::LongNumber => "long_number",
            Self::NamesApplicant => "names_applicant",
            Self::WordsMissing => "words_missing",
            Self::ReplyMissing => "reply_missing",
            Self::FindingMissing => "finding_missing",
            Self::WithdrawalReasonMissing => "withdrawal_reason_missing",
            Self::ReturnReasonMissing => "return_reason_missing",
            Self::InsistReasonMissing => "insist_reason_missing",
            Self::NoSuchDepartment => "no_such_department",
            Self::OwnReply => "own_reply",
            Self::AlreadyOpen(_) => "already_open",
            Self::TooLong { .. } => "too_long",
        }
    }
}

/// The words of a field, trimmed; refused when there are none or too many.
pub(super) fn words(text: &str, field: &'static str, missing: Refusal) -> Result<String, Refusal> {
    within(text, field, LONGEST, missing)
}

/// The same of a line that anybody reads.
pub(super) fn short_words(text: &str, field: &'static str, missing: Refusal) -> Result<String, Refusal> {
    within(text, field, SHORT, missing)
}

fn within(text: &str, field: &'static str, most: usize, missing: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(missing),
        count if count > most => Err(Refusal::TooLong { field, most, count }),
        _ => Ok(text.to_owned()),
    }
}
