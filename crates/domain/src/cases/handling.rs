//! What a case gathers on its way (办理过程): acceptance, review, stops, extension, correction,
//! commitment, and how it may end without a decision. Parts of the row of a case, hence `serde`.
//!
//! Not here: the acts that make them, each in its own file.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ApproverRank, Clocks};
use crate::base::StaffId;

/// Who accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepter {
    /// 窗口或部门.
    Staff(StaffId),
    /// 逾期不告知视为受理 (行政许可法 32(4)): nobody said what was missing in time.
    Silence,
    /// Accepted in another system, known from its export.
    Elsewhere,
    /// 联办: the notices of completion of the items before it (浙江省保障“最多跑一次”改革规定 5).
    Notices,
}

/// 受理.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Instant of the act.
    pub at: Timestamp,
    /// The civil day from which the clocks count; the day of receipt where silence accepted.
    pub on: Date,
    /// By whom.
    pub by: Accepter,
    /// Both clocks, with the stops and the extension counted in.
    pub clocks: Clocks,
    /// Stops that are over.
    pub stopped: Vec<PauseSpan>,
    /// 延长审批.
    pub extension: Option<Extension>,
}

/// 接件: somebody in the department has it in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Since when.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
}

/// Why a case rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum PauseKind {
    /// 特别程序 (听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审, 行政许可法 45): stops the clock, by written notice
    /// that tells the time needed.
    Special {
        /// Which one.
        procedure: String,
        /// Number of the written notice.
        notice_no: String,
    },
    /// 挂起: rests without stopping the clock.
    Hold,
}

impl PauseKind {
    /// Whether the clock stands still.
    pub fn stops_clock(&self) -> bool {
        match self {
            Self::Special { .. } => true,
            Self::Hold => false,
        }
    }

    /// Word on pages.
    pub fn label(&self) -> &str {
        match self {
            Self::Special { procedure, .. } => procedure,
            Self::Hold => "挂起",
        }
    }
}

/// 暂停: a rest that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Which.
    #[serde(flatten)]
    pub what: PauseKind,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
    /// Its first day.
    pub from: Date,
    /// By when it should be over, as told to the applicant.
    pub until: Date,
    /// Who.
    pub by: StaffId,
}

/// Days on which the clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseSpan {
    /// First day; not counted, as the first day of a limit is not.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl PauseSpan {
    /// How many calendar days stand still; none where it ends before it begins.
    pub fn days(&self) -> u32 {
        u32::try_from(self.to.duration_since(self.from).as_hours() / 24).unwrap_or(0)
    }
}

/// 延长审批 (行政许可法 42): approved by a rank, with reasons told to the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// By how much.
    pub workdays: u32,
    /// Who approved it.
    pub rank: ApproverRank,
    /// Name of the approver, as on the paper.
    pub approver: String,
    /// Told to the applicant.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Who entered it.
    pub by: StaffId,
}

/// One thing to supply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionItem {
    /// Place in the list of materials; `None` = something in the form, or else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<usize>,
    /// What is missing or wrong, and how to mend it.
    pub what: String,
}

/// 补正告知: once, everything at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Told when.
    pub at: Timestamp,
    /// Civil day of that.
    pub on: Date,
    /// By whom.
    pub by: StaffId,
    /// All of it.
    pub items: Vec<CorrectionItem>,
    /// Last day to answer.
    pub until: Date,
    /// Answered when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplied_at: Option<Timestamp>,
}

/// 承诺的核查结果.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentCheck {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// 与承诺相符.
    pub kept: bool,
    /// What was found.
    pub note: String,
}

/// 告知承诺: decided on the applicant's word, checked afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Signed on.
    pub signed_on: Date,
    /// Last day to check; known once it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_by: Option<Date>,
    /// The check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<CommitmentCheck>,
}

/// How a case ends without a decision of the department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// 不予受理.
    NotAccepted,
    /// 退件.
    Returned,
    /// 撤件: by the applicant.
    Withdrawn,
    /// 补正不来办结: the correction was not answered in time.
    CorrectionLapsed,
    /// 撤销受理: what was to follow later did not come.
    AcceptanceCancelled,
    /// 作废: entered by mistake.
    Voided,
    /// 转报上级: reviewed here, decided above.
    ReferredUpward,
    /// 随整件终止: part of a matter that its rule stopped, because another member came to nothing.
    StoppedWithMatter,
}

impl EndKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NotAccepted,
        Self::Returned,
        Self::Withdrawn,
        Self::CorrectionLapsed,
        Self::AcceptanceCancelled,
        Self::Voided,
        Self::ReferredUpward,
        Self::StoppedWithMatter,
    ];

    /// Word in tables: the stage of such a case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAccepted => "not_accepted",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::CorrectionLapsed => "correction_lapsed",
            Self::AcceptanceCancelled => "acceptance_cancelled",
            Self::Voided => "voided",
            Self::ReferredUpward => "referred_upward",
            Self::StoppedWithMatter => "stopped_with_matter",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAccepted => "不予受理",
            Self::Returned => "已退件",
            Self::Withdrawn => "已撤回",
            Self::CorrectionLapsed => "补正逾期",
            Self::AcceptanceCancelled => "已撤销受理",
            Self::Voided => "已作废",
            Self::ReferredUpward => "已转报",
            Self::StoppedWithMatter => "随整件终止",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// 办结结果, the code of the exchange list (domain §3.1).
    pub fn result_code(self) -> u8 {
        match self {
            Self::NotAccepted => 6,
            Self::Returned => 1,
            Self::Voided => 2,
            Self::ReferredUpward => 4,
            Self::Withdrawn | Self::CorrectionLapsed | Self::AcceptanceCancelled => 5,
            // Handed back without anybody having decided on it: of the list the nearest.
            Self::StoppedWithMatter => 1,
        }
    }
}

/// The end of a case without a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// How.
    pub kind: EndKind,
    /// When.
    pub at: Timestamp,
    /// Who; `None` = the applicant, or the system when a day passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// Why; told to the applicant.
    pub reason: String,
    /// The competent body, or the body above it goes to; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// 评价 of the case as a whole; its provenance stands in the register of reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// When.
    pub at: Timestamp,
    /// 5 非常满意 … 1 非常不满意.
    pub stars: u8,
}

/// 归档.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archiving {
    /// When.
    pub at: Timestamp,
    /// 电子文件号 of the package.
    pub package_no: String,
    /// SM3 of the package, in hex.
    pub digest: String,
}
