//! What differs between places: which ranks count, how long a letter may run, how early it is reminded of.

use serde::{Deserialize, Serialize};

/// A rank that can stand in a letter (职级).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// The word, as `股级`.
    pub name: String,
    /// Whether it is high enough for a representative (股级以上).
    pub enough: bool,
}

/// What happens where a condition of who may be named is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// The letter is taken, and the warning stands in it.
    Warn,
    /// The letter is refused.
    Refuse,
}

/// The county's rules of representatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegateRules {
    /// Ranks from the highest.
    pub ranks: Vec<Rank>,
    /// What a rank that is too low does.
    pub low_rank: Strictness,
    /// What it does that somebody is not on the permanent roster (在编).
    pub off_roster: Strictness,
    /// A representative stays so many months in principle.
    pub stay_months: u32,
    /// Longest term of a letter, in months.
    pub longest_months: u32,
    /// A letter is reminded of when it has so many days left, its last one among them.
    pub remind_days: u32,
    /// Decisions are looked back on over so many days.
    pub look_back_days: u32,
}

impl DelegateRules {
    /// The rank of that name.
    #[must_use]
    pub fn rank(&self, name: &str) -> Option<&Rank> {
        self.ranks.iter().find(|r| r.name == name)
    }

    /// The ranks that are high enough, as `正科级、副科级、股级`.
    #[must_use]
    pub fn enough(&self) -> String {
        let names: Vec<&str> = self.ranks.iter().filter(|r| r.enough).map(|r| r.name.as_str()).collect();
        names.join("、")
    }
}
