//! What differs between places: which ranks count, how long a letter may run, how early it is reminded of; what takes a
//! decision away from the window, and why a case may be passed on.

use super::Obstacle;

/// A rank that can stand in a letter (职级).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// The word, as `股级`.
    pub name: String,
    /// Whether it is high enough for a representative (股级以上).
    pub enough: bool,
}

/// What happens where a condition of who may be named is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The letter is taken, and the warning stands in it.
    Warn,
    /// The letter is refused.
    Refuse,
}

/// Why somebody who is authorised passes a case on to the department (退回部门的原因).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendBackReason {
    /// As it stands in the list: 要现场勘察.
    pub name: String,
    /// The reason does not tell enough: words are asked for.
    pub in_words: bool,
}

/// The county's rules of representatives.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What goes back to the department is shown over so many months.
    pub trend_months: u32,
    /// What takes a decision away from the window.
    pub obstacles: Vec<Obstacle>,
    /// Why a case may be passed on.
    pub send_back_reasons: Vec<SendBackReason>,
}

impl DelegateRules {
    /// The rank of that name.
    #[must_use]
    pub fn rank(&self, name: &str) -> Option<&Rank> {
        self.ranks.iter().find(|r| r.name == name)
    }

    /// The reason of that name.
    #[must_use]
    pub fn send_back_reason(&self, name: &str) -> Option<&SendBackReason> {
        self.send_back_reasons.iter().find(|r| r.name == name.trim())
    }

    /// The ranks that are high enough, as `正科级、副科级、股级`.
    #[must_use]
    pub fn enough(&self) -> String {
        let names: Vec<&str> = self.ranks.iter().filter(|r| r.enough).map(|r| r.name.as_str()).collect();
        names.join("、")
    }
}
