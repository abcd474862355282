//! Reading a JSON Schema 2020-12 text as a form (导入). A documented subset: what this program writes, with or
//! without its presentation part. Whatever is outside is named, never skipped: a rule that silently fell
//! away would let answers through that its author refuses.

use std::collections::BTreeMap;

use serde::{
    Deserialize,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Map, Value, json};

use super::{
    APPLICANT_KIND, FieldKind, Form, FormCondition, FormField, FormPage, SchemaFlaw, check_form,
    one_answer::{LONGEST_ADDRESS, SHORTEST_ADDRESS},
    schema::{CITIZEN_ID, DIALECT, Extra, MOBILE, PRESENTATION, Page, Presentation, USCC},
    schema_condition::read_condition,
};

/// Texts of at most this many characters are asked in one line when the schema does not say.
const LONGEST_LINE: u16 = 100;
/// Most characters where the schema does not say.
const USUAL_MOST: u16 = 200;

const WHOLE: &str = "整张表";

fn outside(place: &str, word: impl Into<String>) -> SchemaFlaw {
    SchemaFlaw::Outside { place: place.to_owned(), word: word.into() }
}

fn shape(place: &str, word: &str) -> SchemaFlaw {
    SchemaFlaw::Shape { place: place.to_owned(), word: word.to_owned() }
}

/// Reads a text, and checks the form that comes of it.
///
/// # Errors
/// The first thing that is not JSON, not in the subset, or not a good form.
pub fn read_schema(text: &str) -> Result<Form, SchemaFlaw> {
    let json = |e: serde_json::Error| SchemaFlaw::Json { line: e.line(), column: e.column() };
    let text = text.trim_start_matches('\u{feff}');
    let schema: Value = serde_json::from_str(text).map_err(json)?;
    let order: Order = serde_json::from_str(text).map_err(json)?;
    let object = schema.as_object().ok_or_else(|| shape(WHOLE, "JSON"))?;
    for (word, value) in object {
        check_top(word, value)?;
    }
    let presentation = read_presentation(object.get(PRESENTATION))?;
    let properties = object.get("properties").and_then(Value::as_object).ok_or_else(|| shape(WHOLE, "properties"))?;
    let mut fields = BTreeMap::new();
    for (key, property) in properties {
        if key == APPLICANT_KIND {
            let kinds = property.get("enum").is_some_and(|e| *e == json!(["person", "organisation"]));
            if !kinds {
                return Err(shape(&format!("字段“{key}”"), "enum"));
            }
            continue;
        }
        let extra = presentation.fields.get(key).cloned().unwrap_or_default();
        fields.insert(key.clone(), read_field(key, property, extra)?);
    }
    if let Some(stray) = presentation.fields.keys().find(|k| !fields.contains_key(*k)) {
        return Err(SchemaFlaw::Order(stray.clone()));
    }
    read_required(object.get("required"), &mut fields)?;
    read_rules(object.get("allOf"), &mut fields)?;
    let form = in_order(fields, presentation.pages, order)?;
    match check_form(&form).into_iter().next() {
        None => Ok(form),
        Some(flaw) => Err(flaw.into()),
    }
}

/// Keywords of the whole.
fn check_top(word: &str, value: &Value) -> Result<(), SchemaFlaw> {
    let right = match word {
        "$schema" => match value.as_str() {
            Some(DIALECT) => true,
            Some(other) => return Err(SchemaFlaw::Dialect(other.to_owned())),
            None => false,
        },
        "type" => value == "object",
        "additionalProperties" => *value == Value::Bool(false),
        "$id" | "title" | "description" => value.is_string(),
        "properties" | "required" | "allOf" | PRESENTATION => true,
        _ => return Err(outside(WHOLE, word)),
    };
    if right { Ok(()) } else { Err(shape(WHOLE, word)) }
}

fn read_presentation(part: Option<&Value>) -> Result<Presentation, SchemaFlaw> {
    part.map_or(Ok(Presentation::default()), |part| {
        Presentation::deserialize(part).map_err(|_| shape(WHOLE, PRESENTATION))
    })
}

fn read_required(list: Option<&Value>, fields: &mut BTreeMap<String, FormField>) -> Result<(), SchemaFlaw> {
    let Some(list) = list else { return Ok(()) };
    for key in list.as_array().ok_or_else(|| shape(WHOLE, "required"))? {
        match key.as_str() {
            Some(APPLICANT_KIND) => {}
            Some(key) => match fields.get_mut(key) {
                Some(field) => field.required = true,
                None => return Err(SchemaFlaw::Order(key.to_owned())),
            },
            None => return Err(shape(WHOLE, "required")),
        }
    }
    Ok(())
}

