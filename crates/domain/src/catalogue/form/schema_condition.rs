//! Conditions as JSON Schema and back (条件与 JSON Schema): the few shapes that this program writes, and no others.

use serde_json::{Map, Value, json};

use super::{FieldKind, Form, FormCondition, NO, YES};

/// The schema that holds of answers for which the condition holds.
pub(super) fn condition_schema(form: &Form, condition: &FormCondition) -> Value {
    let about = |key: &str, test: Value| json!({ "properties": { key: test }, "required": [key] });
    match condition {
        FormCondition::Equals { key, value } => about(key, compared(form, key, "const", &typed(form, key, value))),
        FormCondition::In { key, values } => {
            let values: Vec<Value> = values.iter().map(|v| typed(form, key, v)).collect();
            about(key, compared(form, key, "enum", &Value::from(values)))
        }
        FormCondition::Filled { key } => json!({ "required": [key] }),
        FormCondition::All(parts) => json!({ "allOf": schemas(form, parts) }),
        FormCondition::Any(parts) => json!({ "anyOf": schemas(form, parts) }),
    }
}

fn schemas(form: &Form, parts: &[FormCondition]) -> Vec<Value> {
    parts.iter().map(|p| condition_schema(form, p)).collect()
}

/// A list of several answers is compared by what it contains.
fn compared(form: &Form, key: &str, word: &str, value: &Value) -> Value {
    let test = json!({ word: value });
    match form.field(key).map(|f| &f.kind) {
        Some(FieldKind::Several { .. }) => json!({ "contains": test }),
        Some(_) | None => test,
    }
}

fn typed(form: &Form, key: &str, value: &str) -> Value {
    match form.field(key).map(|f| &f.kind) {
        Some(FieldKind::YesNo) => Value::from(value == YES),
        Some(_) | None => Value::from(value),
    }
}

/// Reads the schema of a condition; `None` when it is of another shape.
pub(super) fn read_condition(schema: &Value) -> Option<FormCondition> {
    let object = schema.as_object()?;
    let required = || only_text(object.get("required")?);
    match object.len() {
        1 => match only_pair(object)? {
            ("required", _) => Some(FormCondition::Filled { key: required()? }),
            ("allOf", list) => Some(FormCondition::All(parts(list)?)),
            ("anyOf", list) => Some(FormCondition::Any(parts(list)?)),
            _ => None,
        },
        2 => {
            let key = required()?;
            let (named, test) = only_pair(object.get("properties")?.as_object()?)?;
            (named == key).then(|| comparison(key, test))?
        }
        _ => None,
    }
}

fn parts(list: &Value) -> Option<Vec<FormCondition>> {
    list.as_array()?.iter().map(read_condition).collect()
}

fn comparison(key: String, test: &Value) -> Option<FormCondition> {
    let (word, value) = only_pair(test.as_object()?)?;
    match word {
        "const" => Some(FormCondition::Equals { key, value: word_of(value)? }),
        "enum" => {
            let values = value.as_array()?.iter().map(word_of).collect::<Option<_>>()?;
            Some(FormCondition::In { key, values })
        }
        "contains" => match value.as_object()?.contains_key("contains") {
            true => None,
            false => comparison(key, value),
        },
        _ => None,
    }
}

fn word_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(if *flag { YES } else { NO }.to_owned()),
        Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn only_text(list: &Value) -> Option<String> {
    match list.as_array()?.as_slice() {
        [one] => one.as_str().map(str::to_owned),
        _ => None,
    }
}

fn only_pair(object: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut pairs = object.iter();
    match (pairs.next(), pairs.next()) {
        (Some((key, value)), None) => Some((key, value)),
        _ => None,
    }
}
