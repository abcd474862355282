//! What an applicant answered (填写内容): checked field by field, in the order of the form, so that a condition
//! sees the answers before it. Fields that were not asked are dropped, whatever was sent for them.
//!
//! Not here: one field's own rules (`one_answer`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::{APPLICANT_KIND, DayBound, FieldKind, Form, FormField, YES, one_answer::read_answer};
use crate::base::date_text_with_year;

/// Answers that have been checked, each in its one canonical form: a date as `2026-11-22`, a number in
/// plain digits, yes as 是, several answers a line each. The applicant's kind stands among them under
/// [`APPLICANT_KIND`]. They hold personal information: store them sealed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers {
    values: BTreeMap<String, String>,
}

impl std::fmt::Debug for Answers {
    /// Keys alone: a log must not hold what people answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

impl Answers {
    /// What was typed so far, not checked: to be shown again, never to be kept as an answer.
    pub fn unchecked(values: BTreeMap<String, String>) -> Self {
        Self { values }
    }

    /// The answer to a field; `None` where it was not asked or left blank.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// Every answer with its field, in the order of the form.
    pub fn told<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a FormField, &'a str)> {
        form.fields().filter_map(|f| Some((f, self.get(&f.key)?)))
    }

    /// What may be offered again where the same datum is asked: reuse word and answer.
    pub fn reusable<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.told(form).filter(|(f, _)| !f.reuse.is_empty()).map(|(f, answer)| (f.reuse.as_str(), answer))
    }

    /// The answers as texts by key, as [`check_answers`] takes them.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.values
    }

    /// As JSON that keeps the schema of the form: numbers as numbers, 是 as `true`, several answers as a list.
    pub fn json(&self, form: &Form) -> Value {
        let mut out = Map::new();
        if asks_applicant_kind(form)
            && let Some(kind) = self.get(APPLICANT_KIND)
        {
            out.insert(APPLICANT_KIND.to_owned(), Value::from(kind));
        }
        for (field, answer) in self.told(form) {
            out.insert(field.key.clone(), value(field, answer));
        }
        Value::Object(out)
    }
}

fn value(field: &FormField, answer: &str) -> Value {
    match &field.kind {
        FieldKind::Number { decimals: 0, .. } => {
            answer.parse::<i64>().map_or_else(|_| Value::from(answer), Value::from)
        }
        FieldKind::Number { .. } => {
            let number = answer.parse::<f64>().ok().and_then(Number::from_f64);
            number.map_or_else(|| Value::from(answer), Value::Number)
        }
        FieldKind::Several { .. } => answer.lines().map(Value::from).collect(),
        FieldKind::YesNo => Value::from(answer == YES),
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Date { .. }
        | FieldKind::Choice { .. }
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => Value::from(answer),
    }
}

/// Whether a condition of the form asks who applies.
pub(super) fn asks_applicant_kind(form: &Form) -> bool {
    let asks = |f: &FormField| f.condition.iter().flat_map(|c| c.comparisons()).any(|(key, _)| key == APPLICANT_KIND);
    form.fields().any(asks)
}

/// One thing to mend in what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Which field.
    pub key: String,
    /// What to do, with the field's own label; at most 60 characters, never the answer itself.
    pub sentence: String,
}

/// Whether a field is asked, given the answers before it.
pub fn is_shown(field: &FormField, answers: &BTreeMap<String, String>) -> bool {
    let answer = |key: &str| answers.get(key).map(String::as_str).filter(|a| !a.trim().is_empty());
    field.condition.as_ref().is_none_or(|c| c.holds(&answer))
}

/// Checks what was answered on `today`: folds honest mess, drops what was not asked, and names everything
/// that must be mended at once. `raw` is what was typed by key, several answers a line each; the
/// applicant's kind, `person` or `organisation`, stands in it under [`APPLICANT_KIND`].
///
/// # Errors
/// All flaws in the order of the form.
pub fn check_answers(form: &Form, raw: &BTreeMap<String, String>, today: Date) -> Result<Answers, Vec<Flaw>> {
    let (answers, flaws) = read_answers(form, raw, today);
    if flaws.is_empty() { Ok(answers) } else { Err(flaws) }
}

/// What of it can be kept, and what is to be mended: for an application that is taken in although it is not complete.
pub fn read_answers(form: &Form, raw: &BTreeMap<String, String>, today: Date) -> (Answers, Vec<Flaw>) {
    let (mut values, mut flaws) = (BTreeMap::new(), Vec::new());
    if let Some(kind) = raw.get(APPLICANT_KIND).filter(|k| matches!(k.as_str(), "person" | "organisation")) {
        values.insert(APPLICANT_KIND.to_owned(), kind.clone());
    }
    for field in form.fields() {
        if !is_shown(field, &values) {
            continue;
        }
        match read_answer(field, raw.get(&field.key).map_or("", String::as_str), today) {
            Ok(Some(answer)) => {
                values.insert(field.key.clone(), answer);
            }
            Ok(None) => {}
            Err(sentence) => flaws.push(Flaw { key: field.key.clone(), sentence }),
        }
    }
    for field in form.fields() {
        if let Some(sentence) = out_of_span(form, field, &values, today) {
            flaws.push(Flaw { key: field.key.clone(), sentence });
        }
    }
    let place = |flaw: &Flaw| form.fields().position(|f| f.key == flaw.key);
    flaws.sort_by_key(place);
    (Answers { values }, flaws)
}

/// A date before or after what it may be; other fields are known only when all are read.
fn out_of_span(form: &Form, field: &FormField, values: &BTreeMap<String, String>, today: Date) -> Option<String> {
    let FieldKind::Date { from, to } = &field.kind else { return None };
    let day: Date = values.get(&field.key)?.parse().ok()?;
    let bound = |bound: &DayBound| -> Option<(Date, String)> {
        Some(match bound {
            DayBound::Today => (today, format!("今天（{}）", date_text_with_year(today))),
            DayBound::On(on) => (*on, date_text_with_year(*on)),
            DayBound::Field(other) => {
                let on: Date = values.get(other)?.parse().ok()?;
                (on, format!("{} {}", form.field(other)?.label, date_text_with_year(on)))
            }
        })
    };
    if let Some((on, words)) = from.as_ref().and_then(bound)
        && day < on
    {
        return Some(format!("{}不能早于{words}", field.label));
    }
    let (on, words) = to.as_ref().and_then(bound)?;
    (day > on).then(|| format!("{}不能晚于{words}", field.label))
}
