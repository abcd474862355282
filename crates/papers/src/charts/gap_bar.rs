//! 差距条: one figure, how far it is from its target.
//!
//! Deliberately not here: the big number above and the tag below; they are text
//! on the page.

use super::{
    palette::{AXIS, BRAND, HINT, INK, TRACK},
    share::Share,
    svg::{Anchor, Svg},
};

/// What a gap bar shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapBar<'a> {
    /// Name of the figure, e.g. 网上可办率.
    pub name: &'a str,
    /// The figure; `None` where nothing is known, which is drawn hatched.
    pub value: Option<Share>,
    /// The figure as printed everywhere, e.g. `99.94%`.
    pub value_text: &'a str,
    /// Whether unknown items make the figure a lower bound (至少).
    pub lower_bound: bool,
    /// What it should reach.
    pub target: Share,
    /// The target as printed, e.g. `100%`.
    pub target_text: &'a str,
    /// Where the bar starts; stated below it. A figure at or below it is drawn
    /// from 0 instead.
    pub baseline: Share,
}

const WIDTH: u32 = 212;
const HEIGHT: u32 = 32;
/// Bar place and size in tenths of a pixel; two pixels stay free for the mark.
const BAR: ((u32, u32), (u32, u32)) = ((0, 40), (2_100, 90));

/// Draws a gap bar, 212 × 32 pixels.
#[must_use]
pub fn gap_bar(bar: &GapBar<'_>) -> String {
    let mut svg = Svg::new(WIDTH, HEIGHT);
    let ((left, top), (width, height)) = BAR;
    let from = match bar.value {
        Some(value) if value <= bar.baseline => Share::ZERO,
        Some(_) | None => bar.baseline,
    };
    let from = if bar.target <= from { Share::ZERO } else { from };
    let desc = match bar.value {
        Some(value) => {
            let filled = value.along(from, width);
            svg.rect((left, top), (width, height), TRACK);
            svg.rect((left, top), (filled, height), BRAND);
            if bar.lower_bound {
                // An open end: the true figure lies here or to the right.
                svg.hatch((left + filled, top), (width - filled, height), OPEN);
            }
            let least = if bar.lower_bound { "至少 " } else { "" };
            format!("{least}{}，目标 {}，条形从 {} 画起", bar.value_text, bar.target_text, from.text())
        }
        None => {
            svg.hatch((left, top), (width, height), AXIS);
            format!("没有数据，目标 {}", bar.target_text)
        }
    };
    let mark = left + bar.target.along(from, width);
    svg.line((mark, top - 40), (mark, top + height + 30), INK, 2, false);
    let words = if bar.value.is_some() { from.text() } else { "没有数据".to_owned() };
    svg.text((left, 280), 12, HINT, Anchor::Start, &words);
    let goal = format!("目标 {}", bar.target_text);
    svg.text((left + width, 280), 12, HINT, Anchor::End, &goal);
    svg.finish("gap-bar", bar.name, &desc)
}

/// Hatching of the part that is not known.
const OPEN: &str = "#8FB3DB";
