//! The rows behind a figure, by the same text that counted them.

use domain::{
    base::{Region, SnapshotId},
    indicators::{Indicator, Profile, RowStanding},
};

use super::count::{params, standing_sql};
use crate::seam::{StoreError, Tx, Val};

/// One row behind a figure.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// Item id, or division code as a number: the key of the next page.
    pub key: i64,
    /// Item or division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department, or level of the division.
    pub owner: String,
    /// How it stands.
    pub standing: RowStanding,
    /// Depth, for items.
    pub online_depth: Option<i64>,
    /// Visits, for items.
    pub onsite_visits: Option<i64>,
    /// Why left out, as JSON, for excluded items.
    pub exemption: Option<String>,
    /// Blockers of the item's version, as JSON of its guide.
    pub guide: Option<String>,
}

/// Rows of one standing after a key.
pub fn figure_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
    indicator: Indicator,
    profile: &Profile,
    page: (RowStanding, i64, i64),
) -> Result<Vec<FigureRow>, StoreError> {
    let (standing, after, limit) = page;
    let inner = standing_sql(indicator);
    let exemption = match indicator {
        Indicator::OnlineAvailableRate | Indicator::FullyOnlineRate => "r.exempt_online",
        Indicator::ProvincialPublicationRate => "r.exempt_publication",
        Indicator::HallResidencyRate => "r.exempt_hall",
        Indicator::StationCoverageRate => "",
    };
    let sql = if indicator == Indicator::StationCoverageRate {
        format!(
            "SELECT CAST(r.code AS BIGINT) AS key, r.code AS code, r.name AS name, r.level AS owner, r.standing AS standing, \
             CAST(NULL AS BIGINT) AS online_depth, CAST(NULL AS BIGINT) AS onsite_visits, \
             CAST(NULL AS TEXT) AS exemption, CAST(NULL AS TEXT) AS guide \
             FROM ({inner}) r WHERE r.standing = $6 AND CAST(r.code AS BIGINT) > $7 ORDER BY r.code LIMIT $8"
        )
    } else {
        format!(
            "SELECT r.item_id AS key, r.code AS code, r.name AS name, d.name AS owner, r.standing AS standing, \
             r.online_depth AS online_depth, r.onsite_visits AS onsite_visits, {exemption} AS exemption, v.guide AS guide \
             FROM ({inner}) r JOIN department d ON d.region = r.region AND d.id = r.department_id \
             JOIN item_version v ON v.region = r.region AND v.item_id = r.item_id AND v.version = r.version \
             WHERE r.standing = $6 AND r.item_id > $7 ORDER BY r.item_id LIMIT $8"
        )
    };
    let mut all = params(region, snapshot, profile);
    all.extend([Val::from(standing.as_str()), Val::from(after), Val::from(limit)]);
    tx.rows(&sql, &all)?
        .iter()
        .map(|r| {
            Ok(FigureRow {
                key: r.int("key")?,
                code: r.text("code")?,
                name: r.text("name")?,
                owner: r.text("owner")?,
                standing: RowStanding::parse(&r.text("standing")?)
                    .ok_or_else(|| StoreError::corrupt("standing", "不认识的结论"))?,
                online_depth: r.opt_int("online_depth")?,
                onsite_visits: r.opt_int("onsite_visits")?,
                exemption: r.opt_text("exemption")?,
                guide: r.opt_text("guide")?,
            })
        })
        .collect()
}
