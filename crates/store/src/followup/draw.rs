//! Draws by week (抽样), and the seeds that are promised and not yet shown.

use domain::{
    base::{DrawId, Region},
    followup::{Made, Seed, Week, WeekDraw},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "week, id, version, commitment, committed_at, seed, drawn_at, plan_version";

fn corrupt(why: impl Into<String>) -> StoreError {
    StoreError::corrupt("followup_draw", why)
}

pub(super) fn week(row: &Row) -> Result<Week, StoreError> {
    Week::parse(&row.text("week")?).map_err(|e| corrupt(e.to_string()))
}

fn made(row: &Row) -> Result<Option<Made>, StoreError> {
    match (row.opt_text("seed")?, row.opt_instant("drawn_at")?, row.opt_int("plan_version")?) {
        (None, None, None) => Ok(None),
        (Some(seed), Some(at), Some(plan)) => {
            Ok(Some(Made { seed: Seed::parse(&seed).map_err(|e| corrupt(e.to_string()))?, at, plan }))
        }
        (_, _, _) => Err(corrupt("种子、抽样时间、方案版本不齐")),
    }
}

fn read(row: &Row) -> Result<WeekDraw, StoreError> {
    Ok(WeekDraw {
        id: DrawId::new(row.int("id")?),
        version: row.int("version")?,
        week: week(row)?,
        commitment: row.text("commitment")?,
        committed_at: row.instant("committed_at")?,
        made: made(row)?,
    })
}

/// The draw of a week.
pub fn week_draw(tx: &mut Tx<'_>, region: &Region, week: Week) -> Result<Option<WeekDraw>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM followup_draw WHERE region = $1 AND week = $2"),
        vals![region, week.to_string()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// Draws up to a week, the newest first.
pub fn week_draws(tx: &mut Tx<'_>, region: &Region, upto: Week, limit: i64) -> Result<Vec<WeekDraw>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM followup_draw WHERE region = $1 AND week <= $2 ORDER BY week DESC LIMIT $3"),
        vals![region, upto.to_string(), limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// Weeks before this one that were promised and not drawn, the oldest first.
pub fn weeks_to_draw(tx: &mut Tx<'_>, region: &Region, before: Week) -> Result<Vec<Week>, StoreError> {
    tx.rows(
        "SELECT week FROM followup_draw WHERE region = $1 AND week < $2 AND seed IS NULL ORDER BY week",
        vals![region, before.to_string()],
    )?
    .iter()
    .map(week)
    .collect()
}

/// The after-image of a draw.
pub fn week_draw_change(region: &Region, d: &WeekDraw) -> Change {
    let made = d.made.as_ref();
    Change::put(
        "followup_draw",
        vec![
            ("region", Val::from(region)),
            ("week", Val::from(d.week.to_string())),
            ("id", Val::from(d.id)),
            ("version", Val::from(d.version)),
            ("commitment", Val::from(&d.commitment)),
            ("committed_at", Val::from(d.committed_at)),
            ("seed", Val::from(made.map(|m| m.seed.digits()))),
            ("drawn_at", Val::from(made.map(|m| m.at))),
            ("plan_version", Val::from(made.map(|m| m.plan))),
        ],
    )
}

/// Keeps a sealed seed until its week is drawn. One that is there already stays.
pub fn keep_seed(tx: &mut Tx<'_>, region: &Region, week: Week, sealed: &[u8]) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO followup_seed (region, week, sealed) VALUES ($1, $2, $3) ON CONFLICT (region, week) DO NOTHING",
        vals![region, week.to_string(), sealed],
    )
    .map(|_| ())
}

/// The sealed seed of a week.
pub fn kept_seed(tx: &mut Tx<'_>, region: &Region, week: Week) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row("SELECT sealed FROM followup_seed WHERE region = $1 AND week = $2", vals![region, week.to_string()])?
        .map(|r| r.bytes("sealed"))
        .transpose()
}

/// Once it is shown, nothing is kept to oneself.
pub fn drop_seed(tx: &mut Tx<'_>, region: &Region, week: Week) -> Result<(), StoreError> {
    tx.run("DELETE FROM followup_seed WHERE region = $1 AND week = $2", vals![region, week.to_string()]).map(|_| ())
}
