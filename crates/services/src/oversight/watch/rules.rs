//! Which rules of watching are in use: the county's own, or those shipped with the program until it has some.

use std::sync::LazyLock;

use domain::{base::Region, oversight::watch::WatchProfile};
use jiff::civil::Date;
use store::{StoreError, Tx, oversight::watch as rows};

const DATA: &str = include_str!("../../../data/oversight.json");

static SHIPPED: LazyLock<WatchProfile> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// Those of a day.
pub(super) fn rules_on(tx: &mut Tx<'_>, region: &Region, on: Date) -> Result<WatchProfile, StoreError> {
    Ok(rows::watch_profile(tx, region, on)?.unwrap_or_else(|| SHIPPED.clone()))
}

/// Those shipped with the program.
pub(super) fn shipped() -> &'static WatchProfile {
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_read_and_name_their_source() {
        assert_eq!(shipped().check(), Ok(()));
        assert!(shipped().source.contains("行政许可法"));
    }
}
