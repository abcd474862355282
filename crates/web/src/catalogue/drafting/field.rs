//! One field of the guide in its form (编辑框): label, control, what is wrong with it, and what the quality rules say
//! of it.

use askama::{Template, filters::HtmlSafe};

use crate::base::Pick;

/// What the field is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// One of a list; what stands there and is not in the list is an answer of its own.
    Pick(Vec<Pick>),
}

/// A field; its id is its name.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "catalogue/draft_field.html")]
pub struct DraftField {
    /// Id and name, as `field-online_depth`.
    pub id: String,
    /// Label.
    pub label: String,
    /// What stands there.
    pub value: String,
    /// How to fill it in; empty where the label says enough.
    pub hint: String,
    /// What the quality rules find wrong with the version in force.
    pub findings: Vec<String>,
    /// What must be mended before it is saved.
    pub problem: Option<String>,
    /// What it is filled with.
    pub filling: Filling,
}

impl HtmlSafe for DraftField {}

impl DraftField {
    /// A field with a value and nothing wrong.
    pub fn new(id: impl Into<String>, label: &str, value: impl Into<String>, filling: Filling) -> Self {
        Self {
            id: id.into(),
            label: label.to_owned(),
            value: value.into(),
            hint: String::new(),
            findings: Vec::new(),
            problem: None,
            filling,
        }
    }

    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if !self.findings.is_empty() {
            ids.push(format!("{}-found", self.id));
        }
        if self.problem.is_some() {
            ids.push(format!("{}-wrong", self.id));
        }
        ids.join(" ")
    }

    fn is_wide(&self) -> bool {
        matches!(self.filling, Filling::Lines)
    }
}

/// A list to pick from, with what stands there chosen.
pub(super) fn picks(options: &[(&str, &str)], value: &str) -> Filling {
    let mut all: Vec<Pick> = options
        .iter()
        .map(|(v, label)| Pick { value: (*v).to_owned(), label: (*label).to_owned(), chosen: *v == value })
        .collect();
    if !all.iter().any(|p| p.chosen) {
        all.push(Pick { value: value.to_owned(), label: value.to_owned(), chosen: true });
    }
    Filling::Pick(all)
}
