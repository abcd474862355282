//! The storage seam: one way to read and one way to write, the same on both engines.
//!
//! SQLite is embedded (one writer thread with group commit, a pool of readers); PostgreSQL is
//! reached over the network with serializable transactions that are retried. Business code is a
//! repeatable closure over [`Tx`] and one SQL text with `$1` parameters; only DDL may differ.
//!
//! Not here: what any table means. That stands in the folders named by the domain words.

mod database;
mod error;
mod memo;
mod migrate;
mod postgres;
mod postgres_address;
mod postgres_value;
mod sqlite;
mod sqlite_write;
mod tx;
mod value;

pub use database::{Command, Committed, Database, Engine, Tally};
pub use error::StoreError;
pub(crate) use migrate::migrations;
pub use migrate::{SCHEMA_VERSION, schema_text};
pub use tx::Tx;
pub(crate) use tx::{in_lists, in_slots};
pub use value::{Row, Val, instant_text};
