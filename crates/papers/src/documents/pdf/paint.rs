//! 印: pieces on pages as a PDF file.
//!
//! Deliberately not here: where anything stands.

use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect},
    num::NormalizedF32,
    paint::{Fill, Stroke, StrokeDash},
    surface::Surface,
    text::{GlyphId, KrillaGlyph},
};

use super::{
    super::{
        colours::{Colour, EDITED},
        fonts::Shelf,
    },
    lines::{Line, Set},
    piece::Draw,
};

/// How much of its size a bold character's stroke is wide: the typefaces of official
/// documents have no bold.
const EMBOLDEN: f32 = 0.03;

/// Draws at the given place, in points from the upper left corner of the sheet.
pub(super) fn draw(surface: &mut Surface<'_>, shelf: &Shelf<'_>, origin: (f32, f32), draw: &Draw) {
    let (left, top) = origin;
    match draw {
        Draw::Text { x, baseline, line, colour } => {
            text(surface, shelf, (left + x, top + baseline), line, *colour);
        }
        Draw::Fill { x, y, width, height, colour } => {
            fill(surface, (left + x, top + y), (*width, *height), *colour);
        }
        Draw::Stroke { points, width, colour, dashed } => {
            let Some(path) = polyline(points, origin) else { return };
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: paint(*colour),
                width: *width,
                dash: dashed.then(|| StrokeDash { array: vec![4.0, 3.0], offset: 0.0 }),
                ..Stroke::default()
            }));
            surface.draw_path(&path);
        }
        Draw::Dot { x, y, radius, colour } => {
            let Some(path) = circle((left + x, top + y), *radius) else { return };
            surface.set_stroke(None);
            surface.set_fill(Some(solid(*colour)));
            surface.draw_path(&path);
        }
    }
}

fn fill(surface: &mut Surface<'_>, place: (f32, f32), size: (f32, f32), colour: Colour) {
    let Some(rect) = Rect::from_xywh(place.0, place.1, size.0, size.1) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(solid(colour)));
    surface.draw_path(&path);
}

/// The grounds of edited characters, to be drawn below the text.
pub(super) fn grounds(surface: &mut Surface<'_>, origin: (f32, f32), draw: &Draw) {
    let Draw::Text { x, baseline, line, .. } = draw else { return };
    for (set, next) in line.sets.iter().zip(ends(line)) {
        if set.atom.style.edited {
            let size = set.atom.style.size;
            let place = (origin.0 + x + set.x, origin.1 + baseline - 0.96 * size);
            fill(surface, place, (next - set.x, 1.16 * size), EDITED);
        }
    }
}

/// Whether a drawing has any.
pub(super) fn has_grounds(draw: &Draw) -> bool {
    match draw {
        Draw::Text { line, .. } => line.sets.iter().any(|set| set.atom.style.edited),
        Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Dot { .. } => false,
    }
}

/// Where each atom of a line ends.
fn ends(line: &Line) -> impl Iterator<Item = f32> {
    line.sets.iter().skip(1).map(|set| set.x).chain([line.end])
}

fn text(surface: &mut Surface<'_>, shelf: &Shelf<'_>, origin: (f32, f32), line: &Line, colour: Colour) {
    let advances: Vec<f32> = line.sets.iter().zip(ends(line)).map(|(set, end)| end - set.x).collect();
    let same = |one: &Set, other: &Set| {
        let font = |set: &Set| set.atom.picked.glyph.map(|(font, _)| font);
        font(one) == font(other)
            && one.atom.style.size == other.atom.style.size
            && one.atom.style.bold == other.atom.style.bold
    };
    let mut from = 0;
    for run in line.sets.chunk_by(same) {
        let until = from + run.len();
        let widths = &advances[from..until];
        from = until;
        let Some(first) = run.first() else { continue };
        let Some(font) = first.atom.picked.glyph.and_then(|(font, _)| shelf.font(font)) else { continue };
        let size = first.atom.style.size;
        let mut words = String::new();
        let mut glyphs = Vec::with_capacity(run.len());
        for (set, width) in run.iter().zip(widths) {
            let Some((_, glyph)) = set.atom.picked.glyph else { continue };
            let start = words.len();
            words.push(set.atom.character);
            let range = start..words.len();
            glyphs.push(KrillaGlyph::new(GlyphId::new(glyph), width / size, 0.0, 0.0, 0.0, range, None));
        }
        surface.set_fill(Some(solid(colour)));
        surface.set_stroke(first.atom.style.bold.then(|| Stroke {
            paint: paint(colour),
            width: size * EMBOLDEN,
            ..Stroke::default()
        }));
        surface.draw_glyphs(Point::from_xy(origin.0 + first.x, origin.1), &glyphs, font, &words, size, false);
    }
    surface.set_stroke(None);
}

fn polyline(points: &[(f32, f32)], origin: (f32, f32)) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let mut path = PathBuilder::new();
    path.move_to(origin.0 + first.0, origin.1 + first.1);
    rest.iter().for_each(|point| path.line_to(origin.0 + point.0, origin.1 + point.1));
    path.finish()
}

/// A circle of four curves.
fn circle(centre: (f32, f32), radius: f32) -> Option<Path> {
    const KAPPA: f32 = 0.552_284_8;
    let (x, y) = centre;
    let (r, k) = (radius, radius * KAPPA);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

fn paint(colour: Colour) -> krilla::paint::Paint {
    let [red, green, blue] = colour;
    rgb::Color::new(red, green, blue).into()
}

fn solid(colour: Colour) -> Fill {
    Fill { paint: paint(colour), opacity: NormalizedF32::ONE, ..Fill::default() }
}
