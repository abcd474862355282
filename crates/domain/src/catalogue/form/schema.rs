//! A form as JSON Schema 2020-12 (导出): types, lengths, ranges, options and conditions in standard keywords;
//! order, pages, purpose, legal basis and the like in the presentation part, which other programs skip.
//!
//! The subset: one object with `properties`, `required`, `additionalProperties: false`, and `allOf` of
//! `if`/`then`/`else` for conditions. Check digits, decimal places and spans of days are no part of the
//! standard's vocabulary: an answer may keep the schema and still be asked about.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    APPLICANT_KIND, DayBound, FieldKind, Form, FormField,
    answers::asks_applicant_kind,
    one_answer::{LONGEST_ADDRESS, SHORTEST_ADDRESS},
    schema_condition::condition_schema,
};

/// The dialect's address.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Name of the presentation part inside a schema text.
pub(super) const PRESENTATION: &str = "x-onedoor";

/// What the standard's vocabulary has no word for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Presentation {
    pub(super) pages: Vec<Page>,
    pub(super) fields: std::collections::BTreeMap<String, Extra>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Page {
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) hint: String,
    pub(super) fields: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Extra {
    /// `lines` or `list`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) widget: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decimals: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<DayBound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<DayBound>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) personal: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) purpose: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) legal_basis: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) shared: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) reuse: String,
}

/// The schema alone: what a validator needs.
pub fn json_schema(form: &Form, title: &str) -> Value {
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    if asks_applicant_kind(form) {
        let kind = json!({ "type": "string", "enum": ["person", "organisation"], "title": "申请人类型" });
        properties.insert(APPLICANT_KIND.to_owned(), kind);
        required.push(APPLICANT_KIND);
    }
    let mut rules = Vec::new();
    for field in form.fields() {
        properties.insert(field.key.clone(), property(field));
        match &field.condition {
            None if field.required => required.push(&field.key),
            None => {}
            Some(condition) => {
                let mut rule = json!({
                    "if": condition_schema(form, condition),
                    "else": { "properties": { field.key.as_str(): false } },
                });
                if field.required {
                    rule["then"] = json!({ "required": [field.key] });
                }
                rules.push(rule);
            }
        }
    }
    let mut schema = json!({
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if !rules.is_empty() {
        schema["allOf"] = Value::from(rules);
    }
    schema
}

/// The presentation part: pages in order, and per field what the standard has no word for.
pub fn presentation(form: &Form) -> Value {
    let pages = form.pages.iter().map(|p| Page {
        title: p.title.clone(),
        hint: p.hint.clone(),
        fields: p.fields.iter().map(|f| f.key.clone()).collect(),
    });
    let fields = form.fields().map(|f| (f.key.clone(), extra(f)));
    json!(Presentation { pages: pages.collect(), fields: fields.filter(|(_, e)| *e != Extra::default()).collect() })
}

/// Schema and presentation in one text, to be edited elsewhere and read back by [`super::read_schema`].
pub fn schema_text(form: &Form, title: &str) -> String {
    let mut schema = json_schema(form, title);
    schema[PRESENTATION] = presentation(form);
    format!("{schema:#}\n")
}

fn property(field: &FormField) -> Value {
    let mut property = match &field.kind {
        FieldKind::Text { most } | FieldKind::LongText { most } => {
            json!({ "type": "string", "minLength": 1, "maxLength": most })
        }
        FieldKind::Number { min, max, decimals, .. } => {
            let mut number = json!({ "type": if *decimals == 0 { "integer" } else { "number" } });
            if let Some(min) = min {
                number["minimum"] = json!(min);
            }
            if let Some(max) = max {
                number["maximum"] = json!(max);
            }
            number
        }
        FieldKind::Date { .. } => json!({ "type": "string", "format": "date" }),
        FieldKind::Choice { options, .. } => json!({ "type": "string", "enum": options }),
        FieldKind::Several { options } => json!({
            "type": "array", "items": { "type": "string", "enum": options }, "minItems": 1, "uniqueItems": true,
        }),
        FieldKind::YesNo => json!({ "type": "boolean" }),
        FieldKind::CitizenId => json!({ "type": "string", "format": "citizen-id", "pattern": CITIZEN_ID }),
        FieldKind::Uscc => json!({ "type": "string", "format": "uscc", "pattern": USCC }),
        FieldKind::Mobile => json!({ "type": "string", "format": "mobile", "pattern": MOBILE }),
        FieldKind::Address => json!({
            "type": "string", "format": "address", "minLength": SHORTEST_ADDRESS, "maxLength": LONGEST_ADDRESS,
        }),
    };
    property["title"] = json!(field.label);
    if !field.hint.is_empty() {
        property["description"] = json!(field.hint);
    }
    property
}

/// Formats of our own are annotations to other programs, so what they mean in part stands in a pattern.
pub(super) const CITIZEN_ID: &str = "^[1-9][0-9]{16}[0-9X]$";
pub(super) const USCC: &str = "^[0-9A-HJ-NP-Z]{18}$";
pub(super) const MOBILE: &str = "^1[3-9][0-9]{9}$";

fn extra(field: &FormField) -> Extra {
    let mut extra = Extra {
        personal: field.personal,
        purpose: field.purpose.clone(),
        legal_basis: field.legal_basis.clone(),
        shared: field.shared,
        reuse: field.reuse.clone(),
        ..Extra::default()
    };
    match &field.kind {
        FieldKind::LongText { .. } => "lines".clone_into(&mut extra.widget),
        FieldKind::Choice { list: true, .. } => "list".clone_into(&mut extra.widget),
        FieldKind::Number { decimals, unit, .. } => {
            extra.unit.clone_from(unit);
            extra.decimals = (*decimals > 0).then_some(*decimals);
        }
        FieldKind::Date { from, to } => (extra.from, extra.to) = (from.clone(), to.clone()),
        FieldKind::Text { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Several { .. }
        | FieldKind::YesNo
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => {}
    }
    extra
}
