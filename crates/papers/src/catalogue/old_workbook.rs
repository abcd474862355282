//! xls: the worksheets of an Excel 97–2003 workbook.
//!
//! Deliberately not here: formulas, styles, macros; and files older than Excel 5.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::{
    book::{BookHead, Done, Piece, Sink},
    cells::{Budget, RawRow, clean},
    choose::{self, Candidate},
    container,
    encoding::Encoding,
    limits::Limits,
    note::Notes,
    options::ReadOptions,
    refusal::ReadRefusal,
    table::{Kind, Merge},
    values::text_of,
};

/// Weighs the file, then reads the sheets that are wanted.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
    limits: &Limits,
    notes: &mut Notes,
    sink: &mut dyn Sink,
) -> Result<(), ReadRefusal> {
    container::weigh(bytes, limits)?;
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| refusal_for(&error))?;
    let listed: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::with_capacity(listed.len());
    for (name, hidden) in listed {
        let mut rows = Vec::new();
        if !hidden || options.sheet.as_deref() == Some(name.as_str()) {
            let (mut unsaid, mut budget) = (Notes::default(), Budget::new(limits));
            give_rows(&mut workbook, &name, limits, &mut budget, &mut unsaid, &mut |row| {
                rows.push(row);
                Ok(if rows.len() < choose::ROWS_PROBED { Done::More } else { Done::Enough })
            })?;
        }
        sheets.push(Candidate { name, hidden, rows });
    }
    let choice = choose::choose(&sheets, options, notes)?;
    // The text inside is UTF-16 or an old code page; either is read by what the file says of itself.
    sink.take(Piece::Head(BookHead { kind: Kind::Xls, encoding: Encoding::Utf8, sheets: choice.seen }))?;
    let mut budget = Budget::new(limits);
    for (place, role) in choice.read {
        let Some(sheet) = sheets.get(place) else { continue };
        sink.take(Piece::Sheet { name: Some(sheet.name.clone()), role })?;
        give_rows(&mut workbook, &sheet.name, limits, &mut budget, notes, &mut |row| sink.take(Piece::Row(row)))?;
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let merges = merges.iter().map(|range| Merge {
            top: range.start.0.saturating_add(1),
            left: range.start.1,
            bottom: range.end.0.saturating_add(1),
            right: range.end.1,
        });
        sink.take(Piece::Merges(merges.collect()))?;
    }
    Ok(())
}

fn refusal_for(error: &XlsError) -> ReadRefusal {
    match error {
        XlsError::Password => ReadRefusal::Encrypted,
        // A foreign error type that may grow; every other case means the same here.
        _ => ReadRefusal::Damaged,
    }
}

fn give_rows(
    workbook: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
    notes: &mut Notes,
    give: &mut dyn FnMut(RawRow) -> Result<Done, ReadRefusal>,
) -> Result<(), ReadRefusal> {
    let range = workbook.worksheet_range(name).map_err(|error| refusal_for(&error))?;
    let Some((top, left)) = range.start() else { return Ok(()) };
    for (number, cells) in (top.saturating_add(1)..).zip(range.rows()) {
        let Some(last) = cells.iter().rposition(|cell| *cell != Data::Empty) else { continue };
        let mut row = vec![String::new(); left as usize];
        for cell in &cells[..=last] {
            let text = clean(&text_of(cell, number, notes), number, limits, notes)?;
            budget.spend_bytes(text.len())?;
            row.push(text);
        }
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        budget.spend(row.len())?;
        let fields = row.len();
        if fields > limits.columns {
            return Err(ReadRefusal::TooManyColumns { limit: limits.columns as u64 });
        }
        if fields > 0 && give(RawRow { number, cells: row, fields })? == Done::Enough {
            return Ok(());
        }
    }
    Ok(())
}
