//! 证照出 PDF: a certificate on one page: frame, title, rows, code at the lower left, issuer and day at the lower right.
//!
//! Deliberately not here: seals, and PDF/A.

use std::collections::BTreeSet;

use krilla::{
    Document as File, SerializeSettings,
    metadata::Metadata,
    page::PageSettings,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag},
};

use super::{
    super::{
        certificate::CertificatePaper,
        colours::{Colour, GRID, INK},
        flaw::DocumentFlaw,
        fonts::{Fonts, Shelf},
        sheet::{HEIGHT, SMALL, SMALLEST, WIDTH},
        typeface::Typeface,
        words::one_line,
    },
    lines::{Line, Measure, Style, set},
    paint,
    piece::{Draw, baseline},
    setter::Setter,
    tags::{Outline, Role},
    write::{MissingGlyph, Pdf},
};
use crate::qr;

const MM: f32 = 72.0 / 25.4;
/// The red of official heads, for what is no real certificate.
const WARNING: Colour = [0xB3, 0x20, 0x1B];
const FRAME: Colour = [0x8A, 0x6D, 0x1F];

const LEFT: f32 = 34.0 * MM;
const TEXT_WIDTH: f32 = WIDTH - 2.0 * LEFT;
const LABELS: f32 = 38.0 * MM;
const ROWS_TOP: f32 = 92.0 * MM;
/// Where the foot begins: rows must end above it.
const FOOT: f32 = 218.0 * MM;
const CODE_SIDE: f32 = 34.0 * MM;
/// Sizes of the rows, tried from the largest until they end above the foot.
const ROW_SIZES: [f32; 4] = [15.0, 13.0, SMALL, SMALLEST];

/// Something on the page, and the part of the text it belongs to.
type Placed = (Option<usize>, Draw);

/// Writes a certificate as PDF. The same paper and fonts give the same bytes.
///
/// # Errors
/// [`DocumentFlaw::NoTitle`] without a name; [`DocumentFlaw::NoFont`] where this machine has no Chinese font;
/// [`DocumentFlaw::TooLong`] where the rows do not fit on a page, or the address into the code.
pub fn certificate_pdf(paper: &CertificatePaper, fonts: &Fonts) -> Result<Pdf, DocumentFlaw> {
    if one_line(&paper.title).is_empty() {
        return Err(DocumentFlaw::NoTitle);
    }
    let mut setter = Setter::new(Shelf::new(fonts).ok_or(DocumentFlaw::NoFont)?);
    let mut outline = Outline::default();
    let mut placed = frame();
    placed.extend(head(paper, &mut setter, &mut outline));
    placed.extend(rows(paper, &mut setter, &mut outline)?);
    placed.extend(foot(paper, &mut setter, &mut outline)?);

    let mut file = File::new_with(SerializeSettings { enable_tagging: true, ..SerializeSettings::default() });
    let content = write_page(&mut file, setter.shelf(), &placed)?;
    file.set_tag_tree(outline.tree(content));
    let title = format!("{} {}", one_line(&paper.title), one_line(&paper.number));
    file.set_metadata(Metadata::new().title(title).language("zh-CN".to_owned()).creator("OneDoor 一扇门".to_owned()));
    let bytes = file.finish().map_err(|error| DocumentFlaw::NotWritten { reason: error.to_string() })?;
    Ok(Pdf { bytes, pages: 1, missing: missing(&placed) })
}

/// Two lines around the page.
fn frame() -> Vec<Placed> {
    let around = |inset: f32, width: f32| {
        let (left, top, right, bottom) = (inset, inset, WIDTH - inset, HEIGHT - inset);
        let points = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        (None, Draw::Stroke { points, width, colour: FRAME, dashed: false })
    };
    vec![around(14.0 * MM, 1.6), around(16.0 * MM, 0.6)]
}

