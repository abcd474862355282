//! SQLite embedded: WAL, `synchronous=FULL`, one writer thread ([`sqlite_write`](super::sqlite_write)) and a pool of readers.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, types::ValueRef};

use super::{
    Row, StoreError, Tx, Val,
    database::{Tally, Work},
    memo::Memo,
    sqlite_write::Writer,
    tx::Statements,
};

/// Readers kept open; a further read waits for one of them.
const READERS: usize = 8;
/// Queries whose column names a connection remembers.
const NAMED: usize = 512;
/// Parameters above which it is remembered that they stand in order.
const LONG: usize = 20;

pub(super) struct Sqlite {
    path: PathBuf,
    writer: Writer,
    readers: Mutex<Vec<Link>>,
    freed: Condvar,
    memo: Arc<Memo>,
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let memo = Arc::new(Memo::default());
        let writer = Writer::start(path, memo.clone())?;
        let readers = (0..READERS).map(|_| connect(path, For::Reading)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { path: path.to_owned(), writer, readers: Mutex::new(readers), freed: Condvar::new(), memo })
    }

    pub(super) fn tally(&self) -> Tally {
        self.writer.tally()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&self, work: Work) -> Result<(), StoreError> {
        self.writer.write(work)
    }

    /// Runs a read on one consistent snapshot.
    pub(super) fn read<T>(&self, read: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let held = Held { pool: self, link: Some(self.take()) };
        self.read_with(&held, read)
    }

    /// The same when a reader is free this moment; gives the closure back when none is.
    pub(super) fn read_now<T, R>(&self, read: R) -> Result<Result<T, StoreError>, R>
    where
        R: FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    {
        let free = self.readers.try_lock().ok().and_then(|mut free| free.pop());
        match free {
            Some(link) => Ok(self.read_with(&Held { pool: self, link: Some(link) }, read)),
            None => Err(read),
        }
    }

    fn read_with<T>(
        &self,
        held: &Held<'_>,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut link = held.link.as_ref().expect("held until dropped");
        link.step("BEGIN DEFERRED")?;
        let out = read(&mut Tx::new(&mut link, &self.memo));
        link.step("ROLLBACK")?;
        out
    }

    fn take(&self) -> Link {
        let mut free = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(link) = free.pop() {
                return link;
            }
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Gives the reader back even when the closure panics.
struct Held<'a> {
    pool: &'a Sqlite,
    link: Option<Link>,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            if !link.connection.is_autocommit() {
                // A panicking reader left its transaction open; nothing was written in it.
                link.step("ROLLBACK").ok();
            }
            self.pool.readers.lock().unwrap_or_else(PoisonError::into_inner).push(link);
            self.pool.freed.notify_one();
        }
    }
}

/// What a connection is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    Reading,
    Writing,
    /// Carrying written pages into the file.
    Carrying,
}

pub(super) fn connect(path: &Path, aim: For) -> Result<Link, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(db)?;
    connection.busy_timeout(Duration::from_secs(15)).map_err(db)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
             PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;",
        )
        .map_err(db)?;
    let own = match aim {
        // Pages are carried beside the writing; the writer does it itself only where that falls far behind.
        For::Writing => "PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=32000;",
        For::Reading => "PRAGMA query_only=ON;",
        For::Carrying => "PRAGMA wal_autocheckpoint=0;",
    };
    connection.execute_batch(own).map_err(db)?;
    // Else a statement is planned anew whenever a value bound to it differs, for statistics that nobody gathers.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(db)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(Link { connection, names: RefCell::default(), ordered: RefCell::default() })
}

/// A connection and the column names of the queries that were asked on it.
pub(super) struct Link {
    pub(super) connection: Connection,
    names: RefCell<HashMap<String, Arc<[String]>>>,
    /// Long statements whose `$1`, `$2` … stand in their order.
    ordered: RefCell<HashSet<String>>,
}

impl Link {
    /// One of the words that begin, divide and end a transaction.
    pub(super) fn step(&self, word: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached(word).and_then(|mut s| s.raw_execute()).map(|_| ()).map_err(db)
    }

