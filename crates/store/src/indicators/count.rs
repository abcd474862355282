//! How each row of a snapshot stands towards a figure, and the count of that.

use domain::{
    base::{Region, SnapshotId},
    indicators::{Counts, ExemptMode, FullyBy, Indicator, OnlineBy, Profile, RowStanding, Tally, compressed},
};

use super::{
    fully_online_rate, hall_residency_rate, instant_rate, limit_compression, mobile_available_rate,
    online_available_rate, provincial_publication_rate, station_coverage_rate, station_naming_rate, zero_visit_rate,
};
use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// The profile as a row: the choices as numbers, lists as text with commas around each member.
/// Parameters `$1` region and `$2` snapshot stand outside of it.
pub(super) const PROFILE: &str = "(SELECT CAST($3 AS BIGINT) AS min_depth, CAST($4 AS BIGINT) AS leave, CAST($5 AS TEXT) AS types, \
     CAST($6 AS TEXT) AS levels, CAST($7 AS BIGINT) AS online_by, CAST($8 AS BIGINT) AS fully_by, \
     CAST($9 AS BIGINT) AS quasi, CAST($10 AS BIGINT) AS joint, CAST($11 AS BIGINT) AS month_days, \
     CAST($12 AS BIGINT) AS year_days)";

/// How many parameters [`params`] gives: those of a query that says more begin after it.
pub(super) const PARAMS: usize = 12;

/// Not in the population.
const OUTSIDE: &str = "s.status <> 'in_use' OR replace(p.types, ',' || s.item_type || ',', '') = p.types \
     OR (p.levels <> '' AND s.exercise_level IS NOT NULL \
     AND replace(p.levels, ',' || s.exercise_level || ',', '') = p.levels)";

/// Rows of items with `standing`: by a predicate that is 1, 0 or NULL, and an exemption.
fn by_predicate(met: &str, exempt: Option<&str>) -> String {
    let exempt = exempt.map_or_else(String::new, |column| {
        format!("WHEN {column} IS NOT NULL AND p.leave = 1 THEN 'excluded' WHEN {column} IS NOT NULL THEN 'met' ")
    });
    format!(
        "SELECT s.*, CASE WHEN {OUTSIDE} THEN 'outside' {exempt}\
         WHEN ({met}) = 1 THEN 'met' WHEN ({met}) = 0 THEN 'not_met' ELSE 'unknown' END AS standing \
         FROM snapshot_item s CROSS JOIN {PROFILE} p WHERE s.region = $1 AND s.snapshot_id = $2"
    )
}

/// Rows of divisions with `standing`.
fn of_divisions(standing: &str) -> String {
    format!(
        "SELECT s.*, CASE WHEN p.quasi = 0 AND substr(s.code, 7, 3) >= '400' THEN 'outside' {standing} END AS standing \
         FROM snapshot_division s CROSS JOIN {PROFILE} p WHERE s.region = $1 AND s.snapshot_id = $2"
    )
}

/// Rows with their limits in working days as `law` and `promise`, and `standing`.
fn compressed_rows() -> String {
    let (law, promise) = (limit_compression::workdays("s.statutory"), limit_compression::workdays("s.promised"));
    format!(
        "SELECT s.*, CASE WHEN {OUTSIDE} THEN 'outside' {} END AS standing FROM \
         (SELECT s.*, {law} AS law, {promise} AS promise FROM snapshot_item s CROSS JOIN {PROFILE} p \
         WHERE s.region = $1 AND s.snapshot_id = $2) s CROSS JOIN {PROFILE} p",
        limit_compression::STANDING
    )
}

