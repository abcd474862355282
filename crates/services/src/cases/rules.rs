//! The county's numbers for cases (办件规则): data with their source, never numbers in the code.

use std::sync::LazyLock;

use domain::cases::{CaseRules, Lapse};
use serde::Deserialize;

const DATA: &str = include_str!("../../data/case_rules.json");

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LapseWord {
    Withdrawn,
    Cancelled,
}

impl From<LapseWord> for Lapse {
    fn from(word: LapseWord) -> Self {
        match word {
            LapseWord::Withdrawn => Self::Withdrawn,
            LapseWord::Cancelled => Self::Cancelled,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    notice_workdays: u32,
    correction_workdays: u32,
    correction_lapse: LapseWord,
    deferred_workdays: u32,
    deferred_lapse: LapseWord,
    extension_workdays: u32,
    joint_extension_workdays: u32,
    delivery_workdays: u32,
    commitment_workdays: u32,
    draft_days: u32,
    again_workdays: u32,
    again_times: u32,
    drafts_per_address: u32,
    /// Where the numbers come from: for whoever changes them.
    source: String,
}

static NUMBERS: LazyLock<Numbers> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The numbers in force.
pub fn case_rules() -> &'static CaseRules {
    static RULES: LazyLock<CaseRules> = LazyLock::new(|| CaseRules {
        notice_workdays: NUMBERS.notice_workdays,
        correction_workdays: NUMBERS.correction_workdays,
        correction_lapse: NUMBERS.correction_lapse.into(),
        deferred_workdays: NUMBERS.deferred_workdays,
        deferred_lapse: NUMBERS.deferred_lapse.into(),
        extension_workdays: NUMBERS.extension_workdays,
        joint_extension_workdays: NUMBERS.joint_extension_workdays,
        delivery_workdays: NUMBERS.delivery_workdays,
        commitment_workdays: NUMBERS.commitment_workdays,
        draft_days: NUMBERS.draft_days,
        again_workdays: NUMBERS.again_workdays,
        again_times: NUMBERS.again_times,
        drafts_per_address: NUMBERS.drafts_per_address,
    });
    &RULES
}

/// Where they come from.
pub fn case_rules_source() -> &'static str {
    &NUMBERS.source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_numbers_are_those_of_the_law_and_name_their_source() {
        let rules = case_rules();
        // 行政许可法 32, 42, 44.
        assert_eq!((rules.notice_workdays, rules.delivery_workdays), (5, 10));
        assert_eq!((rules.extension_workdays, rules.joint_extension_workdays), (10, 15));
        assert!(case_rules_source().contains("行政许可法"));
    }
}
