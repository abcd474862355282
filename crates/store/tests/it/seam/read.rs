//! Reading: consistent, without effect, and not stopped by what goes wrong elsewhere.

use std::panic::{AssertUnwindSafe, catch_unwind};

use store::{Engine, StoreError};
use testkit::on_every_engine;

use crate::common::{count, mark, marks, write};

#[test]
fn a_reader_sees_one_state_while_others_write() {
    on_every_engine(|t| {
        write(&t.db, |tx| mark(tx, 1)).unwrap();
        let (before, after) =
            t.db.read(|tx| {
                let sql = "SELECT count(*) AS n FROM attempt";
                let before = tx.row(sql, &[])?.unwrap().int("n")?;
                write(&t.db, |tx| mark(tx, 2)).unwrap();
                Ok((before, tx.row(sql, &[])?.unwrap().int("n")?))
            })
            .unwrap();
        assert_eq!((before, after), (1, 1));
        assert_eq!(marks(&t.db), 2);
    });
}

#[test]
fn a_reader_cannot_write() {
    on_every_engine(|t| {
        let wrote = t.db.read(|tx| mark(tx, 1));
        assert!(matches!(wrote, Err(StoreError::Db(_))), "{wrote:?}");
        assert_eq!(marks(&t.db), 0);
    });
}

#[test]
fn readers_that_fail_or_panic_give_their_place_back() {
    on_every_engine(|t| {
        // More often than there are readers or connections.
        for _ in 0..40 {
            let panicked = catch_unwind(AssertUnwindSafe(|| t.db.read::<()>(|_| panic!("as a fault in a page would"))));
            assert!(panicked.is_err());
            assert!(t.db.read(|tx| tx.rows("SELECT nothing FROM nowhere", &[])).is_err());
        }
        assert_eq!(marks(&t.db), 0);
    });
}

#[test]
fn more_readers_than_places_wait_their_turn() {
    on_every_engine(|t| {
        let threads: Vec<_> = (0..40)
            .map(|_| {
                let db = t.db.clone();
                std::thread::spawn(move || (0..10).map(|_| marks(&db)).sum::<i64>())
            })
            .collect();
        assert_eq!(threads.into_iter().map(|h| h.join().unwrap()).sum::<i64>(), 0);
    });
}

/// On the embedded engine a free reader answers at once; with none free the question is not asked. A server is never asked
/// so: it may take its time.
#[test]
fn a_read_that_must_not_wait_is_done_now_or_not_at_all() {
    on_every_engine(|t| {
        write(&t.db, |tx| mark(tx, 1)).unwrap();
        let sql = "SELECT count(*) AS n FROM attempt";
        let asked = |db: &store::Database| db.read_now(|tx| tx.row(sql, &[])?.unwrap().int("n"));
        let free = (t.db.engine() == Engine::Sqlite).then_some(Ok(1));
        assert_eq!(asked(&t.db), free);
        fn inside(db: &store::Database, deep: u32, ask: &dyn Fn() -> Option<Result<i64, StoreError>>) -> bool {
            let answered = ask().is_some();
            match deep {
                0 => answered,
                _ => db.read(|_| Ok(inside(db, deep - 1, ask))).unwrap(),
            }
        }
        assert!(!inside(&t.db, 8, &|| asked(&t.db)), "all readers are lent");
        assert_eq!(asked(&t.db), free, "and given back");
    });
}

/// The server was restarted, or a firewall dropped what was idle: the next caller must not pay.
#[test]
fn dead_idle_connections_are_replaced_unnoticed() {
    on_every_engine(|t| {
        if t.db.engine() == Engine::Sqlite {
            return;
        }
        let second = t.reopen().unwrap();
        let idle: Vec<_> = (0..6)
            .map(|_| {
                let db = t.db.clone();
                std::thread::spawn(move || db.read(|tx| tx.rows("SELECT pg_sleep(0.2) IS NULL AS slept", &[])).unwrap())
            })
            .collect();
        for thread in idle {
            thread.join().unwrap();
        }
        let kill = || {
            let killed = count(
                &second,
                "SELECT count(*) AS n FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()) k",
            );
            assert!(killed > 0);
        };
        kill();
        write(&t.db, |tx| mark(tx, 1)).unwrap();
        kill();
        assert_eq!(marks(&t.db), 1);
    });
}
