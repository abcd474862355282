//! From words and drawings to an official document, and to its files.

use std::path::PathBuf;

use domain::{
    base::ReportId,
    people::{Act, Desk},
    reports::{Piece, Section, Span, Trace, Written},
};
use papers::documents::{
    Align, Appendix, Block, Chart, ChartKind, Column, Document, DocumentFlaw, Fonts, Heading, HeadingLevel, Mark,
    MissingGlyph, Run, Series, Table, TableCell,
};

use super::{Drawn, DrawnChart, DrawnTable, ReportView, view};
use crate::{Bureau, Failure};

/// Why a file was not made; the sentence is the writer's, with what to install where a font lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{flaw}")]
pub struct PrintRefusal {
    /// What the writer says.
    pub flaw: DocumentFlaw,
}

/// A report as docx.
#[derive(Debug, Clone)]
pub struct DocxFile {
    /// Name to save it under.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A report as PDF.
#[derive(Debug, Clone)]
pub struct PdfFile {
    /// Name to save it under.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Pages.
    pub pages: usize,
    /// Characters that no font of this machine has, with their page: told, never printed as a box.
    pub missing: Vec<MissingGlyph>,
}

/// Prints a report as docx.
pub fn print_docx(bureau: &Bureau, desk: &Desk, id: ReportId) -> Result<DocxFile, Failure<PrintRefusal>> {
    let report = load(bureau, desk, id)?;
    let bytes = papers::documents::docx(&document(&report)).map_err(|flaw| Failure::Refused(PrintRefusal { flaw }))?;
    Ok(DocxFile { name: file_name(&report, "docx"), bytes })
}

/// Prints a report as PDF with the fonts of this machine; `folders` are looked into first.
pub fn print_pdf(
    bureau: &Bureau,
    desk: &Desk,
    id: ReportId,
    folders: &[PathBuf],
) -> Result<PdfFile, Failure<PrintRefusal>> {
    let report = load(bureau, desk, id)?;
    let pdf = papers::documents::pdf(&document(&report), &Fonts::find(folders))
        .map_err(|flaw| Failure::Refused(PrintRefusal { flaw }))?;
    Ok(PdfFile { name: file_name(&report, "pdf"), bytes: pdf.bytes, pages: pdf.pages, missing: pdf.missing })
}

fn load(bureau: &Bureau, desk: &Desk, id: ReportId) -> Result<ReportView, Failure<PrintRefusal>> {
    bureau.may(desk, Act::ReportView)?;
    view(bureau, desk, id).map_err(|e| e.map(|never| match never {}))
}

fn file_name(report: &ReportView, ending: &str) -> String {
    format!("{}{}.{ending}", report.body.kind.label(), report.as_of)
}

/// The document: sections numbered in their order, an empty one left out, tables and charts numbered
/// through, the sources of all numbers as an appendix.
fn document(report: &ReportView) -> Document {
    let body = &report.body;
    let mut counted = Counted::default();
    let mut blocks = Vec::new();
    for section in body.sections.iter().filter(|s| has_text(s, &report.drawn)) {
        if !section.heading.is_empty() {
            counted.sections += 1;
            blocks.push(heading(counted.sections, &section.heading));
        }
        for piece in &section.pieces {
            blocks.extend(block(piece, &report.drawn, &mut counted));
        }
    }
    blocks.extend(appendix(report));
    Document {
        title: vec![body.title.clone()],
        subtitle: None,
        byline: Some(format!("（数据截至{}）", super::facts::day(report.as_of))),
        recipient: (!body.recipient.is_empty()).then(|| format!("{}：", body.recipient)),
        blocks,
    }
}

#[derive(Default)]
struct Counted {
    sections: usize,
    tables: usize,
    charts: usize,
}

fn heading(number: usize, text: &str) -> Block {
    let number = format!("{}、", numeral(number));
    Block::Heading(Heading { level: HeadingLevel::One, number, text: text.to_owned() })
}

/// Numerals of headings and places, 1 to 99: `一`, `十二`.
pub fn numeral(n: usize) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, n % 10) {
        (0, 0) => "〇".to_owned(),
        (0, one) => ONES[one].to_owned(),
        (1, one) => format!("十{}", ONES[one]),
        (ten @ 2..=9, one) => format!("{}十{}", ONES[ten], ONES[one]),
        (_, _) => n.to_string(),
    }
}

