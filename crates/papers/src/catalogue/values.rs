//! 单元格的值: a workbook's cell as the office would read it out.
//!
//! Deliberately not here: number formats. `0.5` shown as `50%` reads as `0.5`.

use calamine::{Data, DataRef, ExcelDateTime};

use super::note::{NoteKind, Notes};

/// The text of a cell of an `.xlsx`.
pub(super) fn text_of_ref(value: &DataRef<'_>, row: u32, notes: &mut Notes) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(whole) => number_text(*whole as f64, row, notes),
        DataRef::Float(number) => number_text(*number, row, notes),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => date_text(moment, row, notes),
        DataRef::Error(failure) => {
            notes.add(NoteKind::BrokenFormula, Some(row));
            failure.to_string()
        }
        DataRef::Empty => String::new(),
    }
}

/// The text of a cell of an `.xls`.
pub(super) fn text_of(value: &Data, row: u32, notes: &mut Notes) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(whole) => number_text(*whole as f64, row, notes),
        Data::Float(number) => number_text(*number, row, notes),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) => date_text(moment, row, notes),
        Data::Error(failure) => {
            notes.add(NoteKind::BrokenFormula, Some(row));
            failure.to_string()
        }
        // Rich text; a foreign enum that may grow.
        other => other.to_string(),
    }
}

fn date_text(moment: &ExcelDateTime, row: u32, notes: &mut Notes) -> String {
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
