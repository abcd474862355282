//! Appending an event together with the rows it changes.

use domain::{base::Region, people::Stamp};
use serde::Serialize;

use super::{
    Change, Stream,
    envelope::{self, Bulk, Written},
};
use crate::{
    cases, reviews,
    seam::{StoreError, Tx},
    vals,
};

/// The table whose rows are counted as they change.
const CASES: &str = "service_case";
/// And the ratings.
const REVIEWS: &str = "service_review";

/// Notes what a coming row changes in the counters, where its table has some.
pub(super) fn count(tx: &mut Tx<'_>, region: &Region, at: (&str, i64), change: &Change) -> Result<(), StoreError> {
    match change.table.as_ref() {
        CASES => cases::note(tx, region, at, &change.row, change.removed),
        REVIEWS => reviews::note(tx, region, at, &change.row, change.removed),
        _ => Ok(()),
    }
}

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
    let prev = end_of_chain(tx, region, &entry)?;
    let seq = entry.expected + 1;
    let text = Written {
        form: envelope::FORM,
        region: region.as_str(),
        stream: entry.stream.as_str(),
        seq,
        kind: entry.kind,
        stamp,
        facts: &entry.facts,
        after: &entry.changes,
        bulk: &entry.bulk,
    }
    .text()?;
    let hash = envelope::chain(&prev, &text);
    move_head(tx, region, &entry, &hash)?;
    for change in entry.changes {
        count(tx, region, (entry.stream.as_str(), seq), &change)?;
        change.write(tx)?;
    }
    tx.run(
        "INSERT INTO event (region, stream, seq, kind, happened_at, entered_at, actor, role, terminal, source, body, \
         prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        vals![
            region,
            entry.stream.as_str(),
            seq,
            entry.kind,
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
    tx.run(
        "INSERT INTO outbox (region, topic, stream, seq) VALUES ($1, 'seal', $2, $3)",
        vals![region, entry.stream.as_str(), seq],
    )?;
    Ok(seq)
}

fn stale(entry: &Entry) -> StoreError {
    StoreError::Stale { stream: entry.stream.to_string() }
}

/// The hash that the event is chained to. Of a new stream there is none, and it is not looked for: a look at what is
/// not there makes all writers of new streams wait for, or undo, one another on PostgreSQL.
fn end_of_chain(tx: &mut Tx<'_>, region: &Region, entry: &Entry) -> Result<Vec<u8>, StoreError> {
    if entry.expected == 0 {
        return Ok(Vec::new());
    }
    let head = tx.row(
        "SELECT seq, hash FROM stream_head WHERE region = $1 AND stream = $2",
        vals![region, entry.stream.as_str()],
    )?;
    match head {
        Some(row) if row.int("seq")? == entry.expected => row.bytes("hash"),
        Some(_) | None => Err(stale(entry)),
    }
}

/// The head is now this event. Whoever finds it moved, or taken, was too late.
fn move_head(tx: &mut Tx<'_>, region: &Region, entry: &Entry, hash: &[u8]) -> Result<(), StoreError> {
    let moved = if entry.expected == 0 {
        tx.run(
            "INSERT INTO stream_head (region, stream, seq, hash) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (region, stream) DO NOTHING",
            vals![region, entry.stream.as_str(), hash],
        )?
    } else {
        tx.run(
            "UPDATE stream_head SET seq = $3, hash = $4 WHERE region = $1 AND stream = $2 AND seq = $5",
            vals![region, entry.stream.as_str(), entry.expected + 1, hash, entry.expected],
        )?
    };
    if moved == 1 { Ok(()) } else { Err(stale(entry)) }
}
