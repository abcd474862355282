//! Sealing: new events are gathered from the outbox into signed, chained blocks.
//!
//! One lease-holder does it, at least every second while the program serves and at the end of
//! every command that writes. The block is exported by the caller, so that rewriting a chain's
//! tail in the database is found by anyone who kept the export.

use domain::base::Region;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};

use crate::{
    Vault, hex,
    seam::{StoreError, Tx, Val},
    vals,
};

/// Events one block holds at most; the rest waits for the next.
const BLOCK: i64 = 2_000;

/// A sealed block, as it is exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// County.
    pub region: String,
    /// Number from 1, without gaps.
    pub no: i64,
    /// When.
    pub sealed_at: String,
    /// Which key signed.
    pub key_id: String,
    /// `[stream, seq, hash]` of each event, as JSON.
    pub entries: String,
    /// Hash of the block before, hexadecimal; empty for the first.
    pub prev_hash: String,
    /// SM3 over all of the above.
    pub hash: String,
    /// SM2 over the hash.
    pub signature: String,
}

/// How many events wait to be sealed.
pub fn unsealed(tx: &mut Tx<'_>, region: &Region) -> Result<i64, StoreError> {
    tx.row("SELECT count(*) AS n FROM outbox WHERE region = $1 AND topic = 'seal'", vals![region])?
        .map_or(Ok(0), |r| r.int("n"))
}

/// When the newest block was sealed.
pub fn last_sealed_at(tx: &mut Tx<'_>, region: &Region) -> Result<Option<Timestamp>, StoreError> {
    tx.row("SELECT sealed_at FROM block WHERE region = $1 ORDER BY no DESC LIMIT 1", vals![region])?
        .map(|r| r.instant("sealed_at"))
        .transpose()
}

/// Blocks above a number in their order, at most `limit`: what an export still lacks.
pub fn blocks_after(tx: &mut Tx<'_>, region: &Region, no: i64, limit: i64) -> Result<Vec<Sealed>, StoreError> {
    tx.rows(
        "SELECT no, sealed_at, key_id, entries, prev_hash, hash, signature FROM block WHERE region = $1 AND no > $2 \
         ORDER BY no LIMIT $3",
        vals![region, no, limit],
    )?
    .iter()
    .map(|r| {
        Ok(Sealed {
            region: region.as_str().to_owned(),
            no: r.int("no")?,
            sealed_at: r.text("sealed_at")?,
            key_id: r.text("key_id")?,
            entries: r.text("entries")?,
            prev_hash: hex(&r.bytes("prev_hash")?),
            hash: hex(&r.bytes("hash")?),
            signature: hex(&r.bytes("signature")?),
        })
    })
    .collect()
}

/// What the database keeps of a block, to hold against an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBlock {
    /// Its hash.
    pub hash: Vec<u8>,
    /// Its signature.
    pub signature: Vec<u8>,
}

/// One block by number.
pub fn block(tx: &mut Tx<'_>, region: &Region, no: i64) -> Result<Option<KeptBlock>, StoreError> {
    tx.row("SELECT hash, signature FROM block WHERE region = $1 AND no = $2", vals![region, no])?
        .map(|r| Ok(KeptBlock { hash: r.bytes("hash")?, signature: r.bytes("signature")? }))
        .transpose()
}

pub(super) fn block_hash(prev: &[u8], no: i64, at: &str, key_id: &str, entries: &str) -> Vec<u8> {
    let mut hasher = Sm3::new();
    hasher.update(b"onedoor block 1\n");
    hasher.update(prev);
    hasher.update(format!("{no}\n{at}\n{key_id}\n{entries}").as_bytes());
    hasher.finalize().to_vec()
}

/// Seals what waits into one block. `None` when nothing waits or another holder has the lease.
pub fn seal(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    holder: &str,
    now: Timestamp,
) -> Result<Option<Sealed>, StoreError> {
    let waiting = tx.rows(
        "SELECT o.stream AS stream, o.seq AS seq, e.hash AS hash FROM outbox o \
         JOIN event e ON e.region = o.region AND e.stream = o.stream AND e.seq = o.seq \
         WHERE o.region = $1 AND o.topic = 'seal' ORDER BY o.stream, o.seq LIMIT $2",
        vals![region, BLOCK],
    )?;
    if waiting.is_empty() || !take_lease(tx, region, holder, now)? {
        return Ok(None);
    }
    let last = tx.row("SELECT no, hash FROM block WHERE region = $1 ORDER BY no DESC LIMIT 1", vals![region])?;
    let (no, prev) = match last {
        Some(row) => (row.int("no")? + 1, row.bytes("hash")?),
        None => (1, Vec::new()),
    };
    let mut entries = Vec::with_capacity(waiting.len());
    for row in &waiting {
        entries.push((row.text("stream")?, row.int("seq")?, hex(&row.bytes("hash")?)));
    }
    let text = serde_json::to_string(&entries).map_err(|e| StoreError::Db(e.to_string()))?;
    let at = crate::seam::instant_text(now);
    let hash = block_hash(&prev, no, &at, vault.key_id(), &text);
    let signature = vault.sign(&hash);
    tx.run(
        "INSERT INTO block (region, no, sealed_at, key_id, entries, prev_hash, hash, signature) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vals![region, no, &at, vault.key_id(), &text, prev.as_slice(), hash.as_slice(), signature.as_slice()],
    )?;
    for (stream, seq, _) in &entries {
        tx.run(
            "DELETE FROM outbox WHERE region = $1 AND topic = 'seal' AND stream = $2 AND seq = $3",
            vals![region, stream, *seq],
        )?;
    }
    Ok(Some(Sealed {
        region: region.as_str().to_owned(),
        no,
        sealed_at: at,
        key_id: vault.key_id().to_owned(),
        entries: text,
        prev_hash: hex(&prev),
        hash: hex(&hash),
        signature: hex(&signature),
    }))
}

fn take_lease(tx: &mut Tx<'_>, region: &Region, holder: &str, now: Timestamp) -> Result<bool, StoreError> {
    let until = now + jiff::SignedDuration::from_secs(10);
    let taken = tx.run(
        "INSERT INTO lease (region, name, holder, until) VALUES ($1, 'seal', $2, $3) \
         ON CONFLICT (region, name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
         WHERE lease.holder = excluded.holder OR lease.until < $4",
        vals![region, holder, Val::from(until), Val::from(now)],
    )?;
    Ok(taken == 1)
}
