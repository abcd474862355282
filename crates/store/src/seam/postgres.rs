//! PostgreSQL: serializable transactions on pooled connections, the closure run again when the
//! server says so (40001, 40P01). Columns are BIGINT, TEXT and BYTEA only, so one `Val` serves.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use postgres::{Client, IsolationLevel, Statement, error::SqlState, types::ToSql};

use super::{
    Row, StoreError, Tx, Val,
    database::{Verdict, Work},
    memo::Memo,
    postgres_address::Address,
    tx::Statements,
};

/// What every connection begins with. A scan of a whole table locks the whole table against every
/// other serializable writer; each query here has an index, so scans are the planner's last choice
/// even while a table is small.
const SETTINGS: &str = "SET synchronous_commit = on; SET TIME ZONE 'UTC'; SET enable_seqscan = off; SET jit = off";
/// Connections one process opens at most.
const CLIENTS: usize = 16;
/// How often a closure is run again before the caller is told.
const ATTEMPTS: u32 = 40;
/// How often a unique key may be in the way. Whoever lost a race finds the winner's row the next
/// time; a key that is still in the way is a plain fault of the closure.
const CLASHES: u32 = 4;
/// After how many lost races a writer queues: those who queue run one after the other, so that a row that
/// everybody wants (the numbers of one window's day, the applications of one night) is waited for
/// instead of fought over.
const QUEUE_FROM: u32 = 3;

pub(super) struct Postgres {
    address: Address,
    pool: Mutex<Pool>,
    freed: Condvar,
    /// Held by the one who runs out of the queue of those who lost.
    turn: Mutex<()>,
    memo: Memo,
}

struct Pool {
    idle: Vec<Session>,
    open: usize,
}

struct Session {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// The unique key that was in the way of the last closure, in the server's words.
    clash: Option<String>,
    /// Found dead when a transaction was to begin: not to be lent again.
    dead: bool,
}

impl Postgres {
    pub(super) fn open(url: &str) -> Result<Self, StoreError> {
        let mut address = Address::parse(url)?;
        address.config.application_name("onedoor").connect_timeout(Duration::from_secs(10));
        let pool = Mutex::new(Pool { idle: Vec::new(), open: 0 });
        let pool = Self { address, pool, freed: Condvar::new(), turn: Mutex::new(()), memo: Memo::default() };
        drop(pool.take()?);
        Ok(pool)
    }

    pub(super) fn write(&self, mut work: Work) -> Result<(), StoreError> {
        let mut clashes = 0;
        let mut turn = None;
        for attempt in 1..=ATTEMPTS {
            // Kept until the writer is through: whoever queues holds no connection and no row, so this
            // cannot stand still.
            if attempt >= QUEUE_FROM && turn.is_none() {
                turn = Some(self.turn.lock().unwrap_or_else(PoisonError::into_inner));
            }
            let mut held = self.take()?;
            match attempt_once(held.session(), &mut work, &self.memo) {
                Err(StoreError::Again) => {
                    if let Some(why) = held.session().clash.take() {
                        clashes += 1;
                        if clashes == CLASHES {
                            return Err(StoreError::Db(why));
                        }
                    }
                    drop(held);
                    std::thread::sleep(step_back(attempt));
                }
                done => return done,
            }
        }
        Err(StoreError::Db("同时写这条记录的人太多，请再提交一次".into()))
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // Every idle connection may have died with the server; a fresh one comes after them.
        for _ in 0..=CLIENTS {
            let mut held = self.take()?;
            let Session { client, prepared, clash, dead } = held.session();
            let started =
                client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true).start();
            let mut transaction = match started {
                Ok(transaction) => transaction,
                Err(e) if has_died(&e) => {
                    *dead = true;
                    continue;
                }
                Err(e) => return Err(db(&e)),
            };
            let mut statements = InTransaction { transaction: &mut transaction, prepared, clash };
            let out = read(&mut Tx::new(&mut statements, &self.memo));
            transaction.rollback().map_err(|e| db(&e))?;
            return out;
        }
        Err(StoreError::Db("数据库连不上".into()))
    }

    fn take(&self) -> Result<Held<'_>, StoreError> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            while let Some(session) = pool.idle.pop() {
                if session.client.is_closed() {
                    pool.open -= 1;
                } else {
                    return Ok(Held { pool: self, session: Some(session) });
                }
            }
            if pool.open < CLIENTS {
                pool.open += 1;
                drop(pool);
                return match self.connect() {
                    Ok(session) => Ok(Held { pool: self, session: Some(session) }),
                    Err(e) => {
                        self.pool.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
                        self.freed.notify_one();
                        Err(e)
                    }
                };
            }
            pool = self.freed.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn connect(&self) -> Result<Session, StoreError> {
        let Address { config, tls } = &self.address;
        let mut client = config.connect(tls.clone()).map_err(|e| db(&e))?;
        client.batch_execute(SETTINGS).map_err(|e| db(&e))?;
        Ok(Session { client, prepared: HashMap::new(), clash: None, dead: false })
    }
}

struct Held<'a> {
    pool: &'a Postgres,
    session: Option<Session>,
}

