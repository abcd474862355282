//! Short ways to write and read that most tests here need.

use store::{
    Command, Database, StoreError, Tx,
    journal::{Change, Entry, Stream, append, head},
};
use testkit::{region, stamp};

/// Appends one event with these rows to a stream, whatever its version; gives the new version.
pub(crate) fn put(db: &Database, stream: &Stream, changes: Vec<Change>) -> i64 {
    let stream = stream.clone();
    db.write(move |tx| {
        let entry =
            Entry::new(stream.clone(), head(tx, &region(), &stream)?, "test.put", &"试").with_all(changes.clone());
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap()
}

/// A write whose errors are the store's own.
pub(crate) fn write<T: Send + 'static>(
    db: &Database,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    db.write(work)
}

/// A command under a key.
pub(crate) fn command(key: &str, digest: &str) -> Command {
    Command { region: region(), key: Some(key.into()), digest: digest.into(), at: stamp().entered_at }
}

/// How many rows a query without parameters counts as `n`.
pub(crate) fn count(db: &Database, sql: &'static str) -> i64 {
    db.read(|tx| tx.row(sql, &[])?.unwrap().int("n")).unwrap()
}

/// Notes an attempt of that nonce: a row that is easy to make and to count.
pub(crate) fn mark(tx: &mut Tx<'_>, nonce: i64) -> Result<(), StoreError> {
    store::people::note_attempt(tx, &region(), "mark", "x", stamp().entered_at, nonce)
}

/// How many marks there are.
pub(crate) fn marks(db: &Database) -> i64 {
    count(db, "SELECT count(*) AS n FROM attempt WHERE kind = 'mark'")
}

/// Why a database did not open.
pub(crate) fn error_of(opened: Result<Database, StoreError>) -> StoreError {
    opened.map(|_| ()).unwrap_err()
}
