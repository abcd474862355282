//! SQLite embedded: WAL, `synchronous=FULL`, one writer thread that gathers waiting closures into
//! one transaction (each in its own savepoint, one flush for all), and a pool of readers.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, types::ValueRef};

use super::{
    Row, StoreError, Tx, Val,
    database::{Verdict, Work},
    tx::Statements,
};

/// Closures that may share one flush; more only makes the first of them wait longer.
const BATCH: usize = 256;
/// Readers kept open; a further read waits for one of them.
const READERS: usize = 8;

pub(super) struct Sqlite {
    path: PathBuf,
    writer: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    readers: Mutex<Vec<Connection>>,
    freed: Condvar,
}

struct Job {
    work: Work,
    reply: Sender<Result<(), StoreError>>,
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let writer = connect(path, false)?;
        let readers = (0..READERS).map(|_| connect(path, true)).collect::<Result<Vec<_>, _>>()?;
        let (send, receive) = channel();
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || write_loop(&writer, &receive))
            .map_err(|e| StoreError::Db(e.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            writer: Some(send),
            thread: Some(thread),
            readers: Mutex::new(readers),
            freed: Condvar::new(),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&self, work: Work) -> Result<(), StoreError> {
        let (reply, answer) = channel();
        let gone = || StoreError::Db("写入线程已停止".into());
        self.writer.as_ref().ok_or_else(gone)?.send(Job { work, reply }).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }

    /// Runs a read on one consistent snapshot.
    pub(super) fn read<T>(&self, read: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let held = Held { pool: self, connection: Some(self.take()) };
        let connection = held.connection.as_ref().expect("taken just above");
        connection.execute_batch("BEGIN DEFERRED").map_err(db)?;
        let mut statements = OnConnection { connection };
        let out = read(&mut Tx::new(&mut statements));
        connection.execute_batch("ROLLBACK").map_err(db)?;
        out
    }

    fn take(&self) -> Connection {
        let mut free = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = free.pop() {
                return connection;
            }
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Gives the reader back even when the closure panics.
struct Held<'a> {
    pool: &'a Sqlite,
    connection: Option<Connection>,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            if !connection.is_autocommit() {
                // A panicking reader left its transaction open; nothing was written in it.
                connection.execute_batch("ROLLBACK").ok();
            }
            self.pool.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            self.pool.freed.notify_one();
        }
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        drop(self.writer.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn connect(path: &Path, read_only: bool) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(db)?;
    connection.busy_timeout(Duration::from_secs(15)).map_err(db)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
             PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;",
        )
        .map_err(db)?;
    if read_only {
        connection.execute_batch("PRAGMA query_only=ON").map_err(db)?;
    }
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

fn write_loop(connection: &Connection, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        if let Err(e) = connection.execute_batch("BEGIN IMMEDIATE") {
            first.reply.send(Err(db(e))).ok();
            continue;
        }
        let mut waiting: Vec<(Sender<_>, Result<(), StoreError>)> = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            let done = in_savepoint(connection, &mut job.work);
            waiting.push((job.reply, done));
            if connection.is_autocommit() || waiting.len() >= BATCH {
                break;
            }
            next = jobs.try_recv().ok();
        }
        // Disk full and I/O errors make SQLite undo the whole transaction by itself: then nobody
        // in this batch may be told that anything was kept.
        let flushed = if connection.is_autocommit() {
            Err(StoreError::Db("磁盘写入失败，这一批全部没有保存".into()))
        } else {
            connection.execute_batch("COMMIT").map_err(db)
        };
        if flushed.is_err() && !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK").ok();
        }
        for (reply, done) in waiting {
            reply.send(flushed.clone().and(done)).ok();
        }
    }
}

fn in_savepoint(connection: &Connection, work: &mut Work) -> Result<(), StoreError> {
    connection.execute_batch("SAVEPOINT one").map_err(db)?;
    let mut statements = OnConnection { connection };
    let verdict = catch_unwind(AssertUnwindSafe(|| {
        let mut tx = Tx::new(&mut statements);
        (work(&mut tx), tx.failed())
    }));
    let (end, answer) = match verdict {
        Ok((Verdict::Keep, None)) => ("RELEASE one", Ok(())),
        Ok((Verdict::Keep, Some(e))) => ("ROLLBACK TO one; RELEASE one", Err(e)),
        Ok((Verdict::Undo, _)) => ("ROLLBACK TO one; RELEASE one", Ok(())),
        Err(_) => ("ROLLBACK TO one; RELEASE one", Err(StoreError::Panicked)),
    };
    if connection.is_autocommit() {
        return answer;
    }
    connection.execute_batch(end).map_err(db)?;
    answer
}

struct OnConnection<'a> {
    connection: &'a Connection,
}

impl Statements for OnConnection<'_> {
    fn run(&mut self, sql: &str, params: &[Val]) -> Result<u64, StoreError> {
        // Several statements at once (migrations) have no parameters.
        if params.is_empty() && sql.contains(';') {
            return self.connection.execute_batch(sql).map(|()| 0).map_err(db);
        }
        let mut statement = self.connection.prepare_cached(sql).map_err(db)?;
        bind(&mut statement, params)?;
        statement.raw_execute().map(|n| n as u64).map_err(db)
    }

    fn rows(&mut self, sql: &str, params: &[Val]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(db)?;
        bind(&mut statement, params)?;
        let names: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
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

/// SQLite numbers `$1` by first appearance, not by its digits; so parameters go in by name.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, params: &[Val]) -> Result<(), StoreError> {
    for (i, val) in params.iter().enumerate() {
        let name = format!("${}", i + 1);
        let Some(index) = statement.parameter_index(&name).map_err(db)? else {
            return Err(StoreError::Db(format!("查询里没有 {name}")));
        };
        match val {
            Val::Null => statement.raw_bind_parameter(index, rusqlite::types::Null),
            Val::Int(n) => statement.raw_bind_parameter(index, n),
            Val::Text(t) => statement.raw_bind_parameter(index, t),
            Val::Bytes(b) => statement.raw_bind_parameter(index, b),
        }
        .map_err(db)?;
    }
    if statement.parameter_count() != params.len() {
        return Err(StoreError::Db("查询的空位与给出的值个数不同".into()));
    }
    Ok(())
}

fn read(value: ValueRef<'_>, column: &str) -> Result<Val, StoreError> {
    match value {
        ValueRef::Null => Ok(Val::Null),
        ValueRef::Integer(i) => Ok(Val::Int(i)),
        ValueRef::Text(t) => {
            String::from_utf8(t.to_vec()).map(Val::Text).map_err(|_| StoreError::corrupt(column, "不是 UTF-8"))
        }
        ValueRef::Blob(b) => Ok(Val::Bytes(b.to_vec())),
        ValueRef::Real(_) => Err(StoreError::corrupt(column, "不应有小数")),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
fn db(e: rusqlite::Error) -> StoreError {
    StoreError::Db(e.to_string())
}
