//! The lookup of an authority against a naive reference, and contradictions against day and item counted out.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan as _, civil::Date, civil::date};
use proptest::prelude::*;

use super::*;
use crate::base::{DepartmentId, ItemId, LetterId, StaffId};

const FIRST: Date = date(2026, 1, 1);
const DAYS: i32 = 12;
const ITEMS: i64 = 4;
/// An item that no letter can name: the department gets it tomorrow.
const NEW: ItemId = ItemId::new(ITEMS + 1);

fn day(n: i32) -> Date {
    FIRST.saturating_add(n.days())
}

fn any_items() -> impl Strategy<Value = BTreeSet<ItemId>> {
    prop::collection::btree_set((1..=ITEMS).prop_map(ItemId::new), 0..=3)
}

fn any_scope() -> impl Strategy<Value = ItemScope> {
    (prop::option::of(any_items()), any_items())
        .prop_map(|(listed, excluded)| ItemScope { listing: listed.map_or(Listing::All, Listing::Listed), excluded })
}

fn any_letter() -> impl Strategy<Value = AuthorizationLetter> {
    let powers = prop::collection::btree_set(prop::sample::select(Power::ALL.to_vec()), 1..=3);
    let people = (1_i64..=3, prop::option::of(1_i64..=3), 1_i64..=2);
    let days = (0..DAYS, 0..DAYS, prop::option::of(0..DAYS));
    (people, any_scope(), powers, days).prop_map(|((who, deputy, department), scope, powers, (a, b, revoked))| {
        let at = Timestamp::from_second(1_795_136_400).expect("within range");
        AuthorizationLetter {
            id: LetterId::new(0),
            version: 1,
            department: DepartmentId::new(department),
            department_name: String::new(),
            doc_no: String::new(),
            representative: Representative {
                staff: StaffId::new(who),
                name: String::new(),
                rank: String::new(),
                on_roster: true,
            },
            deputy: deputy.map(|d| Deputy { staff: StaffId::new(d), name: String::new() }),
            scope,
            powers,
            valid_from: day(a.min(b)),
            valid_to: day(a.max(b)),
            file_digest: String::new(),
            rules_version: 0,
            replaces: None,
            made_at: at,
            made_by: StaffId::new(9),
            filing: None,
            published_on: None,
            revocation: revoked.map(|n| Revocation {
                from: day(n),
                reason: String::new(),
                replaced_by: None,
                at,
                by: StaffId::new(9),
            }),
        }
    })
}

fn any_letters() -> impl Strategy<Value = Vec<AuthorizationLetter>> {
    prop::collection::vec(any_letter(), 0..6).prop_map(|letters| {
        let number = |(n, l): (usize, AuthorizationLetter)| {
            let id = i64::try_from(n).expect("few") + 1;
            AuthorizationLetter { id: LetterId::new(id), doc_no: format!("{id}号"), ..l }
        };
        letters.into_iter().enumerate().map(number).collect()
    })
}

/// Whether a letter gives a power over an item on a day, said as the paper says it.
fn gives(l: &AuthorizationLetter, item: ItemId, power: Power, on: Date) -> bool {
    let begun = on >= l.valid_from;
    let not_over = on <= l.valid_to;
    let not_taken_back = match &l.revocation {
        Some(r) => on < r.from,
        None => true,
    };
    let listed = match &l.scope.listing {
        Listing::All => true,
        Listing::Listed(items) => items.iter().any(|i| *i == item),
    };
    begun && not_over && not_taken_back && listed && !l.scope.excluded.contains(&item) && l.powers.contains(&power)
}

/// Goes through all letters one by one and keeps the best.
fn naive(
    letters: &[AuthorizationLetter],
    (item, department): (ItemId, DepartmentId),
    staff: StaffId,
    power: Power,
    on: Date,
) -> Option<Authority> {
    let mut best: Option<(&AuthorizationLetter, Capacity)> = None;
    for letter in letters {
        if letter.department != department || !gives(letter, item, power, on) {
            continue;
        }
        let is_deputy = matches!(&letter.deputy, Some(d) if d.staff == staff);
        let capacity = if letter.representative.staff == staff {
            Capacity::Representative
        } else if is_deputy {
            Capacity::Deputy
        } else {
            continue;
        };
        let better = match best {
            None => true,
            Some((_, Capacity::Deputy)) if capacity == Capacity::Representative => true,
            Some((_, Capacity::Representative)) if capacity == Capacity::Deputy => false,
            Some((b, _)) if letter.valid_from != b.valid_from => letter.valid_from > b.valid_from,
            Some((b, _)) => letter.id > b.id,
        };
        if better {
            best = Some((letter, capacity));
        }
    }
    best.map(|(l, capacity)| Authority { letter: l.id, doc_no: l.doc_no.clone(), capacity })
}

proptest! {
    #[test]
    fn the_lookup_agrees_with_reading_every_letter(letters in any_letters()) {
        for n in -1..=DAYS {
            for item in 1..=ITEMS + 1 {
                for staff in 1..=3 {
                    for department in 1..=2 {
                        for power in Power::ALL {
                            let at = (ItemId::new(item), DepartmentId::new(department));
                            let staff = StaffId::new(staff);
                            let found = authority(&letters, at, staff, power, day(n));
                            prop_assert_eq!(found, naive(&letters, at, staff, power, day(n)));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn letters_contradict_exactly_where_two_may_do_the_same(a in any_letter(), b in any_letter()) {
        let b = AuthorizationLetter { id: LetterId::new(2), ..b };
        let same = (0..DAYS).any(|n| {
            (1..=ITEMS).map(ItemId::new).chain([NEW]).any(|item| {
                Power::ALL.iter().any(|p| gives(&a, item, *p, day(n)) && gives(&b, item, *p, day(n)))
            })
        });
        let two = a.department == b.department && a.representative.staff != b.representative.staff;
        prop_assert_eq!(a.contradicts(&b), two && same);
        prop_assert_eq!(a.contradicts(&b), b.contradicts(&a));
    }

    #[test]
    fn a_letter_holds_where_its_state_says_so(letter in any_letter(), n in -1..=DAYS) {
        let on = day(n);
        let any_power = *letter.powers.iter().next().expect("one at least");
        let whole = AuthorizationLetter { scope: ItemScope::all(), ..letter };
        prop_assert_eq!(whole.holds_on(on), gives(&whole, NEW, any_power, on));
        prop_assert_eq!(whole.holds_on(on), whole.state_on(on) == LetterState::InForce);
    }
}
