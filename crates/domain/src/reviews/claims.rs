//! Ratings hold the guide against what happened (评价检验办事指南): an option that says more was asked for than the guide
//! names contradicts the item's promise, one that says it went as written confirms it.

use std::collections::BTreeMap;

use super::{Claim, OptionList};

/// How often a promise was contradicted and confirmed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClaimCount {
    /// 不符.
    pub against: u64,
    /// 相符.
    pub with: u64,
}

/// Sums what was ticked of one item by the promise it speaks of. Retired and unknown codes say nothing.
#[must_use]
pub fn claims(ticked: impl IntoIterator<Item = (u16, u64)>, options: &OptionList) -> BTreeMap<Claim, ClaimCount> {
    let mut out: BTreeMap<Claim, ClaimCount> = BTreeMap::new();
    for (code, n) in ticked {
        let Some((claim, level)) = options.get(code).and_then(|o| Some((o.claim?, o.level))) else { continue };
        let count = out.entry(claim).or_default();
        if level.passes() {
            count.with += n;
        } else {
            count.against += n;
        }
    }
    out
}
