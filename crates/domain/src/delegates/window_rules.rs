//! What differs between places of what is decided at the window and what goes back to the department.

use serde::{Deserialize, Serialize};

use super::Obstacle;

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
pub struct WindowRules {
    /// What goes back to the department is shown over so many months.
    pub trend_months: u32,
    /// What takes a decision away from the window.
    pub obstacles: Vec<Obstacle>,
    /// Why a case may be passed on.
    pub send_back_reasons: Vec<SendBackReason>,
}

impl WindowRules {
    /// The reason of that name.
    #[must_use]
    pub fn send_back_reason(&self, name: &str) -> Option<&SendBackReason> {
        self.send_back_reasons.iter().find(|r| r.name == name.trim())
    }
}
