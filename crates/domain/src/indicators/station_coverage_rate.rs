//! 基层服务站点覆盖率: divisions served by an open station ÷ divisions of the table (domain §1.3,
//! row 4, §6). Naming is another measure and never part of this one.

use super::{DivisionFacts, Profile};

/// Served by a station that is open; a joint station serves each division it names, where the profile
/// lets it count.
pub(super) fn met(facts: DivisionFacts, profile: &Profile) -> bool {
    facts.station_open == Some(true) && (!facts.joint || profile.joint_stations)
}
