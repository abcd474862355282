//! Attempts that are throttled: wrong passwords, wrong query passwords.

use domain::base::Region;
use jiff::Timestamp;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Notes a failed attempt. `nonce` keeps two of the same instant apart.
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

/// Failed attempts on one subject since an instant.
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
