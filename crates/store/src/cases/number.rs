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
