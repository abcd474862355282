//! What moved a score since the last period (变动原因).

use std::collections::BTreeMap;

use super::{Part, Score};

/// What one leaf did to the whole score, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The leaf.
    pub key: String,
    /// By how much the score moved because of it.
    pub by: f64,
    /// Of that, because its own points moved.
    pub by_points: f64,
    /// Of that, because its share moved: other leaves got or lost data, or the weights were changed.
    pub by_weight: f64,
}

/// The leaves that moved a score, the strongest first. They add up to the difference of both scores, when both
/// have one.
#[must_use]
pub fn moved(before: &Score, after: &Score) -> Vec<Moved> {
    let leaves = |score: &Score| -> BTreeMap<String, (f64, f64)> {
        score
            .parts
            .iter()
            .filter(|part| part.value.is_some())
            .filter_map(|Part { key, weight, points, .. }| Some((key.clone(), (*weight, (*points)?))))
            .collect()
    };
    let (old, new) = (leaves(before), leaves(after));
    let keys = old.keys().chain(new.keys().filter(|k| !old.contains_key(*k)));
    let mut out: Vec<Moved> = keys
        .map(|key| {
            let (was, is) = (old.get(key).copied(), new.get(key).copied());
            let ((w0, p0), (w1, p1)) = (was.unwrap_or_default(), is.unwrap_or_default());
            // What has come or gone moved its share, not its points.
            let by_points = if was.is_some() && is.is_some() { (w0 + w1) / 2.0 * (p1 - p0) } else { 0.0 };
            let by = w1 * p1 - w0 * p0;
            Moved { key: key.clone(), by, by_points, by_weight: by - by_points }
        })
        .filter(|m| m.by.abs() > 1e-9 || m.by_points.abs() > 1e-9)
        .collect();
    out.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()).then_with(|| a.key.cmp(&b.key)));
    out
}
