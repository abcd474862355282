//! Numbers of cases: counted per window and day, in the same commit as the case.

use domain::base::Region;
use jiff::civil::Date;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Takes the next number of a window on a day.
pub fn next_number(tx: &mut Tx<'_>, region: &Region, day: Date, window_no: u16) -> Result<u32, StoreError> {
    tx.row(
        "INSERT INTO case_number (region, day, window_no, used) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (region, day, window_no) DO UPDATE SET used = case_number.used + 1 RETURNING used",
        vals![region, day, window_no],
    )?
    .ok_or_else(|| StoreError::Db("编号没有生成".into()))?
    .num("used")
}

/// Takes `count` numbers of a series on a day at once; returns the first.
pub fn take_numbers(
    tx: &mut Tx<'_>,
    region: &Region,
    day: Date,
    window_no: u16,
    count: u32,
) -> Result<u32, StoreError> {
    let used = tx
        .row(
            "INSERT INTO case_number (region, day, window_no, used) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (region, day, window_no) DO UPDATE SET used = case_number.used + excluded.used RETURNING used",
            vals![region, day, window_no, count],
        )?
        .ok_or_else(|| StoreError::Db("编号没有生成".into()))?
        .num::<u32>("used")?;
    Ok(used.saturating_sub(count) + 1)
}
