//! County, calendar, housekeeping.

use std::collections::BTreeMap;

use domain::{
    base::{Calendar, CalendarYear, LocalDay, LocalKind, NoticeDay, Region, StaffId, Workday},
    people::Stamp,
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use store::{
    Command,
    base::{
        LocalEntry, calendar, calendar_changes, calendar_origins, counties, county, county_change, key_change, key_id,
        local_change, local_days, sweep,
    },
    journal::{Change, Entry, Stream, append, verify},
    people::{Session, attempts_since, note_attempt, open_session},
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

fn days(of: &[(Date, Workday)]) -> Vec<NoticeDay> {
    of.iter().map(|(on, workday)| NoticeDay { on: *on, workday: *workday, name: "元旦".into() }).collect()
}

fn announced() -> Calendar {
    let (off, work) = (Workday::No, Workday::Yes);
    Calendar::new(vec![
        CalendarYear {
            year: 2026,
            notice: "国办发明电〔2025〕7号".into(),
            address: "https://www.gov.cn/".into(),
            days: days(&[(date(2026, 1, 1), off), (date(2026, 1, 2), off), (date(2026, 1, 4), work)]),
        },
        CalendarYear {
            year: 2027,
            notice: "试行安排".into(),
            address: String::new(),
            days: days(&[(date(2026, 12, 31), off), (date(2027, 1, 1), off)]),
        },
    ])
    .unwrap()
}

fn all_of(calendar: &Calendar) -> Vec<Change> {
    calendar_changes(&region(), &Calendar::default(), calendar, None)
}

#[test]
fn a_calendar_is_read_as_it_was_announced() {
    on_every_engine(|t| {
        let empty = t.db.read(|tx| calendar(tx, &region())).unwrap();
        assert!(!empty.is_workday(date(2026, 1, 2)).known);
        put(&t.db, &Stream::county(), all_of(&announced()));
        let read = t.db.read(|tx| calendar(tx, &region())).unwrap();
        assert_eq!(*read, announced());
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
fn a_revised_notice_leaves_no_day_behind() {
    on_every_engine(|t| {
        put(&t.db, &Stream::county(), all_of(&announced()));
        let mut revised = announced().years()[0].clone();
        revised.days.remove(1);
        revised.notice = "国办发明电〔2026〕1号".into();
        let after = announced().with_year(revised).unwrap();
        let changes = calendar_changes(&region(), &announced(), &after, Some("李娜"));
        assert_eq!(changes.len(), 2, "the year and the day that fell away");
        put(&t.db, &Stream::county(), changes);
        assert_eq!(t.db.read(|tx| calendar(tx, &region())).unwrap(), std::sync::Arc::new(after));
        let origins = t.db.read(|tx| calendar_origins(tx, &region())).unwrap();
        assert_eq!(origins, BTreeMap::from([(2026, Some("李娜".to_owned())), (2027, None)]));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn the_last_word_of_the_place_holds_and_every_word_is_kept() {
    on_every_engine(|t| {
        put(&t.db, &Stream::county(), all_of(&announced()));
        let said = |version, kind| LocalEntry {
            day: LocalDay {
                on: date(2026, 4, 20), kind, reason: "三月三".into(), source: "县政府".into(), version
            },
            entered_at: stamp().entered_at,
            entered_by: "李娜".into(),
        };
        let closed = t.db.read(|tx| calendar(tx, &region())).unwrap();
        assert!(closed.is_workday(date(2026, 4, 20)).is_yes());
        for (version, kind, works) in
            [(1, LocalKind::Off, false), (2, LocalKind::Withdrawn, true), (3, LocalKind::Off, false)]
        {
            put(&t.db, &Stream::county(), vec![local_change(&region(), &said(version, kind))]);
            let read = t.db.read(|tx| calendar(tx, &region())).unwrap();
            assert_eq!(read.is_workday(date(2026, 4, 20)).is_yes(), works, "{version}");
        }
        let kept = t.db.read(|tx| local_days(tx, &region())).unwrap();
        assert_eq!(kept, [said(1, LocalKind::Off), said(2, LocalKind::Withdrawn), said(3, LocalKind::Off)]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_day_of_a_year_nobody_announced_is_named() {
    on_every_engine(|t| {
        let mut changes = all_of(&announced());
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
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM session WHERE token_hash = 'old'"), 0);
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM session WHERE token_hash = 'new'"), 1);
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM event"), 1);
    });
}
