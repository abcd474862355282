//! Leads by outcome (处置统计), the share of false ones per detector, and what that says of its threshold.

use std::collections::BTreeMap;

use crate::{base::Ratio, oversight::detectors::Detector};

/// Settled leads that a proposal needs: with fewer the share is anybody's guess.
const ENOUGH: usize = 10;

/// One detector's leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Not settled.
    pub open: u64,
    /// 属实.
    pub upheld: u64,
    /// 已排除.
    pub explained: u64,
}

impl Tally {
    /// 误报率: explained among settled ones. Nothing settled is no figure.
    #[must_use]
    pub fn false_share(&self) -> Option<Ratio> {
        Ratio::new(self.explained, self.explained + self.upheld).ok().filter(|r| r.whole() > 0)
    }
}

/// Counts leads: detector, and whether it was upheld (`None` = open).
#[must_use]
pub fn tally(leads: impl IntoIterator<Item = (Detector, Option<bool>)>) -> BTreeMap<Detector, Tally> {
    let mut out: BTreeMap<Detector, Tally> = BTreeMap::new();
    for (detector, upheld) in leads {
        let tally = out.entry(detector).or_default();
        match upheld {
            None => tally.open += 1,
            Some(true) => tally.upheld += 1,
            Some(false) => tally.explained += 1,
        }
    }
    out
}

/// A threshold that would have told fewer false leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// 起数 now.
    pub from: u32,
    /// 起数 proposed.
    pub to: u32,
    /// Upheld leads that would still be told.
    pub keeps: u64,
    /// Upheld leads in all.
    pub upheld: u64,
    /// Explained leads that would not be told.
    pub spares: u64,
    /// Explained leads in all.
    pub explained: u64,
}

/// Proposes the smallest number of rows at which at most a third of the settled leads would have been false, while
/// at least nine tenths of the upheld ones stay. `settled` holds each lead's numerator and whether it was upheld.
/// `None` where the threshold does well enough, where too few are settled, and where no number does both. A
/// proposal, for whoever keeps the profile: nothing moves by itself.
#[must_use]
pub fn propose(settled: &[(u64, bool)], from: u32) -> Option<Proposal> {
    if settled.len() < ENOUGH {
        return None;
    }
    let upheld = settled.iter().filter(|(_, held)| *held).count() as u64;
    let explained = settled.len() as u64 - upheld;
    let fits = |kept: u64, told_false: u64| told_false * 3 <= kept + told_false && kept * 10 >= upheld * 9;
    if fits(upheld, explained) {
        return None;
    }
    let mut steps: Vec<u64> = settled.iter().map(|(part, _)| part + 1).filter(|to| *to > u64::from(from)).collect();
    steps.sort_unstable();
    steps.into_iter().find_map(|to| {
        let kept = settled.iter().filter(|(part, held)| *held && *part >= to).count() as u64;
        let told_false = settled.iter().filter(|(part, held)| !*held && *part >= to).count() as u64;
        let proposal = || {
            let to = u32::try_from(to).ok()?;
            Some(Proposal { from, to, keeps: kept, upheld, spares: explained - told_false, explained })
        };
        if kept > 0 && fits(kept, told_false) { proposal() } else { None }
    })
}
