//! 排文: blocks of a document as pieces, in order.
//!
//! Deliberately not here: tables and charts, which have modules of their own, and
//! page ends.

use super::{
    super::{
        colours::INK,
        document::{Appendix, Block, Code, Document, Heading, HeadingLevel, Run, Signature},
        sheet::{BODY, CHARACTER, LINE, TITLE, TYPE_WIDTH, signature_indents},
        typeface::Typeface,
    },
    chart,
    lines::{Atom, Line, Measure, Style, set},
    piece::{Draw, Marked, Piece, baseline},
    setter::Setter,
    table,
    tags::{Outline, Role},
};
use crate::qr;

/// Side of a QR code with its quiet zone, in points.
const CODE_SIDE: f32 = 90.0;

/// A document as it is being taken apart.
pub(super) struct Flow<'a, 'f> {
    pub(super) setter: &'a mut Setter<'f>,
    pub(super) outline: Outline,
    pub(super) pieces: Vec<Piece>,
    /// Tables so far.
    pub(super) tables: usize,
    /// The next piece begins a page.
    page_break: bool,
}

/// Takes a prepared document apart.
pub(super) fn pieces(document: &Document, setter: &mut Setter<'_>) -> (Vec<Piece>, Outline) {
    let mut flow = Flow { setter, outline: Outline::default(), pieces: Vec::new(), tables: 0, page_break: false };
    flow.top(document);
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => flow.heading(heading),
            Block::Paragraph(runs) => flow.paragraph(runs),
            Block::Table(table) => table::add(&mut flow, table),
            Block::Chart(chart) => chart::add(&mut flow, chart),
            Block::Attachments(names) => flow.attachments(names),
            Block::Signature(signature) => flow.signature(signature),
            Block::Code(code) => flow.code(code),
            Block::PageBreak => flow.page_break = true,
            Block::Appendix(appendix) => flow.appendix(appendix),
        }
    }
    (flow.pieces, flow.outline)
}

impl Flow<'_, '_> {
    /// Adds a piece; it begins a page where one was asked for.
    pub(super) fn push(&mut self, mut piece: Piece) {
        piece.breaks |= std::mem::take(&mut self.page_break);
        self.pieces.push(piece);
    }

    /// A line of the grid.
    pub(super) fn text(&mut self, line: Line, size: f32, node: usize, keep: bool) {
        let draw = Draw::Text { x: 0.0, baseline: baseline(LINE, size), line, colour: INK };
        let marks = vec![Marked { node: Some(node), draw }];
        self.push(Piece { height: LINE, on_grid: true, keep, marks, ..Piece::default() });
    }

    /// An empty line that does not end a page.
    fn blank(&mut self) {
        self.push(Piece { height: LINE, on_grid: true, keep: true, ..Piece::default() });
    }

    fn centred(&mut self, text: &str, style: Style, role: Role) {
        let node = self.outline.add(role, None);
        for line in self.setter.centred(text, style, TYPE_WIDTH) {
            self.text(line, style.size, node, true);
        }
    }

    /// Title, the lines under it, and who is addressed.
    fn top(&mut self, document: &Document) {
        let node = self.outline.add(Role::Title, None);
        let style = Style::grid(Typeface::XiaoBiaoSong, TITLE);
        for text in &document.title {
            for line in self.setter.centred(text, style, TYPE_WIDTH) {
                self.text(line, TITLE, node, true);
            }
        }
        for text in document.subtitle.iter().chain(&document.byline) {
            self.centred(text, Style::grid(Typeface::KaiTi, BODY), Role::Paragraph);
        }
        self.blank();
        if let Some(recipient) = &document.recipient {
            let atoms = self.setter.atoms(recipient, Style::body());
            self.set(&atoms, 0.0, 0.0, Role::Paragraph, true);
        }
    }

