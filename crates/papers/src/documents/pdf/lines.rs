//! 排行: a text as lines of glyphs with their places.
//!
//! A line is filled; where the next character may not begin a line, it is fitted in
//! by taking the blank halves of the line's punctuation (挤压), else the break moves
//! left. What is left over is spread between the characters, so that the right edge
//! of the text is straight.
//!
//! Deliberately not here: what stands above or below a line.

use super::{
    super::{fonts::Picked, typeface::Typeface},
    kinsoku::{half_blank, may_break, never_last},
};

/// How a character is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) typeface: Typeface,
    /// Points.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// On a light ground.
    pub(super) edited: bool,
    /// Points added to each character: what the grid takes off, else 0.
    pub(super) tighten: f32,
}

/// A character and its glyph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub(super) character: char,
    pub(super) style: Style,
    pub(super) picked: Picked,
}

impl Atom {
    /// Points, without what justification adds.
    pub(super) fn width(&self) -> f32 {
        self.picked.width * self.style.size + self.style.tighten
    }
}

/// An atom at its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    pub(super) atom: Atom,
    /// Points from the left edge of the text.
    pub(super) x: f32,
}

/// One line.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) sets: Vec<Set>,
    /// Points from the left edge of the text to the end of the last atom.
    pub(super) end: f32,
}

impl Line {
    /// The same line further right.
    pub(super) fn moved(mut self, by: f32) -> Self {
        self.sets.iter_mut().for_each(|set| set.x += by);
        self.end += by;
        self
    }
}

/// The room a text has, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Before the first line.
    pub(super) first: f32,
    /// Before every other line.
    pub(super) rest: f32,
    /// From the left edge to the right edge.
    pub(super) width: f32,
    /// Whether lines are spread to the right edge.
    pub(super) justify: bool,
}

/// Rounding that is not meant as overflow, in points.
const SLIP: f32 = 0.05;
/// The most a gap may be widened, in ems; beyond it the line stays ragged.
const WIDEST_GAP: f32 = 0.25;

/// Sets atoms in lines. A text without atoms is one empty line.
pub(super) fn set(atoms: &[Atom], measure: Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let indent = if lines.is_empty() { measure.first } else { measure.rest };
        let room = (measure.width - indent).max(0.0);
        let end = end_of_line(atoms, start, room);
        let last = end >= atoms.len();
        let mut shown = &atoms[start..end];
        while let [rest @ .., blank] = shown
            && blank.character == ' '
        {
            shown = rest;
        }
        lines.push(placed(shown, indent, room, measure.justify && !last));
        start = end;
        // The blank a line ends with is not printed, nor does it begin the next one.
        while atoms.get(start).is_some_and(|atom| atom.character == ' ') {
            start += 1;
        }
    }
    if lines.is_empty() {
        lines.push(Line::default());
    }
    lines
}

/// Where the line that begins at `start` ends: the first atom of the next one.
fn end_of_line(atoms: &[Atom], start: usize, room: f32) -> usize {
    let mut taken = 0.0;
    let mut full = start;
    while let Some(atom) = atoms.get(full) {
        taken += atom.width();
        if taken > room + SLIP && full > start && atom.character != ' ' {
            break;
        }
        full += 1;
    }
    if full >= atoms.len() {
        return atoms.len();
    }
    let breaks = |at: usize| match (atoms.get(at - 1), atoms.get(at)) {
        (Some(last), Some(next)) => {
            // A blank after an opening mark does not free it from what follows.
            let word = atoms[start..at].iter().rev().find(|atom| !atom.character.is_whitespace());
            may_break(last.character, next.character)
                && !is_pair(atoms, start, at)
                && word.is_none_or(|word| !never_last(word.character))
        }
        (_, None) | (None, _) => true,
    };
    if breaks(full) {
        return full;
    }
    // Fit the forbidden marks in, if the blank halves of this line have room for them.
    for end in [full + 1, full + 2] {
        let fitted = atoms.get(start..end).unwrap_or_default();
        let spare: f32 = fitted.iter().map(compressible).sum();
        if !fitted.is_empty() && breaks(end) && width(fitted) - room <= spare {
            return end;
        }
    }
    let earlier = (start + 1..full).rev().find(|&at| breaks(at));
    match earlier {
        // A long address must not leave half a line empty: it is broken instead.
        Some(at) if width(&atoms[start..at]) >= room / 2.0 => at,
        Some(at) if !in_word(atoms, full) => at,
        Some(_) | None => full,
    }
}

fn in_word(atoms: &[Atom], at: usize) -> bool {
    let ascii = |atom: Option<&Atom>| atom.is_some_and(|atom| atom.character.is_ascii_graphic());
    ascii(atoms.get(at - 1)) && ascii(atoms.get(at))
}

/// Whether the marks before and at `at` are the two halves of —— or ……; counted
/// from the beginning of the line, as in a row of them every second break is free.
fn is_pair(atoms: &[Atom], start: usize, at: usize) -> bool {
    let mark = atoms[at].character;
    if !matches!(mark, '—' | '…') {
        return false;
    }
    let before = atoms[start..at].iter().rev().take_while(|atom| atom.character == mark).count();
    before % 2 == 1
}

fn width(atoms: &[Atom]) -> f32 {
    atoms.iter().map(Atom::width).sum()
}

/// Points that may be taken from an atom.
fn compressible(atom: &Atom) -> f32 {
    let full = atom.picked.width > 0.9 && !atom.picked.missing;
    if full && half_blank(atom.character) { atom.style.size * 0.5 } else { 0.0 }
}

fn placed(atoms: &[Atom], indent: f32, room: f32, justify: bool) -> Line {
    let natural = width(atoms);
    let over = room - natural;
    let gap = |at: usize| -> bool {
        let (Some(this), Some(next)) = (atoms.get(at), atoms.get(at + 1)) else { return false };
        !(this.character.is_ascii() && next.character.is_ascii()) || this.character == ' ' || next.character == ' '
    };
    let gaps = (0..atoms.len()).filter(|&at| gap(at)).count();
    let size = atoms.first().map_or(0.0, |atom| atom.style.size);
    let wider = if gaps == 0 { 0.0 } else { over / gaps as f32 };
    let wider = if justify && over > SLIP && wider <= WIDEST_GAP * size { wider } else { 0.0 };
    let spare: f32 = atoms.iter().map(compressible).sum();
    let squeeze = if over < -SLIP && spare > 0.0 { (-over / spare).min(1.0) } else { 0.0 };
    let mut line = Line { sets: Vec::with_capacity(atoms.len()), end: indent };
    for (at, atom) in atoms.iter().enumerate() {
        line.sets.push(Set { atom: *atom, x: line.end });
        line.end += atom.width() - squeeze * compressible(atom) + if gap(at) { wider } else { 0.0 };
    }
    line
}
