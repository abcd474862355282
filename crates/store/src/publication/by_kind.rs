//! Messages of one kind and the rows that they brought: what another word asks of the exchange (信件按内容).

use std::collections::BTreeMap;

use domain::{base::Region, publication::exchange::MessageKind};

use super::{
    Direction, KeptMessage,
    exchange::{MESSAGE, read_message},
};
use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// The mark of the newest message of a kind that was sent to a node.
pub fn newest_mark(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    kind: MessageKind,
) -> Result<Option<String>, StoreError> {
    let found = tx.row(
        "SELECT mark FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = 'out' AND kind = $3 \
         ORDER BY seq DESC LIMIT 1",
        vals![region, peer, kind.as_str()],
    )?;
    found.map_or(Ok(None), |row| row.opt_text("mark"))
}

/// The newest message of a kind that was sent to a node under a mark.
pub fn marked(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, kind): (&Region, MessageKind),
    mark: &str,
) -> Result<Option<KeptMessage>, StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = 'out' AND kind = $3 \
         AND mark = $4 ORDER BY seq DESC LIMIT 1"
    );
    tx.row(&sql, vals![region, peer, kind.as_str(), mark])?.as_ref().map(read_message).transpose()
}

/// Messages of a kind behind a number, the oldest first, at most `limit`.
pub fn of_kind(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, way, kind): (&Region, Direction, MessageKind),
    after: i64,
    limit: i64,
) -> Result<Vec<KeptMessage>, StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = $3 AND kind = $4 \
         AND seq > $5 ORDER BY seq LIMIT $6"
    );
    tx.rows(&sql, vals![region, peer, way.as_str(), kind.as_str(), after, limit])?.iter().map(read_message).collect()
}

/// The newest messages of a kind, the newest first, at most `limit`.
pub fn newest_of_kind(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, way, kind): (&Region, Direction, MessageKind),
    limit: i64,
) -> Result<Vec<KeptMessage>, StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = $3 AND kind = $4 \
         ORDER BY seq DESC LIMIT $5"
    );
    tx.rows(&sql, vals![region, peer, way.as_str(), kind.as_str(), limit])?.iter().map(read_message).collect()
}

/// A row held of another node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFields {
    /// Its key.
    pub key: String,
    /// Its version.
    pub version: i64,
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// The message that brought it.
    pub seq: i64,
}

/// Rows held of a node whose keys lie in `[from, upto]`, by their keys.
pub fn held_between(
    tx: &mut Tx<'_>,
    region: &Region,
    (sender, kind): (&Region, MessageKind),
    (from, upto): (&str, &str),
    limit: i64,
) -> Result<Vec<HeldFields>, StoreError> {
    tx.rows(
        "SELECT code, version, fields, seq FROM exchange_held WHERE region = $1 AND sender = $2 AND kind = $3 \
         AND code >= $4 AND code <= $5 AND withdrawn = 0 ORDER BY code LIMIT $6",
        vals![region, sender, kind.as_str(), from, upto, limit],
    )?
    .iter()
    .map(|row| {
        Ok(HeldFields {
            key: row.text("code")?,
            version: row.int("version")?,
            fields: row.json("fields")?,
            seq: row.int("seq")?,
        })
    })
    .collect()
}

/// The row of a kind with the greatest key.
pub fn held_last(
    tx: &mut Tx<'_>,
    region: &Region,
    (sender, kind): (&Region, MessageKind),
) -> Result<Option<HeldFields>, StoreError> {
    tx.row(
        "SELECT code, version, fields, seq FROM exchange_held WHERE region = $1 AND sender = $2 AND kind = $3 \
         AND withdrawn = 0 ORDER BY code DESC LIMIT 1",
        vals![region, sender, kind.as_str()],
    )?
    .map(|row| {
        Ok(HeldFields {
            key: row.text("code")?,
            version: row.int("version")?,
            fields: row.json("fields")?,
            seq: row.int("seq")?,
        })
    })
    .transpose()
}