fn head(paper: &CertificatePaper, setter: &mut Setter<'_>, outline: &mut Outline) -> Vec<Placed> {
    let mut out = Vec::new();
    if !paper.practice.is_empty() {
        let node = outline.add(Role::Paragraph, None);
        let style = Style::loose(Typeface::HeiTi, SMALL);
        out.extend(centred(setter, node, &paper.practice, style, (24.0 * MM, 18.0), WARNING));
    }
    let title = one_line(&paper.title);
    // One line in the largest size where it fits, else several in a smaller one.
    let large = Style::loose(Typeface::XiaoBiaoSong, 32.0);
    let style = if setter.width(&title, large) <= TEXT_WIDTH { large } else { Style { size: 22.0, ..large } };
    let node = outline.add(Role::Title, None);
    out.extend(centred(setter, node, &title, style, (44.0 * MM, style.size * 1.4), INK));
    let node = outline.add(Role::Paragraph, None);
    let number = format!("编号　{}", one_line(&paper.number));
    out.extend(centred(setter, node, &number, Style::loose(Typeface::FangSong, 14.0), (74.0 * MM, 20.0), INK));
    out
}

fn centred(
    setter: &mut Setter<'_>,
    node: usize,
    text: &str,
    style: Style,
    (top, height): (f32, f32),
    colour: Colour,
) -> Vec<Placed> {
    let lines = setter.centred(text, style, TEXT_WIDTH);
    down(lines, node, LEFT, (top, height, style.size), colour)
}

/// Lines one below the other.
fn down(lines: Vec<Line>, node: usize, x: f32, (top, height, size): (f32, f32, f32), colour: Colour) -> Vec<Placed> {
    let draw = |(at, line): (usize, Line)| {
        let baseline = top + at as f32 * height + baseline(height, size);
        (Some(node), Draw::Text { x, baseline, line, colour })
    };
    lines.into_iter().enumerate().map(draw).collect()
}

fn wrapped(setter: &mut Setter<'_>, text: &str, style: Style, width: f32) -> Vec<Line> {
    let atoms = setter.atoms(&one_line(text), style);
    set(&atoms, Measure { first: 0.0, rest: 0.0, width, justify: false })
}

fn rows(paper: &CertificatePaper, setter: &mut Setter<'_>, outline: &mut Outline) -> Result<Vec<Placed>, DocumentFlaw> {
    let width = TEXT_WIDTH - LABELS;
    let mut chosen = None;
    for size in ROW_SIZES {
        let style = Style::loose(Typeface::FangSong, size);
        let lines: Vec<Vec<Line>> = paper.rows.iter().map(|(_, value)| wrapped(setter, value, style, width)).collect();
        let height: f32 = lines.iter().map(|l| row_height(l.len(), size)).sum();
        if ROWS_TOP + height <= FOOT - 4.0 * MM {
            chosen = Some((size, lines));
            break;
        }
    }
    let (size, lines) = chosen.ok_or(DocumentFlaw::TooLong)?;
    let (mut out, mut top) = (Vec::new(), ROWS_TOP);
    for ((label, _), value) in paper.rows.iter().zip(lines) {
        let height = row_height(value.len(), size);
        let node = outline.add(Role::Paragraph, None);
        let inner = top + (height - value.len() as f32 * size * 1.5) / 2.0;
        let label = setter.line(&one_line(label), Style::loose(Typeface::HeiTi, size));
        out.extend(down(vec![label], node, LEFT, (inner, size * 1.5, size), INK));
        out.extend(down(value, node, LEFT + LABELS, (inner, size * 1.5, size), INK));
        top += height;
        let rule = vec![(LEFT, top), (LEFT + TEXT_WIDTH, top)];
        out.push((None, Draw::Stroke { points: rule, width: 0.5, colour: GRID, dashed: false }));
    }
    Ok(out)
}

fn row_height(lines: usize, size: f32) -> f32 {
    lines as f32 * size * 1.5 + size * 0.9
}

