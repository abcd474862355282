//! Rows of the division table (行政区划).

use crate::base::DivisionCode;

/// Levels below the county that need a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 乡镇、街道.
    Town,
    /// 村、社区.
    Village,
}

impl Level {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::Village => "village",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Town => "乡镇（街道）",
            Self::Village => "村（社区）",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Town, Self::Village].into_iter().find(|l| l.as_str() == text)
    }
}

/// One division that should have a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// 12 digits.
    pub code: DivisionCode,
    /// Official name.
    pub name: String,
    /// Town or village.
    pub level: Level,
}
