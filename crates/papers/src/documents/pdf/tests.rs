//! 排版: rules of lines and pages, on glyphs that need no font.

use proptest::prelude::*;

use super::{
    super::{
        fonts::Picked,
        sheet::{LINE, TIGHTEN, TYPE_HEIGHT, TYPE_WIDTH},
        typeface::Typeface,
    },
    lines::{Atom, Line, Measure, Style, set},
    pages::paged,
    piece::{Part, Piece},
};

/// Characters the rules name, among ordinary ones.
const CLOSING: &str = "。，、；：？！”』）》";
const OPENING: &str = "“『（《";

/// As 仿宋_GB2312 has them: full widths and half widths.
fn atoms(text: &str) -> Vec<Atom> {
    let atom = |character: char| {
        let width = if character.is_ascii() { 0.5 } else { 1.0 };
        let picked = Picked { glyph: Some((0, 1)), width, missing: false };
        let style = Style { typeface: Typeface::FangSong, size: 16.0, bold: false, edited: false, tighten: TIGHTEN };
        Atom { character, style, picked }
    };
    text.chars().map(atom).collect()
}

fn lines(text: &str) -> Vec<String> {
    set_lines(text).iter().map(words).collect()
}

fn set_lines(text: &str) -> Vec<Line> {
    set(&atoms(text), Measure { first: 0.0, rest: 0.0, width: TYPE_WIDTH, justify: true })
}

fn words(line: &Line) -> String {
    line.sets.iter().map(|set| set.atom.character).collect()
}

#[test]
fn a_line_holds_28_characters() {
    let lines = lines(&"政".repeat(60));
    assert_eq!(lines.iter().map(|line| line.chars().count()).collect::<Vec<_>>(), [28, 28, 4]);
}

#[test]
fn numbers_and_words_stay_whole() {
    let text = format!("{}99.94%，OneDoor", "政".repeat(26));
    assert_eq!(lines(&text)[1], "99.94%，OneDoor");
    let address = format!("见{}", "https://a.example/".repeat(6));
    let broken = lines(&address);
    assert!(broken[0].len() > 30, "an address does not leave a line empty: {broken:?}");
    assert_eq!(broken.concat(), address);
}

#[test]
fn a_closing_mark_is_fitted_in_where_there_is_room() {
    let text = format!("一、（二）《{}》。下", "政".repeat(22));
    let lines = set_lines(&text);
    assert!(words(&lines[0]).ends_with("》。"), "{}", words(&lines[0]));
    assert!(lines[0].end <= TYPE_WIDTH + 0.1, "and does not stand in the margin: {}", lines[0].end);
}

#[test]
fn two_halves_of_a_dash_are_not_parted() {
    for before in 24..30 {
        let text = format!("{}——后……后", "政".repeat(before));
        for line in lines(&text) {
            let dashes = line.chars().filter(|&c| c == '—').count();
            assert!(dashes != 1, "{line}");
        }
    }
}

#[test]
fn full_lines_end_at_the_right_edge() {
    let text =
        "全县政务服务事项731项，其中全程网办717项，全程网办率98.08%，比上月提高0.77个百分点，列全市第3位。".repeat(4);
    let lines = set_lines(&text);
    let (_, full) = lines.split_last().expect("has lines");
    for line in full {
        assert!((line.end - TYPE_WIDTH).abs() < 0.5, "{} ends at {}", words(line), line.end);
    }
}

proptest! {
    /// 禁则: whatever is typed, no line begins with a closing mark or ends with an
    /// opening one.
    #[test]
    fn no_line_begins_or_ends_with_a_forbidden_mark(
        parts in prop::collection::vec(
            prop_oneof![
                6 => "[政务服务事项办理窗口]{1,9}",
                2 => "[0-9]{1,6}[.%]?",
                1 => "[A-Za-z]{1,12}",
                1 => " ",
                3 => "[。，、；：？！”』）》]{1,2}",
                2 => "[“『（《]",
            ],
            1..60,
        ),
    ) {
        // As every paragraph comes to the layout: without blanks at its ends.
        let text = parts.concat().trim().to_owned();
        prop_assume!(!text.is_empty());
        let lines = lines(&text);
        for line in &lines {
            prop_assert!(!line.is_empty());
        }
        for line in lines.iter().skip(1) {
            let first = line.chars().next().expect("not empty");
            // A row of marks longer than a line would have to, but has none here.
            prop_assert!(!CLOSING.contains(first), "{line} in {lines:?}");
        }
        for line in &lines[..lines.len() - 1] {
            let last = line.chars().last().expect("not empty");
            prop_assert!(!OPENING.contains(last), "{line} in {lines:?}");
        }
        let kept = |text: &str| text.replace(' ', "");
        prop_assert_eq!(kept(&lines.concat()), kept(&text), "nothing is lost");
    }

    /// No line is longer than the type area, but for the mark fitted in by squeezing.
    #[test]
    fn no_line_is_too_long(text in "[政务，。（）《》a-z0-9 ]{1,200}") {
        for line in set_lines(&text) {
            prop_assert!(line.end <= TYPE_WIDTH + 0.5, "{} ends at {}", words(&line), line.end);
        }
    }

    /// Pieces stay in order, within the page, and off each other.
    #[test]
    fn pages_hold_their_pieces(heights in prop::collection::vec((1_u8..200, any::<bool>(), any::<bool>()), 1..80)) {
        let pieces: Vec<Piece> = heights
            .iter()
            .map(|&(height, on_grid, keep)| Piece {
                height: f32::from(height),
                on_grid,
                keep,
                ..Piece::default()
            })
            .collect();
        for page in paged(pieces).expect("is not long") {
            let mut end = 0.0;
            for placed in page {
                prop_assert!(placed.y >= end - 0.2, "{} begins above {end}", placed.y);
                if placed.piece.on_grid {
                    let line = placed.y / LINE;
                    prop_assert!((line - line.round()).abs() < 0.01);
                }
                end = placed.y + placed.piece.height;
            }
            prop_assert!(end <= TYPE_HEIGHT + 0.2, "{end}");
        }
    }
}

fn line_of_text(keep: bool) -> Piece {
    Piece { height: LINE, on_grid: true, keep, ..Piece::default() }
}

#[test]
fn a_page_has_22_lines() {
    let pages = paged(vec![line_of_text(false); 45]).expect("is short");
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [22, 22, 1]);
}

#[test]
fn a_heading_goes_over_with_its_text() {
    let mut pieces = vec![line_of_text(false); 21];
    pieces.extend([line_of_text(true), line_of_text(false)]);
    let pages = paged(pieces).expect("is short");
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [21, 2]);
}

#[test]
fn a_table_begins_every_page_with_its_head() {
    let head = Piece { height: 20.0, keep: true, table: Some(Part::Head(7)), ..Piece::default() };
    let row = Piece { height: 30.0, table: Some(Part::Row(7)), ..Piece::default() };
    let mut pieces = vec![head];
    pieces.extend(vec![row; 50]);
    let pages = paged(pieces).expect("is short");
    assert_eq!(pages.len(), 3);
    for page in &pages {
        assert_eq!(page[0].piece.table, Some(Part::Head(7)));
        assert!(page[1..].iter().all(|placed| placed.piece.table == Some(Part::Row(7))));
    }
}
