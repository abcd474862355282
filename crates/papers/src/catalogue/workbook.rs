//! xlsx: the worksheets that hold the table and its details, cell by cell.
//!
//! Cells are streamed, never taken as a rectangle: one cell at XFD1048576 would
//! otherwise ask for memory for 17 billion.
//!
//! Deliberately not here: formulas (only the value last calculated is read),
//! styles, pictures, links, macros.

use std::io::Cursor;

use calamine::{Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    archive,
    book::{BookHead, Done, Piece, Sink},
    cells::{Budget, RawRow, clean},
    choose::{self, Candidate},
    encoding::Encoding,
    limits::Limits,
    note::Notes,
    options::ReadOptions,
    refusal::ReadRefusal,
    table::{Kind, Merge},
    values::text_of_ref,
};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Rows a worksheet can have (ECMA-376, 18.3.1.73); a higher number is a forgery.
const ROWS: u32 = 1_048_576;

/// Weighs the file, then reads the sheets that are wanted.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
    limits: &Limits,
    notes: &mut Notes,
    sink: &mut dyn Sink,
) -> Result<(), ReadRefusal> {
    let weight = archive::weigh(bytes, limits)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal_for(&error))?;
    let sheets = candidates(&mut workbook, options, limits)?;
    let choice = choose::choose(&sheets, options, notes)?;
    let head = BookHead { kind: Kind::Xlsx, encoding: Encoding::Utf8, sheets: choice.seen };
    sink.take(Piece::Head(head))?;
    let mut budget = Budget::new(limits);
    for (place, role) in choice.read {
        let Some(sheet) = sheets.get(place) else { continue };
        sink.take(Piece::Sheet { name: Some(sheet.name.clone()), role })?;
        stream(&mut workbook, &sheet.name, limits, &mut budget, notes, &mut |row| sink.take(Piece::Row(row)))?;
        if weight.merges > 0 {
            let merges = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(|error| refusal_for(&error))?;
            sink.take(Piece::Merges(merges.iter().map(merge_of).collect()))?;
        }
    }
    Ok(())
}

/// The worksheets with their first rows. A hidden one is looked at only when it
/// was chosen.
fn candidates(
    workbook: &mut Workbook<'_>,
    options: &ReadOptions,
    limits: &Limits,
) -> Result<Vec<Candidate>, ReadRefusal> {
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut out = Vec::with_capacity(sheets.len());
    for (name, hidden) in sheets {
        let mut rows = Vec::new();
        if !hidden || options.sheet.as_deref() == Some(name.as_str()) {
            // What is noticed here is noticed again when the sheet is read.
            let (mut notes, mut budget) = (Notes::default(), Budget::new(limits));
            stream(workbook, &name, limits, &mut budget, &mut notes, &mut |row| {
                rows.push(row);
                Ok(if rows.len() < choose::ROWS_PROBED { Done::More } else { Done::Enough })
            })?;
        }
        out.push(Candidate { name, hidden, rows });
    }
    Ok(out)
}

fn merge_of(range: &Dimensions) -> Merge {
    let ((top, left), (bottom, right)) = (range.start, range.end);
    Merge { top: top.saturating_add(1), left, bottom: bottom.saturating_add(1), right }
}

fn refusal_for(error: &XlsxError) -> ReadRefusal {
    match error {
        XlsxError::Password => ReadRefusal::Encrypted,
        // A foreign error type that may grow; every other case means the same here.
        _ => ReadRefusal::Damaged,
    }
}

/// Streams one sheet as rows; blank rows are left out, numbers kept.
fn stream(
    workbook: &mut Workbook<'_>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
    notes: &mut Notes,
    give: &mut dyn FnMut(RawRow) -> Result<Done, ReadRefusal>,
) -> Result<(), ReadRefusal> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| refusal_for(&error))?;
    let mut row = RawRow { number: 0, cells: Vec::new(), fields: 0 };
    while let Some(cell) = reader.next_cell().map_err(|error| refusal_for(&error))? {
        budget.spend(1)?;
        let (line, column) = cell.get_position();
        if line >= ROWS {
            return Err(ReadRefusal::Damaged);
        }
        let number = line.saturating_add(1);
        let text = text_of_ref(cell.get_value(), number, notes);
        let text = clean(&text, number, limits, notes)?;
        if text.is_empty() {
            continue;
        }
        budget.spend_bytes(text.len())?;
        let place = column as usize;
        if place >= limits.columns {
            return Err(ReadRefusal::TooManyColumns { limit: limits.columns as u64 });
        }
        if row.number != number && !row.cells.is_empty() {
            let full = std::mem::replace(&mut row, RawRow { number, cells: Vec::new(), fields: 0 });
            if give(full)? == Done::Enough {
                return Ok(());
            }
        }
        row.number = number;
        if place >= row.cells.len() {
            // The empty cells between count too: sparse rows become dense here.
            budget.spend(place - row.cells.len())?;
            row.cells.resize(place + 1, String::new());
            row.fields = place + 1;
        }
        row.cells[place] = text;
    }
    if !row.cells.is_empty() {
        give(row)?;
    }
    Ok(())
}
