//! Which rules are on, what they weigh, and the words they look for (规则口径): data that a place may change.
//!
//! Not here: what a rule asks. A switch that is off is neither passed nor counted.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{RuleId, Severity};

/// One rule's line in the data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSetting {
    /// Which.
    pub rule: RuleId,
    /// Whether it is asked at all.
    pub on: bool,
    /// Weight in the score, 1–100.
    pub weight: u32,
    /// How much a finding matters.
    pub severity: Severity,
    /// Where the rule comes from.
    pub source: String,
}

/// A result's ending and the 办结类型 that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// `证`.
    pub ending: String,
    /// `出证办结`.
    pub completion: String,
}

/// The data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityProfile {
    /// Name of this set of rules.
    pub id: String,
    /// Grows with every change of the file.
    pub version: u32,
    /// Where it comes from, in words for pages.
    pub source: String,
    /// Every rule once.
    pub rules: Vec<RuleSetting>,
    /// 审批方式 of what is done on the spot.
    pub instant_mode: String,
    /// 审批方式 of everything else.
    pub commitment_mode: String,
    /// Endings of results; the first that fits counts.
    pub endings: Vec<Ending>,
    /// Words that say "none": 无, /, 不需要.
    pub none_words: Vec<String>,
    /// Words that say that no materials are needed.
    pub no_materials: Vec<String>,
    /// What 收费 says where nothing is charged.
    pub free_words: Vec<String>,
    /// One of these must stand in 办理时间.
    pub hours_words: Vec<String>,
    /// One of these, with a number beside it, must stand in 办理地点.
    pub place_marks: Vec<String>,
    /// 事项类型, two digits, that must have questions and answers.
    pub faq_types: Vec<String>,
    /// Catch-all materials, without punctuation.
    pub catch_all: Vec<String>,
    /// Words in the label of a form's field that ask for personal information.
    pub personal_words: Vec<String>,
    /// Working days of a month, where limits of different units are compared.
    pub workdays_per_month: u16,
    /// Working days of a year.
    pub workdays_per_year: u16,
}

/// What is wrong with a data file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFlaw {
    /// Not JSON of this shape.
    #[error("质量规则读不懂：{0}")]
    Unread(String),
    /// Every rule must stand there once.
    #[error("质量规则“{0}”应写一次，请核对")]
    Times(&'static str),
    /// Weights out of range.
    #[error("质量规则“{0}”的权重应在 1 到 100 之间")]
    Weight(&'static str),
    /// A conversion of 0.
    #[error("一个月、一年的工作日数应大于 0")]
    Conversion,
}

impl QualityProfile {
    /// Reads a data file and checks that it speaks of every rule once.
    pub fn parse(json: &str) -> Result<Self, ProfileFlaw> {
        let read: Self = serde_json::from_str(json).map_err(|e| ProfileFlaw::Unread(e.to_string()))?;
        let mut seen = BTreeSet::new();
        for setting in &read.rules {
            if !seen.insert(setting.rule) {
                return Err(ProfileFlaw::Times(setting.rule.as_str()));
            }
            if !(1..=100).contains(&setting.weight) {
                return Err(ProfileFlaw::Weight(setting.rule.as_str()));
            }
        }
        if let Some(left) = RuleId::ALL.iter().find(|r| !seen.contains(r)) {
            return Err(ProfileFlaw::Times(left.as_str()));
        }
        if read.workdays_per_month == 0 || read.workdays_per_year == 0 {
            return Err(ProfileFlaw::Conversion);
        }
        Ok(read)
    }

    /// The line of a rule.
    pub fn setting(&self, rule: RuleId) -> Option<&RuleSetting> {
        self.rules.iter().find(|s| s.rule == rule)
    }

    /// Whether a text says nothing, or says that there is nothing.
    pub(super) fn says_none(&self, text: &str) -> bool {
        let text = text.trim();
        text.is_empty() || self.none_words.iter().any(|w| w == text)
    }
}
