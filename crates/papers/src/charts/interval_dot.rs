//! 区间点图: a share found in a sample, with how sure it is and out of how many answers.
//!
//! Deliberately not here: the estimate; dots, bounds and their words come from it.

use super::{
    palette::{AXIS, BRAND, HINT, INK},
    share::Share,
    svg::{Anchor, Svg, fitted, text_width},
};

/// One sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntervalRow {
    /// What it is of, e.g. `2026-W48`.
    pub label: String,
    /// Lower bound, share, upper bound; `None` where nobody answered.
    pub value: Option<(Share, Share, Share)>,
    /// What is printed beside it, with the number of answers.
    pub text: String,
}

const WIDTH: u32 = 640;
/// Height of a row, in tenths of a pixel.
const ROW: u32 = 280;
const SIZE: u32 = 14;
/// Widest label column and widest words, in tenths of a pixel.
const LABEL_ROOM: u32 = 1_960;
const WORDS_ROOM: u32 = 2_300;

/// Draws samples one below the other, 640 pixels wide and 28 a row: a line from bound to bound, a dot at the share. The
/// axis starts at the whole ten percent below the lowest bound, which is stated.
#[must_use]
pub fn interval_dot(title: &str, rows: &[IntervalRow]) -> String {
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX).min(10_000);
    let mut svg = Svg::new(WIDTH, count * ROW / 10 + 24);
    let lowest = rows.iter().filter_map(|r| r.value).map(|(low, _, _)| low).min().unwrap_or(Share::ZERO);
    let from = Share::from_percent(lowest.percent_below() / 10 * 10);
    let widest = |text: fn(&IntervalRow) -> &str| rows.iter().map(|r| text_width(text(r), SIZE)).max().unwrap_or(0);
    let left = widest(|r| &r.label).min(LABEL_ROOM) + 120;
    let words = widest(|r| &r.text).min(WORDS_ROOM);
    let scale = (WIDTH * 10).saturating_sub(left + words + 200);
    let mut spoken = Vec::with_capacity(rows.len());
    for (place, row) in (0..count).zip(rows) {
        let (base, middle) = (place * ROW + 190, place * ROW + 140);
        svg.text((0, base), SIZE, INK, Anchor::Start, &fitted(&row.label, SIZE, LABEL_ROOM));
        let said = format!("{}：{}", row.label, row.text);
        if let Some((low, share, high)) = row.value {
            let at = |value: Share| left + value.along(from, scale);
            svg.line((at(low), middle), (at(high), middle), BRAND, 2, false);
            for end in [at(low), at(high)] {
                svg.line((end, middle - 40), (end, middle + 40), BRAND, 2, false);
            }
            svg.dot((at(share), middle), BRAND, &said);
        }
        let words = fitted(&row.text, SIZE, WORDS_ROOM);
        svg.text((left + scale + 100, base), SIZE, INK, Anchor::Start, &words);
        spoken.push(said);
    }
    let bottom = count * ROW;
    svg.line((left, 20), (left, bottom + 20), AXIS, 1, false);
    let start = format!("横轴从 {} 画起，右端是全部满意；线段是置信区间", from.text());
    svg.text((left.saturating_sub(100), bottom + 180), 12, HINT, Anchor::Start, &start);
    svg.finish("interval-dot", title, &format!("{}。{start}", spoken.join("；")))
}