fn foot(paper: &CertificatePaper, setter: &mut Setter<'_>, outline: &mut Outline) -> Result<Vec<Placed>, DocumentFlaw> {
    let mut out = code(paper, outline)?;
    let (right, width) = (LEFT + 70.0 * MM, TEXT_WIDTH - 70.0 * MM);
    let style = Style::loose(Typeface::FangSong, 15.0);
    for (text, style, top) in [
        (&paper.issuer, style, 0.0),
        (&paper.seal_note, Style::loose(Typeface::SongTi, SMALLEST), 20.0 * MM),
        (&paper.date, style, 27.0 * MM),
    ] {
        if text.is_empty() {
            continue;
        }
        let node = outline.add(Role::Paragraph, None);
        let lines = setter.centred(&one_line(text), style, width);
        out.extend(down(lines, node, right, (FOOT + top, style.size * 1.4, style.size), INK));
    }
    let small = Style::loose(Typeface::SongTi, SMALLEST);
    let words = [
        format!("扫码查验，或在“证照查验”输入标识和验证码。验证码 {}", one_line(&paper.check)),
        format!("电子证照标识 {}", one_line(&paper.code)),
    ];
    let mut top = FOOT + CODE_SIDE + 3.0 * MM;
    for text in words {
        let node = outline.add(Role::Paragraph, None);
        let lines = wrapped(setter, &text, small, TEXT_WIDTH);
        let many = lines.len();
        out.extend(down(lines, node, LEFT, (top, 15.0, SMALLEST), INK));
        top += many as f32 * 15.0;
    }
    Ok(out)
}

/// The code with its quiet zone, as squares.
fn code(paper: &CertificatePaper, outline: &mut Outline) -> Result<Vec<Placed>, DocumentFlaw> {
    let modules = qr::modules(&paper.link).map_err(|_| DocumentFlaw::TooLong)?;
    let node = outline.add(Role::Figure(format!("二维码：{}", paper.link)), None);
    let side = CODE_SIDE / (modules.len() + 2 * qr::QUIET) as f32;
    let mut out = Vec::new();
    for (y, row) in modules.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] {
                let (left, top) = ((x + qr::QUIET) as f32 * side, (y + qr::QUIET) as f32 * side);
                let draw = Draw::Fill {
                    x: LEFT + left,
                    y: FOOT + top,
                    width: run.len() as f32 * side,
                    height: side,
                    colour: INK,
                };
                out.push((Some(node), draw));
            }
            x += run.len();
        }
    }
    Ok(out)
}

fn write_page(file: &mut File, shelf: &Shelf<'_>, placed: &[Placed]) -> Result<Vec<Vec<Identifier>>, DocumentFlaw> {
    let settings = PageSettings::from_wh(WIDTH, HEIGHT)
        .ok_or_else(|| DocumentFlaw::NotWritten { reason: "size of the sheet".to_owned() })?;
    let mut page = file.start_page_with(settings);
    let mut surface = page.surface();
    let mut content: Vec<Vec<Identifier>> = Vec::new();
    for run in placed.chunk_by(|one, other| one.0 == other.0) {
        match run[0].0 {
            Some(node) => {
                if content.len() <= node {
                    content.resize_with(node + 1, Vec::new);
                }
                content[node].push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
            }
            None => decoration(&mut surface),
        }
        run.iter().for_each(|(_, draw)| paint::draw(&mut surface, shelf, (0.0, 0.0), draw));
        surface.end_tagged();
    }
    surface.finish();
    page.finish();
    Ok(content)
}

fn decoration(surface: &mut Surface<'_>) {
    // Decoration is nobody's content: its identifier names nothing.
    let _ = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
}

fn missing(placed: &[Placed]) -> Vec<MissingGlyph> {
    let lines = placed.iter().filter_map(|(_, draw)| match draw {
        Draw::Text { line, .. } => Some(line),
        Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Dot { .. } => None,
    });
    let sets = lines.flat_map(|line| &line.sets).filter(|set| set.atom.picked.missing);
    let found: BTreeSet<MissingGlyph> =
        sets.map(|set| MissingGlyph { page: 1, character: set.atom.character }).collect();
    found.into_iter().collect()
}
