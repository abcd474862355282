//! 进驻大厅占比: items resident in the hall ÷ counted items less the approved exemption list
//! (domain §1.3, row 5). Residency on paper only: what is really handled there is another matter.

use super::ItemFacts;

/// Resident.
pub(super) fn met(facts: &ItemFacts) -> Option<bool> {
    facts.resident
}
