//! Rows that an event versioned or froze in bulk, and the digest it vouches with.

use domain::base::Region;
use sm3::{Digest, Sm3};

use super::envelope::{Bulk, row_line};
use crate::{
    hex,
    seam::{Row, StoreError, Tx},
    vals,
};

/// Where each kind of bulk rows is found, in the order of their digest.
const QUERIES: &[(&str, &str)] = &[
    ("item_version", "SELECT * FROM item_version WHERE region = $1 AND import_id = $2 ORDER BY item_id, version"),
    ("snapshot_item", "SELECT * FROM snapshot_item WHERE region = $1 AND snapshot_id = $2 ORDER BY item_id"),
    ("province_item", "SELECT * FROM province_item WHERE region = $1 AND import_id = $2 ORDER BY code"),
    ("snapshot_division", "SELECT * FROM snapshot_division WHERE region = $1 AND snapshot_id = $2 ORDER BY code"),
    ("followup_candidate", "SELECT * FROM followup_candidate WHERE region = $1 AND draw_id = $2 ORDER BY case_no"),
    ("imported_review", "SELECT * FROM imported_review WHERE region = $1 AND import_id = $2 ORDER BY row_no"),
    ("evaluation_score", "SELECT * FROM evaluation_score WHERE region = $1 AND run_id = $2 ORDER BY kind, subject"),
    ("evaluation_fact", "SELECT * FROM evaluation_fact WHERE region = $1 AND run_id = $2 ORDER BY source, fact_key"),
    ("ledger_row", "SELECT * FROM ledger_row WHERE region = $1 AND import_id = $2 ORDER BY row_no"),
    ("queue_ticket", "SELECT * FROM queue_ticket WHERE region = $1 AND import_id = $2 ORDER BY row_no"),
    ("oversight_finding", "SELECT * FROM oversight_finding WHERE region = $1 AND run_id = $2 ORDER BY no"),
    ("certificate_file", "SELECT * FROM certificate_file WHERE region = $1 AND certificate_id = $2"),
];

/// Whether rows of this table can be vouched for in bulk.
pub(super) fn is_known(table: &str) -> bool {
    QUERIES.iter().any(|(name, _)| *name == table)
}

/// The rows of one import or snapshot.
pub(super) fn rows(tx: &mut Tx<'_>, region: &Region, table: &str, id: i64) -> Result<Vec<Row>, StoreError> {
    let (_, sql) = QUERIES
        .iter()
        .find(|(name, _)| *name == table)
        .ok_or_else(|| StoreError::corrupt(table, "不是成批写入的表"))?;
    tx.rows(sql, vals![region, id])
}

pub(super) fn digest_of(table: &str, rows: &[Row]) -> String {
    let mut hasher = Sm3::new();
    for row in rows {
        hasher.update(row_line(table, row.names(), row.vals()).as_bytes());
        hasher.update(b"\n");
    }
    hex(&hasher.finalize())
}

/// What an event says of the rows just written under `id`.
pub fn bulk(tx: &mut Tx<'_>, region: &Region, table: &str, id: i64) -> Result<Bulk, StoreError> {
    let rows = rows(tx, region, table, id)?;
    Ok(Bulk { table: table.to_owned(), id, digest: digest_of(table, &rows), rows: rows.len() as u64 })
}
