//! csv: text separated by commas, semicolons or tabs, read a piece at a time.
//!
//! Deliberately not here: encodings (see [`super::encoding`]).

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{
    book::{Done, Piece, Sink},
    cells::{Budget, RawRow, clean},
    encoding::{Encoding, Pieces},
    limits::Limits,
    note::Notes,
    refusal::ReadRefusal,
};

/// Reads the records that are not blank, numbered as a spreadsheet program
/// would number them after opening the file. Says whether there was any.
pub(super) fn read_rows(
    bytes: &[u8],
    encoding: Encoding,
    prefer_tab: bool,
    limits: &Limits,
    notes: &mut Notes,
    sink: &mut dyn Sink,
) -> Result<bool, ReadRefusal> {
    let separator = separator(bytes, encoding, prefer_tab)?;
    let mut records = Records::new(separator, limits);
    let mut pieces = Pieces::new(bytes, encoding);
    let mut ends = LineEnds::default();
    let mut any = false;
    let mut unix: Vec<u8> = Vec::new();
    while let Some(piece) = pieces.next_piece() {
        unix.clear();
        ends.write(piece?, &mut unix);
        let mut rest = unix.as_slice();
        while !rest.is_empty() {
            rest = &rest[records.feed(rest)?..];
            if let Some(row) = records.finished(notes)? {
                any = true;
                if sink.take(Piece::Row(row))? == Done::Enough {
                    return Ok(true);
                }
            }
        }
    }
    // A line end of our own: the last record may lack it, and with it the count
    // of lines holds for every record.
    records.feed(b"\n")?;
    if let Some(row) = records.finished(notes)? {
        any = true;
        sink.take(Piece::Row(row))?;
    }
    if let Some(row) = records.end(notes)? {
        any = true;
        sink.take(Piece::Row(row))?;
    }
    Ok(any)
}

/// Makes every line end a single `\n`, also across two pieces.
#[derive(Default)]
struct LineEnds {
    after_return: bool,
}

impl LineEnds {
    fn write(&mut self, text: &str, to: &mut Vec<u8>) {
        for &byte in text.as_bytes() {
            match byte {
                b'\r' => to.push(b'\n'),
                b'\n' if self.after_return => {}
                _ => to.push(byte),
            }
            self.after_return = byte == b'\r';
        }
    }
}

/// One record at a time, in buffers that never outgrow what a row may hold.
struct Records<'a> {
    reader: Reader,
    limits: &'a Limits,
    budget: Budget,
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    fields: usize,
    whole: bool,
    /// Rows numbered so far, blank ones included.
    number: u32,
    /// Lines read when the last record ended.
    lines: u64,
}

impl<'a> Records<'a> {
    fn new(separator: u8, limits: &'a Limits) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).terminator(csv_core::Terminator::Any(b'\n')).build();
        Self {
            reader,
            limits,
            budget: Budget::new(limits),
            text: vec![0; 4 << 10],
            ends: vec![0; 128],
            written: 0,
            fields: 0,
            whole: false,
            number: 0,
            lines: 1,
        }
    }

