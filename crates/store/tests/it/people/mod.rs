//! Departments, staff, secrets, sessions, attempts, persons.

mod key;

use domain::{
    base::{DepartmentId, PersonId, SeededRng, StaffId},
    people::{Department, Login, Role, Staff, StaffSignedIn},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Val,
    journal::{Change, Entry, Stream, append, verify},
    people::{
        Limit, Secret, Session, Standing, attempts_since, clear_attempt, close_session, close_sessions_of, department,
        department_by_name, department_change, departments, find_person, has_signed_in_from, new_person, open_key,
        open_session, person_id, ready_person, secret, session, set_secret, settle_person, staff, staff_by_login,
        staff_change, staff_list, touch_session, try_attempt, window_clerk_names,
    },
};
use testkit::{department as a_department, on_every_engine, region, rng, seed_department, seed_staff, stamp};

use crate::common::{put, write};

#[test]
fn departments_are_found_by_id_and_by_name() {
    on_every_engine(|t| {
        let full = Department {
            code: "11990101MB00000000".into(),
            place: "政务大厅二楼".into(),
            phone: "0999-1234567".into(),
            ..a_department(2, "县公安局")
        };
        let bare = Department { window_no: None, ..a_department(1, "县民政局") };
        seed_department(&t.db, &full);
        seed_department(&t.db, &bare);
        assert_eq!(t.db.read(|tx| departments(tx, &region())), Ok(vec![bare.clone(), full.clone()]));
        assert_eq!(t.db.read(|tx| department(tx, &region(), full.id)), Ok(Some(full.clone())));
        assert_eq!(t.db.read(|tx| department_by_name(tx, &region(), "县民政局")), Ok(Some(bare)));
        assert_eq!(t.db.read(|tx| department_by_name(tx, &region(), "县民政")), Ok(None));
        assert_eq!(t.db.read(|tx| department(tx, &region(), DepartmentId::new(9))), Ok(None));
    });
}

#[test]
fn two_departments_cannot_have_one_name() {
    on_every_engine(|t| {
        seed_department(&t.db, &a_department(1, "县民政局"));
        let twin = a_department(2, "县民政局");
        let refused = write(&t.db, move |tx| {
            let entry = store::journal::Entry::new(Stream::county(), 1, "test.put", &1)
                .with(department_change(&region(), &twin));
            store::journal::append(tx, &region(), &stamp(), entry)
        });
        assert!(matches!(refused, Err(StoreError::Db(_))), "{refused:?}");
        assert_eq!(t.db.read(|tx| departments(tx, &region())).unwrap().len(), 1);
    });
}

#[test]
fn an_impossible_window_is_named_not_swallowed() {
    on_every_engine(|t| {
        seed_department(&t.db, &a_department(1, "县民政局"));
        write(&t.db, |tx| tx.run("UPDATE department SET window_no = 70000", &[])).unwrap();
        let read = t.db.read(|tx| departments(tx, &region()));
        assert!(matches!(&read, Err(StoreError::Corrupt { place, .. }) if place == "window_no"), "{read:?}");
    });
}

