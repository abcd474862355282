//! One question (题目) and the sections they stand in, and the same as a form of the catalogue: it is asked, checked and
//! shown by what asks applicants, so a condition means the same everywhere.

use serde::{Deserialize, Serialize};

use crate::{
    base::{Aspect, Satisfaction},
    catalogue::{FieldKind, Form, FormCondition, FormField, FormPage},
};

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// 单选.
    One {
        /// Answers in order.
        options: Vec<String>,
    },
    /// 多选.
    Several {
        /// Answers in order.
        options: Vec<String>,
    },
    /// 量表: the five levels of satisfaction.
    Scale {
        /// What is judged, where the evaluation index may read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Aspect>,
    },
    /// 文字.
    Text {
        /// Most characters.
        most: u16,
    },
}

impl QuestionKind {
    /// Every kind with its word on pages.
    pub const LIST: [(&'static str, &'static str); 4] =
        [("scale", "满意度（五级）"), ("one", "单选"), ("several", "多选"), ("text", "文字")];

    /// Word in forms and files.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::One { .. } => "one",
            Self::Several { .. } => "several",
            Self::Scale { .. } => "scale",
            Self::Text { .. } => "text",
        }
    }

    /// Word on pages.
    #[must_use]
    pub fn label(&self) -> &'static str {
        Self::LIST.iter().find(|(word, _)| *word == self.as_str()).map_or("", |(_, label)| label)
    }

    /// The answers to choose from; none where they are free. A scale begins with the best, as on paper.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match self {
            Self::One { options } | Self::Several { options } => options.iter().map(String::as_str).collect(),
            Self::Scale { .. } => Satisfaction::ALL.iter().rev().map(|level| level.label()).collect(),
            Self::Text { .. } => Vec::new(),
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Name under which answers are kept: lower-case letters, digits, `_`; stays when the words change.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Must be answered where it is asked.
    #[serde(default)]
    pub required: bool,
    /// How to answer; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<FormCondition>,
}

/// Questions under one heading (部分).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// A sentence under it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// In order.
    pub questions: Vec<Question>,
}

/// The sections as a form, by which they are shown and answers are checked.
#[must_use]
pub fn form(sections: &[Section]) -> Form {
    let page = |section: &Section| FormPage {
        title: section.title.clone(),
        hint: section.hint.clone(),
        fields: section.questions.iter().map(field).collect(),
    };
    Form { pages: sections.iter().map(page).collect() }
}

fn field(question: &Question) -> FormField {
    let options = || question.kind.options().into_iter().map(str::to_owned).collect();
    let kind = match &question.kind {
        QuestionKind::One { .. } | QuestionKind::Scale { .. } => FieldKind::Choice { options: options(), list: false },
        QuestionKind::Several { .. } => FieldKind::Several { options: options() },
        QuestionKind::Text { most } => FieldKind::LongText { most: *most },
    };
    FormField {
        key: question.key.clone(),
        label: question.label.clone(),
        kind,
        required: question.required,
        hint: question.hint.clone(),
        condition: question.condition.clone(),
        ..FormField::default()
    }
}
