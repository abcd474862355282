//! Which version holds on a day, and the pointers to it.

use domain::{
    base::{ItemId, SnapshotId},
    catalogue::{Content, Item, Status, Versions},
};
use jiff::{SignedDuration, civil::Date, civil::date};
use store::{
    Database, Tx,
    catalogue::{
        bring_into_force, code_holder, code_holders, insert_version, is_force_due, item, item_version_change, known,
        point_import, versions, waiting_versions,
    },
    indicators::freeze,
    journal::{Entry, Stream, append, bulk, head, verify, verify_on},
};
use testkit::{content, item as an_item, on_every_engine, region, seed_item, stamp};

use super::given::two_departments;
use crate::common::write;

const TODAY: Date = date(2026, 11, 20);
const LATER: Date = date(2026, 12, 1);

/// A version made by hand; pointed to only when the test does it.
fn publish(db: &Database, next: &Item) {
    let next = next.clone();
    write(db, move |tx| {
        let at = stamp().entered_at + SignedDuration::from_secs(next.version);
        let stream = Stream::item(next.id);
        let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "item.published", &1)
            .with(item_version_change(&region(), &next, at));
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap();
}

fn now(db: &Database, id: i64) -> Option<i64> {
    db.read(|tx| item(tx, &region(), ItemId::new(id))).unwrap().map(|i| i.version)
}

fn findings(db: &Database) -> Vec<String> {
    let found = db.read(|tx| verify(tx, &region())).unwrap().findings;
    found.into_iter().map(|f| format!("{}：{}", f.place, f.what)).collect()
}

/// An event of that day, so that the journal knows the day has come.
fn something_happens_on(db: &Database, day: Date) {
    let at = day.at(4, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    write(db, move |tx| {
        let stream = Stream::indicators();
        let later = domain::people::Stamp { happened_at: at, entered_at: at, ..stamp() };
        let seq = head(tx, &region(), &stream)?;
        append(tx, &region(), &later, Entry::new(stream.clone(), seq, "indicators.looked_at", &1))
    })
    .unwrap();
}

#[test]
fn a_version_takes_force_when_its_day_comes() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let first = an_item(1, content("A-1", "甲", 1));
        seed_item(&t.db, &first);
        let second = Item { version: 2, effective_on: LATER, content: content("A-1", "乙", 1), ..first.clone() };
        publish(&t.db, &second);
        let new = Item { id: ItemId::new(2), version: 1, effective_on: LATER, content: content("A-2", "新", 1) };
        publish(&t.db, &new);

        assert_eq!((now(&t.db, 1), now(&t.db, 2)), (Some(1), None));
        assert_eq!(t.db.read(|tx| waiting_versions(tx, &region(), TODAY)).unwrap(), [second.clone(), new.clone()]);
        let days = vec![(1, first.effective_on), (2, LATER)];
        assert_eq!(t.db.read(|tx| versions(tx, &region(), first.id)).unwrap(), Versions { item: first.id, days });
        let told = t.db.read(|tx| known(tx, &region(), TODAY)).unwrap();
        assert_eq!(told.items.len(), 1, "the new one is not in force");
        assert_eq!(told.waiting["A-1"], (LATER, second.content.clone()));
        assert_eq!(told.waiting["A-2"].1, new.content);
        assert_eq!(findings(&t.db), Vec::<String>::new());

        assert!(!t.db.read(|tx| is_force_due(tx, &region(), TODAY)).unwrap());
        assert!(t.db.read(|tx| is_force_due(tx, &region(), LATER)).unwrap());
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), TODAY)), Ok(0));
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), LATER)), Ok(2));
        assert_eq!((now(&t.db, 1), now(&t.db, 2)), (Some(2), Some(1)));
        assert_eq!(findings(&t.db).len(), 2, "the journal has not seen that day: {:?}", findings(&t.db));
        assert_eq!(t.db.read(|tx| verify_on(tx, &region(), LATER)).unwrap().findings, []);
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), LATER)), Ok(0));
    });
}

#[test]
fn a_pointer_that_lags_is_found() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let first = an_item(1, content("A-1", "甲", 1));
        seed_item(&t.db, &first);
        publish(&t.db, &Item { version: 2, effective_on: LATER, content: content("A-1", "乙", 1), ..first });
        something_happens_on(&t.db, LATER);
        assert_eq!(findings(&t.db), ["service_item 1：没有指向事项的现行版本"]);
    });
}

