//! 核对: a document made fit for both writers, or the reason it is not.
//!
//! Everything that would otherwise have to be said twice is done once here: words
//! cleaned, paragraphs cut at line breaks, the title shaped, tables and charts
//! found whole, the size bounded before anything is laid out.
//!
//! Deliberately not here: the number of pages, which only the layout knows.

use super::{
    document::{
        Appendix, Block, Chart, ChartKind, Code, Column, Document, Heading, Mark, Run, Series, Signature, Table,
    },
    flaw::DocumentFlaw,
    limits, title,
    words::{self, one_line},
};
use crate::qr;

/// The same document with its words cleaned and its title in lines that fit.
pub(super) fn prepared(document: &Document) -> Result<Document, DocumentFlaw> {
    bound(document)?;
    let title = title::shaped(&document.title.iter().map(|line| one_line(line)).collect::<Vec<_>>());
    if title.is_empty() {
        return Err(DocumentFlaw::NoTitle);
    }
    let line = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
    let mut blocks = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        prepare(block, &mut blocks)?;
    }
    Ok(Document {
        title,
        subtitle: line(&document.subtitle),
        byline: line(&document.byline),
        recipient: line(&document.recipient),
        blocks,
    })
}

fn prepare(block: &Block, out: &mut Vec<Block>) -> Result<(), DocumentFlaw> {
    match block {
        Block::Heading(heading) => out.push(Block::Heading(Heading {
            level: heading.level,
            number: one_line(&heading.number),
            text: one_line(&heading.text),
        })),
        Block::Paragraph(runs) => out.extend(words::lines(runs).into_iter().map(Block::Paragraph)),
        Block::Table(table) => out.push(Block::Table(checked_table(table)?)),
        Block::Chart(chart) => out.push(Block::Chart(checked_chart(chart)?)),
        Block::Attachments(names) => {
            let names: Vec<String> = names.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect();
            if !names.is_empty() {
                out.push(Block::Attachments(names));
            }
        }
        Block::Signature(signature) => out.push(Block::Signature(Signature {
            unit: title::shaped(&[one_line(&signature.unit)]).join("\n"),
            date: one_line(&signature.date),
        })),
        Block::Code(code) => {
            qr::modules(&code.link).map_err(|_| DocumentFlaw::TooLong)?;
            out.push(Block::Code(Code { link: code.link.clone(), caption: one_line(&code.caption) }));
        }
        Block::PageBreak => out.push(Block::PageBreak),
        Block::Appendix(appendix) => {
            out.push(Block::Appendix(Appendix { number: one_line(&appendix.number), title: one_line(&appendix.title) }))
        }
    }
    Ok(())
}

fn checked_table(table: &Table) -> Result<Table, DocumentFlaw> {
    let (caption, columns) = (one_line(&table.caption), table.columns.len());
    if columns == 0 || columns > limits::COLUMNS {
        return Err(DocumentFlaw::Columns { caption, columns });
    }
    if let Some(place) = table.rows.iter().position(|row| row.len() != columns) {
        return Err(DocumentFlaw::RaggedRow { caption, row: place + 1 });
    }
    Ok(Table {
        caption,
        columns: table
            .columns
            .iter()
            .map(|column| Column { head: one_line(&column.head), width: column.width.max(1), align: column.align })
            .collect(),
        rows: table.rows.iter().map(|row| row.iter().map(words::cell).collect()).collect(),
    })
}

fn checked_chart(chart: &Chart) -> Result<Chart, DocumentFlaw> {
    let caption = one_line(&chart.caption);
    let most = match chart.kind {
        ChartKind::Bars { .. } => limits::BARS / chart.series.len().max(1),
        ChartKind::Line { .. } => limits::MOMENTS,
    };
    let whole = (1..=most).contains(&chart.labels.len())
        && (1..=limits::SERIES).contains(&chart.series.len())
        && chart.series.iter().all(|series| series.marks.len() == chart.labels.len())
        && chart.decimals <= 4;
    if !whole {
        return Err(DocumentFlaw::RaggedChart { caption });
    }
    let mark = |mark: &Mark| Mark { text: one_line(&mark.text), ..*mark };
    Ok(Chart {
        caption,
        alternative: one_line(&chart.alternative),
        kind: match &chart.kind {
            ChartKind::Bars { baseline } => ChartKind::Bars { baseline: *baseline },
            ChartKind::Line { target } => ChartKind::Line { target: target.as_ref().map(mark) },
        },
        unit: one_line(&chart.unit),
        decimals: chart.decimals,
        labels: chart.labels.iter().map(|label| one_line(label)).collect(),
        series: chart
            .series
            .iter()
            .map(|series| Series {
                name: one_line(&series.name),
                marks: series.marks.iter().map(|known| known.as_ref().map(mark)).collect(),
            })
            .collect(),
    })
}

/// Refuses what cannot fit into the pages allowed, before any of it is copied.
fn bound(document: &Document) -> Result<(), DocumentFlaw> {
    let (mut lines, mut characters) = (0_usize, 0_usize);
    for line in &document.title {
        characters += line.len();
    }
    for block in &document.blocks {
        let (more_lines, more_characters) = match block {
            Block::Heading(heading) => (1, heading.number.len() + heading.text.len()),
            Block::Paragraph(runs) => (1, length(runs)),
            Block::Table(table) => {
                (table.rows.len(), table.rows.iter().flatten().map(|cell| length(&cell.0)).sum::<usize>())
            }
            Block::Chart(chart) => (4, chart.labels.iter().map(String::len).sum::<usize>()),
            Block::Attachments(names) => (names.len(), names.iter().map(String::len).sum()),
            Block::Signature(signature) => (2, signature.unit.len() + signature.date.len()),
            Block::Code(code) => (4, code.link.len() + code.caption.len()),
            Block::PageBreak => (0, 0),
            Block::Appendix(appendix) => (3, appendix.number.len() + appendix.title.len()),
        };
        lines += more_lines;
        characters += more_characters;
        // A character takes at most four bytes, and counting bytes is cheap.
        if lines > limits::LINES || characters > 4 * limits::CHARACTERS {
            return Err(DocumentFlaw::TooLong);
        }
    }
    let breaks = document.blocks.iter().filter(|block| matches!(block, Block::PageBreak | Block::Appendix(_))).count();
    if breaks >= limits::PAGES {
        return Err(DocumentFlaw::TooLong);
    }
    Ok(())
}

fn length(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.text.len()).sum()
}
