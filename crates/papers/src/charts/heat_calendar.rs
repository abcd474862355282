//! 日历热图: how many fall due on which day.
//!
//! Deliberately not here: which days are working days and what falls due; the
//! calendar and the clocks say that.

use super::{
    palette::{CARD, HINT, STEPS},
    svg::{Anchor, Svg},
};

/// One day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatDay {
    /// The day as said aloud, e.g. `11月23日（周一）`.
    pub spoken: String,
    /// The day as written before a week, e.g. `11月23日`.
    pub short: String,
    /// How many.
    pub count: u32,
    /// Whether the hall is closed; a closed day without a count shows 休.
    pub closed: bool,
}

const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
/// Tenths of a pixel.
const LEFT: u32 = 760;
const TOP: u32 = 220;
const CELL: (u32, u32) = (480, 400);

/// Draws consecutive days in weeks from Monday to Sunday. `first_weekday` is the
/// weekday of the first day, Monday 0 (values from 7 on count round again).
/// 416 pixels wide, 40 a week; every cell shows its number.
#[must_use]
pub fn heat_calendar(title: &str, first_weekday: u8, unit: &str, days: &[HeatDay]) -> String {
    let offset = u32::from(first_weekday % 7);
    let count = u32::try_from(days.len()).unwrap_or(u32::MAX).min(3_660);
    let weeks = (offset + count).div_ceil(7);
    let mut svg = Svg::new((LEFT + 7 * CELL.0) / 10 + 4, (TOP + weeks * CELL.1) / 10 + 4);
    for (x, name) in (0_u32..).map(|n| LEFT + n * CELL.0 + CELL.0 / 2).zip(WEEKDAYS) {
        svg.text((x, 150), 12, HINT, Anchor::Middle, name);
    }
    let most = days.iter().map(|day| day.count).max().unwrap_or(0);
    let mut spoken = Vec::with_capacity(days.len());
    for (place, day) in (offset..offset + count).zip(days) {
        let (week, weekday) = (place / 7, place % 7);
        let (x, y) = (LEFT + weekday * CELL.0, TOP + week * CELL.1);
        let middle = (x + CELL.0 / 2, y + 250);
        if weekday == 0 || place == offset {
            svg.text((LEFT - 80, y + 250), 12, HINT, Anchor::End, &day.short);
        }
        let words = format!("{}：{} {unit}", day.spoken, day.count);
        let size = (CELL.0 - 20, CELL.1 - 20);
        if day.closed && day.count == 0 {
            svg.titled_rect((x, y), size, CARD, &format!("{}：休息", day.spoken));
            svg.text(middle, 14, HINT, Anchor::Middle, "休");
            continue;
        }
        let (fill, ink) = STEPS[step(day.count, most)];
        svg.titled_rect((x, y), size, fill, &words);
        svg.text(middle, 16, ink, Anchor::Middle, &day.count.to_string());
        if day.count > 0 {
            spoken.push(words);
        }
    }
    let desc = if spoken.is_empty() { format!("各日均为 0 {unit}") } else { spoken.join("；") };
    svg.finish("heat-calendar", title, &desc)
}

/// None is the lightest; the rest share four equal steps up to the most.
fn step(count: u32, most: u32) -> usize {
    if count == 0 {
        return 0;
    }
    let step = (u64::from(count) * 4).div_ceil(u64::from(most.max(1)));
    usize::try_from(step).unwrap_or(4).min(STEPS.len() - 1)
}
