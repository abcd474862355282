//! The county's rules of representatives and the words of their letters: data with its source, never numbers in the code.

use std::sync::LazyLock;

use domain::delegates::{DelegateRules, Obstacle, Rank, SendBackReason, Strictness};
use serde::Deserialize;

const DATA: &str = include_str!("../../data/delegates.json");

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Breach {
    Warn,
    Refuse,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RankRow {
    name: String,
    enough: bool,
}

/// What takes a decision away from the window.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObstacleRow {
    name: String,
    words: Vec<String>,
}

/// Why a case may be passed on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonRow {
    name: String,
    #[serde(default)]
    in_words: bool,
}

/// The words of a letter; what stands in braces is filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    /// 标题.
    pub(super) title: String,
    /// 主送; empty = none.
    pub(super) recipient: String,
    /// 正文.
    pub(super) paragraphs: Vec<String>,
    /// What is said of the deputy, where there is one.
    #[serde(default)]
    pub(super) deputy: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    ranks: Vec<RankRow>,
    low_rank: Breach,
    off_roster: Breach,
    stay_months: u32,
    longest_months: u32,
    remind_days: u32,
    look_back_days: u32,
    trend_months: u32,
    obstacles: Vec<ObstacleRow>,
    send_back: Vec<ReasonRow>,
    appointment: Wording,
    authorization: Wording,
    /// Where they come from.
    source: String,
}

static SHIPPED: LazyLock<Shipped> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The rules.
pub(crate) static RULES: LazyLock<DelegateRules> = LazyLock::new(|| {
    let strictness = |breach| match breach {
        Breach::Warn => Strictness::Warn,
        Breach::Refuse => Strictness::Refuse,
    };
    DelegateRules {
        ranks: SHIPPED.ranks.iter().map(|r| Rank { name: r.name.clone(), enough: r.enough }).collect(),
        low_rank: strictness(SHIPPED.low_rank),
        off_roster: strictness(SHIPPED.off_roster),
        stay_months: SHIPPED.stay_months,
        longest_months: SHIPPED.longest_months,
        remind_days: SHIPPED.remind_days,
        look_back_days: SHIPPED.look_back_days,
        trend_months: SHIPPED.trend_months,
        obstacles: SHIPPED
            .obstacles
            .iter()
            .map(|o| Obstacle { name: o.name.clone(), words: o.words.clone() })
            .collect(),
        send_back_reasons: SHIPPED
            .send_back
            .iter()
            .map(|r| SendBackReason { name: r.name.clone(), in_words: r.in_words })
            .collect(),
    }
});

/// The words of a letter of appointment.
pub(super) fn appointment_wording() -> &'static Wording {
    &SHIPPED.appointment
}

/// The words of a letter of authorisation.
pub(super) fn authorization_wording() -> &'static Wording {
    &SHIPPED.authorization
}

/// Where the rules come from.
pub fn delegates_source() -> &'static str {
    &SHIPPED.source
}

/// The ranks that a letter can name, from the highest, each with whether it is high enough.
pub fn rank_names() -> impl Iterator<Item = (&'static str, bool)> {
    SHIPPED.ranks.iter().map(|r| (r.name.as_str(), r.enough))
}

/// Why a case may be passed on to the department, as the county's list words it.
pub fn send_back_reasons() -> impl Iterator<Item = &'static str> {
    SHIPPED.send_back.iter().map(|r| r.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_read_and_name_their_source() {
        assert!(RULES.enough().starts_with("正科级") && RULES.rank("科员").is_some_and(|r| !r.enough));
        assert!(RULES.longest_months >= 12 && RULES.remind_days > 0 && RULES.look_back_days > 0);
        assert!(delegates_source().contains("姚安"));
        let away: Vec<&str> = RULES.obstacles.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(away, ["现场勘察", "集体讨论", "专家论证", "听证"]);
        assert!(RULES.obstacles.iter().all(|o| !o.words.is_empty()) && RULES.trend_months > 0);
        assert_eq!(RULES.send_back_reasons.iter().filter(|r| r.in_words).count(), 1);
        assert_eq!(send_back_reasons().last(), Some("其他"));
        assert_eq!(rank_names().filter(|(_, enough)| *enough).count(), 3);
    }
}
