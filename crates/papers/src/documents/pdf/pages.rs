//! 分页: pieces on pages.
//!
//! What must stay together goes over to the next page together; the head of a table
//! is drawn again where its rows go on.
//!
//! Deliberately not here: page numbers, which the writer adds.

use std::collections::HashMap;

use super::{
    super::{
        flaw::DocumentFlaw,
        limits,
        sheet::{LINE, TYPE_HEIGHT},
    },
    piece::{Marked, Part, Piece},
};

/// A piece at its place.
#[derive(Debug)]
pub(super) struct Placed {
    /// Points below the upper edge of the type area.
    pub(super) y: f32,
    pub(super) piece: Piece,
}

/// Rounding that is not meant as overflow, in points.
const SLIP: f32 = 0.1;

/// Puts pieces on pages.
pub(super) fn paged(pieces: Vec<Piece>) -> Result<Vec<Vec<Placed>>, DocumentFlaw> {
    let heads: HashMap<usize, Piece> = pieces
        .iter()
        .filter_map(|piece| match piece.table {
            Some(Part::Head(number)) => Some((number, piece.clone())),
            Some(Part::Row(_)) | None => None,
        })
        .collect();
    let heights: Vec<(f32, bool, bool)> =
        pieces.iter().map(|piece| (piece.height, piece.on_grid, piece.keep)).collect();
    let mut pages: Pages = Pages { done: vec![Vec::new()], y: 0.0 };
    for (place, piece) in pieces.into_iter().enumerate() {
        let opens_chain = place == 0 || !heights[place - 1].2;
        let chain = together(&heights[place..], pages.y);
        let fits_whole = together(&heights[place..], 0.0) <= TYPE_HEIGHT + SLIP;
        let over = |end: f32| end > TYPE_HEIGHT + SLIP;
        let needs_page =
            if opens_chain && fits_whole { over(chain) } else { over(snapped(pages.y, piece.on_grid) + piece.height) };
        if (piece.breaks || needs_page) && !pages.is_fresh() {
            pages.turn()?;
        }
        // What is free below a table is not carried over to the next page.
        if pages.is_fresh() && piece.table.is_none() && piece.marks.is_empty() && !piece.on_grid {
            continue;
        }
        if let (true, Some(Part::Row(number))) = (pages.is_fresh(), piece.table)
            && let Some(head) = heads.get(&number)
            && head.height <= TYPE_HEIGHT / 2.0
        {
            pages.put(repeated(head));
        }
        pages.put(piece);
    }
    Ok(pages.done)
}

struct Pages {
    done: Vec<Vec<Placed>>,
    y: f32,
}

impl Pages {
    fn is_fresh(&self) -> bool {
        self.done.last().is_none_or(Vec::is_empty)
    }

    fn turn(&mut self) -> Result<(), DocumentFlaw> {
        if self.done.len() >= limits::PAGES {
            return Err(DocumentFlaw::TooLong);
        }
        self.done.push(Vec::new());
        self.y = 0.0;
        Ok(())
    }

    fn put(&mut self, piece: Piece) {
        let y = snapped(self.y, piece.on_grid);
        self.y = y + piece.height;
        if let Some(page) = self.done.last_mut() {
            page.push(Placed { y, piece });
        }
    }
}

/// Down to the next line of the grid, for what stands on it.
fn snapped(y: f32, on_grid: bool) -> f32 {
    if on_grid { ((y - SLIP) / LINE).ceil().max(0.0) * LINE } else { y }
}

/// Where the first of these pieces and all that it must stay with would end.
fn together(heights: &[(f32, bool, bool)], y: f32) -> f32 {
    let mut end = y;
    for &(height, on_grid, keep) in heights {
        end = snapped(end, on_grid) + height;
        // Beyond a page it makes no difference how far.
        if !keep || end > y + TYPE_HEIGHT + LINE {
            break;
        }
    }
    end
}

/// The head once more: seen, not read aloud a second time.
fn repeated(head: &Piece) -> Piece {
    let marks = head.marks.iter().map(|mark| Marked { node: None, draw: mark.draw.clone() }).collect();
    Piece { keep: true, breaks: false, bookmark: None, marks, ..head.clone() }
}
