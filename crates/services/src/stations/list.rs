//! Stations as the public and the supervisor see them.

use domain::people::{Act, Desk};
use store::stations::{self as rows, StationFilter, StationRow};

use crate::{Bureau, Failure, Never};

/// How naming stands, over stations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NamingCounts {
    /// Stations.
    pub total: u64,
    /// An old registered name or an old plate.
    pub old: u64,
    /// Not looked at.
    pub unknown: u64,
}

/// A page of divisions with their stations, narrowed.
pub fn list(
    bureau: &Bureau,
    desk: &Desk,
    after: &str,
    limit: u32,
    filter: StationFilter,
) -> Result<Vec<StationRow>, Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    Ok(bureau.db().read(|tx| rows::station_rows(tx, bureau.region(), after, limit.into(), filter))?)
}

/// Naming in figures; apart from coverage on purpose.
pub fn naming_counts(bureau: &Bureau) -> Result<NamingCounts, store::StoreError> {
    let (total, old, unknown) = bureau.db().read(|tx| rows::naming_counts(tx, bureau.region()))?;
    Ok(NamingCounts { total, old, unknown })
}
