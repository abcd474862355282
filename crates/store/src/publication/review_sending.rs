//! How each rating stands with the node above (好差评上报), and how far a kind was read for it.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    publication::exchange::{MessageKind, PublishState, Published},
};

use super::exchange::{ITEM, read_item, stand_row};
use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val, in_lists, in_slots},
    vals,
};

const TABLE: &str = "exchange_review";

/// How these ratings stand, by their numbers; those that were never sent are not among them.
pub fn review_sendings(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    keys: &[String],
) -> Result<BTreeMap<String, Published>, StoreError> {
    let sql = format!("SELECT {ITEM} FROM {TABLE} WHERE region = $1 AND peer = $2 AND code IN ({})", in_slots(2));
    let keys: Vec<Val> = keys.iter().map(Val::from).collect();
    in_lists(tx, &sql, vals![region, peer], &keys)?
        .iter()
        .map(|row| read_item(row).map(|one| (one.key.clone(), one)))
        .collect()
}

/// How every rating that was ever sent stands, by its number.
pub fn all_review_sendings(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
) -> Result<BTreeMap<String, Published>, StoreError> {
    let sql = format!("SELECT {ITEM} FROM {TABLE} WHERE region = $1 AND peer = $2");
    tx.rows(&sql, vals![region, peer])?.iter().map(|row| read_item(row).map(|one| (one.key.clone(), one))).collect()
}

/// Ratings of a state, or of all, behind a number, at most `limit`.
pub fn review_sendings_of(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, state): (&Region, Option<PublishState>),
    after: &str,
    limit: i64,
) -> Result<Vec<Published>, StoreError> {
    let sql = format!(
        "SELECT {ITEM} FROM {TABLE} WHERE region = $1 AND peer = $2 \
         AND (CAST($3 AS TEXT) IS NULL OR state = CAST($3 AS TEXT)) AND code > $4 ORDER BY code LIMIT $5"
    );
    tx.rows(&sql, vals![region, peer, state.map(PublishState::as_str), after, limit])?.iter().map(read_item).collect()
}

/// The ratings that one message carried and no later one.
pub fn review_sendings_in(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    seq: i64,
) -> Result<Vec<Published>, StoreError> {
    let sql = format!("SELECT {ITEM} FROM {TABLE} WHERE region = $1 AND peer = $2 AND seq = $3 ORDER BY code");
    tx.rows(&sql, vals![region, peer, seq])?.iter().map(read_item).collect()
}

/// How many ratings stand how.
pub fn review_sending_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
) -> Result<BTreeMap<PublishState, u64>, StoreError> {
    tx.rows(
        "SELECT state, count(*) AS n FROM exchange_review WHERE region = $1 AND peer = $2 GROUP BY state ORDER BY state",
        vals![region, peer],
    )?
    .iter()
    .map(|row| {
        let state = row.text("state")?;
        let state = PublishState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("exchange_review.state", format!("不认识 {state}")))?;
        Ok((state, row.num("n")?))
    })
    .collect()
}

/// The after-image of how a rating stands.
pub fn review_sending_change(region: &Region, peer: &Region, one: &Published) -> Change {
    Change::put(TABLE, stand_row(region, peer, one))
}

/// How far a kind was read for a node; `None` before the first time.
pub fn exchange_mark(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    kind: MessageKind,
) -> Result<Option<String>, StoreError> {
    let found = tx.row(
        "SELECT mark FROM exchange_mark WHERE region = $1 AND peer = $2 AND kind = $3",
        vals![region, peer, kind.as_str()],
    )?;
    found.map(|row| row.text("mark")).transpose()
}

/// Notes how far it was read. Working state: what is lost is read once more.
pub fn set_exchange_mark(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, kind): (&Region, MessageKind),
    mark: &str,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO exchange_mark (region, peer, kind, mark) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (region, peer, kind) DO UPDATE SET mark = excluded.mark",
        vals![region, peer, kind.as_str(), mark],
    )?;
    Ok(())
}
