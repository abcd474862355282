//! csv: text separated by commas or tabs, in the encodings Chinese offices save.
//!
//! Deliberately not here: guessing among encodings that cannot be told apart;
//! text that is not UTF-8, UTF-16 with its mark, or strict GB 18030 is refused.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::{
    cells::{Budget, Notes, RawRow, clean},
    limits::Limits,
    refusal::ReadRefusal,
    table::Encoding,
};

/// Decodes the whole file, strictly: one wrong byte refuses it rather than
/// letting a name slip in with a hole in it.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), ReadRefusal> {
    let unknown = ReadRefusal::UnknownEncoding;
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return match std::str::from_utf8(rest) {
            Ok(text) => Ok((Cow::Borrowed(text), Encoding::Utf8Bom)),
            Err(_) => Err(unknown),
        };
    }
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return encoding
                .decode_without_bom_handling_and_without_replacement(rest)
                .map(|text| (text, Encoding::Utf16))
                .ok_or(unknown);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), Encoding::Utf8));
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| (text, Encoding::Gb18030))
        .ok_or(unknown)
}

/// Reads the records that are not blank, numbered as a spreadsheet program
/// would number them after opening the file.
pub(super) fn read_rows(
    text: &str,
    prefer_tab: bool,
    limits: &Limits,
    notes: &mut Notes,
) -> Result<Vec<RawRow>, ReadRefusal> {
    // One kind of line end, so that blank lines can be counted below.
    let text: Cow<'_, str> = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text, prefer_tab))
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut budget = Budget::new(limits);
    let mut rows = Vec::new();
    let mut number: u32 = 0;
    loop {
        // The parser passes over empty lines without a word; the office's
        // program shows them as rows.
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let blank_lines = rest.iter().take_while(|&&byte| byte == b'\n').count();
        number = number.saturating_add(u32::try_from(blank_lines).unwrap_or(u32::MAX));
        match reader.read_record(&mut record) {
            Ok(true) => number = number.saturating_add(1),
            Ok(false) => return Ok(rows),
            // The text is valid UTF-8 and any record length is accepted, so this
            // is not reachable by a file; it still must not panic.
            Err(_) => return Err(ReadRefusal::NotSpreadsheet),
        }
        budget.spend(record.len())?;
        if let Some(row) = raw_row(&record, number, limits, notes)? {
            rows.push(row);
        }
    }
}

/// The record's cells up to the last with text; `None` when it has none.
fn raw_row(
    record: &csv::StringRecord,
    number: u32,
    limits: &Limits,
    notes: &mut Notes,
) -> Result<Option<RawRow>, ReadRefusal> {
    let mut cells = Vec::with_capacity(record.len());
    for field in record {
        cells.push(clean(without_guard(field), number, limits, notes)?);
    }
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() > limits.columns {
        return Err(ReadRefusal::TooManyColumns { limit: limits.columns as u64 });
    }
    Ok((!cells.is_empty()).then(|| RawRow { number, cells, fields: record.len() }))
}

/// Takes off the apostrophe our own export puts before `=`, `+` and the like,
/// so that a table that went out comes back the same.
fn without_guard(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if crate::tables::opens_a_formula(rest.trim_start_matches('\'')) => rest,
        Some(_) | None => field,
    }
}

/// Tab or comma, whichever separates more in the first lines, quoted text apart.
fn delimiter(text: &str, prefer_tab: bool) -> u8 {
    let (mut commas, mut tabs, mut quoted) = (0_usize, 0_usize, false);
    for byte in text.bytes().take(16 << 10) {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => commas += 1,
            b'\t' if !quoted => tabs += 1,
            _ => {}
        }
    }
    if tabs > commas || (prefer_tab && tabs > 0) { b'\t' } else { b',' }
}
