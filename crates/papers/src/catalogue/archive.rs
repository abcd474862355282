//! 压缩包: weighing a workbook before anything opens it.
//!
//! An `.xlsx` is a zip, and the sizes a zip states about itself are whatever its
//! maker wrote. So every part is unpacked once into nothing, counting bytes and
//! tags; what would take much memory must at least look like an office's work.
//!
//! Deliberately not here: reading the sheets.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{
    limits::Limits,
    markup::{Counts, Scanner},
    refusal::ReadRefusal,
};

/// Memory a shared string takes beside its text: its entry in a list, and what
/// the allocator rounds up.
pub(super) const STRING_OVERHEAD: u64 = 56;

/// What the whole workbook holds.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Weight {
    unpacked: u64,
    cells: u64,
    strings: u64,
    strings_bytes: u64,
    strings_packed: u64,
    /// Merged ranges of all sheets together.
    pub(super) merges: u64,
}

/// Refuses what is not a workbook, needs a password, is cut short, or holds more
/// than the limits allow.
pub(super) fn weigh(bytes: &[u8], limits: &Limits) -> Result<Weight, ReadRefusal> {
    refuse_crowd(bytes, limits)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadRefusal::Damaged)?;
    if archive.len() > limits.parts {
        return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
    }
    require_workbook(&archive)?;
    let mut weight = Weight::default();
    for index in 0..archive.len() {
        weigh_part(&mut archive, index, limits, &mut weight)?;
    }
    if weight.merges > limits.merges {
        return Err(ReadRefusal::TooManyMerges { limit: limits.merges });
    }
    refuse_stuffed(&weight, limits)?;
    Ok(weight)
}

/// Refuses a directory of very many parts before it is read into memory. Each
/// entry begins with this mark; in packed data it turns up once in 4 GiB.
fn refuse_crowd(bytes: &[u8], limits: &Limits) -> Result<(), ReadRefusal> {
    let mut entries = 0_usize;
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(|&byte| byte == b'P') {
        rest = &rest[place..];
        entries += usize::from(rest.starts_with(b"PK\x01\x02"));
        if entries > limits.parts {
            return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
        }
        rest = &rest[1..];
    }
    Ok(())
}

fn weigh_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    limits: &Limits,
    weight: &mut Weight,
) -> Result<(), ReadRefusal> {
    let mut part = archive.by_index(index).map_err(|error| refusal_for(&error))?;
    let name = part.name().map_err(|error| refusal_for(&error))?.to_ascii_lowercase().replace('\\', "/");
    // Bytes the decompressor is given, so no lie about them helps. Weighed part by
    // part: something that does not compress, put beside a bomb, must not excuse it.
    let packed = part.compressed_size();
    let sort = Sort::of(&name);
    let limit = match sort {
        Sort::Strings => limits.shared_strings_bytes,
        Sort::Settings => limits.settings_bytes,
        Sort::Sheet | Sort::Unread => limits.unpacked_bytes,
    };
    let mut scanner = Scanner::default();
    let mut in_part = 0_u64;
    let mut buffer = vec![0_u8; 64 << 10];
    let mut start = Vec::new();
    loop {
        let read = part.read(&mut buffer).map_err(|_| ReadRefusal::Damaged)?;
        if read == 0 {
            break;
        }
        if start.is_empty() {
            start = buffer[..read.min(2_048)].to_vec();
        }
        in_part += read as u64;
        weight.unpacked += read as u64;
        if in_part > limit {
            return Err(ReadRefusal::UnpacksTooLarge { limit });
        }
        if weight.unpacked > limits.unpacked_bytes {
            return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
        }
        let allowed = packed.saturating_mul(limits.ratio);
        if in_part > allowed.max(limits.ratio_floor_bytes) {
            return Err(ReadRefusal::OverPacked { ratio: limits.ratio });
        }
        if sort != Sort::Unread {
            scanner.feed(&buffer[..read]);
            refuse_markup(&scanner.counts(), limits)?;
        }
    }
    let counts = scanner.counts();
    weight.cells += counts.cells;
    weight.merges += counts.merges;
    if sort == Sort::Strings {
        weight.strings += counts.strings;
        weight.strings_bytes += in_part;
        weight.strings_packed += packed;
        refuse_promise(&start, counts.strings)?;
    }
    Ok(())
}

