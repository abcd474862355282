//! Applications that are handed down (推送办件下行): how each stands, and what only the receiver can open until it has answered.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    publication::exchange::{Handed, PublishState},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "peer, code, version, item_code, submitted_at, content, enclosure, state, reason, case_no, seq, \
                       handed_at";

fn read(row: &Row) -> Result<Handed, StoreError> {
    let (state, peer) = (row.text("state")?, row.text("peer")?);
    Ok(Handed {
        number: row.text("code")?,
        to: Region::parse(&peer).map_err(|e| StoreError::corrupt("exchange_application.peer", e.to_string()))?,
        version: row.int("version")?,
        item_code: row.text("item_code")?,
        submitted_at: row.instant("submitted_at")?,
        content: row.text("content")?,
        enclosure: row.text("enclosure")?,
        state: PublishState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("exchange_application.state", format!("不认识 {state}")))?,
        reason: row.text("reason")?,
        case_no: row.text("case_no")?,
        seq: row.int("seq")?,
        handed_at: row.instant("handed_at")?,
    })
}

/// One application.
pub fn handed(tx: &mut Tx<'_>, region: &Region, to: &Region, number: &str) -> Result<Option<Handed>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM exchange_application WHERE region = $1 AND peer = $2 AND code = $3");
    tx.row(&sql, vals![region, to, number])?.as_ref().map(read).transpose()
}

/// Applications that wait for the next message to a node, the first first.
pub fn handed_waiting(tx: &mut Tx<'_>, region: &Region, to: &Region, limit: i64) -> Result<Vec<Handed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM exchange_application WHERE region = $1 AND peer = $2 AND state = 'not_sent' \
         ORDER BY handed_at, code LIMIT $3"
    );
    tx.rows(&sql, vals![region, to, limit])?.iter().map(read).collect()
}

/// Applications that one message carried and no later one.
pub fn handed_in(tx: &mut Tx<'_>, region: &Region, to: &Region, seq: i64) -> Result<Vec<Handed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM exchange_application WHERE region = $1 AND peer = $2 AND seq = $3 ORDER BY code"
    );
    tx.rows(&sql, vals![region, to, seq])?.iter().map(read).collect()
}

/// Applications of a state, or of all, the newest first, at most `limit`.
pub fn handed_list(
    tx: &mut Tx<'_>,
    region: &Region,
    (to, state): (Option<&Region>, Option<PublishState>),
    limit: i64,
) -> Result<Vec<Handed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM exchange_application WHERE region = $1 \
         AND (CAST($2 AS TEXT) IS NULL OR peer = CAST($2 AS TEXT)) \
         AND (CAST($3 AS TEXT) IS NULL OR state = CAST($3 AS TEXT)) ORDER BY handed_at DESC, peer, code LIMIT $4"
    );
    let peer = to.map(Region::as_str);
    tx.rows(&sql, vals![region, peer, state.map(PublishState::as_str), limit])?.iter().map(read).collect()
}

/// How many applications for a node stand how.
pub fn handed_counts(tx: &mut Tx<'_>, region: &Region, to: &Region) -> Result<BTreeMap<PublishState, u64>, StoreError> {
    tx.rows(
        "SELECT state, count(*) AS n FROM exchange_application WHERE region = $1 AND peer = $2 \
         GROUP BY state ORDER BY state",
        vals![region, to],
    )?
    .iter()
    .map(|row| {
        let state = row.text("state")?;
        let state = PublishState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("exchange_application.state", format!("不认识 {state}")))?;
        Ok((state, row.num("n")?))
    })
    .collect()
}

/// The after-image of an application.
pub fn handed_change(region: &Region, one: &Handed) -> Change {
    Change::put(
        "exchange_application",
        vec![
            ("region", Val::from(region)),
            ("peer", Val::from(&one.to)),
            ("code", Val::from(&one.number)),
            ("version", Val::from(one.version)),
            ("item_code", Val::from(&one.item_code)),
            ("submitted_at", Val::from(one.submitted_at)),
            ("content", Val::from(&one.content)),
            ("enclosure", Val::from(&one.enclosure)),
            ("state", Val::from(one.state.as_str())),
            ("reason", Val::from(&one.reason)),
            ("case_no", Val::from(&one.case_no)),
            ("seq", Val::from(one.seq)),
            ("handed_at", Val::from(one.handed_at)),
        ],
    )
}

/// Keeps the enclosure of an application until its receiver has answered. It stands in no event, so that nothing of the
/// applicant stays here.
pub fn keep_enclosure(
    tx: &mut Tx<'_>,
    region: &Region,
    (to, number): (&Region, &str),
    sealed: &str,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO exchange_enclosure (region, peer, code, sealed) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (region, peer, code) DO UPDATE SET sealed = excluded.sealed",
        vals![region, to, number, sealed],
    )?;
    Ok(())
}

/// The enclosure of an application; `None` once its receiver has answered.
pub fn enclosure(
    tx: &mut Tx<'_>,
    region: &Region,
    (to, number): (&Region, &str),
) -> Result<Option<String>, StoreError> {
    let found = tx.row(
        "SELECT sealed FROM exchange_enclosure WHERE region = $1 AND peer = $2 AND code = $3",
        vals![region, to, number],
    )?;
    found.map(|row| row.text("sealed")).transpose()
}

/// Throws the enclosure of an application away.
pub fn drop_enclosure(tx: &mut Tx<'_>, region: &Region, (to, number): (&Region, &str)) -> Result<(), StoreError> {
    tx.run("DELETE FROM exchange_enclosure WHERE region = $1 AND peer = $2 AND code = $3", vals![region, to, number])?;
    Ok(())
}
