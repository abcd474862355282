//! A form's answers as people read them (填写内容): by the questions' own words and in their order; for staff with
//! personal fields masked, because who reviews an application need not see them whole.

use std::collections::BTreeMap;

use super::{FieldKind, Form, FormField, is_shown};
use crate::base::{date_text_with_year, mask_address, mask_citizen_id, mask_mobile, mask_text};

/// A question that was asked, with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Key of the field.
    pub key: String,
    /// What was asked.
    pub label: String,
    /// What was answered, a line each; empty = left blank.
    pub lines: Vec<String>,
}

/// Every question that these answers led to, with its answer in plain words; blanks too.
#[must_use]
pub fn told(form: &Form, answers: &BTreeMap<String, String>) -> Vec<Told> {
    all(form, answers, said)
}

/// The same as staff may see it: personal fields masked.
#[must_use]
pub fn told_masked(form: &Form, answers: &BTreeMap<String, String>) -> Vec<Told> {
    all(form, answers, |field, answer| match field.is_personal() && !answer.is_empty() {
        true => vec![masked(field, answer)],
        false => said(field, answer),
    })
}

fn all(form: &Form, answers: &BTreeMap<String, String>, words: impl Fn(&FormField, &str) -> Vec<String>) -> Vec<Told> {
    let one = |field: &FormField| Told {
        key: field.key.clone(),
        label: field.label.clone(),
        lines: words(field, answers.get(&field.key).map_or("", String::as_str)),
    };
    form.fields().filter(|f| is_shown(f, answers)).map(one).collect()
}

/// An answer as people read it.
#[must_use]
pub fn said(field: &FormField, answer: &str) -> Vec<String> {
    match &field.kind {
        FieldKind::Number { unit, .. } if !answer.is_empty() => vec![format!("{answer} {unit}").trim_end().to_owned()],
        // What was typed and not checked yet may be no day; it is shown as it is.
        FieldKind::Date { .. } => match answer.parse() {
            Ok(day) => vec![date_text_with_year(day)],
            Err(_) => answer.lines().map(str::to_owned).collect(),
        },
        FieldKind::Number { .. }
        | FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Several { .. }
        | FieldKind::YesNo
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => answer.lines().map(str::to_owned).collect(),
    }
}

fn masked(field: &FormField, answer: &str) -> String {
    match &field.kind {
        FieldKind::CitizenId => mask_citizen_id(answer),
        FieldKind::Mobile => mask_mobile(answer),
        FieldKind::Address => mask_address(answer),
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Number { .. }
        | FieldKind::Date { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Several { .. }
        | FieldKind::YesNo
        | FieldKind::Uscc => mask_text(answer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{APPLICANT_KIND, FormCondition, FormPage};

    fn field(key: &str, kind: FieldKind, personal: bool) -> FormField {
        FormField { key: key.into(), label: format!("{key} 是"), kind, personal, ..FormField::default() }
    }

    fn form() -> Form {
        let choice = FieldKind::Choice { options: vec!["自有".into(), "租用".into()], list: false };
        let hidden = FormField {
            condition: Some(FormCondition::equals("place", "租用")),
            ..field("landlord", FieldKind::Text { most: 20 }, true)
        };
        let number = FieldKind::Number { min: None, max: None, decimals: 0, unit: "平方米".into() };
        let fields = vec![
            field("place", choice, true),
            hidden,
            field("area", number, false),
            field("since", FieldKind::Date { from: None, to: None }, false),
            field("home", FieldKind::Address, true),
            field("owner", FieldKind::CitizenId, false),
        ];
        Form { pages: vec![FormPage { title: "场所".into(), hint: String::new(), fields }] }
    }

    fn answers() -> BTreeMap<String, String> {
        let all = [
            (APPLICANT_KIND, "person"),
            ("place", "租用"),
            ("landlord", "欧阳三丰"),
            ("area", "120"),
            ("since", "2026-11-22"),
            ("home", "某县城关镇文澜路88号3栋"),
            ("owner", "11010519491231002X"),
            ("forgotten", "of another version"),
        ];
        all.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
    }

    fn lines(told: &[Told]) -> Vec<(&str, String)> {
        told.iter().map(|t| (t.key.as_str(), t.lines.join("/"))).collect()
    }

    #[test]
    fn answers_are_told_in_the_forms_order_and_words() {
        let told = told(&form(), &answers());
        let expected = [
            ("place", "租用"),
            ("landlord", "欧阳三丰"),
            ("area", "120 平方米"),
            ("since", "2026年11月22日（周日）"),
            ("home", "某县城关镇文澜路88号3栋"),
            ("owner", "11010519491231002X"),
        ];
        assert_eq!(lines(&told), expected.map(|(k, v)| (k, v.to_owned())));
        assert_eq!(told[0].label, "place 是");
    }

    #[test]
    fn staff_see_personal_answers_masked_and_still_what_depends_on_them() {
        let told = told_masked(&form(), &answers());
        let expected = [
            ("place", "租**"),
            ("landlord", "欧**"),
            ("area", "120 平方米"),
            ("since", "2026年11月22日（周日）"),
            ("home", "某县城关镇文****"),
            ("owner", "110105********002X"),
        ];
        assert_eq!(lines(&told), expected.map(|(k, v)| (k, v.to_owned())));
    }

    #[test]
    fn what_was_left_blank_is_told_and_what_was_not_asked_is_not() {
        let few = [("place".to_owned(), "自有".to_owned())].into();
        let told = told_masked(&form(), &few);
        assert!(told.iter().all(|t| t.key != "landlord"), "{told:?}");
        assert_eq!(lines(&told)[1], ("area", String::new()));
    }
}
