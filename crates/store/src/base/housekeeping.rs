//! Working state that has served its time. Nothing that the journal vouches for is touched.

use domain::base::Region;
use jiff::{SignedDuration, Timestamp};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// How long an idempotency key answers with its first result: longer than any retry.
const KEYS_LIVE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Attempts are only asked about for an hour.
const ATTEMPTS_LIVE: SignedDuration = SignedDuration::from_hours(24);
/// No session lives longer than half a day.
const SESSIONS_LIVE: SignedDuration = SignedDuration::from_hours(12);

/// A preview that nobody confirmed in a week is thrown away; the file is still with the office.
const IMPORTS_WAIT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// The file of a published import is kept for its refused rows; after a month nobody mends them.
const FILES_LIVE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Removes old idempotency keys, attempts, sessions, and what imports have laid aside.
pub fn sweep(tx: &mut Tx<'_>, region: &Region, now: Timestamp) -> Result<u64, StoreError> {
    let mut gone = 0;
    gone += tx.run("DELETE FROM idempotency WHERE region = $1 AND at < $2", vals![region, now - KEYS_LIVE])?;
    gone += tx.run("DELETE FROM attempt WHERE region = $1 AND at < $2", vals![region, now - ATTEMPTS_LIVE])?;
    gone += tx.run("DELETE FROM session WHERE region = $1 AND created_at < $2", vals![region, now - SESSIONS_LIVE])?;
    gone += tx.run("DELETE FROM consent_code WHERE region = $1 AND until < $2", vals![region, now - ATTEMPTS_LIVE])?;
    for table in ["import_row", "import_file"] {
        gone += tx.run(
            &format!(
                "DELETE FROM {table} WHERE region = $1 AND import_id IN (SELECT id FROM catalogue_import \
                 WHERE region = $1 AND staged_at < $3 OR region = $1 AND staged_at < $2 \
                 AND state IN ('staging', 'waiting'))"
            ),
            vals![region, now - IMPORTS_WAIT, now - FILES_LIVE],
        )?;
    }
    gone += tx.run(
        "UPDATE catalogue_import SET state = 'dropped' WHERE region = $1 AND state IN ('staging', 'waiting') \
         AND staged_at < $2",
        vals![region, now - IMPORTS_WAIT],
    )?;
    Ok(gone)
}
