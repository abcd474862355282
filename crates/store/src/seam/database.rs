//! The database as services hold it: read, and commit a command (design rule 2).

use std::{
    cell::Cell,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use domain::base::Region;
use serde::{Serialize, de::DeserializeOwned};

use super::{Row, StoreError, Tx, migrate, postgres::Postgres, sqlite::Sqlite};
use crate::vals;

/// What a closure's answer means for its part of the transaction.
pub(super) enum Verdict {
    Keep,
    Undo,
}

/// A write as the engines run it. May be called more than once; nothing outside the transaction
/// may be changed by it.
pub(super) type Work = Box<dyn FnMut(&mut Tx<'_>) -> Verdict + Send>;

thread_local! {
    /// Whether this thread runs a writing closure now.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Marks the time of a closure, also when it ends in a panic.
struct Inside;

impl Inside {
    fn enter() -> Self {
        INSIDE.set(true);
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}

/// Which engine a database lives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A server.
    Postgres,
}

/// How many writes shared how many flushes since the database was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Writes that were run.
    pub writes: u64,
    /// Flushes that made them durable.
    pub flushes: u64,
}

#[derive(Clone)]
enum Inner {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

/// An open database, migrated to this program's version. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    inner: Inner,
}

/// What is being asked, for idempotency: the same key with the same content has one effect.
#[derive(Debug, Clone)]
pub struct Command {
    /// The county whose rows are written.
    pub region: Region,
    /// The caller's key (hidden field of the form, `Idempotency-Key` of the API). `None` for acts
    /// that are idempotent by themselves (sign-in bookkeeping, jobs).
    pub key: Option<String>,
    /// Digest of the content, so that a reused key with another content is refused.
    pub digest: String,
    /// UTC instant that stands in the key's row, for later cleaning.
    pub at: jiff::Timestamp,
}

/// A finished commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed<T> {
    /// The answer of the closure, now or when the key was first used.
    pub value: T,
    /// True when this key had been done before and nothing was written now.
    pub repeated: bool,
}

impl Database {
    /// Opens (and creates) a SQLite file, brings its schema up to date.
    pub fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        Self::open_sqlite_at(path, migrate::SCHEMA_VERSION)
    }

    /// The same with the schema of an earlier number, where there is none yet: rows of that time are
    /// restored into it, and the next opening brings both up to date.
    pub fn open_sqlite_at(path: &Path, schema: i64) -> Result<Self, StoreError> {
        let db = Self { inner: Inner::Sqlite(Arc::new(Sqlite::open(path)?)) };
        migrate::bring_up_to(&db, schema)?;
        Ok(db)
    }

    /// Connects to `postgres://…`, brings its schema up to date.
    pub fn open_postgres(url: &str) -> Result<Self, StoreError> {
        Self::open_postgres_at(url, migrate::SCHEMA_VERSION)
    }

    /// The same with the schema of an earlier number, where there is none yet.
    pub fn open_postgres_at(url: &str, schema: i64) -> Result<Self, StoreError> {
        let db = Self { inner: Inner::Postgres(Arc::new(Postgres::open(url)?)) };
        migrate::bring_up_to(&db, schema)?;
        Ok(db)
    }

    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// What has been written; `None` where a server does the flushing.
    pub fn tally(&self) -> Option<Tally> {
        match &self.inner {
            Inner::Sqlite(s) => Some(s.tally()),
            Inner::Postgres(_) => None,
        }
    }

    /// The file of an embedded database.
    pub fn file(&self) -> Option<&Path> {
        match &self.inner {
            Inner::Sqlite(s) => Some(s.path()),
            Inner::Postgres(_) => None,
        }
    }

    /// Reads on one consistent snapshot. The closure runs on the caller's thread.
    pub fn read<T>(&self, read: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match &self.inner {
            Inner::Sqlite(s) => s.read(read),
            Inner::Postgres(p) => p.read(read),
        }
    }

    /// The same as [`Self::read`] if that needs no waiting: an embedded database with a reader free this moment.
    /// `None` when it would: then the closure was not run. For short reads on threads that must not block.
    pub fn read_now<T>(
        &self,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Option<Result<T, StoreError>> {
        match &self.inner {
            Inner::Sqlite(s) => s.read_now(read).ok(),
            Inner::Postgres(_) => None,
        }
    }

    /// Writes in one transaction: everything the closure wrote, or nothing. Returns after the
    /// engine has made it durable. The closure may be run again and must have no other effect. One
    /// that goes on after a failed statement is undone, and the statement's error returned. Inside
    /// a closure no other write can be begun: it would wait for itself.
    pub fn write<T, E>(&self, mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if INSIDE.get() {
            return Err(StoreError::Db("写入的过程里不能再开始另一次写入".into()).into());
        }
        let slot = Arc::new(Mutex::new(None));
        let filled = slot.clone();
        let erased: Work = Box::new(move |tx| {
            let inside = Inside::enter();
            let out = work(tx);
            drop(inside);
            let verdict = if out.is_ok() { Verdict::Keep } else { Verdict::Undo };
            *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(out);
            verdict
        });
        match &self.inner {
            Inner::Sqlite(s) => s.write(erased),
            Inner::Postgres(p) => p.write(erased),
        }?;
        slot.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
            .unwrap_or_else(|| Err(StoreError::Db("写入没有给出结果".into()).into()))
    }

    /// The one way business acts write: with an idempotency key, so that a lost reply, a double
    /// click and a restart have one effect, and every repetition gets the first answer.
    pub fn commit<T, E>(
        &self,
        command: Command,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Committed<T>, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        // Whoever writes to an embedded database is alone there and may look first: one row is written once then.
        let alone = matches!(self.inner, Inner::Sqlite(_));
        self.write(move |tx| {
            let Some(key) = &command.key else {
                return work(tx).map(|value| Committed { value, repeated: false });
            };
            if alone {
                if let Some(row) = tx.row(EARLIER, vals![&command.region, key])? {
                    return earlier(&row, &command).map_err(E::from);
                }
                let value = work(tx)?;
                if take(tx, (&command, key), &as_reply(&value)?)? == 0 {
                    return Err(StoreError::corrupt("idempotency.key", "一次写入里用了两回").into());
                }
                return Ok(Committed { value, repeated: false });
            }
            // The key is taken without looking first: a look at what is not there makes unrelated
            // writers undo one another on PostgreSQL.
            if take(tx, (&command, key), "")? == 0 {
                let row = tx.row(EARLIER, vals![&command.region, key])?;
                let row = row.ok_or_else(|| StoreError::corrupt("idempotency.key", "已占用却读不到"))?;
                return earlier(&row, &command).map_err(E::from);
            }
            let value = work(tx)?;
            tx.run(
                "UPDATE idempotency SET reply = $3 WHERE region = $1 AND key = $2",
                vals![&command.region, key, as_reply(&value)?],
            )?;
            Ok(Committed { value, repeated: false })
        })
    }
}

const EARLIER: &str = "SELECT digest, reply FROM idempotency WHERE region = $1 AND key = $2";

/// Takes a key; 0 where it is taken.
fn take(tx: &mut Tx<'_>, (command, key): (&Command, &str), reply: &str) -> Result<u64, StoreError> {
    tx.run(
        "INSERT INTO idempotency (region, key, digest, reply, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (region, key) DO NOTHING",
        vals![&command.region, key, &command.digest, reply, command.at],
    )
}

fn as_reply(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Db(e.to_string()))
}

/// What a key that is taken answers.
fn earlier<T: DeserializeOwned>(row: &Row, command: &Command) -> Result<Committed<T>, StoreError> {
    if row.text("digest")? != command.digest {
        return Err(StoreError::KeyReused);
    }
    Ok(Committed { value: row.json("reply")?, repeated: true })
}
