//! What is watched of a case (监察点).

/// One watched fact. Domain dossier §3.6: over the promised limit, a single step over its limit, first review late, no
/// reasons given, not handled online. Wrong fees are none: no payment is recorded with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// 办结: from acceptance to the result, by the promise or the law, whichever ends first.
    Whole,
    /// 首次答复: from receipt to acceptance or to the one-time notice (行政许可法 32).
    Answer,
    /// 接件: from acceptance to somebody in the department having it in hand.
    Handing,
    /// 审查: from then to the decision.
    Review,
    /// 决定: from acceptance to the decision (行政许可法 42).
    Decision,
    /// 制证: from the decision to its result being entered.
    Certificate,
    /// 送达: from the result to the applicant's hands (行政许可法 44).
    Delivery,
    /// 说明理由: refused without a reason (行政许可法 38, 72).
    Reasons,
    /// 网上办理: papers were taken for what was applied for online, though the item promises to be done wholly online.
    Online,
}

impl Point {
    /// All of them, in the order of a case's life.
    pub const ALL: [Self; 9] = [
        Self::Whole,
        Self::Answer,
        Self::Handing,
        Self::Review,
        Self::Decision,
        Self::Certificate,
        Self::Delivery,
        Self::Reasons,
        Self::Online,
    ];

    /// Word in tables and profiles.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Answer => "answer",
            Self::Handing => "handing",
            Self::Review => "review",
            Self::Decision => "decision",
            Self::Certificate => "certificate",
            Self::Delivery => "delivery",
            Self::Reasons => "reasons",
            Self::Online => "online",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Whole => "全程办结",
            Self::Answer => "首次答复",
            Self::Handing => "接件",
            Self::Review => "审查",
            Self::Decision => "决定",
            Self::Certificate => "制证",
            Self::Delivery => "送达",
            Self::Reasons => "说明理由",
            Self::Online => "网上办理",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == word)
    }

    /// Whether a limit in working days can be set for it. The others have a day of their own, or none.
    #[must_use]
    pub const fn needs_workdays(self) -> bool {
        match self {
            Self::Handing | Self::Review | Self::Decision | Self::Certificate => true,
            Self::Whole | Self::Answer | Self::Delivery | Self::Reasons | Self::Online => false,
        }
    }
}
