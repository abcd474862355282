//! 跑零次率: items without a visit ÷ counted items (domain §1.3, further measures).

use super::ItemFacts;

/// No visit. Where nobody noted visits, Ⅳ says that there is none (domain §1.4); a lower depth says
/// nothing certain.
pub(super) fn met(facts: &ItemFacts) -> Option<bool> {
    match (facts.onsite_visits, facts.online_depth) {
        (Some(visits), _) => Some(visits == 0),
        (None, Some(4)) => Some(true),
        (None, Some(_) | None) => None,
    }
}
