//! 图: a chart as vectors, in lines of the grid.
//!
//! Deliberately not here: the axis ([`super::super::scale`]) and what the figures
//! say.

use super::{
    super::{
        colours::{AXIS, Colour, GRID, INK, of_series},
        document::{Chart, ChartKind},
        scale::{Scale, decimal},
        sheet::{LINE, SMALL, SMALLEST, TYPE_WIDTH},
        typeface::Typeface,
    },
    bars, curve,
    flow::Flow,
    lines::Style,
    piece::{Draw, Marked, Piece},
    setter::Setter,
    tags::Role,
};

/// Height of a line of words in a chart, in points.
pub(super) const WORDS: f32 = 14.0;

/// A drawing in the making; places in points from its upper left corner.
pub(super) struct Canvas<'a, 'f> {
    pub(super) setter: &'a mut Setter<'f>,
    pub(super) draws: Vec<Draw>,
}

/// How words stand to their place.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    /// They begin there.
    Left,
    /// They are centred there.
    Centre,
    /// They end there.
    Right,
}

/// Adds a chart and, below it, its caption.
pub(super) fn add(flow: &mut Flow<'_, '_>, chart: &Chart) {
    let scale = Scale::of(chart);
    let mut canvas = Canvas { setter: &mut *flow.setter, draws: Vec::new() };
    let top = canvas.legend(chart);
    let bottom = match &chart.kind {
        ChartKind::Bars { .. } => bars::draw(&mut canvas, chart, scale, top),
        ChartKind::Line { target } => curve::draw(&mut canvas, chart, scale, target.as_ref(), top),
    };
    let draws = canvas.draws;
    let height = (bottom / LINE).ceil() * LINE;
    // What rounding up to whole lines leaves goes above: the caption stays near.
    let down = height - bottom;
    let node = flow.outline.add(Role::Figure(chart.alternative.clone()), None);
    let marks = draws.into_iter().map(|draw| Marked { node: Some(node), draw: draw.lowered(down) }).collect();
    flow.push(Piece { height, on_grid: true, keep: !chart.caption.is_empty(), marks, ..Piece::default() });
    let node = flow.outline.add(Role::Caption, None);
    let mut lines = flow.setter.centred(&chart.caption, Style::loose(Typeface::HeiTi, SMALL), TYPE_WIDTH).into_iter();
    while let Some(line) = lines.next() {
        flow.text(line, SMALL, node, lines.len() > 0);
    }
}

impl Canvas<'_, '_> {
    /// Style of all words in a chart.
    pub(super) fn style() -> Style {
        Style::loose(Typeface::SongTi, SMALLEST)
    }

    pub(super) fn width(&mut self, text: &str) -> f32 {
        self.setter.width(text, Self::style())
    }

    /// Words whose middle is at `y`, at most `room` wide.
    pub(super) fn words(&mut self, text: &str, place: (f32, f32), at: At, room: f32, colour: Colour) {
        let line = self.setter.fitted(text, Self::style(), room);
        let x = match at {
            At::Left => place.0,
            At::Centre => place.0 - line.end / 2.0,
            At::Right => place.0 - line.end,
        };
        self.draws.push(Draw::Text { x, baseline: place.1 + 0.38 * SMALLEST, line, colour });
    }

    pub(super) fn stroke(&mut self, points: Vec<(f32, f32)>, width: f32, colour: Colour, dashed: bool) {
        self.draws.push(Draw::Stroke { points, width, colour, dashed });
    }

    pub(super) fn fill(&mut self, place: (f32, f32), size: (f32, f32), colour: Colour) {
        self.draws.push(Draw::Fill { x: place.0, y: place.1, width: size.0, height: size.1, colour });
    }

    pub(super) fn dot(&mut self, place: (f32, f32), colour: Colour) {
        self.draws.push(Draw::Dot { x: place.0, y: place.1, radius: 2.2, colour });
    }

    /// Names of the series, where there are several; returns where it ends.
    fn legend(&mut self, chart: &Chart) -> f32 {
        if chart.series.len() < 2 {
            return 0.0;
        }
        let room = TYPE_WIDTH / chart.series.len() as f32 - 30.0;
        let widths: Vec<f32> = chart.series.iter().map(|series| self.width(&series.name).min(room) + 30.0).collect();
        let mut x = (TYPE_WIDTH - widths.iter().sum::<f32>()) / 2.0;
        for (place, (series, width)) in chart.series.iter().zip(widths).enumerate() {
            self.fill((x, WORDS / 2.0 - 4.0), (12.0, 8.0), of_series(place));
            self.words(&series.name, (x + 16.0, WORDS / 2.0), At::Left, room, INK);
            x += width;
        }
        WORDS + 4.0
    }

    /// A mark of the axis with its value, and the light line through the chart.
    pub(super) fn tick(&mut self, chart: &Chart, value: i64, line: [(f32, f32); 2], words: (f32, f32), at: At) {
        self.stroke(line.to_vec(), 0.5, GRID, false);
        let text = format!("{}{}", decimal(value, chart.decimals), chart.unit);
        self.words(&text, words, at, TYPE_WIDTH, AXIS);
    }
}
