//! How long a unit has, and when it is reminded: data with its source, never numbers in the code.

use std::sync::LazyLock;

use serde::Deserialize;

const DATA: &str = include_str!("../../data/rectification.json");

/// The county's numbers, in working days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    /// From the order to the answer, unless the office names a day.
    pub(super) due_workdays: u32,
    /// From a return to the next answer, unless the office names a day.
    pub(super) again_workdays: u32,
    /// A unit is reminded when so many are left.
    pub(super) remind_workdays: u32,
    /// Where the numbers come from.
    pub(super) source: String,
}

pub(super) static RULES: LazyLock<Rules> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_numbers_read_and_name_their_source() {
        assert!(RULES.due_workdays > RULES.remind_workdays && RULES.again_workdays > 0);
        assert!(!RULES.source.is_empty());
    }
}
