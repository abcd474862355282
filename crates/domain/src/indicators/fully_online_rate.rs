//! 全程网办率: items at Ⅳ, that is with no visit ÷ counted items (domain §1.3, row 2).

use super::{ItemFacts, Profile};

/// Ⅳ and zero visits. Where the two contradict each other the row does not count as met.
pub(super) fn met(facts: &ItemFacts, profile: &Profile) -> Option<bool> {
    match (facts.online_depth, facts.onsite_visits) {
        (Some(depth), Some(visits)) => Some(depth >= profile.min_depth && visits == 0),
        (Some(depth), None) => Some(depth >= profile.min_depth),
        (None, Some(visits)) => Some(visits == 0),
        (None, None) => None,
    }
}
