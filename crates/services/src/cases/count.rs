//! Counting cases that were entered before there were counters (补记办件计数): once, when a newer program meets an older
//! database. Deliberately not here: the counting of each step, which the journal does.

use store::{StoreError, cases as rows};

use crate::Bureau;

/// Counts all cases if none was ever counted. Returns whether it had to.
pub fn count_first(bureau: &Bureau) -> Result<bool, StoreError> {
    let region = *bureau.region();
    if !bureau.db().read(|tx| rows::are_uncounted(tx, &region))? {
        return Ok(false);
    }
    bureau.db().write(move |tx| {
        tx.without_limit();
        // Another program may have done it since: looked at again where nobody can come between.
        let wanted = rows::are_uncounted(tx, &region)?;
        if wanted {
            rows::count_anew(tx, &region)?;
        }
        Ok(wanted)
    })
}
