//! 折线图: figures over time, against what should be reached.
//!
//! Deliberately not here: smoothing and forecasts; where there is no figure the
//! line has a gap.

use std::cmp::Ordering;

use super::{
    super::{
        colours::{AXIS, INK, TARGET, of_series},
        document::{Chart, Mark},
        scale::{Scale, decimal},
        sheet::{LINE, TYPE_WIDTH},
    },
    chart::{At, Canvas, WORDS},
};

/// Height of the plot: seven lines of the page.
const HEIGHT: f32 = 7.0 * LINE;
/// Figures beside their points up to so many moments; beyond, the last one only.
const MOST_FIGURES: usize = 8;

/// Where things lie in the plot.
struct Plot {
    left: f32,
    right: f32,
    top: f32,
    scale: Scale,
    moments: usize,
}

impl Plot {
    fn x(&self, moment: usize) -> f32 {
        if self.moments < 2 {
            return (self.left + self.right) / 2.0;
        }
        self.left + (self.right - self.left) * moment as f32 / (self.moments - 1) as f32
    }

    fn y(&self, value: i64) -> f32 {
        self.top + HEIGHT * (1.0 - self.scale.place(value))
    }
}

/// Draws lines below `top`; returns where they end.
pub(super) fn draw(canvas: &mut Canvas<'_, '_>, chart: &Chart, scale: Scale, target: Option<&Mark>, top: f32) -> f32 {
    let values = scale.marks().into_iter().map(|value| format!("{}{}", decimal(value, chart.decimals), chart.unit));
    let axis = values.map(|text| canvas.width(&text)).fold(0.0, f32::max);
    let marks = chart.series.iter().flat_map(|series| series.marks.iter().flatten());
    let figures = marks.map(|mark| canvas.width(&mark.text)).fold(24.0, f32::max).min(0.3 * TYPE_WIDTH);
    // Room for the figure above the highest point.
    let top = top + WORDS;
    let plot = Plot { left: axis + 34.0, right: TYPE_WIDTH - figures - 8.0, top, scale, moments: chart.labels.len() };
    let bottom = top + HEIGHT;
    for value in scale.marks() {
        let y = plot.y(value);
        canvas.tick(chart, value, [(axis + 4.0, y), (TYPE_WIDTH, y)], (axis, y), At::Right);
    }
    canvas.stroke(vec![(axis + 4.0, bottom), (TYPE_WIDTH, bottom)], 0.8, AXIS, false);
    if let Some(target) = target {
        let y = plot.y(target.value);
        canvas.stroke(vec![(axis + 4.0, y), (TYPE_WIDTH, y)], 1.0, TARGET, true);
        let text = format!("目标 {}", target.text);
        canvas.words(&text, (axis + 8.0, y - WORDS / 2.0), At::Left, TYPE_WIDTH / 2.0, TARGET);
    }
    for place in 0..chart.series.len() {
        curve(canvas, chart, &plot, place);
    }
    last_figures(canvas, chart, &plot, target);
    moments(canvas, chart, &plot, bottom);
    bottom + WORDS + 2.0
}

fn curve(canvas: &mut Canvas<'_, '_>, chart: &Chart, plot: &Plot, place: usize) {
    let marks = &chart.series[place].marks;
    let colour = of_series(place);
    let mut run: Vec<(f32, f32)> = Vec::new();
    for (moment, mark) in marks.iter().enumerate() {
        match mark {
            Some(mark) => run.push((plot.x(moment), plot.y(mark.value))),
            None => canvas.stroke(std::mem::take(&mut run), 1.6, colour, false),
        }
    }
    canvas.stroke(run, 1.6, colour, false);
    let last = marks.iter().rposition(Option::is_some);
    let each = chart.series.len() == 1 && marks.len() <= MOST_FIGURES;
    for (moment, mark) in marks.iter().enumerate() {
        let Some(mark) = mark else { continue };
        let at = (plot.x(moment), plot.y(mark.value));
        canvas.dot(at, colour);
        if each && Some(moment) != last {
            // Away from the line that goes on to the right.
            let next = marks.get(moment + 1).and_then(Option::as_ref).map_or(mark.value, |next| next.value);
            let (x, side) = match next.cmp(&mark.value) {
                Ordering::Greater => (at.0 + 6.0, At::Right),
                Ordering::Less => (at.0 - 6.0, At::Left),
                Ordering::Equal => (at.0, At::Centre),
            };
            canvas.words(&mark.text, (x, at.1 - WORDS * 0.75), side, TYPE_WIDTH, INK);
        }
    }
}

/// The latest figure of each series, beside its point; kept apart where lines meet.
fn last_figures(canvas: &mut Canvas<'_, '_>, chart: &Chart, plot: &Plot, target: Option<&Mark>) {
    let mut ends: Vec<(f32, f32, &str)> = chart
        .series
        .iter()
        .filter_map(|series| {
            let moment = series.marks.iter().rposition(Option::is_some)?;
            let mark = series.marks[moment].as_ref()?;
            let y = plot.y(mark.value);
            // Not on the dashed line: above it what reaches the target, else below.
            let y = match target.map(|target| (plot.y(target.value), mark.value >= target.value)) {
                Some((line, true)) => y.min(line - WORDS * 0.6),
                Some((line, false)) => y.max(line + WORDS * 0.6),
                None => y,
            };
            Some((plot.x(moment), y, mark.text.as_str()))
        })
        .collect();
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut free = f32::MIN;
    for (x, y, text) in ends {
        let y = y.max(free);
        free = y + WORDS * 0.8;
        canvas.words(text, (x + 6.0, y), At::Left, TYPE_WIDTH - x, INK);
    }
}

/// Names of the moments, as many as there is room for; always the last one.
fn moments(canvas: &mut Canvas<'_, '_>, chart: &Chart, plot: &Plot, bottom: f32) {
    let widest = chart.labels.iter().map(|label| canvas.width(label)).fold(1.0, f32::max) + 6.0;
    let room = (plot.right - plot.left) / (chart.labels.len().max(2) - 1) as f32;
    let every = (widest / room).ceil().max(1.0) as usize;
    for (moment, label) in chart.labels.iter().enumerate().rev() {
        if (chart.labels.len() - 1 - moment).is_multiple_of(every) {
            canvas.words(label, (plot.x(moment), bottom + WORDS / 2.0 + 1.0), At::Centre, TYPE_WIDTH, AXIS);
        }
    }
}
