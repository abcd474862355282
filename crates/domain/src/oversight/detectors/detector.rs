//! The twelve detectors by name (监测项, domain §4.6); the third has a test of its own for the ends of months.

use serde::{Deserialize, Serialize};

/// One detector. The words stand in tables and in addresses and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detector {
    /// D1: a resident item without a case here while decisions on it exist elsewhere.
    NoCasesHere,
    /// D2: promised cases finished within minutes, or with equal times.
    InstantFinish,
    /// D3: many cases of one person entered within minutes, or at the end of days.
    BatchEntry,
    /// D4: acts outside the hall's hours and on days off.
    OffHours,
    /// D5: results dated before the acceptance.
    EarlyResult,
    /// D6: acts at a terminal outside the hall, decisions without a letter.
    OffHallTerminal,
    /// D7: window cases without a queue ticket.
    NoTicket,
    /// D8: one telephone of many applicants.
    SharedPhone,
    /// D9: far more in the department's system than in the hall.
    TwoDoors,
    /// D10: the guide of a resident item sends people elsewhere.
    GuideAddress,
    /// D11: cases entered long after they happened.
    LateEntry,
    /// D12: applicants who say that they were sent elsewhere.
    OffHallAnswer,
    /// D3b: entries of one person that wait for the end of a month. Named last: the words above came before.
    MonthEnd,
}

impl Detector {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 13] = [
        Self::NoCasesHere,
        Self::InstantFinish,
        Self::BatchEntry,
        Self::MonthEnd,
        Self::OffHours,
        Self::EarlyResult,
        Self::OffHallTerminal,
        Self::NoTicket,
        Self::SharedPhone,
        Self::TwoDoors,
        Self::GuideAddress,
        Self::LateEntry,
        Self::OffHallAnswer,
    ];

    /// The number people say: `D1`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoCasesHere => "D1",
            Self::InstantFinish => "D2",
            Self::BatchEntry => "D3",
            Self::MonthEnd => "D3b",
            Self::OffHours => "D4",
            Self::EarlyResult => "D5",
            Self::OffHallTerminal => "D6",
            Self::NoTicket => "D7",
            Self::SharedPhone => "D8",
            Self::TwoDoors => "D9",
            Self::GuideAddress => "D10",
            Self::LateEntry => "D11",
            Self::OffHallAnswer => "D12",
        }
    }

    /// Word in tables and addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoCasesHere => "no_cases_here",
            Self::InstantFinish => "instant_finish",
            Self::BatchEntry => "batch_entry",
            Self::MonthEnd => "month_end",
            Self::OffHours => "off_hours",
            Self::EarlyResult => "early_result",
            Self::OffHallTerminal => "off_hall_terminal",
            Self::NoTicket => "no_ticket",
            Self::SharedPhone => "shared_phone",
            Self::TwoDoors => "two_doors",
            Self::GuideAddress => "guide_address",
            Self::LateEntry => "late_entry",
            Self::OffHallAnswer => "off_hall_answer",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoCasesHere => "进驻事项大厅零办件",
            Self::InstantFinish => "承诺件受理即办结",
            Self::BatchEntry => "集中补录",
            Self::MonthEnd => "月末集中录入",
            Self::OffHours => "大厅时间以外办理",
            Self::EarlyResult => "先出证后受理",
            Self::OffHallTerminal => "终端或决定人不在大厅",
            Self::NoTicket => "窗口件没有取号",
            Self::SharedPhone => "多人同一电话",
            Self::TwoDoors => "两头受理",
            Self::GuideAddress => "指南地址不在大厅",
            Self::LateEntry => "事后补录",
            Self::OffHallAnswer => "群众反映大厅外办理",
        }
    }

    /// Whether profiles that were set before it came may lack it ([`Profile::completed`](super::Profile::completed)).
    #[must_use]
    pub const fn came_later(self) -> bool {
        matches!(self, Self::MonthEnd)
    }

    /// Reads the number or the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == text || d.id().eq_ignore_ascii_case(text))
    }
}
