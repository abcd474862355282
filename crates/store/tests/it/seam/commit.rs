//! One way to write: keys, errors, panics.

use std::sync::{Arc, Barrier};

use domain::base::Region;
use store::{Command, Committed, Engine, StoreError};
use testkit::{on_every_engine, region, stamp};

use crate::common::{command, mark, marks, write};

#[derive(Debug, PartialEq)]
enum Own {
    Refused,
    Store(StoreError),
}

impl From<StoreError> for Own {
    fn from(e: StoreError) -> Self {
        Self::Store(e)
    }
}

#[test]
fn a_key_has_one_effect_and_one_answer() {
    on_every_engine(|t| {
        let once = |answer: i64| t.db.commit(command("k", "d"), move |tx| mark(tx, answer).map(|()| answer)).unwrap();
        assert_eq!(once(7), Committed { value: 7, repeated: false });
        assert_eq!(once(8), Committed { value: 7, repeated: true });
        assert_eq!(marks(&t.db), 1);
        // Another program, or the same after a restart, gets the same answer.
        let later: Committed<i64> =
            t.reopen().unwrap().commit(command("k", "d"), |_| Err(StoreError::Panicked)).unwrap();
        assert_eq!(later, Committed { value: 7, repeated: true });
    });
}

#[test]
fn a_key_with_another_content_is_refused() {
    on_every_engine(|t| {
        t.db.commit(command("k", "one"), |tx| mark(tx, 1)).unwrap();
        let other = t.db.commit(command("k", "two"), |tx| mark(tx, 2));
        assert_eq!(other, Err(StoreError::KeyReused));
        assert_eq!(marks(&t.db), 1);
    });
}

#[test]
fn a_key_belongs_to_its_county_and_no_key_repeats_freely() {
    on_every_engine(|t| {
        let elsewhere = Command { region: Region::parse("990102").unwrap(), ..command("k", "d") };
        let keyless = Command { key: None, ..command("", "d") };
        for (n, command) in [command("k", "d"), elsewhere, keyless.clone(), keyless].into_iter().enumerate() {
            let done = t.db.commit(command, move |tx| mark(tx, n as i64)).unwrap();
            assert!(!done.repeated);
        }
        assert_eq!(marks(&t.db), 4);
    });
}

#[test]
fn sixteen_at_once_with_one_key_have_one_effect() {
    on_every_engine(|t| {
        let start = Arc::new(Barrier::new(16));
        let threads: Vec<_> = (0..16_i64)
            .map(|n| {
                let (db, start) = (t.db.clone(), start.clone());
                std::thread::spawn(move || {
                    start.wait();
                    db.commit(command("k", "d"), move |tx| mark(tx, n).map(|()| n)).unwrap()
                })
            })
            .collect();
        let answers: Vec<Committed<i64>> = threads.into_iter().map(|h| h.join().unwrap()).collect();
        assert_eq!(answers.iter().filter(|a| !a.repeated).count(), 1);
        assert!(answers.iter().all(|a| a.value == answers[0].value), "{answers:?}");
        assert_eq!(marks(&t.db), 1);
    });
}

#[test]
fn a_refusal_undoes_its_own_part_and_frees_its_key() {
    on_every_engine(|t| {
        let refused: Result<Committed<()>, Own> = t.db.commit(command("k", "d"), |tx| {
            mark(tx, 1)?;
            Err(Own::Refused)
        });
        assert_eq!(refused, Err(Own::Refused));
        assert_eq!(marks(&t.db), 0);
        let again = t.db.commit(command("k", "d"), |tx| mark(tx, 1)).unwrap();
        assert!(!again.repeated);
        assert_eq!(marks(&t.db), 1);
    });
}

#[test]
fn a_panic_is_undone_and_reported() {
    on_every_engine(|t| {
        let panicked = write::<()>(&t.db, |tx| {
            mark(tx, 1)?;
            panic!("as a fault in a rule would");
        });
        assert_eq!(panicked, Err(StoreError::Panicked));
        assert_eq!(marks(&t.db), 0);
        write(&t.db, |tx| mark(tx, 2)).unwrap();
        assert_eq!(marks(&t.db), 1);
    });
}

/// PostgreSQL answers COMMIT of a failed transaction with a silent ROLLBACK.
#[test]
fn a_closure_that_goes_on_after_a_failed_statement_is_not_kept() {
    on_every_engine(|t| {
        let went_on = write(&t.db, |tx| {
            mark(tx, 1)?;
            tx.run("INSERT INTO no_such_table (region) VALUES ($1)", store::vals!["990101"]).ok();
            Ok(())
        });
        assert!(matches!(went_on, Err(StoreError::Db(_))), "{went_on:?}");
        assert_eq!(marks(&t.db), 0);
    });
}

#[test]
fn a_key_in_the_way_is_an_error_of_the_engine() {
    on_every_engine(|t| {
        let twice = write(&t.db, |tx| mark(tx, 1).and_then(|()| mark(tx, 1)));
        let Err(StoreError::Db(why)) = &twice else { panic!("{twice:?}") };
        assert!(why.to_lowercase().contains("unique"), "the engine's own words: {why}");
        assert_eq!(marks(&t.db), 0);
    });
}

/// On SQLite it would wait for itself for ever.
#[test]
fn a_write_within_a_write_is_refused() {
    on_every_engine(|t| {
        let db = t.db.clone();
        let nested = write(&t.db, move |tx| {
            mark(tx, 1)?;
            write(&db, |tx| mark(tx, 2))
        });
        assert!(matches!(nested, Err(StoreError::Db(_))), "{nested:?}");
        assert_eq!(marks(&t.db), 0);
        // After a panic and after a refusal the thread may write again.
        write::<()>(&t.db, |_| panic!("as a fault in a rule would")).unwrap_err();
        write(&t.db, |tx| mark(tx, 3)).unwrap();
        assert_eq!(marks(&t.db), 1);
    });
}

#[test]
fn two_programs_write_to_one_database() {
    on_every_engine(|t| {
        let second = t.reopen().unwrap();
        let threads: Vec<_> = (0..8_i64)
            .map(|n| {
                let db = if n % 2 == 0 { t.db.clone() } else { second.clone() };
                std::thread::spawn(move || {
                    for i in 0..10 {
                        write(&db, move |tx| mark(tx, n * 100 + i)).unwrap();
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!((marks(&t.db), marks(&second)), (80, 80));
    });
}

#[test]
fn a_database_knows_what_it_is() {
    on_every_engine(|t| match t.db.engine() {
        Engine::Sqlite => {
            assert_eq!(t.name, "sqlite");
            assert_eq!(t.db.file().unwrap().display().to_string(), t.url());
        }
        Engine::Postgres => {
            assert_eq!(t.name, "postgres");
            assert_eq!(t.db.file(), None);
        }
    });
}

#[test]
fn a_stale_writer_leaves_nothing_behind() {
    use store::journal::{Entry, Stream, append};
    on_every_engine(|t| {
        let act = |nonce: i64, expected: i64| {
            write(&t.db, move |tx| {
                mark(tx, nonce)?;
                append(tx, &region(), &stamp(), Entry::new(Stream::county(), expected, "test.put", &"试"))
            })
        };
        assert_eq!(act(1, 0), Ok(1));
        assert_eq!(act(2, 0), Err(StoreError::Stale { stream: "county".into() }));
        assert_eq!(act(3, 2), Err(StoreError::Stale { stream: "county".into() }));
        assert_eq!(act(4, 1), Ok(2));
        assert_eq!(marks(&t.db), 2);
    });
}
