//! The chain of one direction between two nodes: every message names the digest of the one before it. The same rule serves
//! whoever takes a message in and whoever checks kept messages years later.

use super::{Envelope, EnvelopeFlaw};

/// Where a chain has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChainEnd {
    /// Number of the newest message; 0 = none yet.
    pub seq: i64,
    /// SM3 of its envelope, hexadecimal; empty where there is none.
    pub digest: String,
}

/// What a message is to the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// The next one.
    Next,
    /// The newest once more: its answer was lost on the way.
    Again,
}

/// Whether a message continues the chain. `digest` is that of its envelope.
///
/// # Errors
/// An older message, another one under the newest's number, one that leaves something out, one that names another
/// predecessor.
pub fn follow(end: &ChainEnd, envelope: &Envelope, digest: &str) -> Result<Follow, EnvelopeFlaw> {
    let next = end.seq.saturating_add(1);
    if envelope.seq < end.seq {
        return Err(EnvelopeFlaw::Replayed { seq: envelope.seq, last: end.seq });
    }
    if envelope.seq == end.seq {
        return if end.digest == digest { Ok(Follow::Again) } else { Err(EnvelopeFlaw::Forked { seq: envelope.seq }) };
    }
    if envelope.seq > next {
        return Err(EnvelopeFlaw::Gap { expected: next, seq: envelope.seq });
    }
    if envelope.prev == end.digest { Ok(Follow::Next) } else { Err(EnvelopeFlaw::Broken { seq: envelope.seq }) }
}
