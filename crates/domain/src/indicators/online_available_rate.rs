//! 网上可办率: items that can at least be applied for online ÷ counted items (domain §1.3, row 1).

use super::{ItemFacts, OnlineBy, Profile};

/// Depth reaches the profile's floor, or there is an address to apply at, as the profile says. A row
/// whose depth nobody noted, yet with zero visits, is fully online (Ⅳ ⇔ 0 visits, domain §1.4) and
/// therefore available.
pub(super) fn met(facts: &ItemFacts, profile: &Profile) -> Option<bool> {
    let by_depth = match (facts.online_depth, facts.onsite_visits) {
        (Some(depth), _) => Some(depth >= profile.min_depth),
        (None, Some(0)) => Some(true),
        (None, Some(_) | None) => None,
    };
    match profile.online_by {
        OnlineBy::Depth => by_depth,
        OnlineBy::Link => facts.online_link,
        OnlineBy::Either => either(by_depth, facts.online_link),
    }
}

/// One of two that may be unknown: no only where both are known to say no.
pub(super) fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, Some(false) | None) | (Some(false), None) => None,
    }
}
