//! 字体: which fonts this machine has, and which glyph a character gets.
//!
//! The folder a county names comes first: its bought 方正小标宋 and 仿宋_GB2312 lie
//! there. Then the system's folders; free fonts stand in by the list of each
//! [`super::Typeface`], character by character.
//!
//! Deliberately not here: fonts of our own (none may be shipped with the program),
//! and shaping of scripts that join or stack their letters.

mod find;
mod names;
mod shelf;

pub use find::Fonts;
pub(super) use shelf::{Picked, Shelf};
