//! How each row of a snapshot stands towards a figure, and the count of that.

use domain::{
    base::{Region, SnapshotId},
    indicators::{Counts, ExemptMode, Indicator, Profile, RowStanding},
};

use super::{
    fully_online_rate, hall_residency_rate, online_available_rate, provincial_publication_rate, station_coverage_rate,
};
use crate::{
    seam::{StoreError, Tx, Val},
    vals,
};

/// The query's `FROM`: the snapshot's rows as `s` with their `standing`. Parameters `$1` region,
/// `$2` snapshot, `$3` lowest depth, `$4` 1 when exemptions leave the sum, `$5` types as `,01,,05,`.
pub(super) fn standing_sql(indicator: Indicator) -> String {
    let profile = "(SELECT CAST($3 AS BIGINT) AS min_depth, CAST($4 AS BIGINT) AS leave, CAST($5 AS TEXT) AS types) p";
    let items = |met: &str, exempt: &str| {
        format!(
            "SELECT s.*, CASE WHEN s.status <> 'in_use' OR replace(p.types, ',' || s.item_type || ',', '') = p.types THEN 'outside' \
             WHEN {exempt} IS NOT NULL AND p.leave = 1 THEN 'excluded' \
             WHEN {exempt} IS NOT NULL THEN 'met' \
             WHEN ({met}) = 1 THEN 'met' WHEN ({met}) = 0 THEN 'not_met' ELSE 'unknown' END AS standing \
             FROM snapshot_item s CROSS JOIN {profile} WHERE s.region = $1 AND s.snapshot_id = $2"
        )
    };
    match indicator {
        Indicator::OnlineAvailableRate => items(online_available_rate::MET, online_available_rate::EXEMPT),
        Indicator::FullyOnlineRate => items(fully_online_rate::MET, fully_online_rate::EXEMPT),
        Indicator::ProvincialPublicationRate => {
            items(provincial_publication_rate::MET, provincial_publication_rate::EXEMPT)
        }
        Indicator::HallResidencyRate => items(hall_residency_rate::MET, hall_residency_rate::EXEMPT),
        Indicator::StationCoverageRate => format!(
            "SELECT s.*, CASE WHEN ({}) = 1 THEN 'met' ELSE 'not_met' END AS standing \
             FROM snapshot_division s CROSS JOIN {profile} WHERE s.region = $1 AND s.snapshot_id = $2",
            station_coverage_rate::MET
        ),
    }
}

pub(super) fn params(region: &Region, snapshot: SnapshotId, profile: &Profile) -> Vec<Val> {
    let leave = match profile.exempt {
        ExemptMode::Excluded => 1_i64,
        ExemptMode::CountsAsMet => 0,
    };
    // Each type between two commas, so that one is found in the other as text, alike on both engines.
    let types: String = profile.item_types.iter().map(|t| format!(",{t},")).collect();
    vals![region, snapshot, profile.min_depth, leave, types].to_vec()
}

/// Counts the rows of a frozen snapshot.
pub fn count(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
    indicator: Indicator,
    profile: &Profile,
) -> Result<Counts, StoreError> {
    let sql = format!(
        "SELECT standing, count(*) AS n FROM ({}) r GROUP BY standing ORDER BY standing",
        standing_sql(indicator)
    );
    let mut counts = Counts::default();
    for row in tx.rows(&sql, &params(region, snapshot, profile))? {
        let n: u64 = row.num("n")?;
        match RowStanding::parse(&row.text("standing")?) {
            Some(RowStanding::Met) => counts.met = n,
            Some(RowStanding::NotMet) => counts.not_met = n,
            Some(RowStanding::Unknown) => counts.unknown = n,
            Some(RowStanding::Excluded) => counts.excluded = n,
            Some(RowStanding::Outside) => {}
            None => return Err(StoreError::corrupt("standing", "不认识的结论")),
        }
    }
    Ok(counts)
}
