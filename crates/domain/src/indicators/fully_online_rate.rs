//! 全程网办率: items at Ⅳ, that is with no visit ÷ counted items (domain §1.3, row 2).

use super::{FullyBy, ItemFacts, Profile, online_available_rate::either};

/// Ⅳ and zero visits, or what the profile says of the two. Where both are asked and contradict each
/// other the row does not count as met; where one is known, that one decides.
pub(super) fn met(facts: &ItemFacts, profile: &Profile) -> Option<bool> {
    let by_depth = facts.online_depth.map(|depth| depth >= profile.min_depth);
    let by_visits = facts.onsite_visits.map(|visits| visits == 0);
    match profile.fully_by {
        FullyBy::Depth => by_depth,
        FullyBy::Visits => by_visits,
        FullyBy::Either => either(by_depth, by_visits),
        FullyBy::Both => match (by_depth, by_visits) {
            (Some(depth), Some(visits)) => Some(depth && visits),
            (Some(known), None) | (None, Some(known)) => Some(known),
            (None, None) => None,
        },
    }
}
