//! Reading and filling the panel of one field (字段编辑框的读写). What cannot be read as what it should be is left out
//! and told by the check of the whole form; a typed number that is none is told here.

use domain::{
    base::{fold, parse_date},
    catalogue::{APPLICANT_KIND, DayBound, FieldKind, Form, FormCondition, FormField},
};

use super::panel_view::{CONDITIONS, ConditionRow, FieldPanel};
use crate::{
    base::{Choice, Field},
    door::Posted,
};

/// The panel of a field that is there, or an empty one.
pub(super) fn panel_of(form: &Form, field: Option<&FormField>, page: usize) -> FieldPanel {
    let blank = FormField { key: free_key(form), required: true, ..FormField::default() };
    let shown = field.unwrap_or(&blank);
    let mut options = String::new();
    if let FieldKind::Choice { options: words, .. } | FieldKind::Several { options: words } = &shown.kind {
        options = words.join("\n");
    }
    let mut most = String::new();
    if let FieldKind::Text { most: letters } | FieldKind::LongText { most: letters } = &shown.kind {
        most = letters.to_string();
    }
    let (mut min, mut max, mut decimals, mut unit) = <(String, String, String, String)>::default();
    if let FieldKind::Number { min: least, max: most, decimals: places, unit: of } = &shown.kind {
        let text = |n: &Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        (min, max, decimals, unit) = (text(least), text(most), places.to_string(), of.clone());
    }
    let (mut from, mut to) = <(String, String)>::default();
    if let FieldKind::Date { from: first, to: last } = &shown.kind {
        (from, to) = (bound_text(first.as_ref()), bound_text(last.as_ref()));
    }
    let (joined, rows, kept) = condition_rows(form, shown);
    FieldPanel {
        problems: Vec::new(),
        former: field.map(|f| f.key.clone()).unwrap_or_default(),
        page,
        label: Field::of(&shown.label),
        key: Field::of(&shown.key),
        kind: Choice::of(&FieldKind::LIST, shown.kind.as_str()),
        required: shown.required,
        hint: Field::of(&shown.hint),
        options: Field::of(options),
        list: matches!(shown.kind, FieldKind::Choice { list: true, .. }),
        most: Field::of(most),
        min: Field::of(min),
        max: Field::of(max),
        decimals: Field::of(decimals),
        unit: Field::of(unit),
        from: Field::of(from),
        to: Field::of(to),
        joined: Choice::of(&[("all", "下面几条都成立"), ("any", "下面任一条成立")], joined),
        conditions: (0..CONDITIONS)
            .map(|at| {
                let (key, value) = rows.get(at).cloned().unwrap_or_default();
                ConditionRow::new(at, earlier(form, &shown.key, &key), value)
            })
            .collect(),
        kept,
        personal: shown.personal,
        purpose: Field::of(&shown.purpose),
        legal_basis: Field::of(&shown.legal_basis),
        shared: shown.shared,
        reuse: Field::of(&shown.reuse),
    }
}

/// A key that no field has.
fn free_key(form: &Form) -> String {
    let taken = |n: &usize| form.field(&format!("field_{n}")).is_some();
    let free = (1..).find(|n| !taken(n)).unwrap_or_default();
    format!("field_{free}")
}

fn bound_text(bound: Option<&DayBound>) -> String {
    match bound {
        None => String::new(),
        Some(DayBound::Today) => "今天".to_owned(),
        Some(DayBound::On(day)) => day.to_string(),
        Some(DayBound::Field(key)) => key.clone(),
    }
}

/// Fields that may stand in a condition, with one chosen.
fn earlier(form: &Form, own: &str, chosen: &str) -> Choice {
    let before: Vec<(&str, &str)> =
        form.fields().take_while(|f| f.key != own).map(|f| (f.key.as_str(), f.label.as_str())).collect();
    let mut options = vec![("", "不设"), (APPLICANT_KIND, "申请人类型（个人、单位）")];
    options.extend(before);
    if !options.iter().any(|(key, _)| *key == chosen) {
        options.push((chosen, chosen));
    }
    Choice::of(&options, chosen)
}

type Rows = Vec<(String, String)>;

