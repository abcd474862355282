//! The canonical form of a county (规范导出): every row of its tables as one line of JSON, tables in
//! order of name and rows in order of key, the same text on both engines. Its digest is the one test of
//! equality for backup, restore, and the move between engines; the same lines are what a backup keeps.
//! Deliberately not here: files, and where the lines are written.

mod lines;
mod shape;

pub use lines::{Canon, each_line, put_line};
pub use shape::{TableShape, shapes};
