//! Which fields go upward, and how a province calls them (字段对照): data with their source.

use std::sync::LazyLock;

use domain::publication::exchange::FieldMaps;

const DATA: &str = include_str!("../../../data/exchange_fields.json");

static MAPS: LazyLock<FieldMaps> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The fields in force.
pub fn field_maps() -> &'static FieldMaps {
    &MAPS
}

/// SM3 of the data: items are looked at anew by a program that ships other fields.
pub(super) fn fields_digest() -> &'static str {
    static DIGEST: LazyLock<String> = LazyLock::new(|| store::digest(DATA.as_bytes()));
    &DIGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_fields_can_be_used_and_say_where_they_are_from() {
        assert_eq!(field_maps().check(), Ok(()));
        assert!(field_maps().source.contains("up_task_"));
    }
}