/// A condition as rows of the panel; one that does not fit is kept as it is.
fn condition_rows(form: &Form, field: &FormField) -> (&'static str, Rows, String) {
    let Some(condition) = &field.condition else { return ("all", Rows::new(), String::new()) };
    let row = |part: &FormCondition| -> Option<(String, String)> {
        let word = |value: &String| applicant_word(value).to_owned();
        match part {
            FormCondition::Equals { key, value } => Some((key.clone(), word(value))),
            FormCondition::In { key, values } => {
                Some((key.clone(), values.iter().map(word).collect::<Vec<_>>().join("、")))
            }
            FormCondition::Filled { key } => Some((key.clone(), String::new())),
            FormCondition::All(_) | FormCondition::Any(_) => None,
        }
    };
    let (joined, rows): (_, Option<Rows>) = match condition {
        FormCondition::All(parts) => ("all", parts.iter().map(row).collect()),
        FormCondition::Any(parts) => ("any", parts.iter().map(row).collect()),
        one @ (FormCondition::Equals { .. } | FormCondition::In { .. } | FormCondition::Filled { .. }) => {
            ("all", row(one).map(|r| vec![r]))
        }
    };
    match rows.filter(|r| r.len() <= CONDITIONS) {
        Some(rows) => (joined, rows, String::new()),
        None => ("all", Rows::new(), condition.words(form)),
    }
}

fn applicant_word(value: &str) -> &str {
    match value {
        "person" => "个人",
        "organisation" => "单位",
        other => other,
    }
}

/// The field that a panel says, and what of it could not be read.
pub(super) fn typed(sent: &Posted, form: &Form) -> (FormField, Vec<String>) {
    let text = |name: &str| sent.text(&format!("field-{name}")).replace("\r\n", "\n").trim().to_owned();
    let ticked = |name: &str| sent.text(&format!("field-{name}")) == "1";
    let mut wrong = Vec::new();
    let kind = kind_typed(&text, ticked("list"), &mut wrong);
    let former = form.field(&sent.text("former"));
    let field = FormField {
        key: text("key"),
        label: text("label"),
        kind,
        required: ticked("required"),
        hint: text("hint"),
        condition: condition_typed(&text, former),
        personal: ticked("personal"),
        purpose: text("purpose"),
        legal_basis: text("legal_basis"),
        shared: ticked("shared"),
        reuse: text("reuse"),
    };
    (field, wrong)
}

fn kind_typed(text: &impl Fn(&str) -> String, list: bool, wrong: &mut Vec<String>) -> FieldKind {
    let mut number = |name: &str, label: &str, usual: Option<i64>| -> Option<i64> {
        match fold(&text(name)).as_str() {
            "" => usual,
            typed => typed.parse().ok().or_else(|| {
                wrong.push(format!("{label}请填整数"));
                usual
            }),
        }
    };
    let most = |n: Option<i64>| n.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
    match text("kind").as_str() {
        "long_text" => FieldKind::LongText { most: most(number("most", "最多字数", Some(500))) },
        "number" => FieldKind::Number {
            min: number("min", "最小", None),
            max: number("max", "最大", None),
            decimals: number("decimals", "小数位数", Some(0)).and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX),
            unit: text("unit"),
        },
        "date" => FieldKind::Date { from: bound_typed(&text("from")), to: bound_typed(&text("to")) },
        "choice" => FieldKind::Choice { options: options_typed(&text("options")), list },
        "several" => FieldKind::Several { options: options_typed(&text("options")) },
        "yes_no" => FieldKind::YesNo,
        "citizen_id" => FieldKind::CitizenId,
        "uscc" => FieldKind::Uscc,
        "mobile" => FieldKind::Mobile,
        "address" => FieldKind::Address,
        _ => FieldKind::Text { most: most(number("most", "最多字数", Some(50))) },
    }
}

fn options_typed(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

fn bound_typed(text: &str) -> Option<DayBound> {
    match text {
        "" => None,
        "今天" => Some(DayBound::Today),
        text => Some(parse_date(text).map_or_else(|_| DayBound::Field(text.to_owned()), DayBound::On)),
    }
}

/// The rows as a condition; without a chosen row, what three rows cannot hold stays.
fn condition_typed(text: &impl Fn(&str) -> String, former: Option<&FormField>) -> Option<FormCondition> {
    let mut parts = Vec::new();
    for at in 0..CONDITIONS {
        let key = text(&format!("when-{at}"));
        if key.is_empty() {
            continue;
        }
        let word = |value: &str| match (key.as_str(), value) {
            (APPLICANT_KIND, "个人") => "person".to_owned(),
            (APPLICANT_KIND, "单位") => "organisation".to_owned(),
            (_, other) => other.to_owned(),
        };
        let said = text(&format!("value-{at}"));
        let values: Vec<String> = said.split('、').map(str::trim).filter(|v| !v.is_empty()).map(word).collect();
        parts.push(match values.as_slice() {
            [] => FormCondition::Filled { key },
            [one] => FormCondition::Equals { key, value: one.clone() },
            _ => FormCondition::In { key, values },
        });
    }
    match (parts.len(), text("joined").as_str()) {
        (0, _) if text("kept") == "1" => former.and_then(|f| f.condition.clone()),
        (0, _) => None,
        (1, _) => parts.pop(),
        (_, "any") => Some(FormCondition::Any(parts)),
        (_, _) => Some(FormCondition::All(parts)),
    }
}
