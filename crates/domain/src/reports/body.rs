//! The body of a report as it is kept: generated words, edited words, notes to the author.

use serde::{Deserialize, Serialize};

use super::{ReportKind, Span, Trace, marked};

/// A report's words. What was generated stays beside what was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Which paper.
    pub kind: ReportKind,
    /// Template it was made from.
    pub template_version: i64,
    /// Title.
    pub title: String,
    /// 主送机关; empty = none.
    #[serde(default)]
    pub recipient: String,
    /// Sections in their order.
    pub sections: Vec<Section>,
    /// What the author should know and the text does not say.
    pub notes: Vec<String>,
    /// Where the numbers come from: the appendix.
    pub traces: Vec<Trace>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading without its number.
    pub heading: String,
    /// What stands in it.
    pub pieces: Vec<Piece>,
}

/// A paragraph, a table or a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Words.
    Paragraph(Written),
    /// A table by name.
    Table(String),
    /// A chart by name.
    Chart(String),
}

/// A paragraph's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The template's paragraph, or `added-1` … for one that the author added.
    pub id: String,
    /// As generated; empty for an added one.
    pub generated: String,
    /// As the author wants it; `None` = as generated, empty = left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<String>,
}

impl Written {
    /// What is printed.
    pub fn text(&self) -> &str {
        self.edited.as_deref().unwrap_or(&self.generated)
    }

    /// What is printed, with numbers by hand apart.
    pub fn spans(&self) -> Vec<Span> {
        marked(&self.generated, self.text())
    }
}

/// Why an edit is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyRefusal {
    /// A paragraph that is not there.
    #[error("这份报告里没有这一段，可能已经重新生成，请刷新后再改")]
    Gone,
    /// Too long.
    #[error("这一段有 {0} 字，最多 3000 字，请分成几段")]
    Long(usize),
    /// The same words.
    #[error("文字没有改动，不用保存")]
    Unchanged,
    /// A paragraph without words.
    #[error("请写上要加的文字")]
    Empty,
}

/// Changes a paragraph. The generated words bring it back to unedited; an unknown id `add` with a
/// section's place adds one at its end.
pub fn edit(mut body: Body, id: &str, text: &str) -> Result<(Body, ReportEdited), BodyRefusal> {
    let text: String = text.replace("\r\n", "\n").split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
    let text = text.trim();
    let length = text.chars().count();
    if length > 3_000 {
        return Err(BodyRefusal::Long(length));
    }
    let before;
    if let Some(place) = id.strip_prefix("add-").and_then(|n| n.parse::<usize>().ok()) {
        let count = body.paragraphs().filter(|p| p.id.starts_with("added-")).count();
        let section = body.sections.get_mut(place).ok_or(BodyRefusal::Gone)?;
        if text.is_empty() {
            return Err(BodyRefusal::Empty);
        }
        before = String::new();
        let id = format!("added-{}", count + 1);
        section.pieces.push(Piece::Paragraph(Written { id, generated: String::new(), edited: Some(text.to_owned()) }));
    } else {
        let written = body
            .sections
            .iter_mut()
            .flat_map(|s| &mut s.pieces)
            .find_map(|p| match p {
                Piece::Paragraph(w) if w.id == id => Some(w),
                Piece::Paragraph(_) | Piece::Table(_) | Piece::Chart(_) => None,
            })
            .ok_or(BodyRefusal::Gone)?;
        if written.text() == text {
            return Err(BodyRefusal::Unchanged);
        }
        before = written.text().to_owned();
        written.edited = (written.generated != text).then(|| text.to_owned());
    }
    let event = ReportEdited { paragraph: id.to_owned(), before, after: text.to_owned() };
    Ok((body, event))
}

impl Section {
    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Written> {
        self.pieces.iter().filter_map(|p| match p {
            Piece::Paragraph(w) => Some(w),
            Piece::Table(_) | Piece::Chart(_) => None,
        })
    }
}

