//! What an applicant has said of themselves before any form is asked (已填过的): a form's field that asks for the same
//! datum by its 沿用标识 gets it from there, so that nothing is typed twice within a case.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ApplicantKind;
use crate::{
    base::{CitizenId, mask_citizen_id, mask_mobile},
    catalogue::{FieldKind, Form, FormField},
};

/// 证件号码 of whoever applies.
const CODE: &str = "applicant.code";
/// Name of whoever applies.
const NAME: &str = "applicant.name";
/// 经办人 of an organisation.
const CONTACT: &str = "applicant.contact";
/// Mobile.
const PHONE: &str = "applicant.phone";

/// What was said before.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Number.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Who came for the organisation; empty for persons.
    pub contact: &'a str,
    /// Mobile.
    pub phone: &'a str,
}

/// Whether a field asks for what such an applicant has said before: the same datum, of a kind that can hold it.
#[must_use]
pub fn is_given(field: &FormField, kind: ApplicantKind) -> bool {
    let text = matches!(field.kind, FieldKind::Text { .. });
    match (field.reuse.as_str(), kind) {
        (CODE, ApplicantKind::Person) => text || field.kind == FieldKind::CitizenId,
        (CODE, ApplicantKind::Organisation) => text || field.kind == FieldKind::Uscc,
        (NAME, _) | (CONTACT, ApplicantKind::Organisation) => text,
        (PHONE, _) => text || field.kind == FieldKind::Mobile,
        _ => false,
    }
}

/// The answers that are given by what was said before, by field.
#[must_use]
pub fn given(form: &Form, said: Said<'_>) -> BTreeMap<String, String> {
    let one = |field: &FormField| {
        let answer = match field.reuse.as_str() {
            CODE => said.code,
            NAME => said.name,
            CONTACT => said.contact,
            _ => said.phone,
        };
        (!answer.is_empty()).then(|| (field.key.clone(), answer.to_owned()))
    };
    form.fields().filter(|f| is_given(f, said.kind)).filter_map(one).collect()
}

/// Answers that are kept and that no page shows whole again (证件号码、手机号码存下后不再整个显示), masked by field: right ID
/// numbers, and the applicant's own number and mobile as they were said before the form.
#[must_use]
pub fn veiled(
    form: &Form,
    kind: ApplicantKind,
    (answers, given): (&BTreeMap<String, String>, &BTreeMap<String, String>),
    today: Date,
) -> BTreeMap<String, String> {
    let one = |field: &FormField| {
        let answer = answers.get(&field.key)?;
        let said = given.get(&field.key) == Some(answer);
        let masked = match (field.reuse.as_str(), kind) {
            (PHONE, _) if said => mask_mobile(answer),
            (CODE, ApplicantKind::Person) if said => mask_citizen_id(answer),
            _ if field.kind == FieldKind::CitizenId => mask_citizen_id(CitizenId::parse(answer, today).ok()?.as_str()),
            _ => return None,
        };
        Some((field.key.clone(), masked))
    };
    form.fields().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FormPage;

    fn field(key: &str, reuse: &str, kind: FieldKind) -> FormField {
        FormField { key: key.into(), label: key.into(), reuse: reuse.into(), kind, ..FormField::default() }
    }

    fn form() -> Form {
        let text = || FieldKind::Text { most: 20 };
        let fields = vec![
            field("id", CODE, FieldKind::CitizenId),
            field("owner", NAME, text()),
            field("agent", CONTACT, text()),
            field("mobile", PHONE, FieldKind::Mobile),
            field("home", "applicant.address", FieldKind::Address),
            field("note", "", text()),
        ];
        Form { pages: vec![FormPage { title: "x".into(), hint: String::new(), fields }] }
    }

    const PERSON: Said<'_> = Said {
        kind: ApplicantKind::Person,
        code: "11010519491231002X",
        name: "张三丰",
        contact: "",
        phone: "13800138000",
    };

    fn keys(said: Said<'_>) -> Vec<String> {
        given(&form(), said).into_keys().collect()
    }

    #[test]
    fn what_a_person_said_is_given_and_nothing_else() {
        assert_eq!(keys(PERSON), ["id", "mobile", "owner"]);
        assert_eq!(given(&form(), PERSON)["id"], "11010519491231002X");
    }

    #[test]
    fn an_organisations_code_is_no_persons_number() {
        let company =
            Said { kind: ApplicantKind::Organisation, code: "91370800MB28559187", contact: "王建国", ..PERSON };
        assert_eq!(keys(company), ["agent", "mobile", "owner"]);
    }

    #[test]
    fn what_is_kept_of_numbers_is_seen_masked() {
        let today = jiff::civil::date(2026, 11, 20);
        let said = given(&form(), PERSON);
        let veil = |answers: &BTreeMap<String, String>| veiled(&form(), PERSON.kind, (answers, &said), today);
        let masked = veil(&said);
        assert_eq!(masked.keys().collect::<Vec<_>>(), ["id", "mobile"]);
        assert_eq!((masked["id"].as_str(), masked["mobile"].as_str()), ("110105********002X", "138****8000"));
        // Another mobile was typed on purpose, and what is no number yet must be mended: both are shown.
        let typed = [("id", "1101"), ("mobile", "13900139000")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert!(veil(&typed.into()).is_empty());
    }

    #[test]
    fn what_was_not_said_is_not_given() {
        assert_eq!(keys(Said { name: "", phone: "", ..PERSON }), ["id"]);
    }
}
