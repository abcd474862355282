//! What a questionnaire consists of (问卷内容): its words and questions, the places it is put out at, how many answers are
//! wanted of whom and until when. Kept as JSON, a version each.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Question, QuestionKind, Section};
use crate::base::{Confidence, DepartmentId};

/// Longest title, heading or sentence, in characters.
pub const LONGEST_TEXT: usize = 300;

/// A place that a link of its own is put out at (投放点): a window's sticker, a department's notice, the web site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// The part of its link that nobody can guess; stays as long as the place.
    pub code: String,
    /// What it is called; also the name of its stratum.
    pub label: String,
    /// Whose service is judged there; `None` where it is the whole hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Which window's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<u16>,
}

/// What answers are sorted by (分层).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StratumBy {
    /// By the place whose link was followed.
    Outlet,
    /// By the answer to a question of one choice.
    Question(String),
}

/// A version of what is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its name.
    pub title: String,
    /// Who asks and what for, before the questions.
    pub opening: String,
    /// After an answer.
    pub thanks: String,
    /// What is asked.
    pub sections: Vec<Section>,
    /// Where it is put out.
    #[serde(default)]
    pub outlets: Vec<Outlet>,
    /// What answers are sorted by.
    pub stratum: StratumBy,
    /// At most so many answers of a stratum, by its name (配额).
    #[serde(default)]
    pub quotas: BTreeMap<String, u32>,
    /// At most so many answers at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// The last day on which answers are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_on: Option<Date>,
    /// Of intervals.
    pub confidence: Confidence,
    /// A stratum with fewer answers is not shown apart: so few say nothing, and might be known by what they say.
    pub hide_below: u32,
    /// Where the questions come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl Body {
    /// All questions in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// A question by its key.
    #[must_use]
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions().find(|q| q.key == key)
    }

    /// A place by its code.
    #[must_use]
    pub fn outlet(&self, code: &str) -> Option<&Outlet> {
        self.outlets.iter().find(|o| o.code == code)
    }

    /// The names of all strata, in order; empty where the question that sorts is not there.
    #[must_use]
    pub fn strata(&self) -> Vec<&str> {
        match &self.stratum {
            StratumBy::Outlet => self.outlets.iter().map(|o| o.label.as_str()).collect(),
            StratumBy::Question(key) => match self.question(key).map(|q| &q.kind) {
                Some(QuestionKind::One { options }) => options.iter().map(String::as_str).collect(),
                Some(QuestionKind::Several { .. } | QuestionKind::Scale { .. } | QuestionKind::Text { .. }) | None => {
                    Vec::new()
                }
            },
        }
    }
}
