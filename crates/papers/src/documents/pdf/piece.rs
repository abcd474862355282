//! 件: what a page is put together from: one line, one row of a table, one chart.
//!
//! Deliberately not here: on which page a piece comes to stand.

use super::{super::colours::Colour, lines::Line};

/// A thing that stays in one piece on one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    /// Points.
    pub(super) height: f32,
    /// Begins on a line of the page's grid.
    pub(super) on_grid: bool,
    /// May not be the last on its page.
    pub(super) keep: bool,
    /// Begins a page.
    pub(super) breaks: bool,
    /// Where it belongs to a table.
    pub(super) table: Option<Part>,
    /// A heading to be listed beside the pages: level from 1, and words.
    pub(super) bookmark: Option<(u8, String)>,
    pub(super) marks: Vec<Marked>,
}

/// Which part of a table a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The head of the table with this number.
    Head(usize),
    /// A row of it.
    Row(usize),
}

/// Something drawn, and the part of the text it belongs to; decoration belongs to none.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    pub(super) node: Option<usize>,
    pub(super) draw: Draw,
}

/// Something drawn; places in points from the piece's upper left corner.
#[derive(Debug, Clone)]
pub(super) enum Draw {
    /// A line of text.
    Text { x: f32, baseline: f32, line: Line, colour: Colour },
    /// A filled rectangle.
    Fill { x: f32, y: f32, width: f32, height: f32, colour: Colour },
    /// A stroke through points.
    Stroke { points: Vec<(f32, f32)>, width: f32, colour: Colour, dashed: bool },
    /// A filled circle.
    Dot { x: f32, y: f32, radius: f32, colour: Colour },
}

impl Draw {
    /// The same, further down.
    pub(super) fn lowered(mut self, by: f32) -> Self {
        match &mut self {
            Self::Text { baseline, .. } => *baseline += by,
            Self::Fill { y, .. } | Self::Dot { y, .. } => *y += by,
            Self::Stroke { points, .. } => points.iter_mut().for_each(|point| point.1 += by),
        }
        self
    }
}

/// Where the line of writing lies in a line of this height: the em box of a Chinese
/// font reaches 0.88 em above it, and stands in the middle of the line.
pub(super) fn baseline(height: f32, size: f32) -> f32 {
    (height - size) / 2.0 + 0.88 * size
}
