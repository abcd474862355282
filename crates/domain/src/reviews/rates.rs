//! The rates of ratings (主动评价率、好评率、差评率、按期整改率、回访率). Each is a part of a whole; nothing to count is no
//! rate.

use std::collections::BTreeSet;

use super::{Provenance, Rater, Review};
use crate::base::{CaseId, Ratio};

/// The rates of a group of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// 主动评价率: finished cases that their applicants rated, of all finished.
    pub active: Ratio,
    /// 好评率: three stars and more, of the effective ratings.
    pub positive: Ratio,
    /// 差评率: one and two stars, of the effective ratings.
    pub negative: Ratio,
    /// Ratings of staff devices, imports and systems, by who made them: separate series, in none of the rates.
    pub others: Vec<(Provenance, u32)>,
    /// Effective ratings that were set aside after an appeal.
    pub set_aside: u32,
    /// Bad ones by name: all of them must be called back.
    pub named_negative: u32,
}

/// The rates of finished cases and the ratings of them. A rating of a case that is not among the finished ones counts
/// for good and bad, and not for the active rate.
#[must_use]
pub fn rates(finished: &BTreeSet<CaseId>, reviews: &[Review]) -> Rates {
    let effective = || reviews.iter().filter(|r| r.is_effective());
    let rated: BTreeSet<CaseId> =
        reviews.iter().filter(|r| r.provenance.is_own() && finished.contains(&r.case)).map(|r| r.case).collect();
    let (all, bad) = (effective().count() as u64, effective().filter(|r| r.is_negative()).count() as u64);
    let ratio = |part: u64, whole: u64| Ratio::new(part, whole).expect("each part is counted out of its whole");
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let others = Provenance::ALL
        .into_iter()
        .filter(|p| !p.is_own())
        .map(|p| (p, count(reviews.iter().filter(|r| r.provenance == p).count())))
        .filter(|(_, n)| *n > 0)
        .collect();
    Rates {
        active: ratio(rated.len() as u64, finished.len() as u64),
        positive: ratio(all - bad, all),
        negative: ratio(bad, all),
        others,
        set_aside: count(reviews.iter().filter(|r| r.set_aside).count()),
        named_negative: count(effective().filter(|r| r.is_negative() && r.rater == Rater::Named).count()),
    }
}
