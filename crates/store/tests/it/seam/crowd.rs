//! Many at once: nothing lost, nothing done twice.

use std::{
    collections::BTreeSet,
    sync::{Arc, Barrier, Mutex, mpsc},
    time::Duration,
};

use domain::base::CaseId;
use jiff::civil::date;
use store::{
    StoreError,
    cases::next_number,
    journal::{Entry, Stream, append, head, verify},
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{count, mark, marks, write};

fn at_once<T: Send + 'static>(n: i64, act: impl Fn(i64) -> T + Send + Sync + 'static) -> Vec<T> {
    let (act, start) = (Arc::new(act), Arc::new(Barrier::new(usize::try_from(n).unwrap())));
    let threads: Vec<_> = (0..n)
        .map(|i| {
            let (act, start) = (act.clone(), start.clone());
            std::thread::spawn(move || {
                start.wait();
                act(i)
            })
        })
        .collect();
    threads.into_iter().map(|h| h.join().unwrap()).collect()
}

#[test]
fn thirty_two_writers_lose_nothing() {
    on_every_engine(|t| {
        let db = t.db.clone();
        at_once(32, move |n| {
            for i in 0..10 {
                let entry = Entry::new(Stream::case(CaseId::new(n)), i, "test.put", &i);
                let version = write(&db, move |tx| append(tx, &region(), &stamp(), entry.clone())).unwrap();
                assert_eq!(version, i + 1);
            }
        });
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM event"), 320);
        match t.db.tally() {
            Some(tally) => assert!(tally.writes >= 320 && tally.flushes <= tally.writes, "{tally:?}"),
            None => assert_eq!(t.name, "postgres", "a server flushes by itself"),
        }
        let found = t.db.read(|tx| verify(tx, &region())).unwrap();
        assert_eq!((found.events, found.streams, found.findings), (320, 32, vec![]));
    });
}

/// 64 approvers decide one case: one wins, the others hear that they came late.
#[test]
fn one_of_sixty_four_wins() {
    on_every_engine(|t| {
        let db = t.db.clone();
        let done = at_once(64, move |n| {
            write(&db, move |tx| {
                mark(tx, n)?;
                let entry = Entry::new(Stream::case(CaseId::new(1)), 0, "case.decided", &n);
                append(tx, &region(), &stamp(), entry)
            })
        });
        assert_eq!(done.iter().filter(|d| **d == Ok(1)).count(), 1);
        let late = Err(StoreError::Stale { stream: "case/1".into() });
        assert_eq!(done.iter().filter(|d| **d == late).count(), 63, "{done:?}");
        assert_eq!(marks(&t.db), 1);
        assert_eq!(t.db.read(|tx| head(tx, &region(), &Stream::case(CaseId::new(1)))), Ok(1));
    });
}

/// One row that everybody wants, in transactions that do more than that: nobody gives up.
#[test]
fn thirty_two_writers_of_one_row_all_get_through() {
    on_every_engine(|t| {
        let db = t.db.clone();
        let numbers: BTreeSet<u32> = at_once(32, move |n| {
            (0..8)
                .map(|i| {
                    let entry = Entry::new(Stream::case(CaseId::new(n)), i, "test.put", &i);
                    write(&db, move |tx| {
                        let number = next_number(tx, &region(), date(2026, 11, 20), 3)?;
                        // As long as the rest of an acceptance takes.
                        std::thread::sleep(Duration::from_millis(10));
                        append(tx, &region(), &stamp(), entry.clone())?;
                        mark(tx, n * 100 + i)?;
                        Ok(number)
                    })
                    .unwrap()
                })
                .collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .collect();
        assert_eq!(numbers, (1..=256).collect());
        assert_eq!(marks(&t.db), 256);
    });
}

#[test]
fn numbers_of_a_window_have_no_gap_and_no_twin() {
    on_every_engine(|t| {
        let db = t.db.clone();
        let numbers = at_once(16, move |n| {
            (0..4)
                .map(|_| {
                    let window = if n % 2 == 0 { 3 } else { 4 };
                    write(&db, move |tx| next_number(tx, &region(), date(2026, 11, 20), window)).unwrap()
                })
                .collect::<Vec<_>>()
        });
        for parity in 0..2 {
            let of_window: BTreeSet<u32> = numbers.iter().skip(parity).step_by(2).flatten().copied().collect();
            assert_eq!(of_window, (1..=32).collect());
        }
        let next = |day, window| write(&t.db, move |tx| next_number(tx, &region(), day, window)).unwrap();
        assert_eq!(next(date(2026, 11, 23), 3), 1, "a new day begins at one");
        assert_eq!(next(date(2026, 11, 20), 3), 33);
    });
}

/// SQLite gathers waiting closures into one flush: the fate of one must not touch the others.
#[test]
fn neighbours_in_one_flush_do_not_share_their_fate() {
    on_every_engine(|t| {
        let (opened, door) = mpsc::channel::<()>();
        let door = Arc::new(Mutex::new(door));
        let db = t.db.clone();
        let first = std::thread::spawn(move || {
            write(&db, move |tx| {
                door.lock().unwrap().recv_timeout(Duration::from_secs(5)).ok();
                mark(tx, 0)
            })
        });
        let others: Vec<_> = (1..=9_i64)
            .map(|n| {
                let db = t.db.clone();
                std::thread::spawn(move || {
                    write(&db, move |tx| {
                        mark(tx, n)?;
                        match n % 3 {
                            0 => Err(StoreError::Sealed("no".into())),
                            1 => panic!("as a fault in a rule would"),
                            _ => Ok(()),
                        }
                    })
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(100));
        opened.send(()).unwrap();
        assert_eq!(first.join().unwrap(), Ok(()));
        for (n, other) in (1..=9).zip(others) {
            let expected = match n % 3 {
                0 => Err(StoreError::Sealed("no".into())),
                1 => Err(StoreError::Panicked),
                _ => Ok(()),
            };
            assert_eq!(other.join().unwrap(), expected, "{n}");
        }
        assert_eq!(marks(&t.db), 4);
    });
}

/// A neighbour that fails makes the others of its batch run again: what they take is taken once.
#[test]
fn numbers_have_no_gap_where_neighbours_fail() {
    on_every_engine(|t| {
        let db = t.db.clone();
        let taken = at_once(48, move |n| {
            write(&db, move |tx| {
                let number = next_number(tx, &region(), date(2026, 11, 20), 3)?;
                mark(tx, n)?;
                if n % 3 == 0 { Err(StoreError::Sealed("no".into())) } else { Ok(number) }
            })
        });
        let numbers: BTreeSet<u32> = taken.iter().filter_map(|t| t.as_ref().ok()).copied().collect();
        assert_eq!(numbers, (1..=32).collect());
        assert_eq!(taken.iter().filter(|t| t.is_err()).count(), 16);
        assert_eq!(marks(&t.db), 32);
    });
}