#[test]
fn staff_are_found_by_id_name_and_window() {
    on_every_engine(|t| {
        let zhao = testkit::staff(1, "zhao", &[Role::Clerk]);
        let li = Staff { roles: vec![Role::Clerk, Role::Approver], ..testkit::staff(2, "li", &[]) };
        let gone = Staff { active: false, ..testkit::staff(3, "gone", &[Role::Clerk]) };
        let admin = Staff { department: None, window_no: None, ..testkit::staff(4, "admin", &[Role::Administrator]) };
        for one in [&zhao, &li, &gone, &admin] {
            seed_staff(&t.db, one);
        }
        let all = t.db.read(|tx| staff_list(tx, &region())).unwrap();
        assert_eq!(all, [admin.clone(), gone, li.clone(), zhao.clone()], "by sign-in name");
        assert_eq!(t.db.read(|tx| staff(tx, &region(), admin.id)), Ok(Some(admin)));
        let login = Login::parse("LI").unwrap();
        assert_eq!(t.db.read(|tx| staff_by_login(tx, &region(), &login)), Ok(Some(li.clone())));
        assert_eq!(t.db.read(|tx| staff_by_login(tx, &region(), &Login::parse("nobody").unwrap())), Ok(None));
        assert_eq!(t.db.read(|tx| window_clerk_names(tx, &region(), 3)), Ok(vec![li.name.clone(), zhao.name.clone()]));
        assert_eq!(t.db.read(|tx| window_clerk_names(tx, &region(), 4)), Ok(vec![]));
        let moved = Staff { window_no: Some(5), version: 2, ..zhao };
        put(&t.db, &Stream::staff(moved.id), vec![staff_change(&region(), &moved)]);
        assert_eq!(t.db.read(|tx| staff(tx, &region(), moved.id)), Ok(Some(moved)));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_secret_is_replaced_and_stands_in_no_event() {
    on_every_engine(|t| {
        let id = StaffId::new(1);
        let stored = |t: &testkit::TestDb| {
            t.db.read(|tx| secret(tx, &region(), id)).unwrap().map(|s| (s.password_hash, s.must_change))
        };
        assert_eq!(stored(t), None);
        for (hash, must_change) in [("$argon2id$one", true), ("$argon2id$two", false)] {
            let new = Secret { password_hash: hash.into(), must_change };
            write(&t.db, move |tx| set_secret(tx, &region(), id, &new, stamp().entered_at)).unwrap();
            assert_eq!(stored(t), Some((hash.to_owned(), must_change)));
        }
        let in_journal = "SELECT count(*) AS n FROM event";
        assert_eq!(crate::common::count(&t.db, in_journal), 0);
    });
}

#[test]
fn a_session_lives_until_it_is_closed() {
    on_every_engine(|t| {
        let now = stamp().entered_at;
        let zhao = testkit::staff(1, "zhao", &[Role::Clerk]);
        seed_staff(&t.db, &zhao);
        let gone = Staff { active: false, ..testkit::staff(2, "gone", &[Role::Clerk]) };
        seed_staff(&t.db, &gone);
        let secret = Secret { password_hash: "$argon2id$one".into(), must_change: true };
        write(&t.db, move |tx| set_secret(tx, &region(), StaffId::new(2), &secret, now)).unwrap();
        let new = move |staff: i64| Session {
            staff_id: StaffId::new(staff),
            csrf: "token".into(),
            terminal: "3号窗口".into(),
            created_at: now,
            seen_at: now,
        };
        write(&t.db, move |tx| {
            for (token, of) in [("a", 1), ("b", 1), ("c", 1), ("d", 2), ("nobody's", 3)] {
                open_session(tx, &region(), token, &new(of))?;
            }
            Ok(())
        })
        .unwrap();
        let later = now + SignedDuration::from_mins(5);
        write(&t.db, move |tx| touch_session(tx, &region(), "a", later)).unwrap();
        let found = |token: &'static str| t.db.read(|tx| session(tx, &region(), token)).unwrap();
        let (a, of, must_change) = found("a").unwrap();
        assert_eq!((of, must_change), (zhao, false), "who has no secret need not change it");
        assert_eq!((a.staff_id, a.csrf.as_str(), a.terminal.as_str()), (StaffId::new(1), "token", "3号窗口"));
        assert_eq!((a.created_at, a.seen_at), (now, later));
        write(&t.db, |tx| close_session(tx, &region(), "a")).unwrap();
        assert!(found("a").is_none());
        assert_eq!(write(&t.db, |tx| close_sessions_of(tx, &region(), StaffId::new(1))), Ok(2));
        let (_, of, must_change) = found("d").unwrap();
        assert_eq!((of, must_change), (gone, true));
        assert!(found("nobody's").is_none(), "whoever is not on the list of staff has no session");
    });
}

fn limit(kind: &'static str, subject: &str, since: Timestamp, most: i64) -> Limit {
    Limit { kind, subject: subject.into(), since, most }
}

#[test]
fn attempts_are_counted_by_kind_subject_and_time() {
    on_every_engine(|t| {
        let now = stamp().entered_at;
        let ago = move |minutes| now - SignedDuration::from_mins(minutes);
        write(&t.db, move |tx| {
            // Two of the same instant are kept apart.
            for (kind, subject, at, nonce) in [
                ("sign_in", "li", ago(30), 1),
                ("sign_in", "li", ago(10), 1),
                ("sign_in", "li", ago(10), 2),
                ("sign_in", "zhao", ago(10), 1),
                ("query", "li", ago(10), 1),
            ] {
                assert!(try_attempt(tx, &region(), &[limit(kind, subject, ago(60), 9)], at, nonce)?);
            }
            Ok(())
        })
        .unwrap();
        let count = |subject: &str, since| {
            t.db.read(|tx| attempts_since(tx, &region(), "sign_in", subject, ago(since))).unwrap()
        };
        for (since, n) in [(31, 3), (30, 3), (29, 2), (10, 2), (9, 0)] {
            assert_eq!(count("li", since), n, "{since}");
        }
        // One limit of two is reached: neither keeps the attempt.
        let both = move || vec![limit("sign_in", "li", ago(60), 3), limit("sign_in", "zhao", ago(60), 9)];
        assert_eq!(write(&t.db, move |tx| try_attempt(tx, &region(), &both(), now, 7)), Ok(false));
        assert_eq!((count("li", 60), count("zhao", 60)), (3, 1));
        // Taken back, it leaves room again, and takes no other with it.
        let one = move || vec![limit("sign_in", "li", ago(60), 3)];
        write(&t.db, move |tx| clear_attempt(tx, &region(), &one(), ago(10), 2)).unwrap();
        assert_eq!(count("li", 60), 2);
        assert_eq!(write(&t.db, move |tx| try_attempt(tx, &region(), &one(), now, 8)), Ok(true));
    });
}

#[test]
fn of_many_attempts_at_once_no_more_than_may_get_through() {
    on_every_engine(|t| {
        let now = stamp().entered_at;
        let since = now - SignedDuration::from_mins(15);
        let through = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..24)
                .map(|nonce| {
                    scope.spawn(move || {
                        let limits = vec![limit("sign_in", "li", since, 10)];
                        write(&t.db, move |tx| try_attempt(tx, &region(), &limits, now, nonce)).unwrap()
                    })
                })
                .collect();
            tries.into_iter().map(|t| t.join().unwrap()).filter(|within| *within).count()
        });
        assert_eq!(through, 10);
    });
}

