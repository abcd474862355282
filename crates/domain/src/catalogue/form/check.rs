//! Whether a form's definition holds together (表单检查). A form that does not is neither saved nor published:
//! above all one that asks for personal information without saying what for and on what legal basis.

use std::collections::BTreeSet;

use super::{APPLICANT_KIND, DayBound, FieldKind, Form, FormCondition, FormField, FormFlaw};

/// Most screens of questions (experience B.2).
pub const MOST_PAGES: usize = 7;
/// Most fields of a form.
pub const MOST_FIELDS: usize = 60;

/// Sentences that name a field stay within one line (experience U-21).
const LONGEST_LABEL: usize = 20;
const MOST_OPTIONS: usize = 60;
const MOST_WORDS: usize = 200;

/// Everything wrong with a definition, in the order of the form. Empty = it may be used.
pub fn check_form(form: &Form) -> Vec<FormFlaw> {
    let mut flaws = Vec::new();
    let count = form.fields().count();
    if count == 0 {
        return vec![FormFlaw::Empty];
    }
    if form.pages.len() > MOST_PAGES {
        flaws.push(FormFlaw::Pages { most: MOST_PAGES, now: form.pages.len() });
    }
    if count > MOST_FIELDS {
        flaws.push(FormFlaw::Fields { most: MOST_FIELDS, now: count });
    }
    for (at, page) in form.pages.iter().enumerate() {
        if page.title.trim().is_empty() || page.title.chars().count() > LONGEST_LABEL {
            flaws.push(FormFlaw::PageTitle(at + 1));
        } else if page.fields.is_empty() {
            flaws.push(FormFlaw::PageEmpty(page.title.clone()));
        }
        if page.hint.chars().count() > MOST_WORDS {
            flaws.push(FormFlaw::TooLong(page.title.clone()));
        }
    }
    let (mut keys, mut labels, mut reused) = (BTreeSet::from([APPLICANT_KIND]), BTreeSet::new(), BTreeSet::new());
    for field in form.fields() {
        if !is_key(&field.key) {
            flaws.push(FormFlaw::Key(field.key.clone()));
        } else if !keys.insert(&field.key) {
            flaws.push(FormFlaw::KeyTaken(field.key.clone()));
        }
        let label = field.label.trim();
        if label.is_empty() || label.chars().count() > LONGEST_LABEL || label.contains(['\n', '\r']) {
            flaws.push(FormFlaw::Label(field.key.clone()));
        } else if !labels.insert(label) {
            flaws.push(FormFlaw::LabelTaken(label.to_owned()));
        }
        if !field.reuse.is_empty() && !reused.insert(&field.reuse) {
            flaws.push(FormFlaw::ReuseTaken(field.label.clone()));
        }
        check_kind(form, field, &mut flaws);
        check_condition(form, field, &mut flaws);
        check_privacy(field, &mut flaws);
    }
    flaws
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.len() <= 40
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn check_kind(form: &Form, field: &FormField, flaws: &mut Vec<FormFlaw>) {
    let label = || field.label.clone();
    match &field.kind {
        FieldKind::Text { most } | FieldKind::LongText { most } => {
            if !(1..=2000).contains(most) {
                flaws.push(FormFlaw::Range(label()));
            }
        }
        FieldKind::Number { min, max, decimals, unit } => {
            // Beyond this a JSON number is no longer exact.
            let within = |bound: &Option<i64>| bound.is_none_or(|b| b.abs() <= 1_000_000_000_000);
            let upside_down = min.zip(*max).is_some_and(|(min, max)| min > max);
            if upside_down || *decimals > 4 || unit.chars().count() > 10 || !within(min) || !within(max) {
                flaws.push(FormFlaw::Range(label()));
            }
        }
        FieldKind::Date { from, to } => {
            for bound in [from, to].into_iter().flatten() {
                let DayBound::Field(other) = bound else { continue };
                let is_date = form.field(other).is_some_and(|f| matches!(f.kind, FieldKind::Date { .. }));
                if !is_date || *other == field.key {
                    flaws.push(FormFlaw::BoundBy { label: label(), other: named(form, other) });
                }
            }
            if let (Some(DayBound::On(from)), Some(DayBound::On(to))) = (from, to)
                && from > to
            {
                flaws.push(FormFlaw::Range(label()));
            }
        }
        FieldKind::Choice { options, .. } | FieldKind::Several { options } => {
            let distinct: BTreeSet<&String> = options.iter().collect();
            let fits = |o: &String| (1..=60).contains(&o.chars().count()) && o.trim() == o && !o.contains(['\n', '\r']);
            let right = (2..=MOST_OPTIONS).contains(&options.len()) && options.iter().all(fits);
            if !right || distinct.len() != options.len() {
                flaws.push(FormFlaw::Options(label()));
            }
        }
        FieldKind::YesNo | FieldKind::CitizenId | FieldKind::Uscc | FieldKind::Mobile | FieldKind::Address => {}
    }
}

fn named(form: &Form, key: &str) -> String {
    form.field(key).map_or_else(|| key.to_owned(), |f| f.label.clone())
}

/// A condition asks only what is asked before, so it can be followed from the first field to the last.
fn check_condition(form: &Form, field: &FormField, flaws: &mut Vec<FormFlaw>) {
    let Some(condition) = &field.condition else { return };
    let comparisons = condition.comparisons();
    if !(1..=10).contains(&comparisons.len()) || has_empty_part(condition) {
        return flaws.push(FormFlaw::ConditionSize(field.label.clone()));
    }
    for (key, values) in comparisons {
        let before = form.fields().take_while(|f| f.key != field.key).find(|f| f.key == key);
        let words = match before {
            Some(before) => before.kind.words(),
            None if key == APPLICANT_KIND => Some(vec!["person", "organisation"]),
            None => {
                flaws.push(FormFlaw::ConditionOn { label: field.label.clone(), other: named(form, key) });
                continue;
            }
        };
        let unknown = values.iter().find(|v| words.as_ref().is_none_or(|w| !w.contains(*v)));
        if let Some(value) = unknown {
            flaws.push(FormFlaw::ConditionValue {
                label: field.label.clone(),
                other: named(form, key),
                value: (*value).to_owned(),
            });
        }
    }
}

fn has_empty_part(condition: &FormCondition) -> bool {
    match condition {
        FormCondition::Equals { .. } | FormCondition::Filled { .. } => false,
        FormCondition::In { values, .. } => values.is_empty(),
        FormCondition::All(parts) | FormCondition::Any(parts) => parts.is_empty() || parts.iter().any(has_empty_part),
    }
}

fn check_privacy(field: &FormField, flaws: &mut Vec<FormFlaw>) {
    if field.is_personal() && field.purpose.trim().is_empty() {
        flaws.push(FormFlaw::Purpose(field.label.clone()));
    }
    if field.is_personal() && field.legal_basis.trim().is_empty() {
        flaws.push(FormFlaw::LegalBasis(field.label.clone()));
    }
    let texts = [&field.hint, &field.purpose, &field.legal_basis];
    if texts.iter().any(|t| t.chars().count() > MOST_WORDS) {
        flaws.push(FormFlaw::TooLong(field.label.clone()));
    }
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.');
    if field.reuse.len() > 60 || !field.reuse.bytes().all(fits) {
        flaws.push(FormFlaw::Reuse(field.label.clone()));
    }
}
