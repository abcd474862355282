//! Appending the events of many streams at once (成批写入留痕): an import's events are made ready outside
//! the transaction, so that the writer is held only while rows go in.
//!
//! Not here: a single act, which writes its one event with `append`.

use domain::{base::Region, people::Stamp};

use super::{
    Change, Stream,
    append::count,
    envelope::{self, Written, chain},
};
use crate::{
    seam::{StoreError, Tx, Val},
    vals,
};

/// Parameters of one statement: enough that a row costs little, few enough that both engines bind them
/// quickly.
const SLOTS: usize = 120;

/// The end of a stream: how many events it has, and the hash of the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StreamHead {
    /// Events so far; 0 = none.
    pub seq: i64,
    /// Hash of the last; empty where there is none.
    pub hash: Vec<u8>,
}

/// New events of one stream with the rows they change, ready to be written.
#[derive(Debug, Clone)]
pub struct Prepared {
    stream: Stream,
    before: i64,
    head: StreamHead,
    events: Vec<Vec<Val>>,
    changes: Vec<Change>,
}

impl Prepared {
    /// Chains events to a stream's head. The rows stand in the last of them: what the run of events made of
    /// them.
    pub fn new(
        region: &Region,
        stream: &Stream,
        head: StreamHead,
        steps: Vec<(Stamp, &'static str, serde_json::Value)>,
        changes: Vec<Change>,
    ) -> Result<Self, StoreError> {
        for change in &changes {
            change.projection()?;
        }
        let (before, mut head) = (head.seq, head);
        let last = steps.len();
        let mut events = Vec::with_capacity(last);
        for (n, (stamp, kind, facts)) in steps.into_iter().enumerate() {
            let facts = envelope::sorted(facts);
            let written = Written {
                form: envelope::FORM,
                region: region.as_str(),
                stream: stream.as_str(),
                seq: head.seq + 1,
                kind,
                stamp: &stamp,
                facts: &facts,
                after: if n + 1 == last { &changes } else { &[] },
                bulk: &[],
            };
            let text = written.text()?;
            let hash = chain(&head.hash, &text);
            events.push(event_row(&written, text, &head.hash, &hash));
            head = StreamHead { seq: head.seq + 1, hash };
        }
        Ok(Self { stream: stream.clone(), before, head, events, changes })
    }
}

fn event_row(written: &Written<'_>, text: String, prev: &[u8], hash: &[u8]) -> Vec<Val> {
    let stamp = written.stamp;
    vals![
        written.region,
        written.stream,
        written.seq,
        written.kind,
        stamp.happened_at,
        stamp.entered_at,
        &stamp.actor,
        &stamp.role,
        &stamp.terminal,
        stamp.source.as_str(),
        text,
        prev,
        hash
    ]
    .to_vec()
}

/// The ends of streams, each in its place; a stream without events is at 0.
pub fn heads(tx: &mut Tx<'_>, region: &Region, streams: &[Stream]) -> Result<Vec<StreamHead>, StoreError> {
    let read = |stream: &Stream| {
        let row = tx.row(
            "SELECT seq, hash FROM stream_head WHERE region = $1 AND stream = $2",
            vals![region, stream.as_str()],
        )?;
        match row {
            Some(row) => Ok(StreamHead { seq: row.int("seq")?, hash: row.bytes("hash")? }),
            None => Ok(StreamHead::default()),
        }
    };
    streams.iter().map(read).collect()
}

/// Writes all of them. `Stale` when a stream has moved on since its head was read: nothing may be kept then.
pub fn append_all(tx: &mut Tx<'_>, region: &Region, batch: &[Prepared]) -> Result<(), StoreError> {
    let fresh: Vec<&Prepared> = batch.iter().filter(|p| p.before == 0).collect();
    let made: Vec<Vec<Val>> =
        fresh.iter().map(|p| vals![region, p.stream.as_str(), p.head.seq, p.head.hash.as_slice()].to_vec()).collect();
    let taken = insert(
        tx,
        "INSERT INTO stream_head (region, stream, seq, hash) VALUES",
        "ON CONFLICT (region, stream) DO NOTHING",
        &made,
    )?;
    if taken != fresh.len() as u64 {
        return Err(StoreError::Stale { stream: "case".into() });
    }
    for p in batch.iter().filter(|p| p.before > 0) {
        let moved = tx.run(
            "UPDATE stream_head SET seq = $3, hash = $4 WHERE region = $1 AND stream = $2 AND seq = $5",
            vals![region, p.stream.as_str(), p.head.seq, p.head.hash.as_slice(), p.before],
        )?;
        if moved != 1 {
            return Err(StoreError::Stale { stream: p.stream.to_string() });
        }
    }
    // Counted before the rows are written, as a single act is: what a case was is still there.
    for p in batch {
        for change in &p.changes {
            count(tx, region, (p.stream.as_str(), p.head.seq), change)?;
        }
    }
    write_changes(tx, batch)?;
    let events: Vec<&Vec<Val>> = batch.iter().flat_map(|p| &p.events).collect();
    insert(
        tx,
        "INSERT INTO event (region, stream, seq, kind, happened_at, entered_at, actor, role, terminal, source, body, \
         prev_hash, hash) VALUES",
        "",
        &events,
    )?;
    let waiting: Vec<Vec<Val>> =
        events.iter().map(|e| vec![e[0].clone(), Val::from("seal"), e[1].clone(), e[2].clone()]).collect();
    insert(tx, "INSERT INTO outbox (region, topic, stream, seq) VALUES", "", &waiting).map(|_| ())
}

/// Rows of one table together; which table comes first does not matter, none refers to another.
fn write_changes(tx: &mut Tx<'_>, batch: &[Prepared]) -> Result<(), StoreError> {
    let mut changes: Vec<&Change> = batch.iter().flat_map(|p| &p.changes).collect();
    changes.sort_by(|a, b| a.table.cmp(&b.table));
    for same in changes.chunk_by(|a, b| a.table == b.table) {
        let Some(first) = same.first().filter(|c| !c.removed) else {
            return Err(StoreError::corrupt("journal", "成批写入只写行，不删行"));
        };
        let (head, tail) = first.upsert()?;
        let rows: Vec<Vec<Val>> = same.iter().map(|c| c.row.iter().map(|(_, v)| v.clone()).collect()).collect();
        insert(tx, &head, &tail, &rows)?;
    }
    Ok(())
}

/// `head (…), (…) tail`, as many rows a statement as its parameters allow. Returns how many rows were touched.
pub(crate) fn insert(tx: &mut Tx<'_>, head: &str, tail: &str, rows: &[impl AsRef<[Val]>]) -> Result<u64, StoreError> {
    let width = rows.first().map_or(1, |r| r.as_ref().len().max(1));
    let per = (SLOTS / width).max(1);
    let mut touched = 0;
    let mut sql = (0, String::new());
    for some in rows.chunks(per) {
        if sql.0 != some.len() {
            let tuple = |n: usize| {
                let slots: Vec<String> = (1..=width).map(|i| format!("${}", n * width + i)).collect();
                format!("({})", slots.join(", "))
            };
            let tuples: Vec<String> = (0..some.len()).map(tuple).collect();
            sql = (some.len(), format!("{head} {} {tail}", tuples.join(", ")));
        }
        let params: Vec<Val> = some.iter().flat_map(|r| r.as_ref().iter().cloned()).collect();
        touched += tx.run(&sql.1, &params)?;
    }
    Ok(touched)
}

/// The facts of an event as its envelope holds them.
pub fn facts(event: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(event).expect("events are plain structs with text keys")
}
