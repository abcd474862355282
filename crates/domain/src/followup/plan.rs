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

/// What is drawn (抽样单元).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawUnit {
    /// Cases: whoever had several may be called for several.
    #[default]
    Case,
    /// Applicants: of several cases of one, chance takes one, each as likely, and that one is drawn from. Nobody is
    /// called twice for a week, and an answer speaks for an applicant.
    Applicant,
}

impl DrawUnit {
    /// All of them, with their words.
    pub const LIST: [(&'static str, &'static str); 2] =
        [("case", "按办件，一人多件可能都抽到"), ("applicant", "按申请人，一人一周最多一件")];

    /// Word in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Applicant => "applicant",
        }
    }

    /// Reads the word of a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Case, Self::Applicant].into_iter().find(|unit| unit.as_str() == text)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_case(&self) -> bool {
        *self == Self::Case
    }
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
    /// What is drawn. Plans before this was asked drew cases.
    #[serde(default, skip_serializing_if = "DrawUnit::is_case")]
    pub unit: DrawUnit,
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
