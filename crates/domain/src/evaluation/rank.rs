//! Peers in order (排名): equal points share a place and the next ones are passed over (1, 2, 2, 4); who has no score
//! has no place.

use super::Score;

/// Scores are compared as they are printed, in hundredths of a point, rounded half up.
#[must_use]
pub fn hundredths(points: f64) -> i64 {
    // A hair, so that 98.345 that floats hold as 98.34499999 goes up as people round it.
    ((points * 100.0) + 0.5 + 1e-7).floor() as i64
}

/// Points with two decimals; full points are printed only when they are full.
#[must_use]
pub fn points_text(points: f64) -> String {
    let shown = match hundredths(points) {
        full if full >= 10_000 && points < 100.0 - 1e-9 => 9_999,
        other => other,
    };
    format!("{}.{:02}", shown.div_euclid(100), shown.rem_euclid(100))
}

/// The place of each, in their order.
#[must_use]
pub fn places(scores: &[&Score]) -> Vec<Option<u32>> {
    let points: Vec<Option<i64>> = scores.iter().map(|s| s.points.map(hundredths)).collect();
    points
        .iter()
        .map(|own| {
            let own = (*own)?;
            Some(1 + points.iter().flatten().filter(|p| **p > own).count() as u32)
        })
        .collect()
}
