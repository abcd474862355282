//! 掌上可办率: items that can be handled on a telephone ÷ counted items (domain §1.3, further measures).

use super::ItemFacts;

/// The guide has a 移动端办理地址.
pub(super) fn met(facts: &ItemFacts) -> Option<bool> {
    facts.mobile
}
