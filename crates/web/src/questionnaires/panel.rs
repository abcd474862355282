//! The panel of one question (题目面板): from a question to its fields and back.

use domain::{base::fold, catalogue::FormCondition};
use services::questionnaires::{Aspect, Body, Edit, Question, QuestionKind};

use crate::{
    base::{Choice, Field, Pick},
    door::Posted,
};

/// The fields of a question.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its key before; empty for a new one.
    pub former: String,
    /// Which section.
    pub section: Choice,
    /// What is asked.
    pub label: Field,
    /// Its name in files.
    pub key: Field,
    /// How it is answered.
    pub kind: Choice,
    /// What a scale judges.
    pub about: Choice,
    /// A line each.
    pub options: Field,
    /// Most characters of words.
    pub most: Field,
    /// How to answer.
    pub hint: Field,
    /// Must be answered.
    pub required: bool,
    /// Asked only upon an answer to this question.
    pub when_key: Choice,
    /// One of these answers.
    pub when_values: Field,
}

const NO_ASPECT: (&str, &str) = ("", "不进评价指标");
const ALWAYS: (&str, &str) = ("", "都问");

fn sections(body: &Body, chosen: usize) -> Choice {
    let pick = |(n, label): (usize, String)| Pick { value: n.to_string(), label, chosen: n == chosen };
    let all = body.sections.iter().enumerate().map(|(n, s)| (n, format!("{} {}", n + 1, s.title)));
    Choice { options: all.map(pick).collect(), problem: None }
}

fn aspects(chosen: &str) -> Choice {
    let all = Aspect::ALL.map(|a| (a.as_str(), a.label()));
    Choice::of(&[&[NO_ASPECT], &all[..]].concat(), chosen)
}

fn questions(body: &Body, chosen: &str) -> Choice {
    let closed = body.questions().filter(|q| !q.kind.options().is_empty());
    let all: Vec<(&str, &str)> =
        std::iter::once(ALWAYS).chain(closed.map(|q| (q.key.as_str(), q.label.as_str()))).collect();
    Choice::of(&all, chosen)
}

/// The first comparison of a condition: the panel knows one.
fn first(condition: Option<&FormCondition>) -> (String, String) {
    let parts = condition.map(FormCondition::comparisons).unwrap_or_default();
    parts.first().map(|(key, values)| ((*key).to_owned(), values.join("、"))).unwrap_or_default()
}

impl Panel {
    /// A question as it stands, or an empty panel.
    pub(super) fn of(body: &Body, question: Option<&Question>) -> Self {
        let at = question.and_then(|q| body.sections.iter().position(|s| s.questions.iter().any(|o| o.key == q.key)));
        let (mut about, mut options, mut most) = ("", String::new(), "300".to_owned());
        match question.map(|q| &q.kind) {
            Some(QuestionKind::Scale { about: Some(what) }) => about = what.as_str(),
            Some(QuestionKind::One { options: list } | QuestionKind::Several { options: list }) => {
                options = list.join("\n");
            }
            Some(QuestionKind::Text { most: n }) => most = n.to_string(),
            Some(QuestionKind::Scale { about: None }) | None => {}
        }
        let (when, values) = first(question.and_then(|q| q.condition.as_ref()));
        let text = |of: fn(&Question) -> &String| Field::of(question.map(|q| of(q).clone()).unwrap_or_default());
        Self {
            former: question.map(|q| q.key.clone()).unwrap_or_default(),
            section: sections(body, at.unwrap_or(body.sections.len().saturating_sub(1))),
            label: text(|q| &q.label),
            key: text(|q| &q.key),
            kind: Choice::of(&QuestionKind::LIST, question.map_or("scale", |q| q.kind.as_str())),
            about: aspects(about),
            options: Field::of(options),
            most: Field::of(most),
            hint: text(|q| &q.hint),
            required: question.is_some_and(|q| q.required),
            when_key: questions(body, &when),
            when_values: Field::of(values),
        }
    }

    /// What was typed, shown again.
    pub(super) fn typed(body: &Body, posted: &Posted) -> Self {
        let text = |name: &str| Field::of(posted.text(name));
        Self {
            former: posted.text("former"),
            section: sections(body, posted.number("section").unwrap_or_default()),
            label: text("label"),
            key: text("key"),
            kind: Choice::of(&QuestionKind::LIST, &posted.text("kind")),
            about: aspects(&posted.text("about")),
            options: text("options"),
            most: text("most"),
            hint: text("hint"),
            required: posted.text("required") == "1",
            when_key: questions(body, &posted.text("when_key")),
            when_values: text("when_values"),
        }
    }

    /// Puts a sentence beside its field.
    pub(super) fn mark(&mut self, field: &str, sentence: &str) {
        let fields = [("label", &mut self.label), ("key", &mut self.key), ("options", &mut self.options)];
        let more = [("most", &mut self.most), ("hint", &mut self.hint)];
        for (name, into) in fields.into_iter().chain(more) {
            if name == field {
                into.problem = Some(sentence.to_owned());
            }
        }
    }
}

/// The step that the panel stands for. A condition that says more than the panel can stays where it is not touched.
pub(super) fn step(body: &Body, posted: &Posted) -> Edit {
    let text = |name: &str| posted.text(name).trim().to_owned();
    let options = || posted.text("options").lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    let kind = match text("kind").as_str() {
        "one" => QuestionKind::One { options: options() },
        "several" => QuestionKind::Several { options: options() },
        "text" => QuestionKind::Text { most: fold(&posted.text("most")).parse().unwrap_or_default() },
        _ => QuestionKind::Scale { about: Aspect::parse(&text("about")) },
    };
    let former = Some(posted.text("former")).filter(|key| !key.is_empty());
    let before = former.as_deref().and_then(|key| body.question(key)).and_then(|q| q.condition.clone());
    let (when, values) = (text("when_key"), text("when_values"));
    let condition = if when.is_empty() {
        None
    } else if first(before.as_ref()) == (when.clone(), values.clone()) {
        before
    } else {
        let split = values.split(['、', '，', ',', '\n']).map(str::trim).filter(|v| !v.is_empty());
        Some(FormCondition::In { key: when, values: split.map(str::to_owned).collect() })
    };
    Edit::Put {
        former,
        section: posted.number("section").unwrap_or_default(),
        question: Question {
            key: text("key"),
            label: text("label"),
            kind,
            required: posted.text("required") == "1",
            hint: text("hint"),
            condition,
        },
    }
}
