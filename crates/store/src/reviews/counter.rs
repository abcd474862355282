//! Counters of ratings (评价计数): each act appends what it changed in the same commit, a job folds that into the table,
//! and a reader adds both, as with cases. Deliberately not here: which cell a rating stands in; that is the rule's.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use domain::{base::Region, reviews::ReviewCell};

use super::review::{COUNTED, cell_of};
use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// Steps folded in one commit at most.
const FOLD: i64 = 5_000;
/// Ratings read at once when all are counted again.
const READ: i64 = 20_000;

/// Counters by their cell; none is 0.
pub type ReviewCounters = BTreeMap<ReviewCell, i64>;

static NAMES: LazyLock<Arc<[String]>> = LazyLock::new(|| COUNTED.split(", ").map(|n| n.trim().to_owned()).collect());

/// Notes what the coming row of a rating changes in the counters. Called where the row is written, by the journal alone.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    region: &Region,
    at: (&str, i64),
    row: &[(Cow<'static, str>, Val)],
    removed: bool,
) -> Result<(), StoreError> {
    let known = |name: &String| row.iter().find(|(c, _)| c == name).map_or(Val::Null, |(_, v)| v.clone());
    let after = Row::new(NAMES.clone(), NAMES.iter().map(known).collect());
    let id = after.int("id")?;
    let before =
        tx.row(&format!("SELECT {COUNTED} FROM service_review WHERE region = $1 AND id = $2"), vals![region, id])?;
    let was = before.as_ref().map(cell_of).transpose()?.flatten();
    let is = if removed { None } else { cell_of(&after)? };
    if was == is { Ok(()) } else { changed(tx, region, at, id, (was.as_ref(), is.as_ref())) }
}

/// Appends one change.
pub(super) fn changed(
    tx: &mut Tx<'_>,
    region: &Region,
    (stream, seq): (&str, i64),
    id: i64,
    (gone, come): (Option<&ReviewCell>, Option<&ReviewCell>),
) -> Result<(), StoreError> {
    let text = |cell: Option<&ReviewCell>| serde_json::json!(cell.into_iter().collect::<Vec<_>>()).to_string();
    tx.run(
        "INSERT INTO review_delta (region, stream, seq, review_id, gone, come) VALUES ($1, $2, $3, $4, $5, $6)",
        vals![region, stream, seq, id, text(gone), text(come)],
    )
    .map(|_| ())
}

fn sum(rows: &[Row]) -> Result<ReviewCounters, StoreError> {
    let mut out = ReviewCounters::new();
    for row in rows {
        for (column, by) in [("gone", -1), ("come", 1)] {
            for cell in row.json::<Vec<ReviewCell>>(column)? {
                *out.entry(cell).or_insert(0) += by;
            }
        }
    }
    out.retain(|_, n| *n != 0);
    Ok(out)
}

fn put(tx: &mut Tx<'_>, region: &Region, cell: &ReviewCell, n: i64) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO review_counter (region, month, cell, n) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (region, month, cell) DO UPDATE SET n = review_counter.n + excluded.n",
        vals![region, &cell.month, serde_json::json!(cell).to_string(), n],
    )
    .map(|_| ())
}

/// Whether changes wait to be folded.
pub fn has_unfolded_reviews(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    Ok(tx.row("SELECT 1 AS there FROM review_delta WHERE region = $1 LIMIT 1", vals![region])?.is_some())
}

/// Folds waiting changes into the counters, in the order of their key. Returns whether more may wait.
pub fn fold_review_counters(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    let rows = tx.rows(
        "SELECT stream, seq, review_id, gone, come FROM review_delta WHERE region = $1 \
         ORDER BY stream, seq, review_id LIMIT $2",
        vals![region, FOLD],
    )?;
    let Some(last) = rows.last() else { return Ok(false) };
    let (stream, seq, id) = (last.text("stream")?, last.int("seq")?, last.int("review_id")?);
    for (cell, n) in sum(&rows)? {
        put(tx, region, &cell, n)?;
    }
    tx.run(
        "DELETE FROM review_delta WHERE region = $1 AND (stream < $2 OR (stream = $2 AND (seq < $3 \
         OR (seq = $3 AND review_id <= $4))))",
        vals![region, stream, seq, id],
    )?;
    Ok(rows.len() as i64 == FOLD)
}

/// The counters of these months, both counted (`2026-01`), as they are now: what is folded and what waits.
pub fn review_counters(
    tx: &mut Tx<'_>,
    region: &Region,
    (from, to): (&str, &str),
) -> Result<ReviewCounters, StoreError> {
    let rows = tx.rows(
        "SELECT cell, n FROM review_counter WHERE region = $1 AND month >= $2 AND month <= $3",
        vals![region, from, to],
    )?;
    let mut out = ReviewCounters::new();
    for row in &rows {
        *out.entry(row.json("cell")?).or_insert(0) += row.int("n")?;
    }
    let waiting = tx.rows("SELECT gone, come FROM review_delta WHERE region = $1", vals![region])?;
    for (cell, n) in sum(&waiting)?.into_iter().filter(|(c, _)| (from..=to).contains(&c.month.as_str())) {
        *out.entry(cell).or_insert(0) += n;
    }
    out.retain(|_, n| *n != 0);
    Ok(out)
}

/// All ratings counted again from their rows, imported ones with them: what the counters must come to.
pub fn recount_reviews(tx: &mut Tx<'_>, region: &Region) -> Result<ReviewCounters, StoreError> {
    let (mut out, mut after) = (ReviewCounters::new(), i64::MIN);
    let sql = format!("SELECT {COUNTED} FROM service_review WHERE region = $1 AND id > $2 ORDER BY id LIMIT $3");
    loop {
        let rows = tx.rows(&sql, vals![region, after, READ])?;
        for row in &rows {
            if let Some(cell) = cell_of(row)? {
                *out.entry(cell).or_insert(0) += 1;
            }
        }
        let Some(last) = rows.last() else { break };
        after = last.int("id")?;
    }
    for cell in super::import::all_cells(tx, region)? {
        *out.entry(cell).or_insert(0) += 1;
    }
    Ok(out)
}

/// Whether ratings are there and none was counted, as after a restore.
pub fn are_reviews_uncounted(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    let is_there = |tx: &mut Tx<'_>, table: &str| -> Result<bool, StoreError> {
        Ok(tx.row(&format!("SELECT 1 AS there FROM {table} WHERE region = $1 LIMIT 1"), vals![region])?.is_some())
    };
    if is_there(tx, "review_counter")? || is_there(tx, "review_delta")? {
        return Ok(false);
    }
    Ok(is_there(tx, "service_review")? || is_there(tx, "imported_review")?)
}

/// Counts all ratings from their rows, in place of whatever was counted.
pub fn count_reviews_anew(tx: &mut Tx<'_>, region: &Region) -> Result<(), StoreError> {
    tx.run("DELETE FROM review_counter WHERE region = $1", vals![region])?;
    tx.run("DELETE FROM review_delta WHERE region = $1", vals![region])?;
    for (cell, n) in recount_reviews(tx, region)? {
        put(tx, region, &cell, n)?;
    }
    Ok(())
}