/// `allOf` of conditions: each hides one field unless its `if` holds.
fn read_rules(list: Option<&Value>, fields: &mut BTreeMap<String, FormField>) -> Result<(), SchemaFlaw> {
    let Some(list) = list else { return Ok(()) };
    for rule in list.as_array().ok_or_else(|| shape(WHOLE, "allOf"))? {
        let (key, condition, required) = read_rule(rule).ok_or_else(|| shape(WHOLE, "allOf"))?;
        let field = fields.get_mut(&key).ok_or_else(|| SchemaFlaw::Order(key.clone()))?;
        if field.required || field.condition.is_some() {
            return Err(shape(&format!("字段“{key}”"), "allOf"));
        }
        (field.condition, field.required) = (Some(condition), required);
    }
    Ok(())
}

fn read_rule(rule: &Value) -> Option<(String, FormCondition, bool)> {
    let rule = rule.as_object()?;
    let hidden = rule.get("else")?.as_object()?;
    let hidden = hidden.get("properties").filter(|_| hidden.len() == 1)?.as_object()?;
    let mut names = hidden.iter();
    let (key, never) = names.next()?;
    if names.next().is_some() || *never != Value::Bool(false) {
        return None;
    }
    let required = match rule.get("then") {
        None => false,
        Some(then) => (*then == json!({ "required": [key] })).then_some(true)?,
    };
    let words = 2 + usize::from(required);
    (rule.len() == words).then_some(())?;
    Some((key.clone(), read_condition(rule.get("if")?)?, required))
}

fn read_field(key: &str, property: &Value, extra: Extra) -> Result<FormField, SchemaFlaw> {
    let place = format!("字段“{key}”");
    let words = property.as_object().ok_or_else(|| shape(&place, "properties"))?;
    let text = |word: &str| -> Result<String, SchemaFlaw> {
        let said = words.get(word).map_or(Some(""), Value::as_str);
        said.map(str::to_owned).ok_or_else(|| shape(&place, word))
    };
    Ok(FormField {
        key: key.to_owned(),
        label: text("title")?,
        hint: text("description")?,
        kind: read_kind(&place, words, &extra)?,
        required: false,
        condition: None,
        personal: extra.personal,
        purpose: extra.purpose,
        legal_basis: extra.legal_basis,
        shared: extra.shared,
        reuse: extra.reuse,
    })
}

/// Which kind a property is. Every keyword that stands there must be one that the kind has.
fn read_kind(place: &str, words: &Map<String, Value>, extra: &Extra) -> Result<FieldKind, SchemaFlaw> {
    let kind = words.get("type").and_then(Value::as_str).ok_or_else(|| shape(place, "type"))?;
    let format = words.get("format").map(|f| f.as_str().unwrap_or_default());
    let only = |allowed: &[&str]| {
        let always = ["type", "title", "description"];
        let stray = words.keys().find(|w| !always.contains(&w.as_str()) && !allowed.contains(&w.as_str()));
        stray.map_or(Ok(()), |word| Err(outside(place, word.as_str())))
    };
    let coded = |pattern: &str, kind: FieldKind| {
        only(&["format", "pattern"])?;
        let same = words.get("pattern").is_none_or(|p| p == pattern);
        if same { Ok(kind) } else { Err(shape(place, "pattern")) }
    };
    match (kind, format) {
        ("string", None) if words.contains_key("enum") => {
            only(&["enum"])?;
            let options = texts(place, "enum", words.get("enum"))?;
            Ok(FieldKind::Choice { options, list: extra.widget == "list" })
        }
        ("string", None) => {
            only(&["minLength", "maxLength"])?;
            bound(place, words, "minLength", 1)?;
            let most = match words.get("maxLength") {
                None => USUAL_MOST,
                Some(n) => n.as_u64().and_then(|n| u16::try_from(n).ok()).ok_or_else(|| shape(place, "maxLength"))?,
            };
            let lines = extra.widget == "lines"
                || (extra.widget.is_empty() && *extra == Extra::default() && most > LONGEST_LINE);
            Ok(if lines { FieldKind::LongText { most } } else { FieldKind::Text { most } })
        }
        ("string", Some("date")) => {
            only(&["format"])?;
            Ok(FieldKind::Date { from: extra.from.clone(), to: extra.to.clone() })
        }
        ("string", Some("citizen-id")) => coded(CITIZEN_ID, FieldKind::CitizenId),
        ("string", Some("uscc")) => coded(USCC, FieldKind::Uscc),
        ("string", Some("mobile")) => coded(MOBILE, FieldKind::Mobile),
        ("string", Some("address")) => {
            only(&["format", "minLength", "maxLength"])?;
            bound(place, words, "minLength", SHORTEST_ADDRESS)?;
            bound(place, words, "maxLength", LONGEST_ADDRESS)?;
            Ok(FieldKind::Address)
        }
        ("string", Some(other)) => Err(outside(place, format!("format: {other}"))),
        ("integer" | "number", _) => {
            only(&["minimum", "maximum"])?;
            let decimals = if kind == "integer" { 0 } else { extra.decimals.unwrap_or(2) };
            let (min, max) = (whole(place, words, "minimum")?, whole(place, words, "maximum")?);
            Ok(FieldKind::Number { min, max, decimals, unit: extra.unit.clone() })
        }
        ("boolean", _) => only(&[]).map(|()| FieldKind::YesNo),
        ("array", _) => {
            only(&["items", "minItems", "uniqueItems"])?;
            read_several(place, words)
        }
        (other, _) => Err(outside(place, format!("type: {other}"))),
    }
}

