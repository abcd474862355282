//! Form fields (表单控件) as they are shown again after a mistake: what was typed stays, the sentence stands beside
//! it. Reading a field's value out of a request, and judging it, happens elsewhere.

use askama::Template;
use askama::filters::HtmlSafe;

/// What stands in a text field, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// The text as it was typed.
    pub value: String,
    /// What to mend; the same sentence is in the frame's problems.
    pub problem: Option<String>,
}

impl Field {
    /// A field with a value and nothing wrong.
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), problem: None }
    }

    /// A field whose value must be mended.
    pub fn wrong(value: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { value: value.into(), problem: Some(problem.into()) }
    }

    /// Shows the field as a one-line input; `id` is also its name.
    pub fn text<'a>(&'a self, id: &'a str, label: &'a str) -> TextInput<'a> {
        TextInput {
            field: self,
            id,
            label,
            kind: Kind::Text,
            hint: "",
            complete: "off",
            fold: false,
            mode: "",
            key: "",
        }
    }

    /// Shows the field as a password input; its value is never sent back.
    pub fn password<'a>(&'a self, id: &'a str, label: &'a str) -> TextInput<'a> {
        TextInput { kind: Kind::Password, complete: "current-password", ..self.text(id, label) }
    }

    /// Shows the field as a box of several lines.
    pub fn lines<'a>(&'a self, id: &'a str, label: &'a str) -> TextInput<'a> {
        TextInput { kind: Kind::Lines, ..self.text(id, label) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Password,
    Lines,
}

/// A labelled input with hint and problem.
#[derive(Debug, Template)]
#[template(path = "base/text_input.html")]
pub struct TextInput<'a> {
    field: &'a Field,
    id: &'a str,
    label: &'a str,
    kind: Kind,
    hint: &'a str,
    complete: &'a str,
    fold: bool,
    mode: &'a str,
    key: &'a str,
}

impl HtmlSafe for TextInput<'_> {}

impl<'a> TextInput<'a> {
    /// A short explanation above the box.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Full-width letters and digits are folded while leaving the box.
    #[must_use]
    pub fn folded(mut self) -> Self {
        self.fold = true;
        self
    }

    /// Asks phones for their number pad.
    #[must_use]
    pub fn digits(mut self) -> Self {
        self.mode = "numeric";
        self.fold = true;
        self
    }

    /// Lets the browser fill the box (WCAG 1.3.5), as `username`.
    #[must_use]
    pub fn complete(mut self, token: &'a str) -> Self {
        self.complete = token;
        self
    }

    /// The key that jumps to this box, as `F3`.
    #[must_use]
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = key;
        self
    }

    fn is_lines(&self) -> bool {
        self.kind == Kind::Lines
    }

    fn is_password(&self) -> bool {
        self.kind == Kind::Password
    }

    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if self.field.problem.is_some() {
            ids.push(format!("{}-wrong", self.id));
        }
        ids.join(" ")
    }
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A choice of one (or, as boxes, of several) answers, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// All answers in order.
    pub options: Vec<Pick>,
    /// What to mend.
    pub problem: Option<String>,
}

impl Choice {
    /// A choice from `(value, label)` pairs with the one that is chosen.
    pub fn of(options: &[(&str, &str)], chosen: &str) -> Self {
        let pick =
            |&(value, label): &(&str, &str)| Pick { value: value.into(), label: label.into(), chosen: value == chosen };
        Self { options: options.iter().map(pick).collect(), problem: None }
    }

    /// Shows a drop-down list.
    pub fn select<'a>(&'a self, id: &'a str, label: &'a str) -> Select<'a> {
        Select { choice: self, id, label }
    }

    /// Shows radio buttons.
    pub fn radios<'a>(&'a self, id: &'a str, label: &'a str) -> Picks<'a> {
        Picks { choice: self, id, label, kind: "radio" }
    }

    /// Shows boxes to tick, all sent under the same name.
    pub fn boxes<'a>(&'a self, id: &'a str, label: &'a str) -> Picks<'a> {
        Picks { choice: self, id, label, kind: "checkbox" }
    }
}

/// A labelled drop-down list.
#[derive(Debug, Template)]
#[template(path = "base/select.html")]
pub struct Select<'a> {
    choice: &'a Choice,
    id: &'a str,
    label: &'a str,
}

impl HtmlSafe for Select<'_> {}

/// A group of radio buttons or boxes with its legend.
#[derive(Debug, Template)]
#[template(path = "base/picks.html")]
pub struct Picks<'a> {
    choice: &'a Choice,
    id: &'a str,
    label: &'a str,
    kind: &'a str,
}

impl HtmlSafe for Picks<'_> {}
