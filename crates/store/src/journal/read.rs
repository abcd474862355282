//! Reading the journal: the head of a stream, its history.

use domain::{base::Region, people::Source};
use jiff::Timestamp;

use super::Stream;
use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// The version a stream has now; 0 when it has no event.
pub fn head(tx: &mut Tx<'_>, region: &Region, stream: &Stream) -> Result<i64, StoreError> {
    let row =
        tx.row("SELECT seq FROM stream_head WHERE region = $1 AND stream = $2", vals![region, stream.as_str()])?;
    row.map_or(Ok(0), |r| r.int("seq"))
}

/// The hash at the end of a stream: it stands for everything that was ever written there. `None` when it
/// has no event.
pub fn end(tx: &mut Tx<'_>, region: &Region, stream: &Stream) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row("SELECT hash FROM stream_head WHERE region = $1 AND stream = $2", vals![region, stream.as_str()])?
        .map(|r| r.bytes("hash"))
        .transpose()
}

/// One event as a timeline shows it.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// Place in the stream.
    pub seq: i64,
    /// What happened.
    pub kind: String,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was typed in.
    pub entered_at: Timestamp,
    /// Who: a printed name.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// From which terminal.
    pub terminal: String,
    /// Live, imported or backfilled.
    pub source: Source,
    /// The facts, as JSON.
    pub facts: serde_json::Value,
    /// Imports and snapshots whose rows it vouches for, by id.
    pub bulk: Vec<i64>,
}

/// All events of a stream in order.
pub fn history(tx: &mut Tx<'_>, region: &Region, stream: &Stream) -> Result<Vec<EventRow>, StoreError> {
    let rows = tx.rows(
        "SELECT seq, kind, happened_at, entered_at, actor, role, terminal, source, body FROM event \
         WHERE region = $1 AND stream = $2 ORDER BY seq",
        vals![region, stream.as_str()],
    )?;
    rows.iter()
        .map(|row| {
            let mut envelope: super::Envelope = row.json("body")?;
            Ok(EventRow {
                seq: row.int("seq")?,
                kind: row.text("kind")?,
                happened_at: row.instant("happened_at")?,
                entered_at: row.instant("entered_at")?,
                actor: row.text("actor")?,
                role: row.text("role")?,
                terminal: row.text("terminal")?,
                source: Source::parse(&row.text("source")?)
                    .ok_or_else(|| StoreError::corrupt("event.source", "未知来源"))?,
                bulk: envelope.bulk.iter().map(|b| b.id).collect(),
                facts: envelope.facts.take(),
            })
        })
        .collect()
}

/// An event as it was written and hashed: what lets a reader without this program recompute the chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RawEvent {
    /// Place in the stream.
    pub seq: i64,
    /// The text that was hashed.
    pub body: String,
    /// SM3 over the hash before and the text, hexadecimal.
    pub hash: String,
}

/// All events of a stream as they were written.
pub fn raw_history(tx: &mut Tx<'_>, region: &Region, stream: &Stream) -> Result<Vec<RawEvent>, StoreError> {
    tx.rows(
        "SELECT seq, body, hash FROM event WHERE region = $1 AND stream = $2 ORDER BY seq",
        vals![region, stream.as_str()],
    )?
    .iter()
    .map(|r| Ok(RawEvent { seq: r.int("seq")?, body: r.text("body")?, hash: crate::hex(&r.bytes("hash")?) }))
    .collect()
}

/// Whether each hash follows from the one before and its text.
pub fn chain_holds(events: &[RawEvent]) -> bool {
    let mut prev = Vec::new();
    events.iter().enumerate().all(|(i, e)| {
        prev = super::envelope::chain(&prev, &e.body);
        e.seq == i as i64 + 1 && crate::hex(&prev) == e.hash
    })
}