    /// Reads on until a record is whole or the input is used up; gives how much
    /// of the input was used.
    fn feed(&mut self, input: &[u8]) -> Result<usize, ReadRefusal> {
        let mut used = 0;
        loop {
            let (text, ends) = (&mut self.text[self.written..], &mut self.ends[self.fields..]);
            let (result, read, wrote, ended) = self.reader.read_record(&input[used..], text, ends);
            used += read;
            self.written += wrote;
            self.fields += ended;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(used),
                ReadRecordResult::Record => {
                    self.whole = true;
                    return Ok(used);
                }
                ReadRecordResult::OutputFull => self.make_room()?,
                ReadRecordResult::OutputEndsFull => {
                    // Empty fields at the end are no columns, so twice the limit
                    // is still read; ten thousand commas in a row are not.
                    if self.ends.len() > 2 * self.limits.columns.max(64) {
                        return Err(ReadRefusal::TooManyColumns { limit: self.limits.columns as u64 });
                    }
                    self.ends.resize(self.ends.len() * 2, 0);
                }
            }
            if used == input.len() && result == ReadRecordResult::InputEmpty {
                return Ok(used);
            }
        }
    }

    /// A record longer than any row of a worksheet is a quotation mark that was
    /// never closed, or one line without end.
    fn make_room(&mut self) -> Result<(), ReadRefusal> {
        let start = self.fields.checked_sub(1).map_or(0, |last| self.ends[last]);
        // Four bytes hold any character.
        if self.written - start > 4 * self.limits.cell_chars || self.text.len() >= self.limits.row_bytes {
            let row = self.number.saturating_add(1);
            return Err(ReadRefusal::CellTooLong { row, limit: self.limits.cell_chars as u64 });
        }
        self.text.resize(self.text.len() * 2, 0);
        Ok(())
    }

    /// The record just read, if it is whole and has text.
    fn finished(&mut self, notes: &mut Notes) -> Result<Option<RawRow>, ReadRefusal> {
        if !std::mem::take(&mut self.whole) {
            return Ok(None);
        }
        let text = &self.text[..self.written];
        // The parser passes over empty lines without a word; the office's
        // program shows them as rows. Of the lines read since the last record,
        // those not inside this one were empty.
        let inside = text.iter().filter(|&&byte| byte == b'\n').count() as u64;
        let since = self.reader.line().saturating_sub(self.lines);
        let blank = since.saturating_sub(1 + inside);
        self.lines = self.reader.line();
        self.number = self.number.saturating_add(u32::try_from(blank + 1).unwrap_or(u32::MAX));
        let fields = self.fields;
        self.budget.spend(fields)?;
        let mut cells = Vec::with_capacity(fields);
        let mut start = 0;
        for &end in &self.ends[..fields] {
            // The text is decoded and cut at ASCII separators, so this is not
            // reachable by a file; it still must not panic.
            let field = std::str::from_utf8(&text[start..end]).map_err(|_| ReadRefusal::NotSpreadsheet)?;
            cells.push(clean(without_guard(field), self.number, self.limits, notes)?);
            start = end;
        }
        (self.written, self.fields) = (0, 0);
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > self.limits.columns {
            return Err(ReadRefusal::TooManyColumns { limit: self.limits.columns as u64 });
        }
        Ok((!cells.is_empty()).then_some(RawRow { number: self.number, cells, fields }))
    }

    /// What is left at the end of the file: a record in open quotes.
    fn end(&mut self, notes: &mut Notes) -> Result<Option<RawRow>, ReadRefusal> {
        loop {
            let (text, ends) = (&mut self.text[self.written..], &mut self.ends[self.fields..]);
            let (result, _, wrote, ended) = self.reader.read_record(&[], text, ends);
            self.written += wrote;
            self.fields += ended;
            match result {
                ReadRecordResult::Record => {
                    self.whole = true;
                    return self.finished(notes);
                }
                ReadRecordResult::OutputFull => self.make_room()?,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

/// Takes off the apostrophe our own export puts before `=`, `+` and the like,
/// so that a table that went out comes back the same.
fn without_guard(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if crate::tables::opens_a_formula(rest.trim_start_matches('\'')) => rest,
        Some(_) | None => field,
    }
}

/// Tab, semicolon or comma, whichever separates most in the first lines, quoted
/// text apart; of equals, the comma.
fn separator(bytes: &[u8], encoding: Encoding, prefer_tab: bool) -> Result<u8, ReadRefusal> {
    let (mut commas, mut semicolons, mut tabs, mut quoted) = (0_usize, 0_usize, 0_usize, false);
    if let Some(text) = Pieces::new(bytes, encoding).next_piece().transpose()? {
        for byte in text.bytes().take(16 << 10) {
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted => commas += 1,
                b';' if !quoted => semicolons += 1,
                b'\t' if !quoted => tabs += 1,
                _ => {}
            }
        }
    }
    if tabs > commas.max(semicolons) || (prefer_tab && tabs > 0) {
        Ok(b'\t')
    } else if semicolons > commas {
        Ok(b';')
    } else {
        Ok(b',')
    }
}
