//! What waits for somebody: asked with every first page, so each number comes from a partial index and no row is read
//! that does not wait.

use domain::base::{DepartmentId, Region};
use jiff::civil::Date;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Cards and orders that want something done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Red cards of the whole that nobody has explained in public.
    pub unexplained: u64,
    /// Disputes without a ruling.
    pub disputed: u64,
    /// Orders without a reply.
    pub issued: u64,
    /// Of those, over their day.
    pub overdue: u64,
    /// Orders that a department sent back.
    pub sent_back: u64,
    /// Replies that are not checked.
    pub replied: u64,
}

/// Of one department or of all.
pub fn watch_waiting(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    today: Date,
) -> Result<Waiting, StoreError> {
    const OF: &str = "(CAST($2 AS BIGINT) IS NULL OR department_id = CAST($2 AS BIGINT))";
    let mut count = |table: &str, met: &str| -> Result<u64, StoreError> {
        let sql = format!(
            "SELECT count(*) AS n FROM {table} WHERE region = $1 AND {OF} AND CAST($3 AS TEXT) IS NOT NULL AND {met}"
        );
        tx.row(&sql, vals![region, department, today])?.map_or(Ok(0), |r| r.num("n"))
    };
    Ok(Waiting {
        unexplained: count(
            "watch_card",
            "stage <> 'annulled' AND level = 'red' AND point = 'whole' AND reason IS NULL",
        )?,
        disputed: count("watch_card", "stage = 'disputed'")?,
        issued: count("supervision_order", "stage IN ('issued', 'replied') AND stage = 'issued'")?,
        overdue: count("supervision_order", "stage IN ('issued', 'replied') AND stage = 'issued' AND reply_by < $3")?,
        sent_back: count("supervision_order", "stage = 'sent_back'")?,
        replied: count("supervision_order", "stage IN ('issued', 'replied') AND stage = 'replied'")?,
    })
}