#[test]
fn where_somebody_signed_in_before_is_remembered() {
    on_every_engine(|t| {
        let from = |id: i64, terminal: &str| {
            t.db.read(|tx| has_signed_in_from(tx, &region(), StaffId::new(id), terminal)).unwrap()
        };
        assert!(!from(1, "测试"));
        write(&t.db, |tx| {
            let event = StaffSignedIn { terminal: "测试".into() };
            append(tx, &region(), &stamp(), Entry::new(Stream::staff(StaffId::new(1)), 0, "staff.signed_in", &event))
        })
        .unwrap();
        assert!(from(1, "测试") && !from(1, "别处") && !from(2, "测试"));
    });
}

#[test]
fn who_was_made_ready_settles_as_long_as_the_rows_are_the_same() {
    on_every_engine(|t| {
        let keys = std::sync::Arc::new(testkit::vault());
        let ready = |new: i64| {
            let who = ("person", "990101199001011237");
            let found = t.db.read(|tx| {
                ready_person(tx, &region(), (&keys, &SeededRng::new(new.unsigned_abs())), who, PersonId::new(new))
            });
            std::sync::Arc::new(found.unwrap())
        };
        let settle = |ready: &std::sync::Arc<store::people::PersonReady>| {
            let ready = ready.clone();
            write(&t.db, move |tx| settle_person(tx, &region(), &ready)).unwrap()
        };
        let sealed_by = |ready: &store::people::PersonReady| ready.key.seal(&region(), "name", "张三丰", &rng());
        let kept = || t.db.read(|tx| open_key(tx, &region(), &keys, PersonId::new(1))).unwrap();

        let (one, two) = (ready(1), ready(2));
        let Standing::New(change) = settle(&one) else { panic!("nobody was here before") };
        put(&t.db, &Stream::county(), vec![change]);
        assert_eq!(kept().unwrap().open(&region(), "name", &sealed_by(&one)).as_deref(), Ok("张三丰"));
        // The same person at another window, made ready before the first was written.
        assert!(matches!(settle(&two), Standing::Moved));
        let again = ready(3);
        assert_eq!(again.id, PersonId::new(1));
        assert!(matches!(settle(&again), Standing::Known));
        assert_eq!(kept().unwrap().open(&region(), "name", &sealed_by(&again)).as_deref(), Ok("张三丰"));

        // Erased between the two: what was made ready with the old key is not used.
        write(&t.db, |tx| tx.run("DELETE FROM person_key WHERE person_id = 1", &[])).unwrap();
        assert!(matches!(settle(&again), Standing::Moved));
        assert!(kept().is_none(), "nothing is written for who has moved");
        let back = ready(4);
        assert!(matches!(settle(&back), Standing::Known));
        assert!(kept().unwrap().open(&region(), "name", &sealed_by(&one)).is_err(), "what was erased stays closed");
        assert_eq!(kept().unwrap().open(&region(), "name", &sealed_by(&back)).as_deref(), Ok("张三丰"));
    });
}

