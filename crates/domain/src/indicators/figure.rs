//! A figure: never a bare number (design rule 7).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Indicator, Profile, Rank};
use crate::base::{Percent, Ratio};

/// Rows by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the numerator.
    pub met: u64,
    /// Known not to meet it.
    pub not_met: u64,
    /// Not known.
    pub unknown: u64,
    /// Left out with a reason.
    pub excluded: u64,
}

/// One figure with all that must be printed beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub indicator: Indicator,
    /// Rows behind it.
    pub counts: Counts,
    /// Text without the sign: `99.94`; `None` when nothing is known.
    pub value: Option<String>,
    /// Target text without the sign.
    pub target: String,
    /// How many more rows must be met to reach the target.
    pub missing: u64,
    /// Place in the city, if the city's figures are known.
    pub rank: Option<Rank>,
    /// Profile id.
    pub profile: String,
    /// Profile name.
    pub profile_name: String,
    /// The day it speaks of.
    pub as_of: Date,
}

impl Figure {
    /// The only way to make one: from counted rows and the profile they were counted by.
    pub fn new(indicator: Indicator, counts: Counts, profile: &Profile, as_of: Date, rank: Option<Rank>) -> Self {
        let ratio = Ratio::new(counts.met, counts.met + counts.not_met + counts.unknown)
            .expect("the part is one of the summands of the whole");
        let known = counts.met + counts.not_met > 0;
        let target = Percent::parse(&profile.target).unwrap_or(Percent::FULL);
        Self {
            indicator,
            counts,
            value: if known { ratio.percent_text(profile.decimals) } else { None },
            target: profile.target.clone(),
            missing: ratio.missing_to(&target),
            rank,
            profile: profile.id.clone(),
            profile_name: profile.name.clone(),
            as_of,
        }
    }

    /// Rows in the denominator. Unknown ones stay in: that makes the value a lower bound.
    pub fn denominator(&self) -> u64 {
        self.counts.met + self.counts.not_met + self.counts.unknown
    }

    /// True when unknown rows make the value a lower bound (至少).
    pub fn is_lower_bound(&self) -> bool {
        self.value.is_some() && self.counts.unknown > 0
    }

    /// As it stands in a sentence: `99.94%`, `至少 97.10%`, `没有数据`.
    pub fn text(&self) -> String {
        match &self.value {
            None => "没有数据".into(),
            Some(v) if self.is_lower_bound() => format!("至少 {v}%"),
            Some(v) => format!("{v}%"),
        }
    }

    /// True when the target is reached.
    pub fn is_on_target(&self) -> bool {
        self.value.is_some() && self.missing == 0
    }
}

/// Event: a snapshot was frozen and counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotTaken {
    /// The day it speaks of.
    pub as_of: Date,
    /// Items frozen.
    pub items: u64,
    /// Divisions frozen.
    pub divisions: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::ExemptMode;

    fn profile(decimals: u8, target: &str) -> Profile {
        Profile {
            id: "t".into(),
            version: 1,
            indicator: "online_available_rate".into(),
            name: "试算".into(),
            item_types: vec!["01".into()],
            min_depth: 2,
            exempt: ExemptMode::Excluded,
            decimals,
            target: target.into(),
            source: "test".into(),
        }
    }

    fn figure(met: u64, not_met: u64, unknown: u64, decimals: u8) -> Figure {
        let counts = Counts { met, not_met, unknown, excluded: 0 };
        let day = jiff::civil::date(2026, 11, 20);
        Figure::new(Indicator::OnlineAvailableRate, counts, &profile(decimals, "100"), day, None)
    }

    /// The report this product grew from (domain §0).
    #[test]
    fn the_reports_figures() {
        assert_eq!(figure(3075, 2, 0, 2).value.as_deref(), Some("99.94"));
        assert_eq!(figure(3072, 5, 0, 2).value.as_deref(), Some("99.84"));
        assert_eq!(figure(3025, 52, 0, 1).value.as_deref(), Some("98.3"));
        assert_eq!(figure(3019, 58, 0, 1).value.as_deref(), Some("98.1"));
        assert_eq!(figure(259, 0, 0, 1).value.as_deref(), Some("100"));
    }

    #[test]
    fn unknown_rows_make_a_lower_bound_and_nothing_known_makes_no_figure() {
        assert_eq!(figure(9, 0, 1, 1).text(), "至少 90.0%");
        assert_eq!(figure(0, 0, 1135, 2).value, None);
        assert_eq!(figure(0, 0, 1135, 2).text(), "没有数据");
        assert_eq!(figure(0, 0, 0, 2).text(), "没有数据");
        assert!(!figure(0, 0, 0, 2).is_on_target(), "an empty county has reached nothing");
    }
}
