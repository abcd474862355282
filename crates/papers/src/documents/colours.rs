//! 颜色: the few colours of a document; the same values the pages' charts use, and
//! told apart in black and white by their lightness.
//!
//! Deliberately not here: what they are used for on pages.

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// Ink of the text.
pub(super) const INK: Colour = [0, 0, 0];
/// The light ground under text that was edited by hand.
pub(super) const EDITED: Colour = [0xFF, 0xE6, 0x99];
/// Ground of a table's head.
pub(super) const HEAD: Colour = [0xEE, 0xEE, 0xEE];
/// Series of a chart; the first is also one's own bar.
pub(super) const SERIES: [Colour; 4] = [[0x0B, 0x4F, 0x9E], [0x8F, 0xB3, 0xDB], [0x4A, 0x54, 0x62], [0xC9, 0xC2, 0xA6]];
/// Bars of the others beside one's own.
pub(super) const OTHERS: Colour = SERIES[1];
/// What should be reached.
pub(super) const TARGET: Colour = [0xB8, 0x5C, 0x00];
/// Axes.
pub(super) const AXIS: Colour = [0x76, 0x7F, 0x8C];
/// Lines behind a chart.
pub(super) const GRID: Colour = [0xDD, 0xE1, 0xE6];

/// As office files write it: `0B4F9E`.
pub(super) fn hex(colour: Colour) -> String {
    colour.map(|part| format!("{part:02X}")).concat()
}

/// The colour of a series by its place; there are never more than four.
pub(super) fn of_series(place: usize) -> Colour {
    SERIES[place % SERIES.len()]
}
