//! Appending, reading back, heads, rows in bulk.

use domain::{
    base::{CaseId, ItemId, StaffId},
    people::{Source, Stamp},
};
use jiff::SignedDuration;
use serde_json::json;
use store::{
    StoreError, Val,
    journal::{Change, Entry, Envelope, Stream, append, bulk, end, head, history, unsealed, verify},
    people::{department, department_change, departments},
};
use testkit::{content, department as a_department, item, on_every_engine, region, seed_item, stamp};

use crate::common::{count, put, write};

#[test]
fn streams_are_named_by_what_they_are_about() {
    let names = [
        (Stream::county(), "county"),
        (Stream::catalogue(), "catalogue"),
        (Stream::stations(), "stations"),
        (Stream::indicators(), "indicators"),
        (Stream::item(ItemId::new(7)), "item/7"),
        (Stream::staff(StaffId::new(7)), "staff/7"),
        (Stream::case(CaseId::new(7)), "case/7"),
    ];
    for (stream, name) in names {
        assert_eq!((stream.as_str(), stream.to_string()), (name, name.to_owned()));
    }
}

#[test]
fn a_history_tells_who_did_what_when() {
    on_every_engine(|t| {
        let stream = Stream::case(CaseId::new(1));
        assert_eq!(t.db.read(|tx| head(tx, &region(), &stream)), Ok(0));
        assert_eq!(t.db.read(|tx| end(tx, &region(), &stream)), Ok(None));
        let typed_later = Stamp {
            happened_at: stamp().happened_at - SignedDuration::from_hours(20),
            actor: "7 李强".into(),
            role: "clerk".into(),
            terminal: "3号窗口".into(),
            source: Source::Backfilled,
            ..stamp()
        };
        let by = [stamp(), typed_later.clone()];
        for (i, by) in by.into_iter().enumerate() {
            let entry = Entry::new(stream.clone(), i as i64, "test.put", &json!({"第": i + 1}));
            write(&t.db, move |tx| append(tx, &region(), &by, entry.clone())).unwrap();
        }
        let events = t.db.read(|tx| history(tx, &region(), &stream)).unwrap();
        assert_eq!(events.iter().map(|e| e.seq).collect::<Vec<_>>(), [1, 2]);
        let second = &events[1];
        assert_eq!((second.kind.as_str(), &second.facts), ("test.put", &json!({"第": 2})));
        assert_eq!((second.happened_at, second.entered_at), (typed_later.happened_at, typed_later.entered_at));
        assert_eq!((&*second.actor, &*second.role, &*second.terminal), ("7 李强", "clerk", "3号窗口"));
        assert_eq!(second.source, Source::Backfilled);
        assert_eq!(t.db.read(|tx| head(tx, &region(), &stream)), Ok(2));
        assert_eq!(t.db.read(|tx| unsealed(tx, &region())), Ok(2));
        assert!(t.db.read(|tx| history(tx, &region(), &Stream::county())).unwrap().is_empty());
    });
}

/// A real clock counts nanoseconds, columns hold microseconds.
#[test]
fn an_instant_finer_than_a_column_does_not_alarm() {
    on_every_engine(|t| {
        let fine = Stamp {
            happened_at: "2026-11-20T01:00:00.123456789Z".parse().unwrap(),
            entered_at: "2026-11-20T01:00:00.000000001Z".parse().unwrap(),
            ..stamp()
        };
        write(&t.db, move |tx| append(tx, &region(), &fine, Entry::new(Stream::county(), 0, "test.put", &1))).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn an_event_carries_its_rows_and_their_removal() {
    on_every_engine(|t| {
        let (one, two) = (a_department(1, "县民政局"), a_department(2, "县公安局"));
        put(&t.db, &Stream::county(), vec![department_change(&region(), &one), department_change(&region(), &two)]);
        let renamed =
            domain::people::Department { name: "县民政和社会工作局".into(), window_no: None, ..one.clone() };
        put(&t.db, &Stream::county(), vec![department_change(&region(), &renamed)]);
        assert_eq!(t.db.read(|tx| departments(tx, &region())), Ok(vec![renamed, two.clone()]));
        let gone = Change::remove("department", vec![("region", Val::from(region())), ("id", Val::from(two.id))]);
        put(&t.db, &Stream::county(), vec![gone]);
        assert_eq!(t.db.read(|tx| department(tx, &region(), two.id)), Ok(None));
        let found = t.db.read(|tx| verify(tx, &region())).unwrap();
        assert_eq!((found.events, found.rows, found.findings), (3, 1, vec![]));
    });
}

#[test]
fn a_row_of_no_projection_is_refused() {
    on_every_engine(|t| {
        let secret = Change::put("staff_secret", vec![("region", Val::from(region()))]);
        let entry = Entry::new(Stream::county(), 0, "test.put", &1).with(secret);
        let refused = write(&t.db, move |tx| append(tx, &region(), &stamp(), entry.clone()));
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM event"), 0);
    });
}

#[test]
fn the_text_of_an_event_reads_back() {
    on_every_engine(|t| {
        put(&t.db, &Stream::county(), vec![department_change(&region(), &a_department(1, "县民政局"))]);
        let row = t.db.read(|tx| tx.row("SELECT body FROM event", &[])).unwrap().unwrap();
        let envelope: Envelope = row.json("body").unwrap();
        assert_eq!(envelope.text().unwrap(), row.text("body").unwrap());
        assert_eq!((envelope.stream.as_str(), envelope.seq, envelope.stamp), ("county", 1, stamp()));
    });
}

#[test]
fn the_digest_of_bulk_rows_is_the_same_on_both_engines() {
    let mut digests = Vec::new();
    for t in testkit::engines() {
        seed_item(&t.db, &item(1, content("A-1", "临时救助", 1)));
        let said = t.db.read(|tx| bulk(tx, &region(), "item_version", 1)).unwrap();
        assert_eq!((said.table.as_str(), said.id, said.rows), ("item_version", 1, 1));
        assert_eq!(t.db.read(|tx| bulk(tx, &region(), "item_version", 9)).unwrap().rows, 0);
        assert!(t.db.read(|tx| bulk(tx, &region(), "staff", 1)).is_err());
        digests.push(said.digest);
    }
    assert!(digests.iter().all(|d| *d == digests[0] && d.len() == 64), "{digests:?}");
}
