//! Check digits that must catch every single slip, and readers that no text makes fall.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::tests::{citizen, messes, mobile, org, phone, uscc};
use super::{CitizenId, Uscc, fold_name};

fn born() -> impl Strategy<Value = Date> {
    (0_i32..46_000).prop_map(|n| date(1900, 1, 1).saturating_add(jiff::Span::new().days(n)))
}

fn any_citizen() -> impl Strategy<Value = CitizenId> {
    ("[0-9]{6}", born(), "[0-9]{3}").prop_map(|(division, born, sequence)| {
        let first17 = format!("{division}{}{sequence}", born.strftime("%Y%m%d"));
        CitizenId::with_check(&first17).expect("a real birth date")
    })
}

fn any_uscc() -> impl Strategy<Value = Uscc> {
    "[0-9A-HJ-NPQRTUWXY]{16}".prop_map(|first| Uscc::with_both_checks(&first).expect("both made"))
}

proptest! {
    #[test]
    fn every_single_wrong_digit_of_a_citizen_id_is_caught(
        id in any_citizen(), at in 0_usize..17, by in 1_u8..10,
    ) {
        let mut bytes = id.as_str().as_bytes().to_vec();
        bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
        let typed = String::from_utf8(bytes).expect("digits");
        prop_assert!(CitizenId::parse(&typed, Date::MAX).is_err());
    }

    #[test]
    fn every_swap_of_neighbours_in_a_citizen_id_is_caught(id in any_citizen(), at in 0_usize..17) {
        let mut bytes = id.as_str().as_bytes().to_vec();
        prop_assume!(bytes[at] != bytes[at + 1]);
        bytes.swap(at, at + 1);
        let typed = String::from_utf8(bytes).expect("digits");
        prop_assert!(CitizenId::parse(&typed, Date::MAX).is_err());
    }

    #[test]
    fn every_single_wrong_character_of_a_uscc_is_caught(
        code in any_uscc(), at in 0_usize..18, other in "[0-9A-HJ-NPQRTUWXY]",
    ) {
        let mut letters: Vec<char> = code.as_str().chars().collect();
        let other = other.chars().next().expect("one character");
        prop_assume!(letters[at] != other);
        letters[at] = other;
        let typed: String = letters.into_iter().collect();
        prop_assert!(Uscc::parse(&typed).is_err());
    }

    #[test]
    fn messes_of_any_right_number_are_taken(id in any_citizen(), code in any_uscc()) {
        for typed in messes(id.as_str()) {
            prop_assert_eq!(CitizenId::parse(&typed, Date::MAX), Ok(id.clone()));
        }
        for typed in messes(code.as_str()) {
            prop_assert_eq!(Uscc::parse(&typed), Ok(code.clone()));
        }
    }

    #[test]
    fn no_text_makes_a_reader_fall(typed in "(\\PC|[0-9Xx\\-]){0,24}") {
        for read in [citizen, uscc, org, mobile, phone] {
            if let Ok(taken) = read(&typed) {
                prop_assert_eq!(read(&taken), Ok(taken.clone()));
            }
        }
        let name = fold_name(&typed);
        prop_assert_eq!(fold_name(&name), name);
    }

    #[test]
    fn a_phone_in_its_written_form_is_stable(area in "010|02[0-9]|0[3-9][0-9]{2}", number in "[2-9][0-9]{6,7}", ext in "(-[0-9]{1,6})?") {
        let written = format!("{area}-{number}{ext}");
        prop_assert_eq!(phone(&written), Ok(written.clone()));
    }
}
