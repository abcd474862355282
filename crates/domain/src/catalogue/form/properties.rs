//! Whatever form is written and whatever is answered: texts read back, answers settle, nothing falls over.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    tests::{TODAY, field, shop},
    *,
};

const OPTIONS: [&str; 4] = ["甲", "乙", "丙", "丁"];

fn kinds() -> impl Strategy<Value = FieldKind> {
    let options = || (2..=4_usize).prop_map(|n| OPTIONS[..n].iter().map(|o| (*o).to_owned()).collect::<Vec<_>>());
    let bound = || prop::option::of(prop_oneof![Just(DayBound::Today), Just(DayBound::On(TODAY))]);
    prop_oneof![
        (1..300_u16).prop_map(|most| FieldKind::Text { most }),
        (1..900_u16).prop_map(|most| FieldKind::LongText { most }),
        (prop::option::of(-9..9_i64), prop::option::of(9..99_i64), 0..=4_u8, "[人元]?")
            .prop_map(|(min, max, decimals, unit)| FieldKind::Number { min, max, decimals, unit }),
        (bound(), bound()).prop_map(|(from, to)| FieldKind::Date { from, to }),
        (options(), any::<bool>()).prop_map(|(options, list)| FieldKind::Choice { options, list }),
        options().prop_map(|options| FieldKind::Several { options }),
        Just(FieldKind::YesNo),
        Just(FieldKind::CitizenId),
        Just(FieldKind::Uscc),
        Just(FieldKind::Mobile),
        Just(FieldKind::Address),
    ]
}

/// A condition on one of the fields before, picked by number.
fn condition(before: &[FormField], picks: &[usize], any_of: bool) -> Option<FormCondition> {
    let one = |pick: &usize| -> FormCondition {
        let Some(earlier) = before.get(pick % (before.len() + 1)) else {
            return FormCondition::equals(APPLICANT_KIND, ["person", "organisation"][pick % 2]);
        };
        let key = earlier.key.clone();
        match earlier.kind.words() {
            None => FormCondition::Filled { key },
            Some(words) if pick.is_multiple_of(3) => {
                FormCondition::In { key, values: words.iter().take(2).map(|w| (*w).to_owned()).collect() }
            }
            Some(words) => FormCondition::equals(&key, words[pick % words.len()]),
        }
    };
    match picks {
        [] => None,
        [pick] => Some(one(pick)),
        several => {
            let parts = several.iter().map(one).collect();
            Some(if any_of { FormCondition::Any(parts) } else { FormCondition::All(parts) })
        }
    }
}

prop_compose! {
    /// Forms that hold together.
    fn forms()(
        rows in prop::collection::vec(
            (kinds(), any::<[bool; 4]>(), prop::collection::vec(0..99_usize, 0..3), "[a-z写明]{0,6}"), 1..9),
        cut in 1..5_usize,
    ) -> Form {
        let mut fields: Vec<FormField> = Vec::new();
        for (n, (kind, [required, personal, shared, any_of], picks, hint)) in rows.into_iter().enumerate() {
            let condition = condition(&fields, &picks, any_of);
            fields.push(FormField {
                required, personal, shared, hint, condition,
                purpose: "核对".into(),
                legal_basis: "某法第一条".into(),
                reuse: if shared { format!("datum.n{n}") } else { String::new() },
                ..field(&format!("k{n}"), &format!("问题{n}"), kind)
            });
        }
        let pages = fields.chunks(cut).take(MOST_PAGES).enumerate();
        Form {
            pages: pages
                .map(|(n, c)| FormPage { title: format!("第{n}页"), hint: String::new(), fields: c.to_vec() })
                .collect(),
        }
    }
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        prop::sample::select(vec![
            "甲",
            "乙\n甲",
            "是",
            "否",
            "11010519491231002X",
            "13800138000",
            "2026-11-22",
            "２０２６．１１．２３",
            "文澜路88号",
            "3",
            "-2.5",
            "１２．３４元",
            "91350100M000100Y43",
            "一二三",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

fn raws() -> impl Strategy<Value = BTreeMap<String, String>> {
    let kind = prop::sample::select(vec!["person", "organisation", "", "别的"]);
    (prop::collection::vec(typed(), 9), kind).prop_map(|(texts, kind)| {
        let mut raw: BTreeMap<String, String> =
            texts.into_iter().enumerate().map(|(n, text)| (format!("k{n}"), text)).collect();
        raw.insert(APPLICANT_KIND.to_owned(), kind.to_owned());
        raw
    })
}

proptest! {
    #[test]
    fn every_good_form_reads_back_from_its_schema(form in forms()) {
        prop_assert_eq!(check_form(&form), []);
        prop_assert_eq!(read_schema(&schema_text(&form, "表")), Ok(form.clone()));
        let stored = serde_json::to_string(&form).expect("a form is JSON");
        prop_assert_eq!(serde_json::from_str::<Form>(&stored).expect("and reads back"), form);
    }

    #[test]
    fn checked_answers_stay_as_they_are(form in forms(), raw in raws()) {
        match check_answers(&form, &raw, TODAY) {
            Ok(answers) => {
                prop_assert_eq!(check_answers(&form, answers.texts(), TODAY), Ok(answers.clone()));
                for field in form.fields().filter(|f| f.required && is_shown(f, answers.texts())) {
                    prop_assert!(answers.get(&field.key).is_some(), "{} is required", field.key);
                }
                for (field, _) in answers.told(&form) {
                    prop_assert!(is_shown(field, answers.texts()), "{} was not asked", field.key);
                }
            }
            Err(flaws) => {
                prop_assert!(!flaws.is_empty());
                for flaw in &flaws {
                    prop_assert!(form.field(&flaw.key).is_some() && !flaw.sentence.is_empty());
                }
            }
        }
    }

    #[test]
    fn no_schema_text_makes_the_reader_fall(cut in 0..4000_usize, noise in "\\PC{0,6}") {
        let text = schema_text(&shop(), "表");
        let at = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= cut).fold(0, |_, at| at);
        if let Err(flaw) = read_schema(&format!("{}{noise}{}", &text[..at], &text[at..])) {
            prop_assert!(!flaw.to_string().is_empty());
        }
    }
}
