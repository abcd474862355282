//! Numbers of supervision orders: counted per year, in the same commit as the order.

use domain::base::Region;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Takes the next number of a year.
pub fn take_supervision_number(tx: &mut Tx<'_>, region: &Region, year: i16) -> Result<u32, StoreError> {
    tx.row(
        "INSERT INTO supervision_number (region, year, used) VALUES ($1, $2, 1) \
         ON CONFLICT (region, year) DO UPDATE SET used = supervision_number.used + 1 RETURNING used",
        vals![region, i64::from(year)],
    )?
    .ok_or_else(|| StoreError::Db("督办单号没有生成".into()))?
    .num("used")
}
