//! Who did it, where, when, and how the record of it came in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How an event came into the journal. Makes 后补录 and 体外循环 visible later (domain §3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 实时: typed when it happened.
    Live,
    /// 导入: from a file or another system.
    Imported,
    /// 补录: typed later by hand.
    Backfilled,
}

impl Source {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Imported => "imported",
            Self::Backfilled => "backfilled",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Live => "实时",
            Self::Imported => "导入",
            Self::Backfilled => "补录",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Live, Self::Imported, Self::Backfilled].into_iter().find(|s| s.as_str() == text)
    }
}

/// Stands on every event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When it happened (UTC).
    pub happened_at: Timestamp,
    /// When it was entered (UTC). Later than `happened_at` when typed in afterwards.
    pub entered_at: Timestamp,
    /// Who: id and printed name of staff, `key:` and the name of a program's key, or `公众`, or `系统`.
    pub actor: String,
    /// In which role the act was allowed.
    pub role: String,
    /// From which terminal: window number, address or command line.
    pub terminal: String,
    /// How it came in.
    pub source: Source,
}