/// The query's `FROM`: the snapshot's rows with their `standing`, under the parameters of [`params`].
pub(super) fn standing_sql(indicator: Indicator) -> String {
    let online = Some("s.exempt_online");
    match indicator {
        Indicator::OnlineAvailableRate => by_predicate(online_available_rate::MET, online),
        Indicator::FullyOnlineRate => by_predicate(fully_online_rate::MET, online),
        Indicator::ProvincialPublicationRate => {
            by_predicate(provincial_publication_rate::MET, Some("s.exempt_publication"))
        }
        Indicator::HallResidencyRate => by_predicate(hall_residency_rate::MET, Some("s.exempt_hall")),
        Indicator::MobileAvailableRate => by_predicate(mobile_available_rate::MET, online),
        Indicator::InstantRate => by_predicate(instant_rate::MET, None),
        Indicator::ZeroVisitRate => by_predicate(zero_visit_rate::MET, online),
        Indicator::LimitCompression => compressed_rows(),
        Indicator::StationCoverageRate => of_divisions(station_coverage_rate::STANDING),
        Indicator::StationNamingRate => of_divisions(station_naming_rate::STANDING),
    }
}

/// Each member between two commas, so that one is found in the other as text, alike on both engines.
fn members(list: &[String]) -> String {
    list.iter().map(|t| format!(",{t},")).collect()
}

/// `$1` to `$12` of [`standing_sql`].
pub(super) fn params(region: &Region, snapshot: SnapshotId, profile: &Profile) -> Vec<Val> {
    let leave = match profile.exempt {
        ExemptMode::Excluded => 1_i64,
        ExemptMode::CountsAsMet => 0,
    };
    let online_by = match profile.online_by {
        OnlineBy::Depth => 0_i64,
        OnlineBy::Link => 1,
        OnlineBy::Either => 2,
    };
    let fully_by = match profile.fully_by {
        FullyBy::Both => 0_i64,
        FullyBy::Depth => 1,
        FullyBy::Visits => 2,
        FullyBy::Either => 3,
    };
    vals![
        region,
        snapshot,
        profile.min_depth,
        leave,
        members(&profile.item_types),
        members(&profile.levels),
        online_by,
        fully_by,
        profile.quasi_townships,
        profile.joint_stations,
        profile.month_days,
        profile.year_days
    ]
    .to_vec()
}

pub(super) fn standing_of(row: &Row) -> Result<RowStanding, StoreError> {
    RowStanding::parse(&row.text("standing")?).ok_or_else(|| StoreError::corrupt("standing", "不认识的结论"))
}

/// Counts the rows of a frozen snapshot: the parts of the figure, and the rows they come from.
pub fn count(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
    indicator: Indicator,
    profile: &Profile,
) -> Result<Tally, StoreError> {
    let sums = if indicator.is_weighed() {
        "CAST(coalesce(sum(r.law), 0) AS BIGINT) AS law, CAST(coalesce(sum(r.promise), 0) AS BIGINT) AS promise"
    } else {
        "CAST(0 AS BIGINT) AS law, CAST(0 AS BIGINT) AS promise"
    };
    let sql = format!(
        "SELECT r.standing AS standing, count(*) AS n, {sums} FROM ({}) r GROUP BY r.standing ORDER BY r.standing",
        standing_sql(indicator)
    );
    let mut rows = Counts::default();
    let (mut law, mut promise, mut open) = (0, 0, 0);
    for row in tx.rows(&sql, &params(region, snapshot, profile))? {
        let n: u64 = row.num("n")?;
        match standing_of(&row)? {
            RowStanding::Met => rows.met = n,
            RowStanding::NotMet => rows.not_met = n,
            RowStanding::Unknown => {
                rows.unknown = n;
                open = row.num("law")?;
                continue;
            }
            RowStanding::Excluded => {
                rows.excluded = n;
                continue;
            }
            RowStanding::Outside => continue,
        }
        law += row.num::<u64>("law")?;
        promise += row.num::<u64>("promise")?;
    }
    let parts = if indicator.is_weighed() { compressed(law, promise, open, rows.excluded) } else { rows };
    Ok(Tally { parts, rows })
}
