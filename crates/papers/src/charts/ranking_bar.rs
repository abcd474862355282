//! 排名条: who stands where, with one's own bar marked.
//!
//! Deliberately not here: ranking; places, ties and order come from the figure.

use super::{
    palette::{AXIS, BRAND, HINT, INK, OTHERS},
    share::Share,
    svg::{Anchor, Svg, fitted, text_width},
};

/// One row of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankingRow {
    /// Place and name, e.g. `1. 白塔镇`.
    pub label: String,
    /// The figure; `None` is drawn hatched.
    pub value: Option<Share>,
    /// The figure as printed, e.g. `99.51%`; not shown where `value` is `None`.
    pub value_text: String,
    /// Whether the row is the reader's own.
    pub is_own: bool,
}

const WIDTH: u32 = 640;
/// Height of a row and of its bar, in tenths of a pixel.
const ROW: u32 = 280;
const BAR: u32 = 200;
const LABEL_SIZE: u32 = 14;
/// Widest label column, in tenths of a pixel: fourteen Chinese characters.
const LABEL_ROOM: u32 = 1_960;

/// Draws a ranking, 640 pixels wide and 28 a row.
///
/// Bars start at the whole percent below `baseline`, or at 0 where a row lies at
/// or below it; the start is stated under the bars, in per cent where the figures are.
#[must_use]
pub fn ranking_bar(title: &str, baseline: Share, rows: &[RankingRow]) -> String {
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX).min(10_000);
    let mut svg = Svg::new(WIDTH, count * ROW / 10 + 24);
    let plan = Plan::of(baseline, rows);
    let spoken: Vec<String> = (0..count).zip(rows).map(|(place, row)| plan.draw(&mut svg, place * ROW, row)).collect();
    let bottom = count * ROW;
    svg.line((plan.left, 20), (plan.left, bottom + 20), AXIS, 1, false);
    // Points are no percentages: the start is told as the figures are.
    let in_percent = rows.iter().any(|row| row.value_text.ends_with('%'));
    let from = plan.from.text();
    let start = format!("条形从 {} 画起", if in_percent { &from } else { from.trim_end_matches('%') });
    svg.text((plan.left, bottom + 180), 12, HINT, Anchor::Start, &start);
    let desc = format!("{}。{start}", spoken.join("；"));
    svg.finish("ranking-bar", title, &desc)
}

/// What all rows share.
struct Plan {
    /// Where bars start, in tenths of a pixel.
    left: u32,
    /// Length of a full bar, in tenths of a pixel.
    scale: u32,
    /// The figure at `left`.
    from: Share,
}

impl Plan {
    fn of(baseline: Share, rows: &[RankingRow]) -> Self {
        let fits = rows.iter().filter_map(|row| row.value).all(|value| value > baseline);
        let from = if fits { Share::from_percent(baseline.percent_below()) } else { Share::ZERO };
        let widest =
            |text: fn(&RankingRow) -> &str| rows.iter().map(|row| text_width(text(row), LABEL_SIZE)).max().unwrap_or(0);
        let left = widest(|row| &row.label).min(LABEL_ROOM) + 120;
        let figures = widest(|row| &row.value_text).max(640);
        let scale = (WIDTH * 10).saturating_sub(left + figures + 200);
        Self { left, scale, from }
    }

    /// Draws one row and returns it in words.
    fn draw(&self, svg: &mut Svg, top: u32, row: &RankingRow) -> String {
        let (base, left) = (top + 190, self.left);
        let label = fitted(&row.label, LABEL_SIZE, LABEL_ROOM);
        write(svg, (0, base), row.is_own, &label);
        let words = match row.value {
            Some(value) => {
                // A hair of a bar, so that the last one is seen to be there.
                let length = value.along(self.from, self.scale).max(20);
                let fill = if row.is_own { BRAND } else { OTHERS };
                let title = format!("{}：{}", row.label, row.value_text);
                svg.titled_rect((left, top + 40), (length, BAR), fill, &title);
                write(svg, (left + length + 80, base), row.is_own, &row.value_text);
                title
            }
            None => {
                svg.hatch((left, top + 40), (900, BAR), AXIS);
                svg.text((left + 980, base), LABEL_SIZE, HINT, Anchor::Start, "没有数据");
                format!("{}：没有数据", row.label)
            }
        };
        if row.is_own { format!("{words}（本单位）") } else { words }
    }
}

/// One's own row is told by weight as well as by colour.
fn write(svg: &mut Svg, at: (u32, u32), is_own: bool, text: &str) {
    if is_own {
        svg.strong(at, LABEL_SIZE, BRAND, Anchor::Start, text);
    } else {
        svg.text(at, LABEL_SIZE, INK, Anchor::Start, text);
    }
}
