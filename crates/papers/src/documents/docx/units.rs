//! 单位: millimetres and points in the units of office files.
//!
//! Deliberately not here: what the lengths are, which is [`super::super::sheet`]'s.

/// Twentieths of a point.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Half points, for sizes of letters.
pub(super) fn half_points(points: f32) -> i32 {
    (points * 2.0).round() as i32
}

/// English metric units, for drawings.
pub(super) fn emu(points: f32) -> i32 {
    (points * 12_700.0).round() as i32
}

/// Height of a line of the page's grid in twips, rounded down: 22 lines of 580
/// would be 4 twips higher than the type area, and only 21 would fit.
pub(super) const LINE: i32 = 579;
