//! 省级平台发布占比: items published on the provincial platform ÷ counted items (domain §1.3, row 3).

use super::ItemFacts;

/// Published, as the later of the province's own list and its node's answer says (`publication::publication_standing`).
pub(super) fn met(facts: &ItemFacts) -> Option<bool> {
    facts.published
}
