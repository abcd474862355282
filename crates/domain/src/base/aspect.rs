//! What a question or an option of a rating judges (评价方面).

use serde::{Deserialize, Serialize};

/// What is judged. The first is the whole; the others are the dimensions of the county's evaluation system
/// (服务态度、服务质量、办事效率), under which the evaluation index reads answers and ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// 总体满意度.
    Overall,
    /// 服务态度.
    Attitude,
    /// 服务质量.
    Quality,
    /// 办事效率.
    Efficiency,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Overall, Self::Attitude, Self::Quality, Self::Efficiency];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Attitude => "attitude",
            Self::Quality => "quality",
            Self::Efficiency => "efficiency",
        }
    }

    /// Reads the word of a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overall => "总体满意度",
            Self::Attitude => "服务态度",
            Self::Quality => "服务质量",
            Self::Efficiency => "办事效率",
        }
    }
}
