//! Attempts that are throttled: sign-ins and public queries (限次). An attempt is noted before it is
//! made and counted in the same transaction, so that many at once cannot slip past the count; one
//! that succeeds is taken back. Deliberately not here: how many are too many.

use domain::base::Region;
use jiff::Timestamp;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// What is counted, since when, and how many may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What is tried: `sign_in`, `progress` …
    pub kind: &'static str,
    /// On whom, or from where.
    pub subject: String,
    /// Start of the window.
    pub since: Timestamp,
    /// Attempts that may be made in it.
    pub most: i64,
}

/// Notes one attempt under each limit and says whether it may be made. When one of the limits is
/// reached nothing is noted: trying on does not make the wait longer. `nonce` keeps two attempts of
/// the same instant apart.
pub fn try_attempt(
    tx: &mut Tx<'_>,
    region: &Region,
    limits: &[Limit],
    at: Timestamp,
    nonce: i64,
) -> Result<bool, StoreError> {
    let mut within = true;
    for limit in limits {
        note_attempt(tx, region, limit.kind, &limit.subject, at, nonce)?;
        within &= attempts_since(tx, region, limit.kind, &limit.subject, limit.since)? <= limit.most;
    }
    if !within {
        clear_attempt(tx, region, limits, at, nonce)?;
    }
    Ok(within)
}

/// Notes one attempt, whatever the count. `nonce` keeps two of the same instant apart.
pub fn note_attempt(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: &str,
    subject: &str,
    at: Timestamp,
    nonce: i64,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO attempt (region, kind, subject, at, nonce) VALUES ($1, $2, $3, $4, $5)",
        vals![region, kind, subject, at, nonce],
    )?;
    Ok(())
}

/// Takes an attempt back: it succeeded, or was not made after all.
pub fn clear_attempt(
    tx: &mut Tx<'_>,
    region: &Region,
    limits: &[Limit],
    at: Timestamp,
    nonce: i64,
) -> Result<(), StoreError> {
    for limit in limits {
        tx.run(
            "DELETE FROM attempt WHERE region = $1 AND kind = $2 AND subject = $3 AND at = $4 AND nonce = $5",
            vals![region, limit.kind, &limit.subject, at, nonce],
        )?;
    }
    Ok(())
}

/// Attempts on one subject since an instant that were not taken back.
pub fn attempts_since(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: &str,
    subject: &str,
    since: Timestamp,
) -> Result<i64, StoreError> {
    tx.row(
        "SELECT count(*) AS n FROM attempt WHERE region = $1 AND kind = $2 AND subject = $3 AND at >= $4",
        vals![region, kind, subject, since],
    )?
    .map_or(Ok(0), |r| r.int("n"))
}