    fn bind(&self, sql: &str, statement: &mut rusqlite::CachedStatement<'_>, params: &[Val]) -> Result<(), StoreError> {
        // SQLite looks for a name from the front of all names: with many parameters that is most of the work.
        let long = params.len() > LONG;
        let known = long && self.ordered.borrow().contains(sql);
        let mut in_order = true;
        for (i, val) in params.iter().enumerate() {
            let index = if known { i + 1 } else { place(statement, i + 1)? };
            in_order &= index == i + 1;
            match val {
                Val::Null => statement.raw_bind_parameter(index, rusqlite::types::Null),
                Val::Int(n) => statement.raw_bind_parameter(index, n),
                Val::Text(t) => statement.raw_bind_parameter(index, t.as_str()),
                Val::Bytes(b) => statement.raw_bind_parameter(index, b),
            }
            .map_err(db)?;
        }
        if statement.parameter_count() != params.len() {
            return Err(StoreError::Db("查询的空位与给出的值个数不同".into()));
        }
        if long && !known && in_order {
            let mut ordered = self.ordered.borrow_mut();
            if ordered.len() >= NAMED {
                ordered.clear();
            }
            ordered.insert(sql.to_owned());
        }
        Ok(())
    }

    /// Column names, the same list for every row and every time. A table that has grown since is told
    /// by the number of its columns.
    fn names(&self, sql: &str, statement: &rusqlite::CachedStatement<'_>) -> Arc<[String]> {
        let mut known = self.names.borrow_mut();
        match known.get(sql) {
            Some(names) if names.len() == statement.column_count() => names.clone(),
            Some(_) | None => {
                let names: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
                if known.len() >= NAMED {
                    known.clear();
                }
                known.insert(sql.to_owned(), names.clone());
                names
            }
        }
    }
}

impl Statements for &Link {
    fn run(&mut self, sql: &str, params: &[Val]) -> Result<u64, StoreError> {
        // Several statements at once (migrations) have no parameters.
        if params.is_empty() && sql.contains(';') {
            self.names.borrow_mut().clear();
            return self.connection.execute_batch(sql).map(|()| 0).map_err(db);
        }
        let mut statement = self.connection.prepare_cached(sql).map_err(db)?;
        self.bind(sql, &mut statement, params)?;
        statement.raw_execute().map(|n| n as u64).map_err(db)
    }

    fn rows(&mut self, sql: &str, params: &[Val]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(db)?;
        self.bind(sql, &mut statement, params)?;
        let names = self.names(sql, &statement);
        let mut out = Vec::new();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(db)? {
            let vals = (0..names.len())
                .map(|i| read(row.get_ref(i).map_err(db)?, &names[i]))
                .collect::<Result<Vec<_>, _>>()?;
            out.push(Row::new(names.clone(), vals));
        }
        Ok(out)
    }
}

/// SQLite numbers `$1` by first appearance, not by its digits; so parameters go in by name. Mostly both are the same.
fn place(statement: &rusqlite::CachedStatement<'_>, no: usize) -> Result<usize, StoreError> {
    let digits = statement.parameter_name(no).and_then(|name| name.strip_prefix('$'));
    if digits.and_then(|d| d.parse().ok()) == Some(no) {
        return Ok(no);
    }
    let name = format!("${no}");
    statement.parameter_index(&name).map_err(db)?.ok_or_else(|| StoreError::Db(format!("查询里没有 {name}")))
}

fn read(value: ValueRef<'_>, column: &str) -> Result<Val, StoreError> {
    match value {
        ValueRef::Null => Ok(Val::Null),
        ValueRef::Integer(i) => Ok(Val::Int(i)),
        ValueRef::Text(t) => {
            std::str::from_utf8(t).map(|t| Val::Text(t.into())).map_err(|_| StoreError::corrupt(column, "不是 UTF-8"))
        }
        ValueRef::Blob(b) => Ok(Val::Bytes(b.to_vec())),
        ValueRef::Real(_) => Err(StoreError::corrupt(column, "不应有小数")),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
fn db(e: rusqlite::Error) -> StoreError {
    StoreError::Db(e.to_string())
}
