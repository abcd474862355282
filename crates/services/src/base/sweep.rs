//! Housekeeping: working state that has served its time.

use store::StoreError;

use crate::Bureau;

/// Removes old idempotency keys, attempts and sessions. Returns how many rows went.
pub fn sweep(bureau: &Bureau) -> Result<u64, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    bureau.db().write(move |tx| store::base::sweep(tx, &region, now))
}
