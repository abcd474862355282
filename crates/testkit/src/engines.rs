//! Fresh databases of both engines, empty but for the schema, and gone after the test.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use store::{Database, StoreError};

use crate::{
    Scratch,
    server::{Server, server},
};

/// An open database of its own.
pub struct TestDb {
    /// The database; dropped before its place is removed.
    pub db: Database,
    /// `sqlite` or `postgres`.
    pub name: &'static str,
    place: Place,
}

enum Place {
    Sqlite(Scratch),
    Postgres(Fresh),
}

/// A database in the throw-away server.
struct Fresh {
    server: &'static Server,
    database: String,
}

impl Fresh {
    fn new(server: &'static Server) -> Self {
        static USED: AtomicU64 = AtomicU64::new(0);
        let database = format!("test_{}", USED.fetch_add(1, Ordering::Relaxed));
        server.administer(&format!("CREATE DATABASE {database}")).expect("the throw-away server makes databases");
        Self { server, database }
    }

    fn url(&self) -> String {
        self.server.url(&self.database)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // The server's folder goes with the process anyway.
        self.server.administer(&format!("DROP DATABASE {} WITH (FORCE)", self.database)).ok();
    }
}

impl TestDb {
    /// A fresh embedded database: for tests of layers that do not care for the engine.
    ///
    /// # Panics
    /// When the temporary folder cannot be written.
    #[must_use]
    pub fn sqlite() -> Self {
        let scratch = Scratch::new("sqlite");
        let db = Database::open_sqlite(&scratch.join("onedoor.db")).expect("a fresh SQLite file opens");
        Self { db, name: "sqlite", place: Place::Sqlite(scratch) }
    }

    fn postgres(server: &'static Server) -> Self {
        let fresh = Fresh::new(server);
        let db = Database::open_postgres(&fresh.url()).expect("a fresh PostgreSQL database opens");
        Self { db, name: "postgres", place: Place::Postgres(fresh) }
    }

    /// The same database once more, as another program would open it.
    ///
    /// # Errors
    /// Those of opening.
    pub fn reopen(&self) -> Result<Database, StoreError> {
        match &self.place {
            Place::Sqlite(scratch) => Database::open_sqlite(&scratch.join("onedoor.db")),
            Place::Postgres(fresh) => Database::open_postgres(&fresh.url()),
        }
    }

    /// Where it is: the path of the file, or `postgres://…`.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.place {
            Place::Sqlite(scratch) => scratch.join("onedoor.db").display().to_string(),
            Place::Postgres(fresh) => fresh.url(),
        }
    }

    /// The files of an embedded database (the file, its journal); none for a server.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        match &self.place {
            Place::Sqlite(scratch) => {
                std::fs::read_dir(scratch.path()).into_iter().flatten().flatten().map(|e| e.path()).collect()
            }
            Place::Postgres(_) => Vec::new(),
        }
    }
}

/// A fresh database of each engine. Without PostgreSQL on the machine SQLite alone, and the skip is
/// said: a line `SKIPPED: …` is printed and appended to the file that `ONEDOOR_SKIPS` names.
#[must_use]
pub fn engines() -> Vec<TestDb> {
    let mut all = vec![TestDb::sqlite()];
    if let Ok(server) = server() {
        all.push(TestDb::postgres(server));
    }
    all
}

/// Runs a test on a fresh database of each engine; a failure names the engine.
pub fn on_every_engine(test: impl Fn(&TestDb)) {
    for db in engines() {
        // Shown only when the test fails: libtest keeps the output of tests that pass.
        println!("engine: {}", db.name);
        test(&db);
    }
}

/// The address of a new, empty PostgreSQL database, without a schema; `None` without PostgreSQL.
/// It stays until the test process ends.
#[must_use]
pub fn postgres_url() -> Option<String> {
    let fresh = Fresh::new(server().ok()?);
    let url = fresh.url();
    std::mem::forget(fresh);
    Some(url)
}