/// What a part is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Strings,
    Sheet,
    /// Parts that are read whole: styles, the list of sheets, relations.
    Settings,
    /// Pictures, drawings, and whatever else is never opened.
    Unread,
}

impl Sort {
    fn of(name: &str) -> Self {
        let xml = name.ends_with(".xml") || name.ends_with(".rels");
        if name.ends_with("sharedstrings.xml") {
            Self::Strings
        } else if !xml || name.contains("/media/") || name.starts_with("customxml/") || name.starts_with("docprops/") {
            Self::Unread
        } else if name.contains("sheets/") && !name.ends_with(".rels") {
            Self::Sheet
        } else if name.contains("drawing")
            || name.contains("/charts/")
            || name.contains("pivot")
            || name.contains("comments")
        {
            Self::Unread
        } else {
            Self::Settings
        }
    }
}

fn refuse_markup(counts: &Counts, limits: &Limits) -> Result<(), ReadRefusal> {
    // No spreadsheet program declares a document type, nests tags a hundred deep
    // or writes a megabyte between two of them.
    if counts.doctype || counts.depth > limits.xml_depth || counts.stretch > limits.xml_text_bytes {
        return Err(ReadRefusal::Damaged);
    }
    if counts.strings > limits.shared_strings || counts.styles > limits.styles || counts.sheets > limits.sheets {
        return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
    }
    if counts.merges > limits.merges {
        return Err(ReadRefusal::TooManyMerges { limit: limits.merges });
    }
    Ok(())
}

/// A list of strings says how many it holds, and memory is set aside for as many.
fn refuse_promise(start: &[u8], strings: u64) -> Result<(), ReadRefusal> {
    const WORD: &[u8] = b"uniqueCount=";
    let Some(place) = start.windows(WORD.len()).position(|window| window == WORD) else { return Ok(()) };
    let digits = start[place + WORD.len()..].iter().skip(1).take_while(|byte| byte.is_ascii_digit());
    let promised = digits.fold(0_u64, |sum, &byte| sum.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
    // Some programs count a little wrong; none by a thousand.
    if promised > strings.saturating_mul(2).saturating_add(1_000) { Err(ReadRefusal::Damaged) } else { Ok(()) }
}

/// A workbook that needs much memory must be large by its content: its strings
/// little packed, and no more of them than cells.
fn refuse_stuffed(weight: &Weight, limits: &Limits) -> Result<(), ReadRefusal> {
    let memory = weight.strings * STRING_OVERHEAD + weight.strings_bytes;
    if memory <= limits.large_bytes {
        return Ok(());
    }
    let ratio = limits.ratio_when_large;
    if weight.strings_bytes > weight.strings_packed.saturating_mul(ratio)
        || weight.strings > weight.cells.saturating_add(1_000)
    {
        return Err(ReadRefusal::OverPacked { ratio });
    }
    Ok(())
}

fn require_workbook(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadRefusal> {
    let has = |wanted: &str| archive.file_names().any(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case(wanted)));
    if has("xl/workbook.xml") {
        Ok(())
    } else if has("xl/workbook.bin") {
        Err(ReadRefusal::BinaryWorkbook)
    } else {
        Err(ReadRefusal::NotSpreadsheet)
    }
}

fn refusal_for(error: &ZipError) -> ReadRefusal {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => ReadRefusal::Encrypted,
        // A foreign error type that may grow; everything else means the same here.
        _ => ReadRefusal::Damaged,
    }
}
