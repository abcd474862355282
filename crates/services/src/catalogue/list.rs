//! The catalogue as staff list it.

use domain::people::{Act, Desk};
use store::catalogue::{self as rows, ItemFilter, ItemLine};

use crate::{Bureau, Failure, Never};

/// A page of items after a key.
pub fn list(
    bureau: &Bureau,
    desk: &Desk,
    filter: &ItemFilter,
    after: i64,
    limit: u32,
) -> Result<Vec<ItemLine>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    Ok(bureau.db().read(|tx| rows::item_lines(tx, bureau.region(), filter, after, limit.into()))?)
}
