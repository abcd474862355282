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
    /// What the unified acceptance system above does: handing applications on and seeing how the own ones stand.
    CasesPush,
    /// What a department's own system does: taking cases over and reporting what was decided there.
    CasesDecideElsewhere,
    /// Figures, their rows, and reports.
    IndicatorsRead,
    /// The register of rectification.
    RectificationRead,
    /// Answering the orders of the own department.
    RectificationAnswer,
    /// Cards and supervision orders (GB/T 39046 电子监察数据).
    OversightRead,
    /// Keeping the own subscriptions to events.
    Webhooks,
}

impl Scope {
    /// All of them, in the order pages list them.
    pub const ALL: [Self; 11] = [
        Self::CatalogueRead,
        Self::CasesRead,
        Self::CasesWrite,
        Self::CasesDecide,
        Self::CasesPush,
        Self::CasesDecideElsewhere,
        Self::IndicatorsRead,
        Self::RectificationRead,
        Self::RectificationAnswer,
        Self::OversightRead,
        Self::Webhooks,
    ];

    /// Word in tables, in the API and on pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CatalogueRead => "catalogue:read",
            Self::CasesRead => "cases:read",
            Self::CasesWrite => "cases:write",
            Self::CasesDecide => "cases:decide",
            Self::CasesPush => "cases:push",
            Self::CasesDecideElsewhere => "cases:decide-elsewhere",
            Self::IndicatorsRead => "indicators:read",
            Self::RectificationRead => "rectification:read",
            Self::RectificationAnswer => "rectification:answer",
            Self::OversightRead => "oversight:read",
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
            Self::CasesPush => "推送上级收的申请，查自己推送的",
            Self::CasesDecideElsewhere => "接管本部门的件，回报决定和结果",
            Self::IndicatorsRead => "查指标和报告",
            Self::RectificationRead => "查整改台账",
            Self::RectificationAnswer => "答复本部门的整改单",
            Self::OversightRead => "查监察牌和督办单",
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
            Self::CasesWrite
            | Self::CasesDecide
            | Self::CasesPush
            | Self::CasesDecideElsewhere
            | Self::RectificationAnswer => true,
            Self::CatalogueRead
            | Self::CasesRead
            | Self::IndicatorsRead
            | Self::RectificationRead
            | Self::OversightRead
            | Self::Webhooks => false,
        }
    }

    /// Whether it takes in: such a key decides nothing (审受分离).
    pub fn takes_in(self) -> bool {
        matches!(self, Self::CasesWrite | Self::CasesPush)
    }

    /// Whether it decides: such a key takes nothing in.
    pub fn decides(self) -> bool {
        matches!(self, Self::CasesDecide | Self::CasesDecideElsewhere)
    }

    /// Whether it acts in the name of one department and is nothing without it.
    pub fn is_of_department(self) -> bool {
        match self {
            Self::CasesDecide | Self::CasesDecideElsewhere | Self::RectificationAnswer => true,
            Self::CatalogueRead
            | Self::CasesRead
            | Self::CasesWrite
            | Self::CasesPush
            | Self::IndicatorsRead
            | Self::RectificationRead
            | Self::OversightRead
            | Self::Webhooks => false,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
