//! 净字: what of a text may stand in a file.
//!
//! XML forbids control characters, and marks that turn the direction of reading
//! could make a figure read as another one; neither is ever wanted in an official
//! document, so they are left out.
//!
//! Deliberately not here: which characters the fonts have.

use super::document::{Run, TableCell};

/// Whether a character may stand in a document.
pub(super) fn is_kept(c: char) -> bool {
    let forbidden_in_xml = c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let turns_direction = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let unseen = matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}');
    !(forbidden_in_xml || turns_direction || unseen)
}

/// Text of one line: breaks and tabs become a space.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.replace("\r\n", " ").replace(['\r', '\n', '\t', '\u{2028}', '\u{2029}'], " ");
    let kept: String = spaced.chars().filter(|&c| is_kept(c)).collect();
    kept.trim().to_owned()
}

/// Runs as lines, cut where a run has a line break; lines without text are left
/// out, so that no empty paragraph stands in the document.
pub(super) fn lines(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    for run in runs {
        let text = run.text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
        for (place, part) in text.split('\n').enumerate() {
            if place > 0 {
                lines.push(Vec::new());
            }
            let text: String = part.chars().filter(|&c| is_kept(c)).collect();
            if let (false, Some(line)) = (text.is_empty(), lines.last_mut()) {
                line.push(Run { text, ..run.clone() });
            }
        }
    }
    lines.iter_mut().for_each(trim);
    lines.retain(|line| !line.is_empty());
    lines
}

/// Takes spaces, the full-width one too, off both ends: the indent of a paragraph
/// is the layout's.
fn trim(line: &mut Vec<Run>) {
    while let Some(first) = line.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        line.remove(0);
    }
    while let Some(last) = line.last_mut() {
        last.text = last.text.trim_end().to_owned();
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
}

/// A cell with its lines cleaned, put together again with plain line breaks.
pub(super) fn cell(cell: &TableCell) -> TableCell {
    let mut runs: Vec<Run> = Vec::new();
    for line in lines(&cell.0) {
        if let Some(last) = runs.last_mut() {
            last.text.push('\n');
        }
        runs.extend(line);
    }
    TableCell(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_and_what_turns_reading_is_left_out() {
        assert_eq!(one_line(" 政\u{0}务\u{B}\u{202E}99\u{FFFE}%\u{FEFF}\r\n公开\t\u{7F}"), "政务99% 公开");
    }

    #[test]
    fn a_line_break_begins_another_line_and_empty_lines_go() {
        let runs = [Run::plain("　　一\r\n"), Run::edited("\n二\u{1}"), Run::plain("　三 "), Run::plain(" ")];
        let lines = lines(&runs);
        assert_eq!(lines, [vec![Run::plain("一")], vec![Run::edited("二"), Run::plain("　三")]]);
    }

    #[test]
    fn a_cell_keeps_its_line_breaks_and_nothing_else() {
        let kept = cell(&TableCell(vec![Run::plain("a\n\n"), Run::bold("b\u{2}")]));
        assert_eq!(kept, TableCell(vec![Run::plain("a\n"), Run::bold("b")]));
    }
}
