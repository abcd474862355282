//! 网上可办率: items that can at least be applied for online ÷ counted items (domain §1.3, row 1).

use super::{ItemFacts, Profile};

/// Depth reaches the profile's floor. A row whose depth nobody noted, yet with zero visits, is
/// fully online (Ⅳ ⇔ 0 visits, domain §1.4) and therefore available.
pub(super) fn met(facts: &ItemFacts, profile: &Profile) -> Option<bool> {
    match (facts.online_depth, facts.onsite_visits) {
        (Some(depth), _) => Some(depth >= profile.min_depth),
        (None, Some(0)) => Some(true),
        (None, Some(_) | None) => None,
    }
}
