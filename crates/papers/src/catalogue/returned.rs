//! 退回表: the refused rows as the same sheet, each with its reason.
//!
//! The office mends the rows in the sheet it knows and sends it again; the two
//! columns added here are passed over then.
//!
//! Deliberately not here: why a row is refused.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet};

use super::{
    assemble::{ORIGINAL_ROW, REASON},
    table::{Merge, Table, TableRow},
    template::TEXT,
};
use crate::tables::{ExportRefusal, column, refusal_for};

/// Merged ranges of a sheet's top that are drawn again; honest ones have a dozen.
const MERGES_DRAWN: usize = 500;

/// The table with its top as it stood, only the rows that `reasons` names by
/// number, and at the right the number of each row in the office's file
/// (原行号) and the reason (退回原因).
///
/// # Errors
/// [`ExportRefusal`] where a worksheet cannot hold the rows or a cell its text.
pub fn marked(table: &Table, reasons: &BTreeMap<u32, String>) -> Result<Vec<u8>, ExportRefusal> {
    let refused: Vec<(&TableRow, &String)> =
        table.rows.iter().filter_map(|row| Some((row, reasons.get(&row.number)?))).collect();
    let longest = refused.iter().map(|(row, _)| row.cells.len()).max().unwrap_or_default();
    let width = table.head.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(longest);
    let width = width.max(table.header.len());
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    // A name that the program refuses is not worth refusing the rows for.
    drop(sheet.set_name(table.sheet.as_deref().unwrap_or("退回")));
    let text = Format::new().set_num_format_index(TEXT).set_align(FormatAlign::Top);
    for place in 0..=width + 1 {
        sheet.set_column_format(column(place)?, &text).map_err(refusal_for)?;
    }
    let below = write_head(sheet, table, width)?;
    let red =
        Format::new().set_num_format_index(TEXT).set_font_color(Color::RGB(0x00B0_0000)).set_bold().set_text_wrap();
    for (number, (row, reason)) in (below..).zip(&refused) {
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(number, column(place)?, cell, &text).map_err(refusal_for)?;
        }
        let stood = row.number.to_string();
        sheet.write_string_with_format(number, column(width)?, stood, &text).map_err(refusal_for)?;
        sheet.write_string_with_format(number, column(width + 1)?, *reason, &red).map_err(refusal_for)?;
    }
    sheet.set_column_width(column(width + 1)?, 60).map_err(refusal_for)?;
    sheet.set_freeze_panes(below, 0).map_err(refusal_for)?;
    workbook.save_to_buffer().map_err(refusal_for)
}

/// Writes title, remarks and column titles where they stood; gives the row below.
fn write_head(sheet: &mut Worksheet, table: &Table, width: usize) -> Result<u32, ExportRefusal> {
    let bold = Format::new().set_num_format_index(TEXT).set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let red = bold.clone().set_font_color(Color::RGB(0x00B0_0000));
    let head = &table.head;
    let cell_at = |merge: &Merge| {
        let row = head.rows.iter().find(|row| row.number == merge.top)?;
        row.cells.get(merge.left as usize)
    };
    for merge in head.merges.iter().take(MERGES_DRAWN) {
        let (Some(text), Ok(left), Ok(right)) = (cell_at(merge), u16::try_from(merge.left), u16::try_from(merge.right))
        else {
            continue;
        };
        // Ranges that overlap, or of one cell, are drawn as plain cells below.
        drop(sheet.merge_range(merge.top - 1, left, merge.bottom - 1, right, text, &bold));
    }
    for row in &head.rows {
        let line = row.number.saturating_sub(1);
        for (place, text) in row.cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string_with_format(line, column(place)?, text, &bold).map_err(refusal_for)?;
        }
    }
    let titles = head.title_rows.clamp(1, 2);
    let last = table.header_row.saturating_sub(1);
    let first = last.saturating_sub(titles - 1);
    for (place, title) in [(width, ORIGINAL_ROW), (width + 1, REASON)] {
        sheet.write_string_with_format(first, column(place)?, title, &red).map_err(refusal_for)?;
        if first < last {
            drop(sheet.merge_range(first, column(place)?, last, column(place)?, title, &red));
        }
    }
    Ok(table.header_row)
}
