//! Search of items (事项检索): Chinese parts, pinyin initials and full pinyin, codes, everyday words, small typing
//! errors. One engine in memory for both databases.
//!
//! What fits as typed comes first, in the order of [`Closeness`]; errors are looked for only when little fits as typed,
//! so they never stand before an exact hit. Not here: search in the text of guides, and how often an item is handled.

mod entry;
mod index;
mod mark;
mod near;
mod query;
mod sound;
mod strict;
#[cfg(test)]
mod tests;
mod text;

pub use entry::{Closeness, Entry, Hit, Piece, Synonym};
pub use index::Index;
