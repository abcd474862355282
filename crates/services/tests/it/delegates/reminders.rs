//! Letters that end are reminded of once before and once after, and on the first page of whoever must act.

use std::sync::Arc;

use jiff::SignedDuration;
use services::{
    Bureau,
    delegates::{AuthoriseForm, LetterAttention, RevokeForm, letter, letter_attention, remind, revoke},
};
use testkit::engines;

use super::{authorised, is_sound, named, open, wanted};
use crate::cases::County;

/// The same county so many days later.
fn later(county: &County, days: i64) -> Bureau {
    let clock = testkit::clock();
    clock.advance(SignedDuration::from_hours(24 * days));
    county.bureau.at(Arc::new(clock), Arc::new(testkit::rng()))
}

fn shown(county: &County, login: &str) -> Option<(u64, u64, u64)> {
    let seen = letter_attention(&county.bureau, &county.desk(login)).unwrap();
    seen.map(|LetterAttention { ending, ended, without }| (ending, ended, without))
}

#[test]
fn a_letter_is_reminded_of_once_before_and_once_after() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        assert_eq!(remind(bureau), Ok(0));
        named(&county, "daibiao", "市监任〔2026〕1号");
        let short =
            AuthoriseForm { valid_to: "2026-12-10".into(), ..wanted(&county, "daibiao", "市监授〔2026〕1号") };
        let id = authorised(&county, &short).unwrap();
        assert_eq!(remind(bureau), Ok(1));
        assert_eq!(remind(bureau), Ok(0), "as often as the job likes");
        let view = letter(bureau, &desk, id).unwrap();
        let kinds: Vec<&str> = view.history.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!((kinds, view.letter.version), (vec!["delegates.authorised", "delegates.reminded"], 2));
        // Its end moves: that is another day to be reminded of.
        let back = RevokeForm { id: id.get(), version: 2, from: "2026-12-01".into(), reason: "机构改革".into() };
        revoke(bureau, &desk, &back, None).unwrap();
        assert_eq!((remind(bureau), remind(bureau)), (Ok(1), Ok(0)));
        let over = later(&county, 12);
        assert_eq!((remind(&over), remind(&over)), (Ok(1), Ok(0)), "over, and nothing goes on after it");
        assert_eq!(remind(&later(&county, 60)), Ok(0), "longer ago than is looked back on");
        is_sound(&county);
    }
}

#[test]
fn the_first_page_counts_what_is_in_reach() {
    for db in engines() {
        let county = open(db);
        assert_eq!(shown(&county, "sunhong"), Some((0, 0, 2)), "two departments without anybody");
        assert_eq!(shown(&county, "zhaolei"), Some((0, 0, 1)), "an approver sees the own department");
        assert_eq!(shown(&county, "zhangmin"), None, "a clerk sees no letters");
        named(&county, "daibiao", "市监任〔2026〕1号");
        let short =
            AuthoriseForm { valid_to: "2026-12-10".into(), ..wanted(&county, "daibiao", "市监授〔2026〕1号") };
        authorised(&county, &short).unwrap();
        assert_eq!(shown(&county, "liqiang"), Some((1, 0, 0)), "what was found before is forgotten");
        assert_eq!(shown(&county, "bianzhi"), Some((1, 0, 1)));
        let over = letter_attention(&later(&county, 21), &county.desk("liqiang")).unwrap();
        assert_eq!(over, Some(LetterAttention { ending: 0, ended: 1, without: 1 }));
    }
}
