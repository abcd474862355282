//! 读表: from bytes to a table or one clear refusal.
//!
//! Deliberately not here: the process it runs in; call it through
//! [`crate::child::read_in_child`] for anything that came from outside.

use super::{
    cells::Notes,
    delimited, header,
    limits::Limits,
    refusal::ReadRefusal,
    table::{Encoding, Kind, Table},
    workbook,
};

/// Reads a `.csv` or `.xlsx` within the default [`Limits`].
///
/// What the file is, is decided by its bytes; `file_name` only settles doubts
/// (`.tsv` prefers tabs, a damaged `.xlsx` is called damaged).
///
/// # Errors
/// A [`ReadRefusal`] whose sentence says what is wrong with the file.
pub fn read_table(bytes: &[u8], file_name: &str) -> Result<Table, ReadRefusal> {
    read_table_within(bytes, file_name, &Limits::default())
}

/// As [`read_table`], with limits of the caller's choosing.
///
/// # Errors
/// A [`ReadRefusal`] whose sentence says what is wrong with the file.
pub fn read_table_within(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Table, ReadRefusal> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(ReadRefusal::TooLarge { bytes: size, limit: limits.file_bytes });
    }
    let mut notes = Notes::default();
    match look(bytes, file_name)? {
        Looks::Workbook => {
            let rows = workbook::read_rows(bytes, limits, &mut notes)?;
            header::into_table(rows, Encoding::Utf8, Kind::Xlsx, notes)
        }
        Looks::Text => {
            let (text, encoding) = delimited::decode(bytes)?;
            refuse_other_text(&text)?;
            let prefer_tab = has_ending(file_name, ".tsv");
            let rows = delimited::read_rows(&text, prefer_tab, limits, &mut notes)?;
            if rows.is_empty() {
                return Err(ReadRefusal::EmptyFile);
            }
            header::into_table(rows, encoding, Kind::Csv, notes)
        }
    }
}

enum Looks {
    Workbook,
    Text,
}

/// Tells the kind of file by its first bytes.
fn look(bytes: &[u8], file_name: &str) -> Result<Looks, ReadRefusal> {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.is_empty() {
        return Err(ReadRefusal::EmptyFile);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Looks::Workbook);
    }
    if bytes.starts_with(OLE) {
        // Excel wraps a workbook that has a password in the old container, under
        // this name (MS-OFFCRYPTO 2.3.4.4); a true .xls never contains it.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted { ReadRefusal::Encrypted } else { ReadRefusal::OldWorkbook });
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let head = &bytes[..bytes.len().min(64 << 10)];
    let binary = |&byte: &u8| byte < 0x09 || (0x0E..0x20).contains(&byte);
    if !utf16 && (head.starts_with(b"%PDF") || head.contains(&0) || mostly(head, binary)) {
        return Err(if has_ending(file_name, ".xlsx") { ReadRefusal::Damaged } else { ReadRefusal::NotSpreadsheet });
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
    if start.is_empty() {
        return Err(ReadRefusal::EmptyFile);
    }
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
