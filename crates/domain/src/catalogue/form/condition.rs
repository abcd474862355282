//! When a field is asked (条件): a closed list of comparisons with earlier answers, joined by and / or. No
//! expression language: what stands here can be shown in words, in the schema and in the browser alike.

use serde::{Deserialize, Serialize};

use super::Form;

/// Key under which a condition asks whether a person or an organisation applies. Its answers are
/// `person` and `organisation`; no field may have it.
pub const APPLICANT_KIND: &str = "applicant_kind";

/// When a field is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormCondition {
    /// The answer is this one; of several answers, one is.
    Equals {
        /// Earlier field, or [`APPLICANT_KIND`].
        key: String,
        /// The answer.
        value: String,
    },
    /// The answer is one of these.
    In {
        /// Earlier field.
        key: String,
        /// Answers.
        values: Vec<String>,
    },
    /// There is an answer.
    Filled {
        /// Earlier field.
        key: String,
    },
    /// All of these hold.
    All(Vec<FormCondition>),
    /// One of these holds.
    Any(Vec<FormCondition>),
}

impl FormCondition {
    /// The answer `value` to `key`.
    pub fn equals(key: &str, value: &str) -> Self {
        Self::Equals { key: key.to_owned(), value: value.to_owned() }
    }

    /// Whether it holds. `answer` gives what was answered, several answers a line each; a field that
    /// was not asked has none.
    pub fn holds<'a>(&self, answer: &impl Fn(&str) -> Option<&'a str>) -> bool {
        let among = |key: &str, wanted: &dyn Fn(&str) -> bool| answer(key).is_some_and(|a| a.lines().any(wanted));
        match self {
            Self::Equals { key, value } => among(key, &|line| line == value),
            Self::In { key, values } => among(key, &|line| values.iter().any(|v| v == line)),
            Self::Filled { key } => answer(key).is_some_and(|a| !a.is_empty()),
            Self::All(parts) => parts.iter().all(|p| p.holds(answer)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(answer)),
        }
    }

    /// Every comparison in it: key and the values it is held against, none for "is filled".
    pub fn comparisons(&self) -> Vec<(&str, Vec<&str>)> {
        match self {
            Self::Equals { key, value } => vec![(key, vec![value])],
            Self::In { key, values } => vec![(key, values.iter().map(String::as_str).collect())],
            Self::Filled { key } => vec![(key, Vec::new())],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::comparisons).collect(),
        }
    }

    /// In words, to follow 如果: `“经营方式”选“网络经营”`.
    pub fn words(&self, form: &Form) -> String {
        let label = |key: &str| form.field(key).map_or_else(|| key.to_owned(), |f| f.label.clone());
        match self {
            Self::Equals { key, value } if key == APPLICANT_KIND => format!("申请人是{}", applicant_word(value)),
            Self::Equals { key, value } => format!("“{}”选“{value}”", label(key)),
            Self::In { key, values } if key == APPLICANT_KIND => {
                format!("申请人是{}", values.iter().map(|v| applicant_word(v)).collect::<Vec<_>>().join("或"))
            }
            Self::In { key, values } => format!("“{}”选“{}”", label(key), values.join("”或“")),
            Self::Filled { key } => format!("填了“{}”", label(key)),
            Self::All(parts) => parts.iter().map(|p| p.words(form)).collect::<Vec<_>>().join("，并且"),
            Self::Any(parts) => parts.iter().map(|p| p.words(form)).collect::<Vec<_>>().join("，或者"),
        }
    }
}

/// Word on pages for an answer of [`APPLICANT_KIND`].
fn applicant_word(value: &str) -> &str {
    match value {
        "person" => "个人",
        "organisation" => "单位",
        other => other,
    }
}
