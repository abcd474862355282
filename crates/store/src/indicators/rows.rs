//! The rows behind a figure, by the same text that counted them.

use domain::{
    base::{Region, SnapshotId},
    indicators::{Indicator, Profile, RowStanding},
};

use super::count::{PARAMS, params, standing_of, standing_sql};
use crate::seam::{Row, StoreError, Tx, Val};

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
    /// Whether the item's own data say that it is published.
    pub said_published: Option<bool>,
    /// 法定办结时限 as stored, for items.
    pub statutory: Option<String>,
    /// 承诺办结时限 as stored, for items.
    pub promised: Option<String>,
    /// Why left out, as JSON, for excluded items.
    pub exemption: Option<String>,
    /// Blockers of the item's version, as JSON of its guide.
    pub guide: Option<String>,
}

/// The column of the exemption that leaves a figure; NULL where none does.
fn exemption(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::OnlineAvailableRate
        | Indicator::FullyOnlineRate
        | Indicator::MobileAvailableRate
        | Indicator::ZeroVisitRate => "r.exempt_online",
        Indicator::ProvincialPublicationRate => "r.exempt_publication",
        Indicator::HallResidencyRate => "r.exempt_hall",
        Indicator::InstantRate
        | Indicator::LimitCompression
        | Indicator::StationCoverageRate
        | Indicator::StationNamingRate => "CAST(NULL AS TEXT)",
    }
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
    let [of, from, most] = [PARAMS + 1, PARAMS + 2, PARAMS + 3].map(|n| format!("${n}"));
    let sql = if indicator.is_over_divisions() {
        let none = |column: &str, kind: &str| format!("CAST(NULL AS {kind}) AS {column}");
        format!(
            "SELECT CAST(r.code AS BIGINT) AS key, r.code AS code, r.name AS name, r.level AS owner, r.standing AS standing, \
             {}, {}, {}, {}, {}, {}, {} \
             FROM ({inner}) r WHERE r.standing = {of} AND CAST(r.code AS BIGINT) > {from} ORDER BY r.code LIMIT {most}",
            none("online_depth", "BIGINT"),
            none("onsite_visits", "BIGINT"),
            none("said_published", "BIGINT"),
            none("statutory", "TEXT"),
            none("promised", "TEXT"),
            none("exemption", "TEXT"),
            none("guide", "TEXT")
        )
    } else {
        format!(
            "SELECT r.item_id AS key, r.code AS code, r.name AS name, d.name AS owner, r.standing AS standing, \
             r.online_depth AS online_depth, r.onsite_visits AS onsite_visits, v.published AS said_published, r.statutory AS statutory, \
             r.promised AS promised, {} AS exemption, v.guide AS guide \
             FROM ({inner}) r JOIN department d ON d.region = r.region AND d.id = r.department_id \
             JOIN item_version v ON v.region = r.region AND v.item_id = r.item_id AND v.version = r.version \
             WHERE r.standing = {of} AND r.item_id > {from} ORDER BY r.item_id LIMIT {most}",
            exemption(indicator)
        )
    };
    let mut all = params(region, snapshot, profile);
    all.extend([Val::from(standing.as_str()), Val::from(after), Val::from(limit)]);
    tx.rows(&sql, &all)?.iter().map(read).collect()
}

fn read(r: &Row) -> Result<FigureRow, StoreError> {
    Ok(FigureRow {
        key: r.int("key")?,
        code: r.text("code")?,
        name: r.text("name")?,
        owner: r.text("owner")?,
        standing: standing_of(r)?,
        online_depth: r.opt_int("online_depth")?,
        onsite_visits: r.opt_int("onsite_visits")?,
        said_published: r.opt_flag("said_published")?,
        statutory: r.opt_text("statutory")?,
        promised: r.opt_text("promised")?,
        exemption: r.opt_text("exemption")?,
        guide: r.opt_text("guide")?,
    })
}

/// How each row of a snapshot stands, by key (item id, or division code as a number). All rows, those
/// outside the population among them.
pub fn standings(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
    indicator: Indicator,
    profile: &Profile,
) -> Result<Vec<(i64, RowStanding)>, StoreError> {
    let key = if indicator.is_over_divisions() { "CAST(r.code AS BIGINT)" } else { "r.item_id" };
    let sql =
        format!("SELECT {key} AS key, r.standing AS standing FROM ({}) r ORDER BY {key}", standing_sql(indicator));
    tx.rows(&sql, &params(region, snapshot, profile))?.iter().map(|r| Ok((r.int("key")?, standing_of(r)?))).collect()
}
