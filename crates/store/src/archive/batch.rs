//! Batches of packages for transfer (移交批次).

use domain::{
    archive::BatchNo,
    base::{Region, StaffId},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Id.
    pub id: i64,
    /// Number.
    pub number: BatchNo,
    /// Day.
    pub made_on: Date,
    /// When.
    pub made_at: Timestamp,
    /// Who; `None` for the command line.
    pub by: Option<StaffId>,
    /// Packages in it.
    pub packages: u64,
}

fn read(row: &Row) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        id: row.int("id")?,
        number: BatchNo::parse(&row.text("batch_no")?)
            .ok_or_else(|| StoreError::corrupt("archive_batch.batch_no", "不是批次号"))?,
        made_on: row.date("made_on")?,
        made_at: row.instant("made_at")?,
        by: row.opt_int("by_staff")?.map(StaffId::new),
        packages: row.num("packages")?,
    })
}

/// The after-image of a batch.
pub fn batch_change(region: &Region, b: &BatchRow) -> Change {
    Change::put(
        "archive_batch",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(b.id)),
            ("batch_no", Val::from(b.number.as_str())),
            ("year", Val::from(i64::from(b.made_on.year()))),
            ("made_on", Val::from(b.made_on)),
            ("made_at", Val::from(b.made_at)),
            ("by_staff", Val::from(b.by)),
            ("packages", Val::from(i64::try_from(b.packages).unwrap_or(i64::MAX))),
        ],
    )
}

const COLUMNS: &str = "id, batch_no, made_on, made_at, by_staff, packages";

/// The newest batches first.
pub fn batches(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<BatchRow>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM archive_batch WHERE region = $1 ORDER BY id DESC LIMIT $2"),
        vals![region, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// One batch.
pub fn batch_by_no(tx: &mut Tx<'_>, region: &Region, no: &BatchNo) -> Result<Option<BatchRow>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM archive_batch WHERE region = $1 AND batch_no = $2"),
        vals![region, no.as_str()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// How many batches a year has so far.
pub fn batches_of_year(tx: &mut Tx<'_>, region: &Region, year: i16) -> Result<u64, StoreError> {
    let row = tx.row(
        "SELECT count(*) AS n FROM archive_batch WHERE region = $1 AND year = $2",
        vals![region, i64::from(year)],
    )?;
    row.map_or(Ok(0), |r| r.num("n"))
}
