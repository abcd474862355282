//! The score of a department's guides (质量得分): 100 × weighted rules passed ÷ weighted rules checkable.
//!
//! What it does not mean. It is no measure of service, nor of whether what the guides say is true: a guide that is
//! wrong throughout and consistent scores 100. Rules that blanks keep from being judged are left out of both sides, so
//! a department with few checkable rules can score high by saying little; the number of rules that could not be
//! checked is therefore always shown beside it. Scores under different profiles, or of departments with very different
//! items, cannot be compared.

use super::{Checked, Outcome, QualityProfile};
use crate::base::Ratio;

/// Sums over guides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Guides examined.
    pub items: u64,
    /// Guides with at least one finding.
    pub faulty: u64,
    /// Findings.
    pub findings: u64,
    /// Rules that blanks kept from being judged, summed over the guides.
    pub not_checkable: u64,
    passed: u64,
    checkable: u64,
}

impl Tally {
    /// Adds one guide; what nobody applies for has nothing checked and does not count.
    pub fn add(&mut self, checked: &[Checked], profile: &QualityProfile) {
        if checked.is_empty() {
            return;
        }
        self.items += 1;
        let mut faulty = false;
        for one in checked {
            let weight = profile.setting(one.rule).map_or(0, |s| u64::from(s.weight));
            match &one.outcome {
                Outcome::Passed => {
                    self.passed += weight;
                    self.checkable += weight;
                }
                Outcome::Failed(findings) => {
                    self.checkable += weight;
                    self.findings += findings.len() as u64;
                    faulty = true;
                }
                Outcome::Blank(_) => self.not_checkable += 1,
                Outcome::Outside => {}
            }
        }
        self.faulty += u64::from(faulty);
    }

    /// Passed of checkable, by weight; 100 only where nothing is broken. Its whole is 0 where nothing could be checked:
    /// no score.
    pub fn score(&self) -> Option<Ratio> {
        Ratio::new(self.passed, self.checkable).ok().filter(|r| r.whole() > 0)
    }

    /// The score with one decimal; `None` where nothing could be checked.
    pub fn score_text(&self) -> Option<String> {
        self.score().and_then(|r| r.percent_text(1))
    }
}