impl Held<'_> {
    fn session(&mut self) -> &mut Session {
        self.session.as_mut().expect("held until dropped")
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut pool = self.pool.pool.lock().unwrap_or_else(PoisonError::into_inner);
        match self.session.take() {
            Some(session) if !session.dead && !session.client.is_closed() => pool.idle.push(session),
            Some(_) | None => pool.open -= 1,
        }
        drop(pool);
        self.pool.freed.notify_one();
    }
}

fn attempt_once(session: &mut Session, work: &mut Work, memo: &Memo) -> Result<(), StoreError> {
    let Session { client, prepared, clash, dead } = session;
    *clash = None;
    let mut transaction =
        client.build_transaction().isolation_level(IsolationLevel::Serializable).start().map_err(|e| {
            *dead = has_died(&e);
            if *dead { StoreError::Again } else { db(&e) }
        })?;
    let mut statements = InTransaction { transaction: &mut transaction, prepared, clash };
    let verdict = catch_unwind(AssertUnwindSafe(|| {
        let mut tx = Tx::new(&mut statements, memo);
        (work(&mut tx), tx.failed())
    }));
    match verdict {
        // Even when the closure turned the server's wish for a retry into an error of its own.
        Ok((Verdict::Keep | Verdict::Undo, Some(StoreError::Again))) => {
            transaction.rollback().map_err(|e| db(&e))?;
            Err(StoreError::Again)
        }
        // A failed statement has ended the transaction: COMMIT would be answered with a silent
        // ROLLBACK, and the caller told that all is kept.
        Ok((Verdict::Keep, Some(e))) => {
            transaction.rollback().map_err(|e| db(&e))?;
            Err(e)
        }
        Ok((Verdict::Keep, None)) => transaction.commit().map_err(|e| db(&e)),
        Ok((Verdict::Undo, _)) => transaction.rollback().map_err(|e| db(&e)),
        Err(_) => {
            transaction.rollback().map_err(|e| db(&e))?;
            Err(StoreError::Panicked)
        }
    }
}

struct InTransaction<'a, 'b> {
    transaction: &'a mut postgres::Transaction<'b>,
    prepared: &'a mut HashMap<String, Statement>,
    clash: &'a mut Option<String>,
}

impl InTransaction<'_, '_> {
    fn db(&mut self, e: &postgres::Error) -> StoreError {
        if is_clash(e) {
            *self.clash = Some(in_words(e));
        }
        db(e)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.transaction.prepare(sql).map_err(|e| self.db(&e))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Statements for InTransaction<'_, '_> {
    fn run(&mut self, sql: &str, params: &[Val]) -> Result<u64, StoreError> {
        // Several statements at once (migrations) have no parameters and cannot be prepared.
        if params.is_empty() && sql.contains(';') {
            return self.transaction.batch_execute(sql).map(|()| 0).map_err(|e| self.db(&e));
        }
        let statement = self.prepare(sql)?;
        let refs: Vec<&(dyn ToSql + Sync)> = params.iter().map(|v| v as _).collect();
        self.transaction.execute(&statement, &refs).map_err(|e| self.db(&e))
    }

    fn rows(&mut self, sql: &str, params: &[Val]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let refs: Vec<&(dyn ToSql + Sync)> = params.iter().map(|v| v as _).collect();
        let names: Arc<[String]> = statement.columns().iter().map(|c| c.name().to_owned()).collect();
        let rows = self.transaction.query(&statement, &refs).map_err(|e| self.db(&e))?;
        rows.iter()
            .map(|row| {
                let vals = (0..names.len())
                    .map(|i| row.try_get::<_, Val>(i).map_err(|e| StoreError::corrupt(&names[i], e.to_string())))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Row::new(names.clone(), vals))
            })
            .collect()
    }
}

fn db(e: &postgres::Error) -> StoreError {
    match e.code() {
        Some(code) if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
            StoreError::Again
        }
        Some(_) if is_clash(e) => StoreError::Again,
        Some(_) | None => StoreError::Db(in_words(e)),
    }
}

/// The connection was found dead before anything was asked of it.
fn has_died(e: &postgres::Error) -> bool {
    e.as_db_error().is_none() || e.code() == Some(&SqlState::ADMIN_SHUTDOWN)
}

/// Two first users of the same key, or two programs making the same table: run again, the second
/// then finds what the first has made.
fn is_clash(e: &postgres::Error) -> bool {
    [SqlState::UNIQUE_VIOLATION, SqlState::DUPLICATE_TABLE, SqlState::DUPLICATE_OBJECT]
        .iter()
        .any(|code| e.code() == Some(code))
}

fn in_words(e: &postgres::Error) -> String {
    e.as_db_error().map_or_else(|| e.to_string(), |d| format!("{}（{}）", d.message(), d.code().code()))
}

/// How long the loser of a race steps back: later ones further, no two in step.
fn step_back(attempt: u32) -> Duration {
    let mut hasher = DefaultHasher::new();
    (std::process::id(), std::thread::current().id(), attempt).hash(&mut hasher);
    Duration::from_millis(hasher.finish() % (1 << attempt.min(7)) + 1)
}