#[test]
fn a_person_is_one_row_however_often_they_come() {
    on_every_engine(|t| {
        let keys = std::sync::Arc::new(testkit::vault());
        let join = |id: i64| {
            let keys = keys.clone();
            write(&t.db, move |tx| {
                let (_, change) =
                    new_person(tx, &region(), &keys, &rng(), PersonId::new(id), "person", "990101199001011237")?;
                Ok(change)
            })
            .unwrap()
        };
        let change = join(1);
        put(&t.db, &Stream::county(), vec![change]);
        let found = |kind| {
            let keys = keys.clone();
            let found = move |tx: &mut store::Tx<'_>| {
                let found = find_person(tx, &region(), &keys, &SeededRng::new(7), kind, "990101199001011237")?;
                Ok(found.map(|p| p.id))
            };
            write(&t.db, found).unwrap()
        };
        assert_eq!(found("person"), Some(PersonId::new(1)));
        assert_eq!(found("organisation"), None);
        let known = |kind| t.db.read(|tx| person_id(tx, &region(), &keys, kind, "990101199001011237"));
        assert_eq!((known("person"), known("organisation")), (Ok(Some(PersonId::new(1))), Ok(None)));
        // Erased: the key alone goes. Coming back, they are the same and have another key.
        let erase = || write(&t.db, |tx| tx.run("DELETE FROM person_key WHERE person_id = 1", &[])).unwrap();
        let sealed = {
            let key = t.db.read(|tx| open_key(tx, &region(), &keys, PersonId::new(1))).unwrap().unwrap();
            key.seal(&region(), "name", "张三丰", &rng())
        };
        erase();
        assert!(t.db.read(|tx| open_key(tx, &region(), &keys, PersonId::new(1))).unwrap().is_none());
        assert_eq!(found("person"), Some(PersonId::new(1)));
        let key = t.db.read(|tx| open_key(tx, &region(), &keys, PersonId::new(1))).unwrap().unwrap();
        assert!(key.open(&region(), "name", &sealed).is_err(), "what was erased stays closed");
        // Erased: the key goes, the row goes by an event. Coming back, they are somebody new.
        erase();
        let gone = Change::remove("person", vec![("region", Val::from(region())), ("id", Val::from(PersonId::new(1)))]);
        put(&t.db, &Stream::county(), vec![gone]);
        let change = join(2);
        put(&t.db, &Stream::county(), vec![change]);
        assert_eq!(found("person"), Some(PersonId::new(2)));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
