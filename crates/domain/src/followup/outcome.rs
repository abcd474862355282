//! How a call ended (通话结果).

use serde::{Deserialize, Serialize};

/// 通话结果, by the key that is pressed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 接通: somebody answered the questions.
    Reached,
    /// 无人接听.
    NoAnswer,
    /// 空号: the number does not exist.
    DeadNumber,
    /// 拒访: did not want to be asked.
    Declined,
    /// 改约: asked to be called at another time.
    Rescheduled,
    /// 号码错误: somebody else's number.
    WrongNumber,
    /// 代办人电话: who handed it in for the applicant, not the applicant.
    AgentPhone,
}

impl Outcome {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 7] = [
        Self::Reached,
        Self::NoAnswer,
        Self::DeadNumber,
        Self::Declined,
        Self::Rescheduled,
        Self::WrongNumber,
        Self::AgentPhone,
    ];

    /// The digit that is pressed.
    #[must_use]
    pub const fn key(self) -> u8 {
        match self {
            Self::Reached => 1,
            Self::NoAnswer => 2,
            Self::DeadNumber => 3,
            Self::Declined => 4,
            Self::Rescheduled => 5,
            Self::WrongNumber => 6,
            Self::AgentPhone => 7,
        }
    }

    /// By its digit.
    #[must_use]
    pub fn from_key(key: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.key() == key)
    }

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::DeadNumber => "dead_number",
            Self::Declined => "declined",
            Self::Rescheduled => "rescheduled",
            Self::WrongNumber => "wrong_number",
            Self::AgentPhone => "agent_phone",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reached => "接通",
            Self::NoAnswer => "无人接听",
            Self::DeadNumber => "空号",
            Self::Declined => "拒访",
            Self::Rescheduled => "改约",
            Self::WrongNumber => "号码错误",
            Self::AgentPhone => "代办人电话",
        }
    }
}
