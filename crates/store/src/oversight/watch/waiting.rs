//! What waits for somebody: asked with every first page, so each number comes from a partial index and no row is read
//! that does not wait.

use domain::base::{DepartmentId, Region};
use jiff::civil::Date;

use super::Whose;
use crate::{
    seam::{StoreError, Tx, Val},
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

/// Cards, no reminders, that were given since a day and about which nobody has said anything yet.
pub fn fresh_cards(tx: &mut Tx<'_>, region: &Region, whose: Whose, since: Date) -> Result<u64, StoreError> {
    const FRESH: &str = "stage = 'given' AND level <> 'reminder' AND given_on >= $2";
    let of_window = format!("SELECT count(*) AS n FROM watch_card WHERE region = $1 AND at_window = 1 AND {FRESH}");
    let of_department = format!(
        "SELECT count(*) AS n FROM watch_card WHERE region = $1 AND department_id = $3 AND at_window IS NULL AND {FRESH}"
    );
    let mut count = |sql: &str, values: &[Val]| tx.row(sql, values)?.map_or(Ok(0), |r| r.num::<u64>("n"));
    Ok(match whose {
        Whose::All => 0,
        Whose::Window => count(&of_window, vals![region, since])?,
        Whose::Department(id) => count(&of_department, vals![region, since, id])?,
        Whose::Both(id) => count(&of_window, vals![region, since])? + count(&of_department, vals![region, since, id])?,
    })
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
