//! WebP (RFC 9649): written anew, chunk by chunk, without camera notes, XMP and unknown chunks.
//!
//! Deliberately not here: decoding.

use super::{FileLimits, FileRefusal};

const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];
/// Bits of `VP8X` that promise camera notes and XMP.
const NOTES: u8 = 0b0000_1100;

pub(super) fn rewrite(bytes: &[u8], limits: &FileLimits) -> Result<Vec<u8>, FileRefusal> {
    let size = bytes.get(4..8).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes).ok_or(FileRefusal::Damaged)?;
    let end = usize::try_from(size).ok().and_then(|n| n.checked_add(8)).ok_or(FileRefusal::Damaged)?;
    let mut rest = bytes.get(12..end).ok_or(FileRefusal::Damaged)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut shown = false;
    while !rest.is_empty() {
        let (kind, after) = rest.split_first_chunk::<4>().ok_or(FileRefusal::Damaged)?;
        let (length, after) = after.split_first_chunk::<4>().ok_or(FileRefusal::Damaged)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| FileRefusal::Damaged)?;
        let data = after.get(..length).ok_or(FileRefusal::Damaged)?;
        let padded = length.checked_add(length % 2).ok_or(FileRefusal::Damaged)?;
        // The last chunk of some writers lacks its padding.
        rest = after.get(padded..).unwrap_or_default();
        if let Some((width, height)) = size_of(kind, data) {
            limits.check_picture(width, height)?;
            shown = true;
        }
        if !KEPT.contains(&kind) {
            continue;
        }
        out.extend(kind);
        out.extend(u32::try_from(length).map_err(|_| FileRefusal::Damaged)?.to_le_bytes());
        let from = out.len();
        out.extend(data);
        if kind == b"VP8X" && length > 0 {
            out[from] &= !NOTES;
        }
        out.extend(std::iter::repeat_n(0, length % 2));
    }
    if !shown {
        return Err(FileRefusal::Damaged);
    }
    let size = u32::try_from(out.len() - 8).map_err(|_| FileRefusal::Damaged)?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(out)
}

/// Width and height that a chunk states; `None` for chunks that state none.
fn size_of(kind: &[u8; 4], data: &[u8]) -> Option<(u32, u32)> {
    let little = |at: usize, bytes: usize| {
        let part = data.get(at..at + bytes)?;
        Some(part.iter().rev().fold(0_u32, |n, b| n << 8 | u32::from(*b)))
    };
    match kind {
        b"VP8X" => Some((little(4, 3)? + 1, little(7, 3)? + 1)),
        b"VP8 " => Some((little(6, 2)? & 0x3fff, little(8, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(1, 4)?;
            (data.first() == Some(&0x2f)).then_some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}
