//! 上限: how large a document may be.
//!
//! Deliberately not here: the sentences, which are [`super::flaw`]'s.

/// Pages of one document.
pub const PAGES: usize = 500;
/// Columns of a table: with twelve, a column holds three or four characters.
pub const COLUMNS: usize = 12;
/// Bars of a chart, all series together: what one page holds.
pub const BARS: usize = 32;
/// Moments of a line.
pub const MOMENTS: usize = 60;
/// Series of a chart: as many as can be told apart in print.
pub const SERIES: usize = 4;
/// Characters that cannot fit into [`PAGES`] pages whatever they are: a page holds
/// 616 full-width characters, a table at its smallest under 3,000 half-width ones.
pub(super) const CHARACTERS: usize = PAGES * 3_000;
/// Paragraphs and rows that cannot fit either: a row is at least 16 points high.
pub(super) const LINES: usize = PAGES * 40;
