//! 表: a table as the word processor's own, whose head repeats and whose rows are
//! not cut.
//!
//! Deliberately not here: the caption.

use super::{
    super::{
        colours::{HEAD, hex},
        document::{Align, Table, TableCell},
        sheet::{SMALLEST, TYPE_WIDTH, table_size},
        typeface::Typeface,
    },
    styles::{SMALL_CELL, SMALLEST_CELL, fonts},
    units::twips,
    xml::{escaped, paragraph, runs},
};

/// Between a rule and the text, in twips.
const PAD_X: i32 = 80;
const PAD_Y: i32 = 60;

/// The table.
pub(super) fn table(table: &Table) -> String {
    let widths = widths(table);
    let total: i32 = widths.iter().sum();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let rule = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(rule).concat();
    let mut rows = head(table, &widths);
    for (place, row) in table.rows.iter().enumerate() {
        // The last row, often a sum, is never alone on a page.
        let keep = place + 2 == table.rows.len();
        rows.push_str(&body_row(table, row, &widths, keep));
    }
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"{PAD_Y}\" w:type=\"dxa\"/><w:left w:w=\"{PAD_X}\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"{PAD_Y}\" w:type=\"dxa\"/><w:right w:w=\"{PAD_X}\" w:type=\"dxa\"/></w:tblCellMar>{}</w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>",
        description(table),
    )
}

/// What the table is, for those who hear it.
fn description(table: &Table) -> String {
    if table.caption.is_empty() {
        return String::new();
    }
    format!("<w:tblCaption w:val=\"{}\"/>", escaped(&table.caption))
}

/// Columns by their share; the last one takes what rounding leaves.
fn widths(table: &Table) -> Vec<i32> {
    let total = twips(TYPE_WIDTH);
    let sum: i32 = table.columns.iter().map(|column| i32::from(column.width)).sum::<i32>().max(1);
    let mut widths: Vec<i32> = table.columns.iter().map(|column| total * i32::from(column.width) / sum).collect();
    let left = total - widths.iter().sum::<i32>();
    if let Some(last) = widths.last_mut() {
        *last += left;
    }
    widths
}

fn style(table: &Table) -> &'static str {
    if table_size(table.columns.len()) <= SMALLEST { SMALLEST_CELL } else { SMALL_CELL }
}

fn head(table: &Table, widths: &[i32]) -> String {
    let ground = format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", hex(HEAD));
    let cells: String = table
        .columns
        .iter()
        .zip(widths)
        .map(|(column, width)| {
            let text = format!(
                "<w:r><w:rPr>{}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                fonts(Typeface::HeiTi),
                escaped(&column.head)
            );
            let content = paragraph(style(table), "<w:keepNext/><w:jc w:val=\"center\"/>", &text);
            cell(*width, &ground, &content)
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
}

fn body_row(table: &Table, row: &[TableCell], widths: &[i32], keep: bool) -> String {
    let cells: String = row
        .iter()
        .zip(&table.columns)
        .zip(widths)
        .map(|((content, column), width)| {
            let align = match column.align {
                Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            };
            let keep = if keep { "<w:keepNext/>" } else { "" };
            let content = paragraph(style(table), &format!("{keep}<w:jc w:val=\"{align}\"/>"), &runs(&content.0));
            cell(*width, "", &content)
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

fn cell(width: i32, ground: &str, content: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{ground}<w:vAlign w:val=\"center\"/></w:tcPr>{content}</w:tc>"
    )
}
