//! 折线: a figure over time against its target.
//!
//! Deliberately not here: smoothing and forecasts; months without a figure leave
//! a gap, and no line is drawn across it.

use super::{
    palette::{AXIS, BRAND, HINT, TARGET},
    share::Share,
    svg::{Anchor, Svg},
};

/// One moment of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePoint {
    /// When, e.g. `11月`.
    pub label: String,
    /// The figure; `None` leaves a gap.
    pub value: Option<Share>,
    /// The figure as printed.
    pub value_text: String,
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChart<'a> {
    /// Name of the figure and of the span, e.g. 近 12 个月网上可办率.
    pub title: &'a str,
    /// In order of time, evenly spaced.
    pub points: &'a [LinePoint],
    /// What should be reached.
    pub target: Share,
    /// The target as printed.
    pub target_text: &'a str,
}

const WIDTH: u32 = 400;
const HEIGHT: u32 = 200;
/// Edges of the plot in tenths of a pixel.
const LEFT: u32 = 420;
const RIGHT: u32 = 3_280;
const TOP: u32 = 320;
const BOTTOM: u32 = 1_700;

/// Draws a line with its target, 400 × 200 pixels. The bottom of the plot is a
/// whole percent below all values and is stated at the axis.
#[must_use]
pub fn line_with_target(chart: &LineChart<'_>) -> String {
    let mut svg = Svg::new(WIDTH, HEIGHT);
    let known: Vec<Share> = chart.points.iter().filter_map(|point| point.value).collect();
    let lowest = known.iter().copied().min().unwrap_or(chart.target).min(chart.target);
    let floor = Share::from_percent(lowest.percent_below().saturating_sub(1));
    let place = |index: usize, value: Share| (across(index, chart.points.len()), up(value, floor));

    let goal = up(chart.target, floor);
    svg.line((LEFT, goal), (RIGHT, goal), TARGET, 1, true);
    svg.text((RIGHT, goal - 80), 12, TARGET, Anchor::End, &format!("目标 {}", chart.target_text));
    svg.line((LEFT, BOTTOM), (RIGHT, BOTTOM), AXIS, 1, false);
    svg.text((LEFT - 60, BOTTOM + 40), 12, HINT, Anchor::End, &floor.text());
    if known.is_empty() {
        svg.text(((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2), 14, HINT, Anchor::Middle, "没有数据");
    }
    draw_line(&mut svg, chart.points, &place);
    label_ends(&mut svg, chart, &place);
    let desc = format!("{}。目标 {}，纵轴从 {} 画起", spoken(chart.points), chart.target_text, floor.text());
    svg.finish("line", chart.title, &desc)
}

fn draw_line(svg: &mut Svg, points: &[LinePoint], place: &dyn Fn(usize, Share) -> (u32, u32)) {
    for run in unbroken(points) {
        let line: Vec<(u32, u32)> = run.iter().map(|&(index, value)| place(index, value)).collect();
        if line.len() > 1 {
            svg.polyline(&line, BRAND);
        }
        for &(index, value) in &run {
            let point = &points[index];
            svg.dot(place(index, value), BRAND, &format!("{}：{}", point.label, point.value_text));
        }
    }
}

fn spoken(points: &[LinePoint]) -> String {
    let spoken: Vec<String> = points
        .iter()
        .map(|point| match point.value {
            Some(_) => format!("{} {}", point.label, point.value_text),
            None => format!("{} 没有数据", point.label),
        })
        .collect();
    spoken.join("，")
}

/// Names the first and last moment, and writes the latest figure at its point.
fn label_ends(svg: &mut Svg, chart: &LineChart<'_>, place: &dyn Fn(usize, Share) -> (u32, u32)) {
    if let Some(first) = chart.points.first() {
        svg.text((LEFT, BOTTOM + 200), 12, HINT, Anchor::Start, &first.label);
    }
    if let [_, .., last] = chart.points {
        svg.text((RIGHT, BOTTOM + 200), 12, HINT, Anchor::End, &last.label);
    }
    let latest = chart
        .points
        .iter()
        .enumerate()
        .rev()
        .find_map(|(index, point)| point.value.map(|value| (place(index, value), &point.value_text)));
    if let Some(((x, y), text)) = latest {
        // Beside the point: the room right of the plot is kept for it, and above
        // or below it would stand on the line itself.
        svg.strong((x + 80, y + 50), 14, BRAND, Anchor::Start, text);
    }
}

fn across(index: usize, count: usize) -> u32 {
    let steps = u64::try_from(count.saturating_sub(1).max(1)).unwrap_or(1);
    let index = u64::try_from(index).unwrap_or(0);
    LEFT + u32::try_from(u64::from(RIGHT - LEFT) * index / steps).unwrap_or(0)
}

fn up(value: Share, floor: Share) -> u32 {
    BOTTOM - value.along(floor, BOTTOM - TOP)
}

/// Runs of neighbouring moments that all have a figure.
fn unbroken(points: &[LinePoint]) -> Vec<Vec<(usize, Share)>> {
    let mut runs: Vec<Vec<(usize, Share)>> = vec![Vec::new()];
    for (index, point) in points.iter().enumerate() {
        match (point.value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((index, value)),
            (Some(_) | None, _) => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}
