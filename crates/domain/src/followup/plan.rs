//! Who is asked and how many (回访方案), and how calls are made: what differs between places.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{base::Confidence, cases::ApplicantKind};

/// How many are asked in a week (样本量).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SampleSize {
    /// So many cases, or all where there are fewer.
    Fixed(u32),
    /// A share of the population, in thousandths, rounded up.
    Share(u32),
    /// As many as give an interval of that half width, in thousandths, at that confidence, when the share of
    /// satisfied is about `expected` thousandths; 500 is the worst case.
    Width {
        /// Half the width wanted, in thousandths.
        half: u32,
        /// Confidence.
        confidence: Confidence,
        /// Share expected, in thousandths.
        expected: u32,
    },
}

/// Who is left out, with the reason kept (排除).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusions {
    /// Whoever was reached in so many days before the week ends is not called again; 0 leaves nobody out.
    pub called_days: u32,
    /// Whoever declined in so many days before the week ends is not called again; 0 leaves nobody out.
    pub refused_days: u32,
}

/// The plan of a county's draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Whose cases are in the population (企业、个人).
    pub applicants: BTreeSet<ApplicantKind>,
    /// How many.
    pub size: SampleSize,
    /// At least so many of each stratum that has any, before the rest is shared by size.
    pub least: u32,
    /// So many more in hundredths of the sample stand in reserve, in drawn order, for those who cannot be
    /// reached.
    pub reserve: u32,
    /// Who is left out.
    pub exclusions: Exclusions,
}

/// How calls are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallRules {
    /// After so many calls without an answer the case is done with: not reached.
    pub most_tries: u32,
    /// Not before so many minutes after a call that nobody took.
    pub again_after_minutes: u32,
    /// Those of a week's draw are called within so many weeks after it; whoever was not called then counts as not
    /// reached.
    pub within_weeks: u32,
}
