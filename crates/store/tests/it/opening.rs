//! Clearing an empty county, the years it knows, and blocks that an export lacks.

use std::sync::Arc;

use domain::people::Role;
use store::{
    StoreError,
    base::{counties, discard_empty},
    journal::{self, blocks_after, unsealed},
};
use testkit::{on_every_engine, region, seed_county, seed_item, seed_staff, staff, vault};

#[test]
fn only_a_county_with_nothing_in_it_is_cleared() {
    on_every_engine(|t| {
        let vault = vault();
        seed_county(&t.db, &vault);
        let cleared = || t.db.write(|tx| discard_empty(tx, &region())).unwrap();
        assert!(cleared());
        assert!(t.db.read(counties).unwrap().is_empty());
        assert_eq!(t.db.read(|tx| unsealed(tx, &region())).unwrap(), 0);
        seed_county(&t.db, &vault);
        seed_staff(&t.db, &staff(1, "clerk", &[Role::Clerk]));
        assert!(!cleared());
        assert_eq!(t.db.read(counties).unwrap().len(), 1);
    });
}

#[test]
fn items_keep_a_county() {
    on_every_engine(|t| {
        seed_county(&t.db, &vault());
        testkit::seed_department(&t.db, &testkit::department(1, "县民政局"));
        seed_item(&t.db, &testkit::item(1, testkit::content("A-1", "临时救助", 1)));
        assert!(!t.db.write(|tx| discard_empty(tx, &region())).unwrap());
    });
}

#[test]
fn blocks_come_in_order_after_a_number() {
    on_every_engine(|t| {
        let vault = Arc::new(vault());
        for id in 1..=3 {
            seed_staff(&t.db, &staff(id, &format!("clerk{id}"), &[Role::Clerk]));
            let (vault, at) = (vault.clone(), testkit::stamp().happened_at);
            t.db.write(move |tx| -> Result<(), StoreError> {
                journal::seal(tx, &region(), &vault, "试验", at).map(|_| ())
            })
            .unwrap();
        }
        let numbers = |after, limit| {
            let blocks = t.db.read(|tx| blocks_after(tx, &region(), after, limit)).unwrap();
            blocks.iter().map(|b| b.no).collect::<Vec<_>>()
        };
        assert_eq!(numbers(0, 10), [1, 2, 3]);
        assert_eq!(numbers(1, 1), [2]);
        assert!(numbers(3, 10).is_empty());
    });
}

/// A read that must see everything has no bound; what it answers is the same.
#[test]
fn a_read_without_limit_reads() {
    on_every_engine(|t| {
        seed_county(&t.db, &vault());
        let found = t.db.read(|tx| {
            tx.without_limit();
            counties(tx)
        });
        assert_eq!(found.unwrap().len(), 1);
    });
}
