//! What differs between places of what is decided at the window and what goes back to the department, in versions: a
//! county changes it on a page, and the journal tells who did.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Obstacle, RuleFlaw};

/// Most obstacles, words of one, and reasons.
const MOST: usize = 30;
/// Longest name or word, in characters.
const SHORT: usize = 50;
/// Longest source, in characters.
const LONG: usize = 600;
/// Most months that a trend shows.
const MOST_MONTHS: u32 = 24;

/// Why somebody who is authorised passes a case on to the department (退回部门的原因).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendBackReason {
    /// As it stands in the list: 要现场勘察.
    pub name: String,
    /// The reason does not tell enough: words are asked for.
    #[serde(default)]
    pub in_words: bool,
}

/// The rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowRules {
    /// How often they were changed; 0 = those that ship.
    #[serde(default)]
    pub version: i64,
    /// What goes back to the department is shown over so many months.
    pub trend_months: u32,
    /// What takes a decision away from the window.
    pub obstacles: Vec<Obstacle>,
    /// Why a case may be passed on.
    pub send_back_reasons: Vec<SendBackReason>,
    /// Where they come from: law, document, usage.
    pub source: String,
}

impl WindowRules {
    /// The reason of that name.
    #[must_use]
    pub fn send_back_reason(&self, name: &str) -> Option<&SendBackReason> {
        self.send_back_reasons.iter().find(|r| r.name == name.trim())
    }

    /// Everything that cannot be kept.
    #[must_use]
    pub fn flaws(&self) -> Vec<RuleFlaw> {
        let mut flaws = Vec::new();
        let mut say = |field: &'static str, sentence: String| flaws.push(RuleFlaw { field, sentence });
        let short = |text: &str| (1..=SHORT).contains(&text.trim().chars().count());
        let names: BTreeSet<&str> = self.obstacles.iter().map(|o| o.name.as_str()).collect();
        if self.obstacles.len() > MOST || names.len() < self.obstacles.len() {
            say("obstacles", format!("不能在窗口定的情形最多 {MOST} 种，一行一种，不要重复"));
        } else if let Some(bare) = self.obstacles.iter().find(|o| o.words.is_empty() || o.words.len() > MOST) {
            say("obstacles", format!("“{}”后面请写指南里的说法，例如：现场勘察：勘察、勘验", bare.name));
        } else if self.obstacles.iter().any(|o| !short(&o.name) || !o.words.iter().all(|w| short(w))) {
            say("obstacles", format!("情形和说法每个写 1 到 {SHORT} 字"));
        }
        let reasons: BTreeSet<&str> = self.send_back_reasons.iter().map(|r| r.name.as_str()).collect();
        if self.send_back_reasons.is_empty() || self.send_back_reasons.len() > MOST {
            say("reasons", format!("退回部门的原因请写 1 到 {MOST} 个，一行一个"));
        } else if reasons.len() < self.send_back_reasons.len() {
            say("reasons", "退回部门的原因有重复的，请每个只写一行".to_owned());
        } else if !self.send_back_reasons.iter().all(|r| short(&r.name)) {
            say("reasons", format!("退回部门的原因每个写 1 到 {SHORT} 字"));
        }
        if !(1..=MOST_MONTHS).contains(&self.trend_months) {
            say("trend_months", format!("看几个月的退回，请填 1 到 {MOST_MONTHS} 的整数"));
        }
        match self.source.trim().chars().count() {
            0 => say("source", "请填写依据，例如：青禾县窗口直接办结事项管理办法".to_owned()),
            n if n > LONG => say("source", format!("依据最多 {LONG} 字，现在是 {n} 字，请删减")),
            _ => {}
        }
        flaws
    }
}

/// Event: what takes a decision away from the window, why a case may go back, or which exemptions count was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowRulesChanged {
    /// Version after it.
    pub version: i64,
    /// Where they come from.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::{super::tests::window_rules, *};

    #[test]
    fn rules_are_kept_whole_or_told_field_by_field() {
        assert_eq!(window_rules().flaws(), []);
        let fields = |rules: WindowRules| rules.flaws().into_iter().map(|f| f.field).collect::<Vec<_>>();
        let bare = Obstacle { name: "听证".into(), words: vec![] };
        let wrong = WindowRules {
            obstacles: vec![bare],
            send_back_reasons: vec![],
            trend_months: 0,
            source: " ".into(),
            ..window_rules()
        };
        assert_eq!(fields(wrong), ["obstacles", "reasons", "trend_months", "source"]);
        let one = Obstacle { name: "听证".into(), words: vec!["听证".into()] };
        let mut twice = WindowRules { obstacles: vec![one.clone(), one], ..window_rules() };
        twice.send_back_reasons.push(twice.send_back_reasons[0].clone());
        assert_eq!(fields(twice), ["obstacles", "reasons"]);
        let blank = SendBackReason { name: " ".into(), in_words: false };
        assert_eq!(fields(WindowRules { send_back_reasons: vec![blank], ..window_rules() }), ["reasons"]);
    }
}
