//! A transaction as business code sees it.

use std::{
    any::Any,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Row, StoreError, Val, memo::Memo};

/// What an engine must be able to do inside a transaction.
pub(super) trait Statements {
    fn run(&mut self, sql: &str, params: &[Val]) -> Result<u64, StoreError>;
    fn rows(&mut self, sql: &str, params: &[Val]) -> Result<Vec<Row>, StoreError>;
}

/// An open transaction. Portable SQL with `$1` parameters only.
pub struct Tx<'a> {
    statements: &'a mut dyn Statements,
    memo: &'a Memo,
    until: Option<Instant>,
    failed: Option<StoreError>,
}

/// Longest time one closure may take. Long imports are staged aside in several commits.
pub(super) const LONGEST: Duration = Duration::from_secs(60);

impl<'a> Tx<'a> {
    #[expect(clippy::disallowed_methods, reason = "the seam bounds how long a closure may run")]
    pub(super) fn new(statements: &'a mut dyn Statements, memo: &'a Memo) -> Self {
        Self { statements, memo, until: Some(Instant::now() + LONGEST), failed: None }
    }

    #[expect(clippy::disallowed_methods, reason = "the seam bounds how long a closure may run")]
    fn in_time(&self) -> Result<(), StoreError> {
        if self.until.is_some_and(|until| Instant::now() > until) { Err(StoreError::TooLong) } else { Ok(()) }
    }

    /// Takes the bound away: for what must see or write everything at once, such as `verify`, backup and
    /// restore.
    pub fn without_limit(&mut self) {
        self.until = None;
    }

    /// What was made from this content before, if it is still remembered.
    pub(crate) fn known<T: Any + Send + Sync>(&self, kind: &'static str, content: &str) -> Option<Arc<T>> {
        self.memo.get(kind, content)
    }

    /// Remembers what was made from rows. `content` must name them for good: the hash of a chain, never
    /// a bare number that an undone transaction may give again to other rows.
    pub(crate) fn remember<T: Any + Send + Sync>(&self, kind: &'static str, content: String, value: &Arc<T>) {
        self.memo.keep(kind, content, value);
    }

    /// The first statement that failed. A closure that goes on after it must not be kept: PostgreSQL
    /// has given the whole transaction up by then, and SQLite must not differ.
    pub(super) fn failed(&mut self) -> Option<StoreError> {
        self.failed.take()
    }

    fn noted<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if let (Err(e), None) = (&done, &self.failed) {
            self.failed = Some(e.clone());
        }
        done
    }

    /// PostgreSQL has no NUL in texts, SQLite has: refused on both.
    fn plain(params: &[Val]) -> Result<(), StoreError> {
        let has_nul = |v: &Val| match v {
            Val::Text(t) => t.contains('\0'),
            Val::Null | Val::Int(_) | Val::Bytes(_) => false,
        };
        if params.iter().any(has_nul) {
            return Err(StoreError::Db("文字里有空字符，不能保存".into()));
        }
        Ok(())
    }

    /// Runs a statement; returns how many rows it touched.
    pub fn run(&mut self, sql: &str, params: &[Val]) -> Result<u64, StoreError> {
        let done = self.in_time().and_then(|()| Self::plain(params)).and_then(|()| self.statements.run(sql, params));
        self.noted(done)
    }

    /// All rows of a query.
    pub fn rows(&mut self, sql: &str, params: &[Val]) -> Result<Vec<Row>, StoreError> {
        let done = self.in_time().and_then(|()| Self::plain(params)).and_then(|()| self.statements.rows(sql, params));
        self.noted(done)
    }

    /// The first row of a query, if there is one.
    pub fn row(&mut self, sql: &str, params: &[Val]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }
}

/// Values of one list of `IN (…)`.
const LIST: usize = 60;

/// The places of a list of [`in_lists`] behind `before` other parameters.
pub(crate) fn in_slots(before: usize) -> String {
    (before + 1..=before + LIST).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ")
}

/// Asks the same question for many values, one list at a time. Short lists are filled up with their last
/// value, so that there is one text to prepare.
pub(crate) fn in_lists(tx: &mut Tx<'_>, sql: &str, first: &[Val], values: &[Val]) -> Result<Vec<Row>, StoreError> {
    let mut out = Vec::new();
    for some in values.chunks(LIST) {
        let fill = some.iter().chain(some.last().into_iter().cycle()).take(LIST);
        let params: Vec<Val> = first.iter().chain(fill).cloned().collect();
        out.extend(tx.rows(sql, &params)?);
    }
    Ok(out)
}
