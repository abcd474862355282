//! 出 PDF: the file, its page numbers, its structure and the list of what no font has.
//!
//! Deliberately not here: saving it.

use std::collections::BTreeSet;

use krilla::{
    Document as File, SerializeSettings,
    destination::XyzDestination,
    geom::Point,
    metadata::Metadata,
    outline::{Outline as Bookmarks, OutlineNode},
    page::PageSettings,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag},
};

use super::{
    super::{
        check,
        colours::INK,
        document::Document,
        flaw::DocumentFlaw,
        fonts::{Fonts, Shelf},
        sheet::{HEIGHT, LEFT, PAGE_NUMBER, TO_PAGE_NUMBER, TOP, TYPE_HEIGHT, TYPE_WIDTH, WIDTH},
        typeface::Typeface,
    },
    flow,
    lines::Style,
    pages::{self, Placed},
    paint,
    piece::Draw,
    setter::Setter,
};

/// A PDF and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no font of this machine has, in order of pages. They are
    /// printed as 〓, or left blank where no font has that either; a rare-character
    /// font in the configured folder mends it.
    pub missing: Vec<MissingGlyph>,
}

/// A character that no font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// The page it is on, from 1.
    pub page: usize,
    /// The character.
    pub character: char,
}

/// Writes a document as PDF, as it will be printed: A4, 22 lines of 28 characters
/// (GB/T 9704-2012). The same document and fonts give the same bytes.
///
/// # Errors
/// [`DocumentFlaw`]; [`DocumentFlaw::NoFont`] where this machine has no Chinese font.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Pdf, DocumentFlaw> {
    let document = check::prepared(document)?;
    let shelf = Shelf::new(fonts).ok_or(DocumentFlaw::NoFont)?;
    let mut setter = Setter::new(shelf);
    let (pieces, outline) = flow::pieces(&document, &mut setter);
    let pages = pages::paged(pieces)?;
    let numbers: Vec<Draw> = (1..=pages.len()).map(|number| page_number(&mut setter, number)).collect();

    let mut file = File::new_with(SerializeSettings { enable_tagging: true, ..SerializeSettings::default() });
    let mut content: Vec<Vec<Identifier>> = Vec::new();
    let mut missing = BTreeSet::new();
    for (page, number) in pages.iter().zip(&numbers) {
        write_page(&mut file, setter.shelf(), page, number, &mut content)?;
    }
    for (page, pieces) in (1..).zip(&pages) {
        missing.extend(missing_on(page, pieces));
    }
    file.set_tag_tree(outline.tree(content));
    file.set_outline(bookmarks(&pages));
    file.set_metadata(
        Metadata::new()
            .title(document.title.concat())
            .language("zh-CN".to_owned())
            .creator("OneDoor 一扇门".to_owned()),
    );
    let bytes = file.finish().map_err(|error| DocumentFlaw::NotWritten { reason: error.to_string() })?;
    Ok(Pdf { bytes, pages: pages.len(), missing: missing.into_iter().collect() })
}

/// `— 1 —`, odd ones at the right, even ones at the left, one character from the
/// edge, dashes 7 mm below the type area (GB/T 9704-2012, 7.5).
fn page_number(setter: &mut Setter<'_>, number: usize) -> Draw {
    let line = setter.line(&format!("— {number} —"), Style::loose(Typeface::SongTi, PAGE_NUMBER));
    let x = if number.is_multiple_of(2) { PAGE_NUMBER } else { TYPE_WIDTH - PAGE_NUMBER - line.end };
    // A dash lies in the middle of its em box: 0.38 em above the line of writing.
    Draw::Text { x, baseline: TYPE_HEIGHT + TO_PAGE_NUMBER + 0.38 * PAGE_NUMBER, line, colour: INK }
}

fn write_page(
    file: &mut File,
    shelf: &Shelf<'_>,
    pieces: &[Placed],
    number: &Draw,
    content: &mut Vec<Vec<Identifier>>,
) -> Result<(), DocumentFlaw> {
    let settings = PageSettings::from_wh(WIDTH, HEIGHT)
        .ok_or_else(|| DocumentFlaw::NotWritten { reason: "size of the sheet".to_owned() })?;
    let mut page = file.start_page_with(settings);
    let mut surface = page.surface();
    for placed in pieces {
        let origin = (LEFT, TOP + placed.y);
        for run in placed.piece.marks.chunk_by(|one, other| one.node == other.node) {
            let Some(first) = run.first() else { continue };
            if run.iter().any(|mark| paint::has_grounds(&mark.draw)) {
                artifact(&mut surface, ArtifactType::Layout);
                run.iter().for_each(|mark| paint::grounds(&mut surface, origin, &mark.draw));
                surface.end_tagged();
            }
            match first.node {
                Some(node) => {
                    if content.len() <= node {
                        content.resize_with(node + 1, Vec::new);
                    }
                    content[node].push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
                }
                None => artifact(&mut surface, ArtifactType::Layout),
            }
            run.iter().for_each(|mark| paint::draw(&mut surface, shelf, origin, &mark.draw));
            surface.end_tagged();
        }
    }
    artifact(&mut surface, ArtifactType::PageNumber);
    paint::draw(&mut surface, shelf, (LEFT, TOP), number);
    surface.end_tagged();
    surface.finish();
    page.finish();
    Ok(())
}

fn artifact(surface: &mut Surface<'_>, kind: ArtifactType) {
    // Decoration is nobody's content: its identifier names nothing.
    let _ = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
}

fn missing_on(page: usize, pieces: &[Placed]) -> Vec<MissingGlyph> {
    let lines = pieces.iter().flat_map(|placed| &placed.piece.marks).filter_map(|mark| match &mark.draw {
        Draw::Text { line, .. } => Some(line),
        Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Dot { .. } => None,
    });
    let sets = lines.flat_map(|line| &line.sets).filter(|set| set.atom.picked.missing);
    sets.map(|set| MissingGlyph { page, character: set.atom.character }).collect()
}

/// Headings beside the pages; each stands under the last one of a higher level.
fn bookmarks(pages: &[Vec<Placed>]) -> Bookmarks {
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut top = Bookmarks::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>, down_to: u8| {
        while open.last().is_some_and(|(level, _)| *level >= down_to) {
            let Some((_, node)) = open.pop() else { break };
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => top.push_child(node),
            }
        }
    };
    for (index, placed) in pages.iter().enumerate().flat_map(|(index, page)| page.iter().map(move |one| (index, one))) {
        if let Some((level, words)) = &placed.piece.bookmark {
            close(&mut open, *level);
            let place = XyzDestination::new(index, Point::from_xy(LEFT, TOP + placed.y));
            open.push((*level, OutlineNode::new(words.clone(), place)));
        }
    }
    close(&mut open, 0);
    top
}