/// The newest decision wins: a version of today outvotes one that waits, for ever.
#[test]
fn a_withdrawn_version_never_takes_force() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let first = an_item(1, content("A-1", "甲", 1));
        seed_item(&t.db, &first);
        publish(&t.db, &Item { version: 2, effective_on: LATER, content: content("A-1", "乙", 1), ..first.clone() });
        publish(&t.db, &Item { version: 3, effective_on: TODAY, ..first });
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), TODAY)), Ok(1));
        assert!(t.db.read(|tx| waiting_versions(tx, &region(), TODAY)).unwrap().is_empty());
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), LATER)), Ok(0));
        assert_eq!(now(&t.db, 1), Some(3));
        for (id, day) in [(1, TODAY), (2, LATER)] {
            write(&t.db, move |tx| freeze(tx, &region(), SnapshotId::new(id), day)).unwrap();
            let frozen =
                t.db.read(|tx| {
                    let sql = "SELECT version FROM snapshot_item WHERE region = $1 AND snapshot_id = $2";
                    tx.row(sql, store::vals![&region(), id])?.unwrap().int("version")
                })
                .unwrap();
            assert_eq!(frozen, 3, "on {day}");
        }
    });
}

#[test]
fn an_import_points_to_what_holds_today() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let today = an_item(1, content("A-1", "甲", 1));
        let later = Item { effective_on: LATER, ..an_item(2, content("A-2", "乙", 1)) };
        write(&t.db, move |tx| {
            for item in [&today, &later] {
                insert_version(tx, &region(), item, 9, stamp().entered_at)?;
            }
            point_import(tx, &region(), 9, TODAY)?;
            let entry = Entry::new(Stream::catalogue(), 0, "catalogue.imported", &1).with_bulk(bulk(
                tx,
                &region(),
                "item_version",
                9,
            )?);
            append(tx, &region(), &stamp(), entry)
        })
        .unwrap();
        assert_eq!((now(&t.db, 1), now(&t.db, 2)), (Some(1), None));
        assert_eq!(findings(&t.db), Vec::<String>::new());
    });
}

#[test]
fn a_code_has_one_holder_now_and_later() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let first = an_item(1, content("A-1", "甲", 1));
        seed_item(&t.db, &first);
        publish(&t.db, &Item { version: 2, effective_on: LATER, content: content("A-9", "甲", 1), ..first.clone() });
        let asked = |code: &'static str, asker: i64| {
            t.db.read(|tx: &mut Tx<'_>| code_holder(tx, &region(), code, ItemId::new(asker))).unwrap()
        };
        let holder = |code| asked(code, 2);
        assert_eq!((holder("A-1"), holder("A-9")), (Some(first.id), Some(first.id)));
        assert_eq!((asked("A-1", 1), asked("A-9", 1)), (None, None), "its own codes are free for it");
        assert_eq!(holder("A-2"), None);
        let holders = t.db.read(|tx| code_holders(tx, &region())).unwrap();
        assert_eq!((holders["A-1"], holders["A-9"]), (first.id, first.id));
        // A version that was outvoted holds nothing.
        let now = Content { status: Status::Suspended, ..first.content.clone() };
        publish(&t.db, &Item { version: 3, effective_on: TODAY, content: now, ..first });
        assert_eq!(holder("A-9"), None);
    });
}

#[test]
fn a_version_whose_code_another_item_has_is_held_up_and_stops_nothing() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let [first, second, third] =
            [(1, "A-1"), (2, "A-2"), (3, "A-3")].map(|(id, code)| an_item(id, content(code, "甲", 1)));
        for one in [&first, &second, &third] {
            seed_item(&t.db, one);
        }
        let next = |of: &Item, code: &str| Item {
            version: of.version + 1,
            effective_on: LATER,
            content: content(code, "甲", 1),
            ..of.clone()
        };
        let held = next(&first, "A-2");
        publish(&t.db, &held);
        publish(&t.db, &next(&third, "A-9"));
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), LATER)), Ok(1));
        assert_eq!((now(&t.db, 1), now(&t.db, 3)), (Some(1), Some(2)));
        assert!(!t.db.read(|tx| is_force_due(tx, &region(), LATER)).unwrap());
        assert_eq!(t.db.read(|tx| waiting_versions(tx, &region(), LATER)).unwrap(), [held]);
        assert!(t.db.read(|tx| known(tx, &region(), LATER)).unwrap().waiting.contains_key("A-1"), "not written over");
        something_happens_on(&t.db, LATER);
        let found = t.db.read(|tx| verify_on(tx, &region(), LATER)).unwrap().findings;
        assert!(found.iter().any(|f| f.place == "service_item 1"), "{found:?}");
        // Once the other gives the code up, one call moves both.
        publish(&t.db, &next(&second, "A-8"));
        assert_eq!(write(&t.db, |tx| bring_into_force(tx, &region(), LATER)), Ok(2));
        assert_eq!(findings(&t.db), Vec::<String>::new());
    });
}
