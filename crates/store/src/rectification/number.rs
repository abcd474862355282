//! Numbers of orders: counted per year, in the same commit as the orders.

use domain::base::Region;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Takes the next `many` numbers of a year; returns the first of them.
pub fn take_order_numbers(tx: &mut Tx<'_>, region: &Region, year: i16, many: u32) -> Result<u32, StoreError> {
    let used: u32 = tx
        .row(
            "INSERT INTO order_number (region, year, used) VALUES ($1, $2, $3) \
             ON CONFLICT (region, year) DO UPDATE SET used = order_number.used + excluded.used RETURNING used",
            vals![region, i64::from(year), many],
        )?
        .ok_or_else(|| StoreError::Db("整改单号没有生成".into()))?
        .num("used")?;
    Ok(used - many + 1)
}
