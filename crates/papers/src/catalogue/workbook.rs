//! xlsx: the first visible worksheet with content, cell by cell.
//!
//! Cells are streamed, never taken as a rectangle: one cell at XFD1048576 would
//! otherwise ask for memory for 17 billion.
//!
//! Deliberately not here: formulas (only the value last calculated is read),
//! styles, pictures, links, macros.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    archive,
    cells::{Budget, Notes, RawRow, clean},
    limits::Limits,
    refusal::ReadRefusal,
    table::NoteKind,
};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Rows a worksheet can have (ECMA-376, 18.3.1.73); a higher number is a forgery.
const ROWS: u32 = 1_048_576;

/// Weighs the file, then reads its first visible worksheet that has content.
pub(super) fn read_rows(bytes: &[u8], limits: &Limits, notes: &mut Notes) -> Result<Vec<RawRow>, ReadRefusal> {
    archive::weigh(bytes, limits)?;
    // calamine counts rows and columns in arithmetic that a forged reference can
    // overflow, which panics where overflow is checked. Nothing it has touched is
    // used afterwards: the notes go with the refusal.
    catch_unwind(AssertUnwindSafe(|| first_sheet(bytes, limits, notes))).unwrap_or(Err(ReadRefusal::Damaged))
}

fn first_sheet(bytes: &[u8], limits: &Limits, notes: &mut Notes) -> Result<Vec<RawRow>, ReadRefusal> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal_for(&error))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut budget = Budget::new(limits);
    for (index, name) in names.iter().enumerate() {
        let mut rows = sheet_rows(&mut workbook, name, limits, &mut budget, notes)?;
        if rows.is_empty() {
            continue;
        }
        if let Ok(merges) = workbook.merge_cells_by_sheet_name(name) {
            fill_merged(&mut rows, &merges, limits, notes)?;
        }
        let others = u32::try_from(names.len() - index - 1).unwrap_or(u32::MAX);
        notes.add_many(NoteKind::OtherSheets { read: name.clone() }, others, None);
        return Ok(rows);
    }
    Err(ReadRefusal::NoSheet)
}

fn refusal_for(error: &XlsxError) -> ReadRefusal {
    match error {
        XlsxError::Password => ReadRefusal::Encrypted,
        // A foreign error type that may grow; every other case means the same here.
        _ => ReadRefusal::Damaged,
    }
}

/// Streams one sheet into rows; blank rows are left out, numbers kept.
fn sheet_rows(
    workbook: &mut Workbook<'_>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
    notes: &mut Notes,
) -> Result<Vec<RawRow>, ReadRefusal> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| refusal_for(&error))?;
    let mut found: Vec<(u32, u32, String)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|error| refusal_for(&error))? {
        budget.spend(1)?;
        let (row, column) = cell.get_position();
        if row >= ROWS {
            return Err(ReadRefusal::Damaged);
        }
        let number = row.saturating_add(1);
        let text = cell_text(cell.get_value(), number, notes);
        let text = clean(&text, number, limits, notes)?;
        if text.is_empty() {
            continue;
        }
        if column as usize >= limits.columns {
            return Err(ReadRefusal::TooManyColumns { limit: limits.columns as u64 });
        }
        found.push((number, column, text));
    }
    // A hand-made file may list cells in any order; the last of two at one place wins.
    found.sort_by_key(|&(row, column, _)| (row, column));
    gather(found, budget)
}

fn gather(found: Vec<(u32, u32, String)>, budget: &mut Budget) -> Result<Vec<RawRow>, ReadRefusal> {
    let mut rows: Vec<RawRow> = Vec::new();
    for (number, column, text) in found {
        if rows.last().is_none_or(|row| row.number != number) {
            rows.push(RawRow { number, cells: Vec::new(), fields: 0 });
        }
        let Some(row) = rows.last_mut() else { continue };
        let place = column as usize;
        if place >= row.cells.len() {
            // The empty cells between count too: sparse rows become dense here.
            budget.spend(place - row.cells.len())?;
            row.cells.resize(place + 1, String::new());
            row.fields = place + 1;
        }
        row.cells[place] = text;
    }
    Ok(rows)
}

/// Repeats a value merged downwards in one column (a department beside its
/// items) in each row it covers. Merges across columns are titles and stay.
fn fill_merged(
    rows: &mut [RawRow],
    merges: &[Dimensions],
    limits: &Limits,
    notes: &mut Notes,
) -> Result<(), ReadRefusal> {
    let mut budget = Budget::new(limits);
    for merge in merges {
        let ((top, column), (bottom, right)) = (merge.start, merge.end);
        if column != right || top >= bottom {
            continue;
        }
        let place = column as usize;
        let first = rows.partition_point(|row| row.number < top.saturating_add(1));
        let Some(head) = rows.get(first).filter(|row| row.number == top.saturating_add(1)) else {
            continue;
        };
        let Some(value) = head.cells.get(place).filter(|text| !text.is_empty()).cloned() else {
            continue;
        };
        let covered = rows[first + 1..].iter_mut().take_while(|row| row.number <= bottom.saturating_add(1));
        for row in covered {
            budget.spend(1)?;
            if place >= row.cells.len() {
                budget.spend(place - row.cells.len())?;
                row.cells.resize(place + 1, String::new());
                row.fields = place + 1;
            }
            if row.cells[place].is_empty() {
                row.cells[place].clone_from(&value);
                notes.add(NoteKind::MergedCells, Some(row.number));
            }
        }
    }
    Ok(())
}

/// The cell as the office would read it out.
fn cell_text(value: &DataRef<'_>, row: u32, notes: &mut Notes) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(whole) => number_text(*whole as f64, row, notes),
        DataRef::Float(number) => number_text(*number, row, notes),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => {
            // 2958466 is the day after 9999-12-31, where Excel's calendar ends.
            if moment.is_datetime() && (1.0..2_958_466.0).contains(&moment.as_f64()) {
                let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
                if (hour, minute, second) == (0, 0, 0) {
                    format!("{year:04}-{month:02}-{day:02}")
                } else {
                    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
                }
            } else {
                number_text(moment.as_f64(), row, notes)
            }
        }
        DataRef::Error(failure) => {
            notes.add(NoteKind::BrokenFormula, Some(row));
            failure.to_string()
        }
        DataRef::Empty => String::new(),
    }
}

/// A whole number without `.0`; beyond the 15 digits Excel keeps, scientific
/// form, because printing digits would invent the lost ones.
fn number_text(number: f64, row: u32, notes: &mut Notes) -> String {
    if !number.is_finite() {
        notes.add(NoteKind::BrokenFormula, Some(row));
        return "#NUM!".to_owned();
    }
    if number.abs() >= 1e15 {
        notes.add(NoteKind::LostDigits, Some(row));
        return format!("{number:E}").replace('E', "E+");
    }
    if number == number.trunc() {
        return format!("{}", number as i64);
    }
    // 15 significant digits, as Excel shows them: 0.3, not 0.30000000000000004.
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{shown}")
}
