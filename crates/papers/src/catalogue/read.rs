//! 读表: from bytes to a table or one clear refusal.
//!
//! Deliberately not here: the process it runs in; call it through
//! [`crate::child::read_in_child`] for anything that came from outside.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    assemble::into_table,
    book::{Book, BookHead, Piece, Role, Sink},
    delimited, encoding,
    limits::Limits,
    note::Notes,
    old_workbook,
    options::ReadOptions,
    refusal::ReadRefusal,
    table::{Kind, Table},
    workbook,
};

/// Reads a `.csv`, `.xlsx` or `.xls` within the default [`Limits`].
///
/// What the file is, is decided by its bytes; `file_name` only settles doubts
/// (`.tsv` prefers tabs, a damaged `.xlsx` is called damaged).
///
/// # Errors
/// A [`ReadRefusal`] whose sentence says what is wrong with the file.
pub fn read_table(bytes: &[u8], file_name: &str) -> Result<Table, ReadRefusal> {
    read_table_within(bytes, file_name, &ReadOptions::default(), &Limits::default())
}

/// As [`read_table`], with options and limits of the caller's choosing.
///
/// # Errors
/// A [`ReadRefusal`] whose sentence says what is wrong with the file.
pub fn read_table_within(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    limits: &Limits,
) -> Result<Table, ReadRefusal> {
    let mut book = Book::default();
    let notes = read_pieces(bytes, file_name, options, limits, &mut book)?;
    into_table(book, notes, options, limits)
}

/// Hands the file over piece by piece; gives what was noticed on the way.
pub(crate) fn read_pieces(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<Notes, ReadRefusal> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(ReadRefusal::TooLarge { bytes: size, limit: limits.file_bytes });
    }
    let mut notes = Notes::default();
    let looks = look(bytes, file_name, options)?;
    // calamine counts rows and columns in arithmetic that a forged reference can
    // overflow, which panics where overflow is checked. Nothing it has touched is
    // used afterwards: the notes go with the refusal, and so do the pieces.
    let read = catch_unwind(AssertUnwindSafe(|| match looks {
        Looks::Workbook => workbook::read(bytes, options, limits, &mut notes, sink),
        Looks::OldWorkbook => old_workbook::read(bytes, options, limits, &mut notes, sink),
        Looks::Text => read_text(bytes, file_name, options, limits, &mut notes, sink),
    }));
    read.unwrap_or(Err(ReadRefusal::Damaged))?;
    Ok(notes)
}

fn read_text(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    limits: &Limits,
    notes: &mut Notes,
    sink: &mut dyn Sink,
) -> Result<(), ReadRefusal> {
    let (text, encoding) = encoding::decide(bytes, options.encoding)?;
    if let Some(start) = encoding::Pieces::new(text, encoding).next_piece() {
        refuse_other_text(start?)?;
    }
    sink.take(Piece::Head(BookHead { kind: Kind::Csv, encoding, sheets: Vec::new() }))?;
    sink.take(Piece::Sheet { name: None, role: Role::Main })?;
    let prefer_tab = has_ending(file_name, ".tsv");
    if delimited::read_rows(text, encoding, prefer_tab, limits, notes, sink)? {
        Ok(())
    } else {
        Err(ReadRefusal::EmptyFile)
    }
}

enum Looks {
    Workbook,
    OldWorkbook,
    Text,
}

/// Tells the kind of file by its first bytes.
fn look(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<Looks, ReadRefusal> {
    if bytes.is_empty() {
        return Err(ReadRefusal::EmptyFile);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Looks::Workbook);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Looks::OldWorkbook);
    }
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if marked || options.encoding.is_some() || encoding::utf16_without_mark(bytes).is_some() {
        return Ok(Looks::Text);
    }
    let head = &bytes[..bytes.len().min(64 << 10)];
    let binary = |&byte: &u8| byte < 0x09 || (0x0E..0x20).contains(&byte);
    if head.starts_with(b"%PDF") || head.contains(&0) || mostly(head, binary) {
        let workbook = has_ending(file_name, ".xlsx") || has_ending(file_name, ".xls");
        return Err(if workbook { ReadRefusal::Damaged } else { ReadRefusal::NotSpreadsheet });
    }
    Ok(Looks::Text)
}

/// More than one byte in fifty: a stray control character in a name is removed
/// later, a picture is refused here.
fn mostly(bytes: &[u8], wanted: impl Fn(&u8) -> bool) -> bool {
    bytes.iter().filter(|byte| wanted(byte)).count() * 50 > bytes.len()
}

/// Refuses web pages and other mark-up; a table of text never opens with `<`.
fn refuse_other_text(text: &str) -> Result<(), ReadRefusal> {
    let start = text.trim_start();
    if !start.starts_with('<') {
        return Ok(());
    }
    let head: String = start.chars().take(4_000).collect::<String>().to_ascii_lowercase();
    Err(if head.contains("<html") || head.contains("<table") || head.contains("<meta") {
        ReadRefusal::WebPage
    } else {
        ReadRefusal::NotSpreadsheet
    })
}

fn has_ending(file_name: &str, ending: &str) -> bool {
    file_name.to_ascii_lowercase().ends_with(ending)
}
