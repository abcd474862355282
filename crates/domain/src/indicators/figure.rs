//! A figure: never a bare number (design rule 7).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Card, Direction, Indicator, Profile, Rank, TargetKind};
use crate::base::{Percent, Ratio};

/// Rows by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The parts of a figure beside the rows that they come from. The same, except where parts are sums
/// (承诺时限压缩比: working days).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// What is divided.
    pub parts: Counts,
    /// Rows of each standing.
    pub rows: Counts,
}

impl From<Counts> for Tally {
    fn from(counts: Counts) -> Self {
        Self { parts: counts, rows: counts }
    }
}

/// What it was the time before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// The day that one speaks of.
    pub as_of: Date,
    /// Its parts.
    pub ratio: Ratio,
    /// As it was printed, without the sign.
    pub value: String,
}

/// One figure with all that must be printed beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub indicator: Indicator,
    /// What is divided: rows, or sums of their days.
    pub counts: Counts,
    /// Rows behind it.
    pub rows: Counts,
    /// Text without the sign: `99.94`; `None` when nothing is known.
    pub value: Option<String>,
    /// Target text without the sign.
    pub target: String,
    /// How the target is meant.
    pub target_kind: TargetKind,
    /// How many more parts must be met to reach the target.
    pub missing: u64,
    /// What it was before, where the target looks back and there is a before.
    pub previous: Option<Previous>,
    /// Warning by the profile's bounds, when it is certain.
    pub card: Option<Card>,
    /// Place in the city, if the city's figures are known.
    pub rank: Option<Rank>,
    /// Profile id.
    pub profile: String,
    /// Profile version.
    pub profile_version: i64,
    /// Profile name.
    pub profile_name: String,
    /// Decimals printed.
    pub decimals: u8,
    /// The day it speaks of.
    pub as_of: Date,
}

impl Figure {
    /// The only way to make one: from counted rows and the profile they were counted by.
    pub fn new(
        indicator: Indicator,
        tally: impl Into<Tally>,
        profile: &Profile,
        as_of: Date,
        rank: Option<Rank>,
    ) -> Self {
        let Tally { parts: counts, rows } = tally.into();
        let ratio = ratio_of(&counts);
        let known = counts.met + counts.not_met > 0;
        let target = profile.target_percent();
        let missing = match (profile.target_kind, profile.direction) {
            (TargetKind::Watch, _) => 0,
            (TargetKind::Value | TargetKind::Hold | TargetKind::Rising, Direction::HigherIsBetter) => {
                ratio.missing_to(&target)
            }
            (TargetKind::Value | TargetKind::Hold | TargetKind::Rising, Direction::LowerIsBetter) => {
                above(&ratio, &target)
            }
        };
        Self {
            indicator,
            counts,
            rows,
            value: if known { ratio.percent_text(profile.decimals) } else { None },
            target: profile.target.clone(),
            target_kind: profile.target_kind,
            missing,
            previous: None,
            card: if known { card(&counts, profile) } else { None },
            rank,
            profile: profile.id.clone(),
            profile_version: profile.version,
            profile_name: profile.name.clone(),
            decimals: profile.decimals,
            as_of,
        }
    }

    /// The same judged against what it was before, where the target looks back: 维持 asks for the target
    /// and for no less than before, 持续提升 for more than before until everything is reached. Without
    /// a before the target's value decides.
    #[must_use]
    pub fn against(mut self, previous: Option<Previous>) -> Self {
        let Some(before) = previous else { return self };
        let ratio = self.ratio();
        let needed = |more: u128| -> u64 {
            // Whole parts that make the share as large as before; `more` = 1 asks for a larger one.
            let (part, whole) = (u128::from(before.ratio.part()), u128::from(before.ratio.whole().max(1)));
            let own = u128::from(ratio.whole());
            let least = if more == 0 { (part * own).div_ceil(whole) } else { part * own / whole + 1 };
            u64::try_from(least.min(own)).unwrap_or(ratio.whole()).saturating_sub(ratio.part())
        };
        self.missing = match self.target_kind {
            TargetKind::Value | TargetKind::Watch => return self,
            TargetKind::Hold => self.missing.max(needed(0)),
            TargetKind::Rising => needed(1),
        };
        self.previous = Some(before);
        self
    }

    /// Rows in the denominator. Unknown ones stay in: that makes the value a lower bound.
    pub fn denominator(&self) -> u64 {
        self.counts.met + self.counts.not_met + self.counts.unknown
    }

    /// Its parts, exactly.
    pub fn ratio(&self) -> Ratio {
        ratio_of(&self.counts)
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

    /// What is asked, in words: `100%`, `维持 100%`, `持续提升，上次 98.0%`.
    pub fn target_text(&self) -> String {
        match (self.target_kind, &self.previous) {
            (TargetKind::Value, _) => format!("{}%", self.target),
            (TargetKind::Watch, _) => "不设目标".into(),
            (TargetKind::Hold, _) => format!("维持 {}%", self.target),
            (TargetKind::Rising, Some(before)) => format!("持续提升，上次 {}%", before.value),
            (TargetKind::Rising, None) => format!("持续提升，直至 {}%", self.target),
        }
    }

    /// Whether anything is asked of it.
    pub fn has_target(&self) -> bool {
        match self.target_kind {
            TargetKind::Value | TargetKind::Hold | TargetKind::Rising => true,
            TargetKind::Watch => false,
        }
    }

    /// True when the target is reached. A measure without a target reaches none.
    pub fn is_on_target(&self) -> bool {
        self.has_target() && self.value.is_some() && self.missing == 0
    }
}

fn ratio_of(counts: &Counts) -> Ratio {
    Ratio::new(counts.met, counts.met + counts.not_met + counts.unknown)
        .expect("the part is one of the summands of the whole")
}

/// How many parts are met beyond a bound that should not be passed.
fn above(ratio: &Ratio, bound: &Percent) -> u64 {
    let most = u128::from(ratio.whole()) * u128::from(bound.units()) / u128::from(Percent::FULL.units());
    ratio.part().saturating_sub(u64::try_from(most).unwrap_or(u64::MAX))
}

/// The card that is certain whatever the unknown rows turn out to be.
fn card(counts: &Counts, profile: &Profile) -> Option<Card> {
    let best = match profile.direction {
        Direction::HigherIsBetter => Counts { met: counts.met + counts.unknown, unknown: 0, ..*counts },
        Direction::LowerIsBetter => *counts,
    };
    let ratio = ratio_of(&best);
    let worse_than = |bound: &Option<String>| {
        let Some(bound) = bound.as_deref().and_then(|b| Percent::parse(b).ok()) else { return false };
        match profile.direction {
            Direction::HigherIsBetter => ratio.missing_to(&bound) > 0,
            Direction::LowerIsBetter => above(&ratio, &bound) > 0,
        }
    };
    if worse_than(&profile.red) {
        Some(Card::Red)
    } else if worse_than(&profile.yellow) {
        Some(Card::Yellow)
    } else {
        None
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
mod tests;