fn has_text(section: &Section, drawn: &Drawn) -> bool {
    section.pieces.iter().any(|p| match p {
        Piece::Paragraph(w) => !w.text().is_empty(),
        Piece::Table(name) => drawn.tables.get(name).is_some_and(|t| !t.rows.is_empty()),
        Piece::Chart(name) => drawn.charts.contains_key(name),
    })
}

fn block(piece: &Piece, drawn: &Drawn, counted: &mut Counted) -> Option<Block> {
    match piece {
        Piece::Paragraph(written) if written.text().is_empty() => None,
        Piece::Paragraph(written) => Some(Block::Paragraph(runs(written))),
        Piece::Table(name) => drawn.tables.get(name).filter(|t| !t.rows.is_empty()).map(|t| {
            counted.tables += 1;
            table(t, counted.tables)
        }),
        Piece::Chart(name) => drawn.charts.get(name).map(|c| {
            counted.charts += 1;
            chart(c, counted.charts)
        }),
    }
}

fn runs(written: &Written) -> Vec<Run> {
    let run = |s: Span| if s.by_hand { Run::edited(s.text) } else { Run::plain(s.text) };
    written.spans().into_iter().map(run).collect()
}

fn table(t: &DrawnTable, number: usize) -> Block {
    let columns = t
        .columns
        .iter()
        .map(|c| Column {
            head: c.head.clone(),
            width: c.width,
            align: if c.number { Align::Right } else { Align::Left },
        })
        .collect();
    let rows = t.rows.iter().map(|r| r.iter().map(|c| TableCell::from(c.as_str())).collect()).collect();
    Block::Table(Table { caption: format!("表{number}　{}", t.caption), columns, rows })
}

fn chart(c: &DrawnChart, number: usize) -> Block {
    let mark = |(value, text, own): &(i64, String, bool)| Mark { value: *value, text: text.clone(), own: *own };
    let series = c
        .series
        .iter()
        .map(|(name, marks)| Series { name: name.clone(), marks: marks.iter().map(|m| m.as_ref().map(mark)).collect() })
        .collect();
    Block::Chart(Chart {
        caption: format!("图{number}　{}", c.caption),
        alternative: c.alternative.clone(),
        kind: if c.line { ChartKind::Line { target: None } } else { ChartKind::Bars { baseline: c.baseline } },
        unit: "%".into(),
        decimals: 2,
        labels: c.labels.clone(),
        series,
    })
}

/// Where each number comes from, and which were changed by hand.
fn appendix(report: &ReportView) -> Vec<Block> {
    let body = &report.body;
    if body.traces.is_empty() {
        return Vec::new();
    }
    let line = |t: &Trace| [&t.what, &t.parts, &t.profile, &t.source].map(|c| TableCell::from(c.as_str())).to_vec();
    let column = |head: &str, width| Column { head: head.into(), width, align: Align::Left };
    let mut blocks = vec![
        Block::Appendix(Appendix { number: "附件".into(), title: "数据来源".into() }),
        Block::Paragraph(vec![Run::plain(format!(
            "指标取自{}冻结的快照，编号{}；其余数量取自下表所列的台账和事项库。每一项都可以在系统里点开到逐行明细。",
            super::facts::day(report.as_of),
            report.snapshot
        ))]),
        Block::Table(Table {
            caption: String::new(),
            columns: vec![column("指标或数量", 6), column("构成", 5), column("口径", 7), column("来源", 4)],
            rows: body.traces.iter().map(line).collect(),
        }),
    ];
    let by_hand: Vec<String> =
        body.paragraphs().flat_map(Written::spans).filter(|s| s.by_hand).map(|s| s.text).collect();
    if !by_hand.is_empty() {
        let text = format!("正文中下列数字由人工填写或修改，没有对应的数据来源：{}。", by_hand.join("、"));
        blocks.push(Block::Paragraph(vec![Run::edited(text)]));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_as_offices_count() {
        let first: Vec<String> = [1, 4, 10, 11, 20, 21].map(numeral).to_vec();
        assert_eq!(first, ["一", "四", "十", "十一", "二十", "二十一"]);
    }
}
