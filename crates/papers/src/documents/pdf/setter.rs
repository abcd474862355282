//! 拣字: text to atoms, and the lines that are only centred or ranged.
//!
//! Deliberately not here: which blocks there are.

use super::{
    super::{
        document::Run,
        fonts::{Picked, Shelf},
        sheet::{BODY, TIGHTEN},
        typeface::Typeface,
    },
    lines::{Atom, Line, Measure, Style, set},
};

impl Style {
    /// Text on the grid of the page.
    pub(super) fn grid(typeface: Typeface, size: f32) -> Self {
        Self { typeface, size, bold: false, edited: false, tighten: TIGHTEN }
    }

    /// The body of a document.
    pub(super) fn body() -> Self {
        Self::grid(Typeface::FangSong, BODY)
    }

    /// Text in tables, charts and page numbers, at its natural width.
    pub(super) fn loose(typeface: Typeface, size: f32) -> Self {
        Self { typeface, size, bold: false, edited: false, tighten: 0.0 }
    }
}

/// Chooses glyphs.
pub(super) struct Setter<'a> {
    shelf: Shelf<'a>,
}

impl<'a> Setter<'a> {
    pub(super) fn new(shelf: Shelf<'a>) -> Self {
        Self { shelf }
    }

    /// The fonts, for writing them into the file.
    pub(super) fn shelf(&self) -> &Shelf<'a> {
        &self.shelf
    }

    /// Atoms of a text in one style.
    pub(super) fn atoms(&mut self, text: &str, style: Style) -> Vec<Atom> {
        let shelf = &mut self.shelf;
        text.chars()
            // They choose among forms of the character before; fonts of names have the usual one.
            .filter(|c| !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'))
            .map(|character| {
                let picked: Picked = shelf.pick(style.typeface, character);
                Atom { character, style, picked }
            })
            .collect()
    }

    /// Atoms of runs, each with its marks.
    pub(super) fn runs(&mut self, runs: &[Run], style: Style) -> Vec<Atom> {
        runs.iter()
            .flat_map(|run| {
                let style = Style { bold: style.bold || run.bold, edited: run.edited, ..style };
                self.atoms(&run.text, style)
            })
            .collect()
    }

    /// Points a text takes in one line.
    pub(super) fn width(&mut self, text: &str, style: Style) -> f32 {
        self.atoms(text, style).iter().map(Atom::width).sum()
    }

    /// One line, never broken.
    pub(super) fn line(&mut self, text: &str, style: Style) -> Line {
        let atoms = self.atoms(text, style);
        let measure = Measure { first: 0.0, rest: 0.0, width: f32::MAX, justify: false };
        set(&atoms, measure).swap_remove(0)
    }

    /// Lines centred in a width.
    pub(super) fn centred(&mut self, text: &str, style: Style, width: f32) -> Vec<Line> {
        let atoms = self.atoms(text, style);
        let lines = set(&atoms, Measure { first: 0.0, rest: 0.0, width, justify: false });
        lines
            .into_iter()
            .map(|line| {
                let by = (width - line.end) / 2.0;
                line.moved(by)
            })
            .collect()
    }

    /// As much of a text as fits into a width, with … where something is left out.
    pub(super) fn fitted(&mut self, text: &str, style: Style, width: f32) -> Line {
        let whole = self.line(text, style);
        if whole.end <= width {
            return whole;
        }
        let mut kept = text.to_owned();
        while kept.pop().is_some() {
            let line = self.line(&format!("{kept}…"), style);
            if line.end <= width {
                return line;
            }
        }
        Line::default()
    }
}
