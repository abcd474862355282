//! One item: its fields, its versions, its code.

use std::sync::Arc;

use domain::{
    base::{ImportId, ItemId},
    catalogue::{CaseKind, Clients, Content, Item, ItemType, Status},
};
use jiff::{SignedDuration, civil::date};
use store::{
    StoreError,
    catalogue::{
        PastItem, insert_version, item, item_at, item_by_code, item_history, point, shared_item, version_in_force,
    },
    journal::{Stream, verify},
};
use testkit::{content, item as an_item, on_every_engine, region, seed_item, stamp};

use super::given::{bare, edit, full};
use crate::common::{put, write};

#[test]
fn an_item_reads_back_full_and_bare() {
    on_every_engine(|t| {
        let (one, two) = (an_item(1, full()), an_item(2, bare()));
        seed_item(&t.db, &one);
        seed_item(&t.db, &two);
        assert_eq!(t.db.read(|tx| item(tx, &region(), one.id)), Ok(Some(one.clone())));
        assert_eq!(t.db.read(|tx| item_by_code(tx, &region(), "A-2")), Ok(Some(two.clone())));
        assert_eq!(t.db.read(|tx| item_by_code(tx, &region(), "a-2")), Ok(None), "codes differ by case");
        assert_eq!(t.db.read(|tx| item(tx, &region(), ItemId::new(3))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_shared_item_is_never_older_than_its_chains() {
    on_every_engine(|t| {
        let first = an_item(1, bare());
        seed_item(&t.db, &first);
        let shared = || t.db.read(|tx| shared_item(tx, &region(), first.id)).unwrap();
        assert_eq!(shared().as_deref(), Some(&first), "also where no chain has a head yet");
        put(&t.db, &Stream::catalogue(), Vec::new());
        let (one, again) = (shared().unwrap(), shared().unwrap());
        assert!(Arc::ptr_eq(&one, &again), "read once");
        // The next version by hand, on the item's own chain.
        let mut next = Item { version: 2, ..first.clone() };
        next.content.name = "低保认定".into();
        edit(&t.db, &next);
        assert_eq!(shared().as_deref(), Some(&next));
        assert_eq!(t.db.read(|tx| version_in_force(tx, &region(), first.id)), Ok(Some(next.version)));
        assert_eq!(t.db.read(|tx| version_in_force(tx, &region(), ItemId::new(9))), Ok(None));
        assert_eq!(t.db.read(|tx| shared_item(tx, &region(), ItemId::new(9))), Ok(None));
    });
}

#[test]
fn every_word_of_the_code_lists_reads_back() {
    on_every_engine(|t| {
        let mut id = 0;
        for status in Status::ALL {
            for (kind, clients) in CaseKind::ALL.iter().zip(Clients::ALL) {
                id += 1;
                let c = Content {
                    status: *status,
                    case_kind: Some(*kind),
                    clients: Some(*clients),
                    item_type: ItemType::parse(&id.to_string()).unwrap(),
                    ..content(&format!("A-{id}"), "项", 1)
                };
                let one = an_item(id, c);
                seed_item(&t.db, &one);
                assert_eq!(t.db.read(|tx| item(tx, &region(), one.id)), Ok(Some(one)));
            }
        }
    });
}

#[test]
fn versions_stay_readable_and_the_newest_is_the_item() {
    on_every_engine(|t| {
        let first = an_item(1, full());
        seed_item(&t.db, &first);
        let mut changed = full();
        changed.name = "低保认定".into();
        changed.standing.exempt_hall = None;
        let second = Item { version: 2, effective_on: date(2026, 11, 20), content: changed, ..first.clone() };
        edit(&t.db, &second);
        assert_eq!(t.db.read(|tx| item(tx, &region(), first.id)), Ok(Some(second.clone())));
        assert_eq!(t.db.read(|tx| item_at(tx, &region(), first.id, 1)), Ok(Some(first.clone())));
        assert_eq!(t.db.read(|tx| item_at(tx, &region(), first.id, 3)), Ok(None));
        let history = t.db.read(|tx| item_history(tx, &region(), first.id)).unwrap();
        let entered = stamp().entered_at;
        let by_hand = PastItem { item: second, entered_at: entered + SignedDuration::from_hours(2), import: None };
        let imported = PastItem { item: first, entered_at: entered, import: Some(ImportId::new(1)) };
        assert_eq!(history, [by_hand, imported]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_word_nobody_knows_is_named() {
    on_every_engine(|t| {
        seed_item(&t.db, &an_item(1, full()));
        for (sql, place) in [
            ("UPDATE item_version SET status = 'x'", "item_version.status"),
            ("UPDATE item_version SET status = 'in_use', clients = 'x'", "clients"),
            ("UPDATE item_version SET clients = NULL, online_depth = 5", "online_depth"),
            ("UPDATE item_version SET online_depth = NULL, onsite_visits = 70000", "onsite_visits"),
            ("UPDATE item_version SET onsite_visits = NULL, exempt_hall = '{}'", "exempt_hall"),
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| item(tx, &region(), ItemId::new(1)));
            assert!(matches!(&read, Err(StoreError::Corrupt { place: p, .. }) if p == place), "{place}: {read:?}");
        }
    });
}

#[test]
fn a_code_belongs_to_one_item() {
    on_every_engine(|t| {
        seed_item(&t.db, &an_item(1, full()));
        let twin = an_item(2, full());
        let refused = write(&t.db, move |tx| {
            insert_version(tx, &region(), &twin, 2, stamp().entered_at)?;
            point(tx, &region(), &twin)
        });
        assert!(matches!(refused, Err(StoreError::Db(_))), "{refused:?}");
        assert_eq!(t.db.read(|tx| item(tx, &region(), ItemId::new(2))), Ok(None));
    });
}
