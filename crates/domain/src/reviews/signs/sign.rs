//! What is looked at, what is found, and the county's thresholds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::base::{DepartmentId, ReviewId, StaffId};

/// What a sign says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignKind {
    /// 千篇一律: the same options and words again and again.
    Template,
    /// 集中评价: many within minutes.
    Burst,
    /// 同一设备: many people rate from one device.
    SameDevice,
    /// 办结即评: rated within seconds after the result was entered.
    TooQuick,
    /// 同一电话: many people left the same telephone number.
    SharedPhone,
    /// 没有低分: so many ratings and hardly one that was not good.
    NoLowScores,
}

impl SignKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Template, Self::Burst, Self::SameDevice, Self::TooQuick, Self::SharedPhone, Self::NoLowScores];

    /// Word in addresses and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Burst => "burst",
            Self::SameDevice => "same_device",
            Self::TooQuick => "too_quick",
            Self::SharedPhone => "shared_phone",
            Self::NoLowScores => "no_low_scores",
        }
    }

    /// Reads the word of a table or an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Template => "千篇一律",
            Self::Burst => "集中评价",
            Self::SameDevice => "同一设备",
            Self::TooQuick => "办结即评",
            Self::SharedPhone => "同一电话",
            Self::NoLowScores => "没有低分",
        }
    }
}

/// Thresholds of one sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignSetting {
    /// Which.
    pub kind: SignKind,
    /// Whether it is looked for.
    pub on: bool,
    /// Ratings that must speak for it; of [`SignKind::NoLowScores`] those that one must have at all.
    pub at_least: u32,
    /// The share that ordinary work has anyhow, in ten thousandths.
    pub usual_per_10000: u32,
    /// How many tenths of the usual share it must be: 30 = three times as much. Of [`SignKind::NoLowScores`] the other
    /// way: the usual share must be so many times as much.
    pub times_tenths: u32,
    /// Seconds within which ratings are too quick, or a burst; 0 where time plays no part.
    pub seconds: u32,
    /// People from one device or telephone that are still a family.
    pub people: u32,
    /// An innocent explanation, to be looked at first.
    pub explanation: String,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignRules {
    /// Signs that may be false on average, in ten thousandths.
    pub false_per_10000: u32,
    /// Hours of a working day in which ratings come.
    pub hours: u32,
    /// Days that are looked back on.
    pub days: u32,
    /// Each sign once.
    pub settings: Vec<SignSetting>,
}

/// A rating as the signs need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFact {
    /// Which.
    pub review: ReviewId,
    /// Whose work is rated.
    pub staff: StaffId,
    /// Who decided.
    pub department: DepartmentId,
    /// Whose case, as a number of any kind.
    pub person: i64,
    /// 1 to 5.
    pub stars: u8,
    /// What was ticked.
    pub options: Vec<u16>,
    /// Digest of the words; `None` without.
    pub words: Option<String>,
    /// When.
    pub at: Timestamp,
    /// When the result was entered.
    pub finished_at: Option<Timestamp>,
    /// Keyed digest of the device; `None` where it is the hall's own.
    pub device: Option<String>,
    /// Keyed digest of the telephone number of the case.
    pub phone: Option<String>,
}

/// What speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Which.
    pub kind: SignKind,
    /// Whose ratings.
    pub staff: StaffId,
    /// Of which department.
    pub department: DepartmentId,
    /// Ratings that speak for it; of [`SignKind::NoLowScores`] the low ones.
    pub part: u64,
    /// Of so many.
    pub whole: u64,
    /// The same of all others.
    pub others: (u64, u64),
    /// By chance once in so many, corrected for all that were looked at.
    pub one_in: u64,
    /// The ratings, the newest of them, the oldest first.
    pub rows: Vec<ReviewId>,
}
