//! County, calendar, housekeeping.

use domain::{
    base::{CalendarYear, Region, StaffId, Workday},
    people::Stamp,
};
use jiff::{SignedDuration, civil::date};
use store::{
    Command,
    base::{calendar, calendar_changes, counties, county, county_change, key_change, key_id, sweep},
    journal::{Entry, Stream, append, verify},
    people::{Session, attempts_since, note_attempt, open_session, session},
};
use testkit::{county as a_county, on_every_engine, region, seed_county, stamp};

use crate::common::{count, put, write};

#[test]
fn a_county_introduces_itself() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| county(tx, &region())), Ok(None));
        assert_eq!(t.db.read(counties), Ok(vec![]));
        put(&t.db, &Stream::county(), vec![county_change(&a_county())]);
        let unnamed = store::base::County {
            region: Region::unnamed(),
            name: "尚未命名的县".into(),
            city_name: String::new(),
            named: false,
            sample: false,
            ..a_county()
        };
        let other = unnamed.clone();
        write(&t.db, move |tx| {
            let entry = Entry::new(Stream::county(), 0, "test.put", &1).with(county_change(&other));
            append(tx, &Region::unnamed(), &stamp(), entry)
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| county(tx, &region())), Ok(Some(a_county())));
        assert_eq!(t.db.read(counties), Ok(vec![unnamed, a_county()]));
        // What one county's journal says is no finding in the other.
        for of in [region(), Region::unnamed()] {
            assert_eq!(t.db.read(|tx| verify(tx, &of)).unwrap().findings, []);
        }
    });
}

#[test]
fn the_newest_key_is_named() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| key_id(tx, &region())), Ok(None));
        seed_county(&t.db, &testkit::vault());
        assert_eq!(t.db.read(|tx| key_id(tx, &region())), Ok(Some(testkit::vault().key_id().to_owned())));
        let later = stamp().entered_at + SignedDuration::from_secs(1);
        put(&t.db, &Stream::county(), vec![key_change(&region(), "0123", "04", later)]);
        assert_eq!(t.db.read(|tx| key_id(tx, &region())), Ok(Some("0123".into())));
    });
}

fn years() -> Vec<CalendarYear> {
    vec![
        CalendarYear {
            year: 2026,
            notice: "国办发明电〔2025〕7号".into(),
            off: vec![date(2026, 1, 1), date(2026, 1, 2)],
            makeup: vec![date(2026, 1, 4)],
        },
        CalendarYear {
            year: 2027,
            notice: "试行安排".into(),
            off: vec![date(2026, 12, 31), date(2027, 1, 1)],
            makeup: vec![],
        },
    ]
}

#[test]
fn a_calendar_is_read_as_it_was_announced() {
    on_every_engine(|t| {
        let empty = t.db.read(|tx| calendar(tx, &region())).unwrap();
        assert!(!empty.is_workday(date(2026, 1, 2)).known);
        put(&t.db, &Stream::county(), calendar_changes(&region(), &years()));
        let read = t.db.read(|tx| calendar(tx, &region())).unwrap();
        assert_eq!(*read, domain::base::Calendar::new(years()).unwrap());
        for (day, workday) in [
            (date(2026, 1, 2), Workday::No),
            (date(2026, 1, 4), Workday::Yes),
            (date(2026, 12, 31), Workday::No),
            (date(2026, 11, 20), Workday::Yes),
        ] {
            assert_eq!(read.is_workday(day).workday, workday, "{day}");
        }
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_day_of_a_year_nobody_announced_is_named() {
    on_every_engine(|t| {
        let mut changes = calendar_changes(&region(), &years());
        changes.remove(0);
        put(&t.db, &Stream::county(), changes);
        assert!(t.db.read(|tx| calendar(tx, &region())).unwrap_err().to_string().contains("calendar_day.year"));
    });
}

#[test]
fn the_sweep_takes_what_has_served_its_time_and_nothing_else() {
    on_every_engine(|t| {
        let now = stamp().entered_at;
        let ago = move |hours| now - SignedDuration::from_hours(hours);
        for (n, age) in [(1_i64, 24 * 31), (2, 24 * 29)] {
            let old = Command { region: region(), key: Some(n.to_string()), digest: "d".into(), at: ago(age) };
            t.db.commit(old, move |_| Ok::<_, store::StoreError>(n)).unwrap();
        }
        write(&t.db, move |tx| {
            for (n, age) in [(1, 25), (2, 23)] {
                note_attempt(tx, &region(), "sign_in", "li", ago(age), n)?;
            }
            for (token, age) in [("old", 13), ("new", 11)] {
                let s = Session {
                    staff_id: StaffId::new(1),
                    csrf: "c".into(),
                    terminal: "3号窗口".into(),
                    created_at: ago(age),
                    seen_at: now,
                };
                open_session(tx, &region(), token, &s)?;
            }
            let by = Stamp { happened_at: ago(24 * 365), entered_at: ago(24 * 365), ..stamp() };
            append(tx, &region(), &by, Entry::new(Stream::county(), 0, "test.put", &1))
        })
        .unwrap();
        assert_eq!(
            write(&t.db, move |tx| sweep(tx, &Region::unnamed(), now)),
            Ok(0),
            "another county's are not touched"
        );
        assert_eq!(write(&t.db, move |tx| sweep(tx, &region(), now)), Ok(3));
        assert_eq!(write(&t.db, move |tx| sweep(tx, &region(), now)), Ok(0));
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM idempotency"), 1);
        assert_eq!(t.db.read(|tx| attempts_since(tx, &region(), "sign_in", "li", ago(48))), Ok(1));
        assert!(t.db.read(|tx| session(tx, &region(), "old")).unwrap().is_none());
        assert!(t.db.read(|tx| session(tx, &region(), "new")).unwrap().is_some());
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM event"), 1);
    });
}
