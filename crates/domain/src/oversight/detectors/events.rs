//! What the journal keeps of the detectors beside their leads (监测留痕).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Hall;

/// Event: the detectors were run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTaken {
    /// First day looked at.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Version of the thresholds.
    pub profile_version: i64,
    /// Detectors that looked.
    pub tested: u64,
    /// Detectors without data.
    pub without_data: u64,
    /// Things found.
    pub found: u64,
    /// Of these, new on the register.
    pub new: u64,
}

/// Event: a threshold was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileSet {
    /// The new version.
    pub version: i64,
    /// Number of the detector.
    pub detector: String,
    /// Rows that must speak for a lead, before.
    pub before: u32,
    /// After.
    pub after: u32,
    /// Why.
    pub reason: String,
}

/// Event: the hall's hours, places or terminals were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallSet {
    /// The new version.
    pub version: i64,
    /// The hall from now on, as the profile holds it.
    pub hall: Hall,
    /// Why.
    pub reason: String,
}
