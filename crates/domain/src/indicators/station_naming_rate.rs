//! 站点更名率: open stations whose registered name and plate both have the official form ÷ open stations
//! (domain §0 problem 3, §6). Beside the coverage: a county may cover everything and have old plates.

use super::{DivisionFacts, RowStanding};

/// Counted at the division the station stands in, so that a joint station counts once.
pub(super) fn standing(facts: DivisionFacts) -> RowStanding {
    if facts.joint || facts.station_open != Some(true) {
        return RowStanding::Outside;
    }
    match (facts.name_ok, facts.plate_ok) {
        (Some(true), Some(true)) => RowStanding::Met,
        (Some(false), _) | (_, Some(false)) => RowStanding::NotMet,
        (None, Some(true) | None) | (Some(true), None) => RowStanding::Unknown,
    }
}
