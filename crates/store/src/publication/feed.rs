//! The feeds of what happened to cases and to matters (办件变化, 一件事变化), in the order of the sealed blocks: an event is in it from the second after it
//! was written, each case's in their order, and nothing is written for it beside the journal itself.

use domain::base::{ItemId, Region};
use jiff::Timestamp;

use crate::{
    journal::Envelope,
    seam::{StoreError, Tx},
    vals,
};

/// A place in the feed: so many events of this block have been seen, and all of the blocks before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeedPlace {
    /// Number of the block, from 1.
    pub block: i64,
    /// Events of it that were seen.
    pub taken: i64,
}

impl Default for FeedPlace {
    /// The beginning.
    fn default() -> Self {
        Self { block: 1, taken: 0 }
    }
}

/// One event of a case or a matter.
#[derive(Debug, Clone)]
pub struct FeedEvent {
    /// The place behind it.
    pub after: FeedPlace,
    /// The event.
    pub envelope: Envelope,
}

/// A part of the feed.
#[derive(Debug, Clone)]
pub struct FeedPart {
    /// Events in their order.
    pub events: Vec<FeedEvent>,
    /// The place up to which the feed was looked through.
    pub reached: FeedPlace,
    /// There is nothing behind it yet.
    pub ended: bool,
}

/// Entries that one look goes through at most, whatever they are about.
const LOOK: usize = 4_000;

/// The feed behind a place: at most `limit` events of cases.
pub fn feed(tx: &mut Tx<'_>, region: &Region, after: FeedPlace, limit: usize) -> Result<FeedPart, StoreError> {
    part(tx, region, after, (limit, &["case/"]))
}

/// The same of matters (一件事).
pub fn matter_feed(tx: &mut Tx<'_>, region: &Region, after: FeedPlace, limit: usize) -> Result<FeedPart, StoreError> {
    part(tx, region, after, (limit, &["matter/"]))
}

/// The same of ratings (好差评); links and imports of them lie under the same word and are among it.
pub fn review_feed(tx: &mut Tx<'_>, region: &Region, after: FeedPlace, limit: usize) -> Result<FeedPart, StoreError> {
    part(tx, region, after, (limit, &["reviews/"]))
}

/// Whether a stream under one of these words went on behind a place. Only lists of what was sealed, and of what waits for
/// it, are read, no event.
pub fn went_on(tx: &mut Tx<'_>, region: &Region, after: FeedPlace, of: &[&str]) -> Result<bool, StoreError> {
    let of_these = |stream: &str| of.iter().any(|of| stream.starts_with(of));
    for row in tx.rows("SELECT stream FROM outbox WHERE region = $1 AND topic = 'seal'", vals![region])? {
        if of_these(&row.text("stream")?) {
            return Ok(true);
        }
    }
    let mut at = after;
    loop {
        let found = tx.row(
            "SELECT no, entries FROM block WHERE region = $1 AND no >= $2 ORDER BY no LIMIT 1",
            vals![region, at.block],
        )?;
        let Some(row) = found else { return Ok(false) };
        let no = row.int("no")?;
        let entries: Vec<(String, i64, String)> = row.json("entries")?;
        let from = if no > at.block { 0 } else { usize::try_from(at.taken).unwrap_or(usize::MAX) };
        if entries.iter().skip(from).any(|(stream, _, _)| of_these(stream)) {
            return Ok(true);
        }
        at = FeedPlace { block: no + 1, taken: 0 };
    }
}

/// The same of both, and of cards and supervision orders, block by block, within a block by stream.
pub fn whole_feed(tx: &mut Tx<'_>, region: &Region, after: FeedPlace, limit: usize) -> Result<FeedPart, StoreError> {
    part(tx, region, after, (limit, &["case/", "matter/", "oversight/cards/", "oversight/orders/"]))
}

fn part(
    tx: &mut Tx<'_>,
    region: &Region,
    after: FeedPlace,
    (limit, of): (usize, &[&str]),
) -> Result<FeedPart, StoreError> {
    let mut part = FeedPart { events: Vec::new(), reached: after, ended: false };
    let mut looked = 0;
    while part.events.len() < limit && looked < LOOK {
        let found = tx.row(
            "SELECT no, entries FROM block WHERE region = $1 AND no >= $2 ORDER BY no LIMIT 1",
            vals![region, part.reached.block],
        )?;
        let Some(row) = found else {
            part.ended = true;
            return Ok(part);
        };
        let no = row.int("no")?;
        if no > part.reached.block {
            part.reached = FeedPlace { block: no, taken: 0 };
        }
        let entries: Vec<(String, i64, String)> = row.json("entries")?;
        let from = usize::try_from(part.reached.taken).unwrap_or(usize::MAX).min(entries.len());
        for (stream, seq, _) in &entries[from..] {
            if part.events.len() >= limit {
                return Ok(part);
            }
            looked += 1;
            part.reached.taken += 1;
            if of.iter().any(|of| stream.starts_with(of)) {
                let envelope = feed_event(tx, region, stream, *seq)?
                    .ok_or_else(|| StoreError::corrupt("block.entries", format!("没有事件 {stream} {seq}")))?;
                part.events.push(FeedEvent { after: part.reached, envelope });
            }
        }
        part.reached = FeedPlace { block: no + 1, taken: 0 };
    }
    Ok(part)
}

/// One event of a stream.
pub fn feed_event(tx: &mut Tx<'_>, region: &Region, stream: &str, seq: i64) -> Result<Option<Envelope>, StoreError> {
    let row =
        tx.row("SELECT body FROM event WHERE region = $1 AND stream = $2 AND seq = $3", vals![region, stream, seq])?;
    row.map(|r| r.json("body")).transpose()
}

/// The place behind everything that is sealed.
pub fn feed_end(tx: &mut Tx<'_>, region: &Region) -> Result<FeedPlace, StoreError> {
    let last = tx.row("SELECT no FROM block WHERE region = $1 ORDER BY no DESC LIMIT 1", vals![region])?;
    Ok(FeedPlace { block: last.map_or(Ok(0), |r| r.int("no"))? + 1, taken: 0 })
}

/// The place before the first block that was sealed at or after an instant.
pub fn feed_since(tx: &mut Tx<'_>, region: &Region, since: Timestamp) -> Result<FeedPlace, StoreError> {
    let first =
        tx.row("SELECT no FROM block WHERE region = $1 AND sealed_at >= $2 ORDER BY no LIMIT 1", vals![region, since])?;
    match first {
        Some(row) => Ok(FeedPlace { block: row.int("no")?, taken: 0 }),
        None => feed_end(tx, region),
    }
}

/// 事项编码 of one version of an item.
pub fn item_code_at(tx: &mut Tx<'_>, region: &Region, id: ItemId, version: i64) -> Result<Option<String>, StoreError> {
    let row = tx.row(
        "SELECT code FROM item_version WHERE region = $1 AND item_id = $2 AND version = $3",
        vals![region, id, version],
    )?;
    row.map(|r| r.text("code")).transpose()
}
