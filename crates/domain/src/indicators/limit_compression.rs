//! 承诺时限压缩比: (Σ法定 − Σ承诺) ÷ Σ法定 in working days (domain §1.3, further measures). Items without a
//! statutory limit are left out; months and years are converted as the profile says (22 and 253 in
//! one province's script).
//!
//! Its parts are days, its rows are items. A natural day counts as one day, an hour as none: it ends on
//! the day of acceptance. Where the promise is unknown the limit stays in the whole as if nothing were
//! saved, so that the ratio is a lower bound.

use super::{Counts, ItemFacts, Profile, RowStanding};

/// A stored limit in working days; `None` when it is none that is known.
pub(super) fn workdays(stored: Option<&str>, profile: &Profile) -> Option<u64> {
    let stored = stored?;
    let digits = stored.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let number: u64 = digits.parse().ok()?;
    match &stored[digits.len()..] {
        "workday" | "day" => Some(number),
        "month" => Some(number * u64::from(profile.month_days)),
        "year" => Some(number * u64::from(profile.year_days)),
        "hour" => Some(0),
        _ => None,
    }
}

fn both(facts: &ItemFacts, profile: &Profile) -> (Option<u64>, Option<u64>) {
    (workdays(facts.statutory.as_deref(), profile), workdays(facts.promised.as_deref(), profile))
}

/// Compressed when less is promised than the law allows.
pub(super) fn standing(facts: &ItemFacts, profile: &Profile) -> RowStanding {
    match both(facts, profile) {
        (None | Some(0), _) => RowStanding::Excluded,
        (Some(_), None) => RowStanding::Unknown,
        (Some(law), Some(promise)) if promise < law => RowStanding::Met,
        (Some(_), Some(_)) => RowStanding::NotMet,
    }
}

/// Sums over counted rows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Days {
    law: u64,
    promise: u64,
    unknown: u64,
}

impl Days {
    /// Adds a row.
    pub(super) fn note(&mut self, standing: RowStanding, facts: &ItemFacts, profile: &Profile) {
        let (law, promise) = both(facts, profile);
        match standing {
            RowStanding::Met | RowStanding::NotMet => {
                self.law += law.unwrap_or(0);
                self.promise += promise.unwrap_or(0);
            }
            RowStanding::Unknown => self.unknown += law.unwrap_or(0),
            RowStanding::Excluded | RowStanding::Outside => {}
        }
    }

    /// Days saved, days promised of what the law allows, days of which nothing is promised yet.
    pub(super) fn parts(self, excluded: u64) -> Counts {
        compressed(self.law, self.promise, self.unknown, excluded)
    }
}

/// The parts of the ratio from its sums. Promises longer than the law eat up what others save; below
/// nothing the ratio does not go.
pub fn compressed(law: u64, promise: u64, unknown: u64, excluded: u64) -> Counts {
    let saved = law.saturating_sub(promise);
    Counts { met: saved, not_met: law - saved, unknown, excluded }
}
