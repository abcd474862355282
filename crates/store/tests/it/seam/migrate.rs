//! Migrations at start.

use store::{
    Database, Engine, StoreError,
    seam::{SCHEMA_VERSION, schema_text},
};
use testkit::{Scratch, on_every_engine, postgres_url};

use crate::common::{count, error_of, mark, marks, write};

#[test]
fn opening_again_changes_nothing() {
    on_every_engine(|t| {
        write(&t.db, |tx| mark(tx, 1)).unwrap();
        let ledger = |db: &Database| {
            db.read(|tx| {
                let rows = tx.rows("SELECT no, name, checksum FROM schema_migration ORDER BY no", &[])?;
                Ok(rows.iter().map(|r| (r.int("no").unwrap(), r.text("checksum").unwrap())).collect::<Vec<_>>())
            })
            .unwrap()
        };
        let before = ledger(&t.db);
        assert_eq!(before.last().unwrap().0, SCHEMA_VERSION);
        let again = t.reopen().unwrap();
        assert_eq!(ledger(&again), before);
        assert_eq!(marks(&again), 1);
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused_with_a_sentence() {
    on_every_engine(|t| {
        write(&t.db, |tx| {
            let row = store::vals![SCHEMA_VERSION + 1, "later", "x"];
            tx.run("INSERT INTO schema_migration (no, name, checksum) VALUES ($1, $2, $3)", row)
        })
        .unwrap();
        let refused = error_of(t.reopen());
        assert_eq!(refused, StoreError::Newer { found: SCHEMA_VERSION + 1, known: SCHEMA_VERSION });
        let sentence = refused.to_string();
        assert!(sentence.contains("请换用新版程序") && sentence.contains("数据没有改动"), "{sentence}");
        assert_eq!(count(&t.db, "SELECT max(no) AS n FROM schema_migration"), SCHEMA_VERSION + 1);
    });
}

#[test]
fn an_altered_migration_is_refused() {
    on_every_engine(|t| {
        write(&t.db, |tx| tx.run("UPDATE schema_migration SET checksum = $1 WHERE no = 1", store::vals!["x"])).unwrap();
        assert_eq!(error_of(t.reopen()), StoreError::Altered { no: 1, name: "house".into() });
    });
}

#[test]
fn two_programs_may_start_at_once() {
    let scratch = Scratch::new("start");
    let file = scratch.join("onedoor.db");
    let open: Vec<Box<dyn Fn() -> Result<Database, StoreError> + Send + Sync>> = {
        let sqlite: Box<dyn Fn() -> _ + Send + Sync> = Box::new(move || Database::open_sqlite(&file));
        let url = postgres_url();
        let server = url.map(|url| Box::new(move || Database::open_postgres(&url)) as Box<dyn Fn() -> _ + Send + Sync>);
        std::iter::once(sqlite).chain(server).collect()
    };
    for open in open {
        let opened: Vec<_> = std::thread::scope(|s| {
            let threads: Vec<_> = (0..6).map(|_| s.spawn(&open)).collect();
            threads.into_iter().map(|h| h.join().unwrap()).collect()
        });
        for db in opened {
            assert_eq!(count(&db.unwrap(), "SELECT max(no) AS n FROM schema_migration"), SCHEMA_VERSION);
        }
    }
}

#[test]
fn what_cannot_be_opened_is_told() {
    let scratch = Scratch::new("broken");
    std::fs::write(scratch.join("notes.db"), "this is no database, but it is long enough to be read as one".repeat(20))
        .unwrap();
    assert!(matches!(error_of(Database::open_sqlite(&scratch.join("notes.db"))), StoreError::Db(_)));
    assert!(matches!(error_of(Database::open_sqlite(&scratch.join("no/such/folder.db"))), StoreError::Db(_)));
    assert!(matches!(error_of(Database::open_postgres("not an address")), StoreError::Db(_)));
    assert!(matches!(error_of(Database::open_postgres("postgres://x@127.0.0.1:1/none")), StoreError::Db(_)));
}

#[test]
fn both_dialects_come_from_one_text() {
    let (sqlite, postgres) = (schema_text(Engine::Sqlite), schema_text(Engine::Postgres));
    let tables = |text: &str| text.matches("CREATE TABLE ").count();
    assert_eq!(tables(&sqlite), tables(&postgres));
    assert_eq!(sqlite.matches("\n) STRICT").count(), tables(&sqlite), "a table is not strict");
    assert_eq!(sqlite.matches("\n) STRICT, WITHOUT ROWID;").count(), 9);
    assert!(!sqlite.contains("BY KEY") && !postgres.contains("BY KEY"));
    for word in ["BIGINT", "BYTES", "--"] {
        assert!(!sqlite.contains(word), "{word}");
    }
    assert_eq!(postgres.matches(" TEXT").count(), postgres.matches(" TEXT COLLATE \"C\"").count());
    assert!(!postgres.contains(" BYTES"));
}
