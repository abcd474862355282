//! PDF (ISO 32000): searched for names of actions that run, fetch or carry something, in the plain parts
//! and in packed object streams. An action must be named where every reader finds it, so names are enough.
//!
//! Deliberately not here: showing, and reading the words of its pages (a mark of secrecy inside a page is
//! not found; one in the title is).

use std::io::Read as _;

use domain::base::secret_in_name;
use flate2::read::ZlibDecoder;

use super::{FileLimits, FileRefusal};

/// Where the end mark must stand (ISO 32000-1 annex H, note 18).
const TAIL: usize = 2_048;

pub(super) fn check(bytes: &[u8], limits: &FileLimits) -> Result<(), FileRefusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !contains(tail, b"%%EOF") {
        return Err(FileRefusal::Damaged);
    }
    if is_zip_too(bytes) {
        return Err(FileRefusal::Runs("另一份压缩文件".into()));
    }
    search(bytes)?;
    let mut allowance = limits.unpacked_bytes;
    for place in places(bytes, b"stream") {
        if bytes[..place].ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary_before(bytes, place);
        if !names(dictionary).any(|n| n == b"ObjStm") {
            continue;
        }
        let data = after_line_end(&bytes[place + b"stream".len()..]);
        if !names(dictionary).any(|n| n == b"Filter") {
            continue; // written plainly, and searched above
        }
        let mut unpacked = Vec::new();
        let mut reader = ZlibDecoder::new(data).take(allowance + 1);
        // What cannot be unpacked cannot be searched; rare filters are not worth the risk.
        reader.read_to_end(&mut unpacked).map_err(|_| FileRefusal::Damaged)?;
        allowance = allowance.checked_sub(unpacked.len() as u64).ok_or(FileRefusal::UnpacksTooLarge)?;
        search(&unpacked)?;
    }
    Ok(())
}

/// Refuses by the names in one stretch.
fn search(bytes: &[u8]) -> Result<(), FileRefusal> {
    for name in names(bytes) {
        let what = match name.as_slice() {
            b"Encrypt" => return Err(FileRefusal::Locked),
            b"JavaScript" => "脚本",
            b"Launch" => "启动程序的动作",
            b"EmbeddedFile" | b"EmbeddedFiles" => "夹带的文件",
            b"RichMedia" => "夹带的多媒体",
            b"SubmitForm" | b"ImportData" => "自动发送内容的动作",
            _ => continue,
        };
        return Err(FileRefusal::Runs(what.into()));
    }
    match title(bytes).as_deref().and_then(secret_in_name) {
        Some(mark) => Err(FileRefusal::Secret(mark.into())),
        None => Ok(()),
    }
}

/// All names (`/Name`) with their `#xx` read, as long as those that are looked for.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    const LONGEST: usize = 64;
    let starts = bytes.iter().enumerate().filter(|(_, b)| **b == b'/').map(|(i, _)| i);
    starts.map(|at| {
        let raw = &bytes[at + 1..];
        let end = raw.iter().take(LONGEST).position(|b| b" \t\r\n\0\x0c()<>[]{}/%".contains(b));
        decoded(&raw[..end.unwrap_or(raw.len().min(LONGEST))])
    })
}

fn decoded(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match hex {
            Some(byte) if *first == b'#' => {
                out.push(byte);
                rest = &after[2..];
            }
            Some(_) | None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// The title of the document, in UTF-16 or plain bytes, where it stands unpacked.
fn title(bytes: &[u8]) -> Option<String> {
    let place = find(bytes, b"/Title")?;
    let rest = &bytes[place + 6..];
    let from = rest.iter().take(8).position(|b| *b == b'(' || *b == b'<')?;
    let close = if rest[from] == b'(' { b')' } else { b'>' };
    let raw = &rest[from + 1..];
    let raw = &raw[..raw.iter().take(2_048).position(|b| *b == close)?];
    let raw: Vec<u8> = if close == b'>' {
        let digits: Vec<u8> = raw.iter().copied().filter(u8::is_ascii_hexdigit).collect();
        digits.chunks(2).filter_map(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok()).collect()
    } else {
        raw.to_vec()
    };
    match raw.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks_exact(2).map(|c| u16::from(c[0]) << 8 | u16::from(c[1])).collect();
            Some(String::from_utf16_lossy(&units))
        }
        None => Some(String::from_utf8_lossy(&raw).into_owned()),
    }
}

/// Whether a zip's end record closes the file: then it is two files in one.
fn is_zip_too(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    let from = bytes.len().saturating_sub(RECORD + usize::from(u16::MAX));
    places(&bytes[from..], b"PK\x05\x06").any(|at| {
        let record = &bytes[from + at..];
        record.get(20..22).is_some_and(|n| usize::from(u16::from_le_bytes([n[0], n[1]])) + RECORD == record.len())
    })
}

/// From the last `obj` before a stream up to it.
fn dictionary_before(bytes: &[u8], place: usize) -> &[u8] {
    const LONGEST: usize = 4_096;
    let window = &bytes[place.saturating_sub(LONGEST)..place];
    let from = window.windows(4).rposition(|w| w == b" obj" || w == b"\nobj").unwrap_or(0);
    &window[from..]
}

fn after_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\r").unwrap_or(bytes);
    bytes.strip_prefix(b"\n").unwrap_or(bytes)
}

fn places(bytes: &[u8], word: &'static [u8]) -> impl Iterator<Item = usize> {
    bytes.windows(word.len()).enumerate().filter(move |(_, w)| *w == word).map(|(i, _)| i)
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|w| w == word)
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}
