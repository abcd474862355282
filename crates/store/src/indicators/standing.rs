//! Standings of the counties (全市排名): each computation is frozen with its rows, and a later one of the same day stands
//! beside it.

use domain::{
    base::Region,
    indicators::{Standing, StandingChange, StandingRules},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A computation without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptStanding {
    /// The day.
    pub day: Date,
    /// From 1 for each day.
    pub version: i64,
    /// The rules that it was computed by.
    pub rules: StandingRules,
    /// SM3 of the list of reports that it was computed from.
    pub basis: String,
    /// Counties with a place.
    pub ranked: u64,
    /// Those without.
    pub unranked: u64,
    /// What it says differently from the version before.
    pub changes: Vec<StandingChange>,
    /// When.
    pub computed_at: Timestamp,
    /// By whom.
    pub computed_by: String,
}

const COLUMNS: &str = "day, version, rules, basis, ranked, unranked, changes, computed_at, computed_by";

fn read(row: &Row) -> Result<KeptStanding, StoreError> {
    Ok(KeptStanding {
        day: row.date("day")?,
        version: row.int("version")?,
        rules: row.json("rules")?,
        basis: row.text("basis")?,
        ranked: row.num("ranked")?,
        unranked: row.num("unranked")?,
        changes: row.json("changes")?,
        computed_at: row.instant("computed_at")?,
        computed_by: row.text("computed_by")?,
    })
}

/// The after-image of a computation.
pub fn standing_change(region: &Region, one: &KeptStanding) -> Change {
    let number = |n: u64| Val::from(i64::try_from(n).unwrap_or(i64::MAX));
    Change::put(
        "standing",
        vec![
            ("region", Val::from(region)),
            ("day", Val::from(one.day)),
            ("version", Val::from(one.version)),
            ("rules", Val::from(serde_json::json!(one.rules).to_string())),
            ("basis", Val::from(&one.basis)),
            ("ranked", number(one.ranked)),
            ("unranked", number(one.unranked)),
            ("changes", Val::from(serde_json::json!(one.changes).to_string())),
            ("computed_at", Val::from(one.computed_at)),
            ("computed_by", Val::from(&one.computed_by)),
        ],
    )
}

/// The after-image of one of its rows.
pub fn standing_row_change(region: &Region, (day, version): (Date, i64), one: &Standing) -> Change {
    Change::put(
        "standing_row",
        vec![
            ("region", Val::from(region)),
            ("day", Val::from(day)),
            ("version", Val::from(version)),
            ("county", Val::from(&one.code)),
            ("place", Val::from(one.place.map(i64::from))),
            ("standing", Val::from(serde_json::json!(one).to_string())),
        ],
    )
}

/// The newest computation of a day, or of the last day before it.
pub fn standing_by(tx: &mut Tx<'_>, region: &Region, day: Date) -> Result<Option<KeptStanding>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM standing WHERE region = $1 AND day <= $2 ORDER BY day DESC, version DESC LIMIT 1"
    );
    tx.row(&sql, vals![region, day])?.as_ref().map(read).transpose()
}

/// One computation.
pub fn kept_standing(
    tx: &mut Tx<'_>,
    region: &Region,
    (day, version): (Date, i64),
) -> Result<Option<KeptStanding>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM standing WHERE region = $1 AND day = $2 AND version = $3");
    tx.row(&sql, vals![region, day, version])?.as_ref().map(read).transpose()
}

/// Computations of all days, the newest first, at most `limit`.
pub fn kept_standings(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<KeptStanding>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM standing WHERE region = $1 ORDER BY day DESC, version DESC LIMIT $2");
    tx.rows(&sql, vals![region, limit])?.iter().map(read).collect()
}

/// The rows of a computation: by place, those without one last.
pub fn standing_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    (day, version): (Date, i64),
) -> Result<Vec<Standing>, StoreError> {
    tx.rows(
        "SELECT standing FROM standing_row WHERE region = $1 AND day = $2 AND version = $3 \
         ORDER BY coalesce(place, 1000000), county",
        vals![region, day, version],
    )?
    .iter()
    .map(|row| row.json("standing"))
    .collect()
}

/// How one county stood by the newest computation of each day, the newest day first, at most `limit`.
pub fn standing_course(
    tx: &mut Tx<'_>,
    region: &Region,
    county: &Region,
    limit: i64,
) -> Result<Vec<(Date, Standing)>, StoreError> {
    tx.rows(
        "SELECT r.day AS day, r.standing AS standing FROM standing_row r WHERE r.region = $1 AND r.county = $2 \
         AND r.version = (SELECT max(s.version) FROM standing s WHERE s.region = r.region AND s.day = r.day) \
         ORDER BY r.day DESC LIMIT $3",
        vals![region, county, limit],
    )?
    .iter()
    .map(|row| Ok((row.date("day")?, row.json("standing")?)))
    .collect()
}

/// When something was computed last.
pub fn last_computed(tx: &mut Tx<'_>, region: &Region) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT max(computed_at) AS at FROM standing WHERE region = $1";
    tx.row(sql, vals![region])?.map_or(Ok(None), |row| row.opt_instant("at"))
}

/// The first computation behind another one in the order of computing.
pub fn computed_after(
    tx: &mut Tx<'_>,
    region: &Region,
    (at, day, version): (Timestamp, Date, i64),
) -> Result<Option<KeptStanding>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM standing WHERE region = $1 AND (computed_at > $2 OR (computed_at = $2 AND (day > $3 \
         OR (day = $3 AND version > $4)))) ORDER BY computed_at, day, version LIMIT 1"
    );
    tx.row(&sql, vals![region, at, day, version])?.as_ref().map(read).transpose()
}

/// The last computation in the order of computing.
pub fn newest_computed(tx: &mut Tx<'_>, region: &Region) -> Result<Option<KeptStanding>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM standing WHERE region = $1 ORDER BY computed_at DESC, day DESC, version DESC LIMIT 1"
    );
    tx.row(&sql, vals![region])?.as_ref().map(read).transpose()
}

/// All versions of a day, the newest first.
pub fn standing_versions(tx: &mut Tx<'_>, region: &Region, day: Date) -> Result<Vec<KeptStanding>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM standing WHERE region = $1 AND day = $2 ORDER BY version DESC");
    tx.rows(&sql, vals![region, day])?.iter().map(read).collect()
}

/// Days that were ranked, the newest first, at most `limit`.
pub fn ranked_days(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Date>, StoreError> {
    tx.rows("SELECT DISTINCT day FROM standing WHERE region = $1 ORDER BY day DESC LIMIT $2", vals![region, limit])?
        .iter()
        .map(|row| row.date("day"))
        .collect()
}

/// Place and total of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceOn {
    /// The county.
    pub county: String,
    /// The day.
    pub day: Date,
    /// Its place then.
    pub place: Option<u32>,
}

/// The place of every county by the newest computation of each day from `from` on, by county and day.
pub fn places_since(tx: &mut Tx<'_>, region: &Region, from: Date) -> Result<Vec<PlaceOn>, StoreError> {
    tx.rows(
        "SELECT r.county AS county, r.day AS day, r.place AS place FROM standing_row r \
         WHERE r.region = $1 AND r.day >= $2 AND r.version = (SELECT max(s.version) FROM standing s \
         WHERE s.region = r.region AND s.day = r.day) ORDER BY r.county, r.day",
        vals![region, from],
    )?
    .iter()
    .map(|row| {
        let place = row.opt_int("place")?.and_then(|p| u32::try_from(p).ok());
        Ok(PlaceOn { county: row.text("county")?, day: row.date("day")?, place })
    })
    .collect()
}
