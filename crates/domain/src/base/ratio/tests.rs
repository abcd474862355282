//! Worked percentages and what must hold of every ratio.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::{Percent, Ratio};

fn ratio(part: u64, whole: u64) -> Ratio {
    Ratio::new(part, whole).expect("a part of a whole")
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).expect(text)
}

#[test]
fn percentages_are_rounded_half_up_and_capped() {
    for (part, whole, decimals, text) in [
        (39_999, 40_000, 2, "99.99"),
        (39_999, 40_000, 0, "99"),
        (40_000, 40_000, 2, "100"),
        (1_966_900, 2_000_000, 2, "98.35"),
        (98_345, 100_000, 2, "98.35"),
        (983, 1_000, 2, "98.30"),
        (983, 1_000, 1, "98.3"),
        (985, 1_000, 0, "99"),
        (0, 7, 2, "0.00"),
        (1, 3, 4, "33.3333"),
        (2, 3, 2, "66.67"),
        (1, 2_000, 1, "0.1"),
        (u64::MAX - 1, u64::MAX, 9, "99.999999999"),
        (1, 3, 200, "33.333333333"),
    ] {
        assert_eq!(ratio(part, whole).percent_text(decimals).as_deref(), Some(text));
    }
    assert_eq!(ratio(0, 0).percent_text(2), None);
    let flaw = Ratio::new(5, 3).expect_err("more than the whole");
    assert_eq!(flaw.to_string(), "分子 5 大于分母 3，请核对统计范围");
}

#[test]
fn what_is_missing_is_the_smallest_number_that_reaches_the_target() {
    for (part, whole, target, missing) in [
        (39_999, 40_000, "100", 1),
        (39_999, 40_000, "99.9975", 0),
        (0, 3, "33.3334", 2),
        (0, 3, "33.3333", 1),
        (0, 3, "0", 0),
        (0, 0, "100", 0),
        (5, 10, "40", 0),
        (0, u64::MAX, "100", u64::MAX),
    ] {
        assert_eq!(ratio(part, whole).missing_to(&percent(target)), missing);
    }
}

#[test]
fn targets_are_read_as_people_write_them() {
    for (typed, shown, units) in [
        ("100", "100", 1_000_000),
        ("100.0%", "100", 1_000_000),
        ("98.50", "98.5", 985_000),
        (" ９８．５％ ", "98.5", 985_000),
        ("99.94", "99.94", 999_400),
        ("0.0001", "0.0001", 1),
        ("007", "7", 70_000),
        ("12.34000000", "12.34", 123_400),
        ("0", "0", 0),
    ] {
        let read = percent(typed);
        assert_eq!((read.to_string().as_str(), read.units()), (shown, units), "{typed}");
    }
    for typed in ["", "%", "abc", "-1", "+5", "100.0001", "101", "1e2", "98.", ".5", "1.2.3", "98.12345"] {
        assert_eq!(Percent::parse(typed).expect_err(typed).code(), "percent.unread");
    }
}

#[test]
fn shares_are_compared_exactly() {
    let near = ratio(u64::MAX - 2, u64::MAX - 1);
    let nearer = ratio(u64::MAX - 1, u64::MAX);
    assert_eq!(near.compare(&nearer), Some(Ordering::Less));
    assert_eq!(ratio(1, 2).compare(&ratio(50, 100)), Some(Ordering::Equal));
    assert_eq!(ratio(0, 0).compare(&ratio(1, 2)), None);
}

/// Long division by hand, one digit at a time, so that nothing is shared with the code under test:
/// digits of `part * 100 / whole` with one more decimal than asked, then half-up from the text.
fn by_hand(part: u64, whole: u64, decimals: usize) -> String {
    let (whole, mut rest) = (u128::from(whole), u128::from(part) * 100);
    let mut digits: Vec<u8> = Vec::new();
    for c in (rest / whole).to_string().bytes() {
        digits.push(c - b'0');
    }
    rest %= whole;
    let point = digits.len();
    for _ in 0..=decimals {
        rest *= 10;
        digits.push(u8::try_from(rest / whole).expect("one digit"));
        rest %= whole;
    }
    let up = digits.pop().expect("the digit after the last") >= 5;
    let mut carry = u8::from(up);
    for digit in digits.iter_mut().rev() {
        *digit += carry;
        carry = u8::from(*digit == 10);
        *digit %= 10;
    }
    let mut text: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
    if carry == 1 {
        text.insert(0, '1');
    }
    let point = point + usize::from(carry == 1);
    if decimals > 0 {
        text.insert(point, '.');
    }
    text
}

/// A part and a whole, small and large ones alike, equal ones and nearly equal ones often.
fn any_ratio() -> impl Strategy<Value = Ratio> {
    let whole = prop_oneof![1_u64..200, 1_u64..100_000, 1_u64..=u64::MAX];
    (whole, any::<u64>(), 0_u8..4).prop_map(|(whole, part, near)| match near {
        0 => ratio(whole, whole),
        1 => ratio(whole - 1, whole),
        _ => ratio(part % whole, whole),
    })
}

proptest! {
    #[test]
    fn the_text_is_the_long_division(r in any_ratio(), decimals in 0_u8..=9) {
        let text = r.percent_text(decimals).expect("a whole");
        let oracle = by_hand(r.part(), r.whole(), usize::from(decimals));
        if r.part() == r.whole() {
            prop_assert_eq!(text, "100");
        } else if oracle.starts_with("100") {
            let nines = "9".repeat(usize::from(decimals));
            prop_assert_eq!(text, format!("99.{nines}").trim_end_matches('.').to_owned());
        } else {
            prop_assert_eq!(text, oracle);
        }
    }

    #[test]
    fn a_hundred_is_printed_only_when_nothing_is_missing(r in any_ratio(), decimals in 0_u8..=9) {
        let text = r.percent_text(decimals).expect("a whole");
        prop_assert_eq!(text.starts_with("100"), r.part() == r.whole());
        let value: f64 = text.parse().expect("a number");
        prop_assert!((0.0..=100.0).contains(&value));
    }

    #[test]
    fn a_larger_share_never_prints_smaller(a in any_ratio(), b in any_ratio(), decimals in 0_u8..=9) {
        let (low, high) = match a.compare(&b) {
            Some(Ordering::Greater) => (b, a),
            _ => (a, b),
        };
        let units = |r: Ratio| -> u64 {
            let text = r.percent_text(decimals).expect("a whole");
            let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
            format!("{whole}{part:0<width$}", width = usize::from(decimals)).parse().expect("digits")
        };
        prop_assert!(units(low) <= units(high));
    }

    #[test]
    fn the_missing_number_reaches_the_target_and_one_less_does_not(
        r in any_ratio(), units in 0_u32..=1_000_000,
    ) {
        let target = Percent::from_units(units).expect("at most a hundred");
        let reaches = |part: u64| {
            u128::from(part) * 1_000_000 >= u128::from(r.whole()) * u128::from(units)
        };
        let missing = r.missing_to(&target);
        prop_assert!(r.part() + missing <= r.whole());
        prop_assert!(reaches(r.part() + missing));
        prop_assert!(missing == 0 || !reaches(r.part() + missing - 1));
    }

    #[test]
    fn a_target_is_read_back_as_printed(units in 0_u32..=1_000_000) {
        let target = Percent::from_units(units).expect("at most a hundred");
        prop_assert_eq!(Percent::parse(&target.to_string()), Ok(target));
    }
}
