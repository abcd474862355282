//! The forms of the sample county's commonest items (样例申请表), as JSON Schema texts. What is asked follows the
//! published application forms of these matters; amounts and lists of options are the sample county's own.
//!
//! Deliberately not here: items without a form of their own, which get the default form.

use domain::catalogue::{Form, SchemaFlaw, read_schema};

/// A form of a matter: the situations and actions it is for (empty = all), and its text.
struct FormText {
    matter: &'static str,
    situations: &'static [&'static str],
    actions: &'static [&'static str],
    text: &'static str,
}

macro_rules! form {
    ($matter:literal, $situations:expr, $actions:expr, $file:literal) => {
        FormText {
            matter: $matter,
            situations: &$situations,
            actions: &$actions,
            text: include_str!(concat!("../../data/sample/forms/", $file, ".schema.json")),
        }
    };
}

const FORMS: &[FormText] = &[
    form!("m313", [], ["设立"], "self_employed_new"),
    form!("m313", [], ["变更"], "self_employed_change"),
    form!("m302", [], ["新办"], "food_business"),
    form!("m275", [], ["新办"], "public_place_hygiene"),
    form!("m415", ["首次申领"], [], "disability_certificate"),
    form!("m288", [], ["申领"], "veteran_card"),
    form!("m077", [], ["申领"], "old_age_allowance"),
    form!("m108", ["参保登记"], [], "resident_pension"),
    form!("m120", [], ["登记"], "unemployment"),
    form!("m031", [], ["申领"], "residence_permit"),
    form!("m072", [], [], "temporary_aid"),
    form!("m280", [], ["登记"], "birth_registration"),
    form!("m434", ["租房"], [], "fund_for_rent"),
];

/// All texts, for the digest of the sample's files.
pub(super) fn texts() -> String {
    FORMS.iter().map(|f| f.text).collect()
}

/// The form of one of a matter's items; `None` where it gets the default form.
///
/// # Errors
/// When an embedded text is no good form.
pub(super) fn form_of(matter: &str, situation: &str, action: &str) -> Result<Option<Form>, SchemaFlaw> {
    let among = |list: &[&str], word: &str| list.is_empty() || list.contains(&word);
    let fits = |f: &&FormText| f.matter == matter && among(f.situations, situation) && among(f.actions, action);
    FORMS.iter().find(fits).map(|f| read_schema(f.text)).transpose()
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;
    use crate::catalogue::quality_profile;
    use domain::catalogue::schema_text;

    #[test]
    fn every_form_is_good_and_belongs_to_an_item() {
        let matters = rows::matters().unwrap();
        for form in FORMS {
            let read = read_schema(form.text).unwrap_or_else(|flaw| panic!("{}: {flaw}", form.matter));
            assert_eq!(read_schema(&schema_text(&read, "表")), Ok(read.clone()));
            let matter = matters.iter().find(|m| m.key == form.matter).unwrap();
            let there = |all: &[&str], named: &[&str]| named.iter().all(|n| all.contains(n));
            let (situations, actions) = (&matter.situations, &matter.actions);
            // A matter with one side alone has it among its situations or its actions.
            assert!(there(situations, form.situations), "{}: {situations:?}", form.matter);
            assert!(there(actions, form.actions), "{}: {actions:?}", form.matter);
            for field in read.fields().filter(|f| !f.is_personal()) {
                let words = &quality_profile().personal_words;
                assert!(!words.iter().any(|w| field.label.contains(w.as_str())), "{}", field.label);
            }
        }
    }
}
