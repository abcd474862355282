//! PNG (ISO/IEC 15948): written anew, chunk by chunk. Kept is what the picture needs; texts, times, camera
//! notes, unknown notes and whatever follows the end are left out.
//!
//! Deliberately not here: decoding.

use super::{FileLimits, FileRefusal};

/// The picture, its colours and its size on paper; `fcTL` and `fdAT` move, and are left out: the first
/// picture stays.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs", b"hIST",
];

pub(super) fn rewrite(bytes: &[u8], limits: &FileLimits) -> Result<Vec<u8>, FileRefusal> {
    let (head, mut rest) = bytes.split_first_chunk::<8>().ok_or(FileRefusal::Damaged)?;
    let mut out = head.to_vec();
    let (mut first, mut has_data) = (true, false);
    loop {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(FileRefusal::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| FileRefusal::Damaged)?;
        let (kind, after) = after.split_first_chunk::<4>().ok_or(FileRefusal::Damaged)?;
        let data = after.get(..length).ok_or(FileRefusal::Damaged)?;
        let whole = length.checked_add(12).and_then(|n| rest.split_at_checked(n)).ok_or(FileRefusal::Damaged)?;
        if first != (kind == b"IHDR") {
            return Err(FileRefusal::Damaged);
        }
        if first {
            let side = |at: usize| data.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes);
            match (side(0), side(4)) {
                (Some(width), Some(height)) => limits.check_picture(width, height)?,
                (_, _) => return Err(FileRefusal::Damaged),
            }
        }
        first = false;
        has_data |= kind == b"IDAT";
        if KEPT.contains(&kind) {
            out.extend(whole.0);
        } else if kind[0].is_ascii_uppercase() || !kind.iter().all(u8::is_ascii_alphabetic) {
            // Without it the picture could not be shown.
            return Err(FileRefusal::Damaged);
        }
        if kind == b"IEND" {
            break;
        }
        rest = whole.1;
    }
    if has_data { Ok(out) } else { Err(FileRefusal::Damaged) }
}