impl Body {
    /// All paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Written> {
        self.sections.iter().flat_map(Section::paragraphs)
    }

    /// Takes over the edits of an earlier body, paragraph by paragraph: made anew from newer data, the
    /// author's words stay and their numbers are marked against the new ones.
    #[must_use]
    pub fn with_edits_of(mut self, earlier: &Self) -> Self {
        let mut kept = Vec::new();
        for piece in self.sections.iter_mut().flat_map(|s| &mut s.pieces) {
            if let Piece::Paragraph(w) = piece
                && let Some(old) = earlier.paragraphs().find(|p| p.id == w.id)
            {
                w.edited.clone_from(&old.edited);
                kept.push(w.id.clone());
            }
        }
        for (place, section) in earlier.sections.iter().enumerate() {
            for piece in &section.pieces {
                let Piece::Paragraph(w) = piece else { continue };
                if w.edited.is_some() && !kept.contains(&w.id) {
                    let Some(target) = self.sections.get_mut(place) else { continue };
                    target.pieces.push(Piece::Paragraph(Written { generated: String::new(), ..w.clone() }));
                }
            }
        }
        self
    }
}

/// Event: a report was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMade {
    /// Which paper.
    pub kind: ReportKind,
    /// The snapshot behind its figures.
    pub snapshot: i64,
    /// Notes to the author.
    pub notes: u64,
}

/// Event: an author changed a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportEdited {
    /// Which.
    pub paragraph: String,
    /// Words before.
    pub before: String,
    /// Words after.
    pub after: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Body {
        let paragraph =
            Written { id: "overall.figures".into(), generated: "网上可办率99.94%。".into(), edited: None };
        Body {
            kind: ReportKind::Analysis,
            template_version: 1,
            title: "报告".into(),
            recipient: String::new(),
            sections: vec![Section { heading: "总体情况".into(), pieces: vec![Piece::Paragraph(paragraph)] }],
            notes: Vec::new(),
            traces: Vec::new(),
        }
    }

    #[test]
    fn edits_are_kept_marked_and_can_be_taken_back() {
        let (edited, event) = edit(body(), "overall.figures", "网上可办率达到99.99%。").unwrap();
        assert_eq!(event.before, "网上可办率99.94%。");
        let written = edited.paragraphs().next().unwrap().clone();
        assert_eq!(written.spans().iter().filter(|s| s.by_hand).count(), 1);
        let (back, _) = edit(edited, "overall.figures", "网上可办率99.94%。").unwrap();
        assert_eq!(back.paragraphs().next().unwrap().edited, None);
    }

    #[test]
    fn a_report_made_anew_keeps_the_authors_words() {
        let (edited, _) = edit(body(), "overall.figures", "我县网上可办率99.94%。").unwrap();
        let (edited, _) = edit(edited, "add-0", "补充一段，涉及3个部门。").unwrap();
        let mut fresh = body();
        let Piece::Paragraph(w) = &mut fresh.sections[0].pieces[0] else { panic!("a paragraph") };
        w.generated = "网上可办率100%。".into();
        let merged = fresh.with_edits_of(&edited);
        let texts: Vec<&str> = merged.paragraphs().map(Written::text).collect();
        assert_eq!(texts, ["我县网上可办率99.94%。", "补充一段，涉及3个部门。"]);
        let hand: Vec<String> =
            merged.paragraphs().flat_map(Written::spans).filter(|s| s.by_hand).map(|s| s.text).collect();
        assert_eq!(hand, ["99.94%", "3"], "the old figure is no longer what the data say");
    }

    #[test]
    fn what_cannot_be_edited_is_told() {
        assert_eq!(edit(body(), "x", "y").unwrap_err(), BodyRefusal::Gone);
        assert_eq!(edit(body(), "overall.figures", "网上可办率99.94%。").unwrap_err(), BodyRefusal::Unchanged);
        assert_eq!(edit(body(), "add-0", " ").unwrap_err(), BodyRefusal::Empty);
        assert_eq!(edit(body(), "add-9", "x").unwrap_err(), BodyRefusal::Gone);
    }
}
