//! 即办率: items decided on the spot ÷ counted items (domain §1.3, further measures). No exemption
//! leaves it: an item that is exempt from going online can still be decided at once.

use super::ItemFacts;
use crate::catalogue::CaseKind;

/// 办件类型 is 即办件.
pub(super) fn met(facts: &ItemFacts) -> Option<bool> {
    facts.case_kind.map(|kind| match kind {
        CaseKind::Instant => true,
        CaseKind::Commitment | CaseKind::Other => false,
    })
}