fn read_several(place: &str, words: &Map<String, Value>) -> Result<FieldKind, SchemaFlaw> {
    bound(place, words, "minItems", 1)?;
    if words.get("uniqueItems").is_some_and(|u| *u != Value::Bool(true)) {
        return Err(shape(place, "uniqueItems"));
    }
    let items = words.get("items").and_then(Value::as_object).ok_or_else(|| shape(place, "items"))?;
    if let Some(word) = items.keys().find(|w| !["type", "enum"].contains(&w.as_str())) {
        return Err(outside(place, format!("items.{word}")));
    }
    if items.get("type").is_some_and(|t| t != "string") {
        return Err(shape(place, "items.type"));
    }
    Ok(FieldKind::Several { options: texts(place, "items.enum", items.get("enum"))? })
}

fn texts(place: &str, word: &str, list: Option<&Value>) -> Result<Vec<String>, SchemaFlaw> {
    let read = || list?.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
    read().ok_or_else(|| shape(place, word))
}

/// A bound that a kind brings with it: it may be left out, and may not be another.
fn bound(place: &str, words: &Map<String, Value>, word: &str, own: usize) -> Result<(), SchemaFlaw> {
    match words.get(word) {
        None => Ok(()),
        Some(n) if n.as_u64() == u64::try_from(own).ok() => Ok(()),
        Some(n) => Err(outside(place, format!("{word}: {n}"))),
    }
}

fn whole(place: &str, words: &Map<String, Value>, word: &str) -> Result<Option<i64>, SchemaFlaw> {
    words.get(word).map(|n| n.as_i64().ok_or_else(|| shape(place, word))).transpose()
}

/// Puts the fields on their pages: as the presentation says, else in the order of `properties` on one page.
fn in_order(
    mut fields: BTreeMap<String, FormField>,
    mut pages: Vec<Page>,
    Order { properties }: Order,
) -> Result<Form, SchemaFlaw> {
    if pages.is_empty() {
        let keys = properties.0.into_iter().filter(|k| k != APPLICANT_KIND).collect();
        pages.push(Page { title: "申请内容".to_owned(), hint: String::new(), fields: keys });
    }
    let mut form = Form::default();
    for page in pages {
        let mut taken = Vec::new();
        for key in page.fields {
            taken.push(fields.remove(&key).ok_or(SchemaFlaw::Order(key))?);
        }
        form.pages.push(FormPage { title: page.title, hint: page.hint, fields: taken });
    }
    match fields.into_keys().next() {
        None => Ok(form),
        Some(left) => Err(SchemaFlaw::Order(left)),
    }
}

/// The order in which the text names its properties, which a map of JSON does not keep.
#[derive(Deserialize)]
struct Order {
    #[serde(default)]
    properties: Keys,
}

#[derive(Default)]
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Keys;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Keys, M::Error> {
                let mut keys = Vec::new();
                while let Some((key, _)) = map.next_entry::<String, IgnoredAny>()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        from.deserialize_map(Names)
    }
}
