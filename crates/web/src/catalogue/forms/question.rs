//! A form's questions as the applicant sees them (题目): one page a screen, plain inputs named `answer.<key>`. A
//! question that depends on an answer stands under “如果…”; a script hides it while the condition does not hold.
//! Used by the preview, the applicant's pages and the window alike.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};

use crate::base::Pick;

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One line; the mode asks phones for their number pad, the token lets the browser fill it in.
    Line {
        /// `numeric`, `tel` or empty.
        mode: &'static str,
        /// Token of `autocomplete`.
        complete: &'static str,
        /// Full-width digits are folded while leaving the box.
        fold: bool,
        /// Unit after the box; empty = none.
        unit: String,
    },
    /// Several lines.
    Lines,
    /// Radio buttons.
    Radios(Vec<Pick>),
    /// A drop-down list.
    List(Vec<Pick>),
    /// Boxes to tick.
    Boxes(Vec<Pick>),
}

/// When a question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// In words, as `“经营方式”选“网络经营”`.
    pub words: String,
    /// The condition as JSON, for the script.
    pub test: String,
}

/// One question; its id is its input's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// `answer.` and the field's key.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// May be left blank.
    pub optional: bool,
    /// How to answer; may be empty.
    pub hint: String,
    /// What is filled in by now.
    pub value: String,
    /// Where that comes from, when nobody typed it: `上次申请时填的`; empty otherwise.
    pub offered: String,
    /// What to mend.
    pub problem: Option<String>,
    /// Asked only when this holds.
    pub when: Option<When>,
    /// Why it is asked: purpose and legal basis of personal information; empty for the rest.
    pub why: String,
    /// What is filled in.
    pub control: Control,
}

impl Question {
    fn described_by(&self) -> String {
        let parts =
            [(!self.hint.is_empty(), "hint"), (!self.offered.is_empty(), "offered"), (self.problem.is_some(), "wrong")];
        let ids = parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{}-{part}", self.id));
        ids.collect::<Vec<_>>().join(" ")
    }

    fn is_group(&self) -> bool {
        matches!(self.control, Control::Radios(_) | Control::Boxes(_))
    }

    fn group_kind(&self) -> &'static str {
        if matches!(self.control, Control::Boxes(_)) { "checkbox" } else { "radio" }
    }

    fn picks(&self) -> &[Pick] {
        match &self.control {
            Control::Radios(picks) | Control::List(picks) | Control::Boxes(picks) => picks,
            Control::Line { .. } | Control::Lines => &[],
        }
    }
}

/// The questions of one screen.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "catalogue/questions.html")]
pub struct QuestionPage {
    /// Heading.
    pub title: String,
    /// A sentence under it; may be empty.
    pub hint: String,
    /// In order.
    pub questions: Vec<Question>,
    /// Answers of other screens that conditions of this one ask for: name and value, sent along hidden.
    pub known: Vec<(String, String)>,
}

impl HtmlSafe for QuestionPage {}

/// A row of the check-answers list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// What was asked.
    pub label: String,
    /// What was answered, a line each; empty = left blank.
    pub lines: Vec<String>,
    /// Where it is changed: address with the question's anchor; `None` where it cannot be.
    pub change: Option<String>,
}

/// Answers by key as the script and the hidden inputs carry them.
pub(super) type Texts = BTreeMap<String, String>;
