//! What a program may be given the right to (接口权限): a closed list. Which act belongs to which of them stands in the
//! access table beside the roles. Not here: the key that holds them.

use std::fmt;

/// A right of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Items with their versions and the quality of guides.
    CatalogueRead,
    /// Cases: lists, one case, the feed of changes. Personal fields are masked.
    CasesRead,
    /// What a window does: taking in and handing out.
    CasesWrite,
    /// What the deciding department does with its own cases.
    CasesDecide,
    /// Figures, their rows, and reports.
    IndicatorsRead,
    /// The register of rectification.
    RectificationRead,
    /// Answering the orders of the own department.
    RectificationAnswer,
    /// Keeping the own subscriptions to events.
    Webhooks,
}

impl Scope {
    /// All of them, in the order pages list them.
    pub const ALL: [Self; 8] = [
        Self::CatalogueRead,
        Self::CasesRead,
        Self::CasesWrite,
        Self::CasesDecide,
        Self::IndicatorsRead,
        Self::RectificationRead,
        Self::RectificationAnswer,
        Self::Webhooks,
    ];

    /// Word in tables, in the API and on pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CatalogueRead => "catalogue:read",
            Self::CasesRead => "cases:read",
            Self::CasesWrite => "cases:write",
            Self::CasesDecide => "cases:decide",
            Self::IndicatorsRead => "indicators:read",
            Self::RectificationRead => "rectification:read",
            Self::RectificationAnswer => "rectification:answer",
            Self::Webhooks => "webhooks",
        }
    }

    /// What it lets a program do, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::CatalogueRead => "查事项库",
            Self::CasesRead => "查办件（个人信息脱敏）",
            Self::CasesWrite => "收件、送达",
            Self::CasesDecide => "审批本部门的件",
            Self::IndicatorsRead => "查指标和报告",
            Self::RectificationRead => "查整改台账",
            Self::RectificationAnswer => "答复本部门的整改单",
            Self::Webhooks => "订阅办件变化",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// Whether it changes what the county decides or promises. Such a key is released by a second person:
    /// who makes keys decides no case (三员分立).
    pub fn is_released_apart(self) -> bool {
        match self {
            Self::CasesWrite | Self::CasesDecide | Self::RectificationAnswer => true,
            Self::CatalogueRead | Self::CasesRead | Self::IndicatorsRead | Self::RectificationRead | Self::Webhooks => {
                false
            }
        }
    }

    /// Whether it acts in the name of one department and is nothing without it.
    pub fn is_of_department(self) -> bool {
        match self {
            Self::CasesDecide | Self::RectificationAnswer => true,
            Self::CatalogueRead
            | Self::CasesRead
            | Self::CasesWrite
            | Self::IndicatorsRead
            | Self::RectificationRead
            | Self::Webhooks => false,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
