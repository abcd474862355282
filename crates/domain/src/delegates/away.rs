//! Why an item that could be decided at the window is decided in the department (能在窗口定而没定): no letter, no power, or
//! habit. The list that 即时办结 grows from.

use jiff::civil::Date;

use super::{AuthorizationLetter, Gap, ResidentItem, check::gap};

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// 缺授权书: no letter in force covers it.
    Letter(Gap),
    /// 缺决定权: a letter covers it without the power to decide.
    Power(Gap),
    /// 缺落实: somebody in the hall may decide it, and it goes to the department all the same.
    Habit,
}

impl Missing {
    /// Word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Letter(_) => "letter",
            Self::Power(_) => "power",
            Self::Habit => "habit",
        }
    }

    /// Words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Letter(gap) | Self::Power(gap) => gap.label(),
            Self::Habit => "已授权，仍送部门决定",
        }
    }
}

/// What is missing for an item on a day.
#[must_use]
pub fn missing(item: &ResidentItem, letters: &[AuthorizationLetter], on: Date) -> Missing {
    let now: Vec<&AuthorizationLetter> =
        letters.iter().filter(|l| l.department == item.department && l.holds_on(on)).collect();
    match gap(item.id, &now) {
        None => Missing::Habit,
        Some(gap @ Gap::NotDecide(_)) => Missing::Power(gap),
        Some(gap @ (Gap::NoLetter | Gap::Excluded(_) | Gap::NotListed)) => Missing::Letter(gap),
    }
}