    /// Atoms as lines of the grid; the last one may be kept with what follows.
    fn set(&mut self, atoms: &[Atom], first: f32, rest: f32, role: Role, keep: bool) {
        let node = self.outline.add(role, None);
        let size = atoms.first().map_or(BODY, |atom| atom.style.size);
        for line in set(atoms, Measure { first, rest, width: TYPE_WIDTH, justify: true }) {
            self.text(line, size, node, keep);
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let (level, typeface) = match heading.level {
            HeadingLevel::One => (1, Typeface::HeiTi),
            HeadingLevel::Two => (2, Typeface::KaiTi),
            HeadingLevel::Three => (3, Typeface::FangSong),
            HeadingLevel::Four => (4, Typeface::FangSong),
        };
        let text = format!("{}{}", heading.number, heading.text);
        let atoms = self.setter.atoms(&text, Style::grid(typeface, BODY));
        let place = self.pieces.len();
        self.set(&atoms, 2.0 * CHARACTER, 0.0, Role::Heading(level), true);
        if let Some(piece) = self.pieces.get_mut(place) {
            piece.bookmark = Some((level, text));
        }
    }

    /// The code with its quiet zone as squares, and the line under it.
    fn code(&mut self, code: &Code) {
        let Ok(modules) = qr::modules(&code.link) else { return };
        let node = self.outline.add(Role::Figure(format!("二维码：{}", code.link)), None);
        let side = CODE_SIDE / (modules.len() + 2 * qr::QUIET) as f32;
        let mut marks = Vec::new();
        for (y, row) in modules.iter().enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                if run[0] {
                    let (left, top) = ((x + qr::QUIET) as f32 * side, (y + qr::QUIET) as f32 * side);
                    let draw =
                        Draw::Fill { x: left, y: top, width: run.len() as f32 * side, height: side, colour: INK };
                    marks.push(Marked { node: Some(node), draw });
                }
                x += run.len();
            }
        }
        self.push(Piece { height: CODE_SIDE, keep: true, marks, ..Piece::default() });
        let atoms = self.setter.atoms(&code.caption, Style::body());
        self.set(&atoms, 0.0, 0.0, Role::Paragraph, false);
    }

    fn paragraph(&mut self, runs: &[Run]) {
        let atoms = self.setter.runs(runs, Style::body());
        self.set(&atoms, 2.0 * CHARACTER, 0.0, Role::Paragraph, false);
    }

    /// 附件：1. … each further name under the first, lines of a name under its
    /// first character (GB/T 9704-2012, 7.3.4).
    fn attachments(&mut self, names: &[String]) {
        self.keep_end_of_text(1);
        self.blank();
        let label = "附件：";
        let start = 2.0 * CHARACTER + self.setter.width(label, Style::body());
        let numbered = names.len() > 1;
        for (place, name) in names.iter().enumerate() {
            let number = if numbered { format!("{}.", place + 1) } else { String::new() };
            let hang = start + self.setter.width(&number, Style::body());
            let first = if place == 0 { 2.0 * CHARACTER } else { start };
            let label = if place == 0 { label } else { "" };
            let atoms = self.setter.atoms(&format!("{label}{number}{name}"), Style::body());
            self.set(&atoms, first, hang, Role::Paragraph, false);
        }
    }

    /// Two empty lines for the seal, the unit centred over the day, the day four
    /// characters from the right; never alone on a page (GB/T 9704-2012, 7.3.5.5).
    fn signature(&mut self, signature: &Signature) {
        self.keep_end_of_text(2);
        self.blank();
        self.blank();
        let half = CHARACTER / 2.0;
        let unit: Vec<&str> = signature.unit.lines().collect();
        let indents = signature_indents(&unit, &signature.date);
        let mut lines = unit.into_iter().chain([signature.date.as_str()]).zip(indents).peekable();
        while let Some((text, free)) = lines.next() {
            let keep = lines.peek().is_some();
            let node = self.outline.add(Role::Paragraph, None);
            let line = self.setter.line(text, Style::body());
            let x = TYPE_WIDTH - free as f32 * half - line.end;
            self.text(line.moved(x.max(0.0)), BODY, node, keep);
        }
    }

    /// The last lines of the text go along with what follows it.
    fn keep_end_of_text(&mut self, lines: usize) {
        self.pieces.iter_mut().rev().take(lines).filter(|piece| piece.on_grid).for_each(|piece| piece.keep = true);
    }

    /// Number at the left of the first line, title on the third (7.3.7).
    fn appendix(&mut self, appendix: &Appendix) {
        self.page_break = true;
        let place = self.pieces.len();
        let atoms = self.setter.atoms(&appendix.number, Style::grid(Typeface::HeiTi, BODY));
        self.set(&atoms, 0.0, 0.0, Role::Paragraph, true);
        if let Some(piece) = self.pieces.get_mut(place) {
            piece.bookmark = Some((1, format!("{}　{}", appendix.number, appendix.title)));
        }
        self.blank();
        self.centred(&appendix.title, Style::grid(Typeface::XiaoBiaoSong, TITLE), Role::Heading(1));
        self.blank();
    }
}
