//! What a decided case holds (决定, 办结, 送达).
//!
//! Not here: the acts that make them.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    base::{LetterId, StaffId},
    delegates::{Authority, Capacity},
};

/// 决定.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 准予.
    Grant,
    /// 不予.
    Deny,
}

impl Outcome {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Deny => "deny",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Grant => "准予",
            Self::Deny => "不予批准",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Grant, Self::Deny].into_iter().find(|o| o.as_str() == text)
    }
}

/// In which capacity a decision was taken (以什么身份决定). Kept with the decision: letters end, decisions stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenAs {
    /// 首席事务代表 or AB角, under a letter of authorisation in force.
    Delegate(Authority),
    /// 部门审批人: by the department itself, under no letter.
    Approver,
}

impl TakenAs {
    /// Word in tables.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Delegate(authority) => authority.capacity.as_str(),
            Self::Approver => "approver",
        }
    }

    /// Words on pages.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Delegate(authority) => authority.capacity.label(),
            Self::Approver => "部门审批人",
        }
    }

    /// The letter, where there is one.
    pub fn authority(&self) -> Option<&Authority> {
        match self {
            Self::Delegate(authority) => Some(authority),
            Self::Approver => None,
        }
    }

    /// Reads the word of a table, with the letter that stands beside it.
    pub fn parse(word: &str, letter: Option<(LetterId, String)>) -> Option<Self> {
        match (word, letter) {
            ("approver", None) => Some(Self::Approver),
            ("representative", Some((letter, doc_no))) => {
                Some(Self::Delegate(Authority { letter, doc_no, capacity: Capacity::Representative }))
            }
            ("deputy", Some((letter, doc_no))) => {
                Some(Self::Delegate(Authority { letter, doc_no, capacity: Capacity::Deputy }))
            }
            (_, _) => None,
        }
    }
}

/// What was decided, by whom, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Instant.
    pub at: Timestamp,
    /// Who; `None` = in another system, known from its export.
    pub by: Option<StaffId>,
    /// Grant or deny.
    pub outcome: Outcome,
    /// Why not; empty on a grant.
    pub reason: String,
    /// The approver's words; may be empty on a grant.
    pub opinion: String,
    /// Last day for the result to reach the applicant (行政许可法 44); `None` in cases of before.
    pub deliver_by: Option<Date>,
    /// As what; `None` = in another system, by a program, at a window without a letter, or before it was recorded.
    pub taken_as: Option<TakenAs>,
}

/// The result as entered at 办结.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Instant.
    pub at: Timestamp,
    /// Who; `None` = in another system, known from its export.
    pub by: Option<StaffId>,
    /// Name of the certificate or document.
    pub result_name: String,
    /// Its number; empty where the result has none.
    pub result_no: String,
}

/// How a result reached the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryWay {
    /// 窗口领取.
    Window,
    /// 邮寄.
    Mail,
    /// 网上送达.
    Online,
}

impl DeliveryWay {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Window, Self::Mail, Self::Online];

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Mail => "mail",
            Self::Online => "online",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Window => "窗口领取",
            Self::Mail => "邮寄",
            Self::Online => "网上送达",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }
}

/// The hand-over. The receiver's name is sealed and lives beside the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Instant.
    pub at: Timestamp,
    /// Who handed it out; `None` = in another system.
    pub by: Option<StaffId>,
    /// How.
    pub way: DeliveryWay,
}
