//! What takes a decision away from the window, why a case may be passed on, and over how many months that is shown: data with
//! its source, never numbers or words in the code.

use std::sync::LazyLock;

use domain::delegates::WindowRules;
use serde::Deserialize;

const DATA: &str = include_str!("../../data/window_rules.json");

#[derive(Debug, Deserialize)]
struct Shipped {
    #[serde(flatten)]
    rules: WindowRules,
    /// Where they come from.
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever changes the data; a test asks that it is there"))]
    source: String,
}

static SHIPPED: LazyLock<Shipped> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The rules.
pub(crate) fn window_rules() -> &'static WindowRules {
    &SHIPPED.rules
}

/// Why a case may be passed on to the department, as the county's list words it.
pub fn send_back_reasons() -> impl Iterator<Item = &'static str> {
    SHIPPED.rules.send_back_reasons.iter().map(|r| r.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_read_and_name_their_source() {
        let rules = window_rules();
        let away: Vec<&str> = rules.obstacles.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(away, ["现场勘察", "集体讨论", "专家论证", "听证"]);
        assert!(rules.obstacles.iter().all(|o| !o.words.is_empty()) && rules.trend_months > 0);
        assert_eq!(rules.send_back_reasons.iter().filter(|r| r.in_words).count(), 1);
        assert_eq!(send_back_reasons().last(), Some("其他"));
        assert!(SHIPPED.source.contains("鱼台"));
    }
}
