//! Ids: thousands within one millisecond, as an import makes them, and no two alike.

use std::{collections::BTreeSet, sync::Arc};

use domain::base::{Clock as _, FixedClock, SeededRng};
use services::{
    Chance, Home,
    base::{NewCounty, open_county},
};
use testkit::{Scratch, clock, engines, region};

#[test]
fn twenty_thousand_ids_of_one_instant_are_all_different() {
    let (scratch, test_db) = (Scratch::new("ids"), engines().remove(0));
    // 2^21 numbers a millisecond: of 20,000 drawn freely some 95 would come twice.
    let chance = Chance { clock: Arc::new(FixedClock(clock().now())), rng: Arc::new(SeededRng::new(11)) };
    let new = NewCounty { region: region(), name: None, city_name: String::new(), sample: false };
    let bureau = open_county(&test_db.db, &Home::new(scratch.path()), &chance, new).unwrap();
    let made: Vec<i64> = (0..20_000).map(|_| bureau.new_id()).collect();
    assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
    assert!(made.is_sorted(), "later ids are larger");
}
