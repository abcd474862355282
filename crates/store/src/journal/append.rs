//! Appending an event together with the rows it changes.

use domain::{base::Region, people::Stamp};
use serde::Serialize;

use super::{
    Change, Envelope, Stream,
    envelope::{self, Bulk},
};
use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// An event about to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    stream: Stream,
    expected: i64,
    kind: &'static str,
    facts: serde_json::Value,
    changes: Vec<Change>,
    bulk: Vec<Bulk>,
}

impl Entry {
    /// `expected` is the version the caller has read; 0 for a new stream. `kind` such as
    /// `case.accepted`; `facts` are the domain's event.
    pub fn new(stream: Stream, expected: i64, kind: &'static str, facts: &impl Serialize) -> Self {
        let facts = serde_json::to_value(facts).expect("events are plain structs with text keys");
        let facts = envelope::sorted(facts);
        Self { stream, expected, kind, facts, changes: Vec::new(), bulk: Vec::new() }
    }

    /// Adds the after-image of a row.
    #[must_use]
    pub fn with(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Adds the after-images of rows.
    #[must_use]
    pub fn with_all(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    /// Names rows written in bulk that this event vouches for.
    #[must_use]
    pub fn with_bulk(mut self, bulk: Bulk) -> Self {
        self.bulk.push(bulk);
        self
    }
}

/// Writes the event, its rows, the head of its chain and its place in the outbox. Returns the new
/// version of the stream. `Stale` when somebody else was faster: nothing is written then.
pub fn append(tx: &mut Tx<'_>, region: &Region, stamp: &Stamp, entry: Entry) -> Result<i64, StoreError> {
    for change in &entry.changes {
        change.projection()?;
    }
    let (seq, prev) = begin(tx, region, &entry)?;
    let envelope = Envelope {
        form: envelope::FORM,
        region: region.as_str().to_owned(),
        stream: entry.stream.to_string(),
        seq: seq + 1,
        kind: entry.kind.to_owned(),
        stamp: stamp.clone(),
        facts: entry.facts,
        after: entry.changes.iter().map(Change::to_json).collect(),
        bulk: entry.bulk,
    };
    let text = envelope.text()?;
    let hash = envelope::chain(&prev, &text);
    for change in &entry.changes {
        change.write(tx)?;
    }
    write_event(tx, region, &envelope, &text, &prev, &hash)?;
    Ok(envelope.seq)
}

/// The end of the chain that the event is added to. The first event of a stream takes its head
/// without looking first: a look at what is not there makes all writers of new streams wait for, or
/// undo, one another on PostgreSQL.
fn begin(tx: &mut Tx<'_>, region: &Region, entry: &Entry) -> Result<(i64, Vec<u8>), StoreError> {
    let stale = || StoreError::Stale { stream: entry.stream.to_string() };
    if entry.expected == 0 {
        let taken = tx.run(
            "INSERT INTO stream_head (region, stream, seq, hash) VALUES ($1, $2, 0, $3) \
             ON CONFLICT (region, stream) DO NOTHING",
            vals![region, entry.stream.as_str(), Vec::new()],
        )?;
        return if taken == 1 { Ok((0, Vec::new())) } else { Err(stale()) };
    }
    let head = tx.row(
        "SELECT seq, hash FROM stream_head WHERE region = $1 AND stream = $2",
        vals![region, entry.stream.as_str()],
    )?;
    match head {
        Some(row) if row.int("seq")? == entry.expected => Ok((entry.expected, row.bytes("hash")?)),
        Some(_) | None => Err(stale()),
    }
}

fn write_event(
    tx: &mut Tx<'_>,
    region: &Region,
    envelope: &Envelope,
    text: &str,
    prev: &[u8],
    hash: &[u8],
) -> Result<(), StoreError> {
    let stamp = &envelope.stamp;
    tx.run(
        "INSERT INTO event (region, stream, seq, kind, happened_at, entered_at, actor, role, terminal, source, body, \
         prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        vals![
            region,
            &envelope.stream,
            envelope.seq,
            &envelope.kind,
            stamp.happened_at,
            stamp.entered_at,
            &stamp.actor,
            &stamp.role,
            &stamp.terminal,
            stamp.source.as_str(),
            text,
            prev,
            hash
        ],
    )?;
    let moved = tx.run(
        "UPDATE stream_head SET seq = $3, hash = $4 WHERE region = $1 AND stream = $2 AND seq = $5",
        vals![region, &envelope.stream, envelope.seq, hash, envelope.seq - 1],
    )?;
    if moved != 1 {
        return Err(StoreError::Stale { stream: envelope.stream.clone() });
    }
    tx.run(
        "INSERT INTO outbox (region, topic, stream, seq) VALUES ($1, 'seal', $2, $3)",
        vals![region, &envelope.stream, envelope.seq],
    )?;
    Ok(())
}
