//! Whether an item can be decided at the window (窗口可办, domain §4.2): one that needs no 现场勘察, 集体讨论, 专家论证 or 听证.
//!
//! Not here: who may decide it there.

use serde::{Deserialize, Serialize};

use crate::catalogue::Guide;

/// One thing that takes a decision away from the window, with the words by which a guide tells it. Data of the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What it is called: 现场勘察.
    pub name: String,
    /// Words in the names of steps and special procedures: 勘察, 勘验, 踏勘.
    pub words: Vec<String>,
}

/// Whether it can, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtWindow {
    /// The guide says 是否可窗口直接办结 = 是.
    Said,
    /// The guide does not say, and names nothing that speaks against it.
    Derived,
    /// The guide says no.
    Denied,
    /// The guide does not say, and names something that takes it away: what is needed, and the guide's own words for it.
    Needs(String, String),
}

impl AtWindow {
    /// It can.
    #[must_use]
    pub const fn can(&self) -> bool {
        match self {
            Self::Said | Self::Derived => true,
            Self::Denied | Self::Needs(..) => false,
        }
    }

    /// Word for programs.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Derived => "derived",
            Self::Denied => "denied",
            Self::Needs(..) => "needs",
        }
    }

    /// Words on pages.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Said => "指南写明可在窗口直接办结".into(),
            Self::Derived => "指南没有列勘察、集体讨论、专家论证、听证".into(),
            Self::Denied => "指南写明不能在窗口直接办结".into(),
            Self::Needs(what, words) if what == words => format!("指南列了{what}"),
            Self::Needs(what, words) => format!("指南列了“{words}”，要{what}"),
        }
    }
}

/// What a guide says of it. What it says outright counts before what its procedures and steps are called.
#[must_use]
pub fn at_window(guide: &Guide, obstacles: &[Obstacle]) -> AtWindow {
    match guide.window_decidable {
        Some(true) => return AtWindow::Said,
        Some(false) => return AtWindow::Denied,
        None => {}
    }
    let named = guide.special_procedures.iter().chain(guide.steps.iter().map(|s| &s.name));
    for text in named {
        if let Some(needed) = obstacles.iter().find(|e| e.words.iter().any(|w| text.contains(w.as_str()))) {
            return AtWindow::Needs(needed.name.clone(), text.clone());
        }
    }
    AtWindow::Derived
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Step;

    fn words() -> Vec<Obstacle> {
        let one = |name: &str, words: &[&str]| Obstacle {
            name: name.into(),
            words: words.iter().map(|w| (*w).to_owned()).collect(),
        };
        vec![one("现场勘察", &["勘察", "勘验", "踏勘"]), one("听证", &["听证"])]
    }

    #[test]
    fn the_guide_is_believed_before_its_steps() {
        let heard = Guide { special_procedures: vec!["听证".into()], ..Guide::default() };
        assert_eq!(at_window(&heard, &words()), AtWindow::Needs("听证".into(), "听证".into()));
        let said = Guide { window_decidable: Some(true), ..heard };
        assert_eq!(at_window(&said, &words()), AtWindow::Said);
        let denied = Guide { window_decidable: Some(false), ..Guide::default() };
        assert!(!at_window(&denied, &words()).can());
    }

    #[test]
    fn a_step_by_another_word_takes_it_away_and_is_told() {
        let step = Step { name: "现场踏勘".into(), ..Step::default() };
        let guide = Guide { steps: vec![step], ..Guide::default() };
        let found = at_window(&guide, &words());
        assert_eq!(found.label(), "指南列了“现场踏勘”，要现场勘察");
        assert_eq!((found.can(), found.as_str()), (false, "needs"));
        let plain = Guide { steps: vec![Step { name: "审查".into(), ..Step::default() }], ..Guide::default() };
        assert_eq!(at_window(&plain, &words()), AtWindow::Derived);
        assert!(at_window(&plain, &words()).can());
    }
}
