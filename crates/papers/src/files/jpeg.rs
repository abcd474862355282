//! JPEG (ISO/IEC 10918-1): written anew, segment by segment. Kept is what the picture needs: frames,
//! tables, scans, the colour profile, and of the camera's notes only which way is up. Place, time, device,
//! preview pictures and whatever follows the end are left out.
//!
//! Deliberately not here: decoding; the picture's own data are copied as they are.

use super::{FileLimits, FileRefusal};

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

pub(super) fn rewrite(bytes: &[u8], limits: &FileLimits) -> Result<Vec<u8>, FileRefusal> {
    let mut out = vec![0xff, 0xd8];
    let (mut rest, mut upright, mut framed) = (bytes.get(2..).unwrap_or_default(), None, false);
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let (marker, after) = marker(rest)?;
        if marker == END {
            break;
        }
        let (segment, after) = segment(after)?;
        match marker {
            0xe0 if segment.starts_with(b"JFIF\0") && body.is_empty() => put(&mut out, marker, segment),
            0xe1 if segment.starts_with(b"Exif\0\0") => upright = upright.or(orientation(&segment[6..])),
            0xe2 if segment.starts_with(b"ICC_PROFILE\0") => put(&mut body, marker, segment),
            0xee if segment.starts_with(b"Adobe") => put(&mut body, marker, segment),
            // Notes of programs and people.
            0xe0..=0xef | 0xfe => {}
            0xc0..=0xc2 => {
                check_size(segment, limits)?;
                framed = true;
                put(&mut body, marker, segment);
            }
            0xc4 | 0xdb..=0xdd => put(&mut body, marker, segment),
            SCAN if framed => {
                put(&mut body, marker, segment);
                let length = scan_length(after)?;
                body.extend(&after[..length]);
                rest = &after[length..];
                continue;
            }
            _ => return Err(FileRefusal::Damaged),
        }
        rest = after;
    }
    if !framed {
        return Err(FileRefusal::Damaged);
    }
    if let Some(way) = upright.filter(|w| (2..=8).contains(w)) {
        put(&mut out, 0xe1, &only_orientation(way));
    }
    out.extend(body);
    out.extend([0xff, END]);
    Ok(out)
}

/// The next marker; fill bytes before it are allowed.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), FileRefusal> {
    let fills = bytes.iter().take_while(|b| **b == 0xff).count();
    match bytes.get(fills) {
        Some(marker) if fills > 0 && *marker != 0 => Ok((*marker, &bytes[fills + 1..])),
        Some(_) | None => Err(FileRefusal::Damaged),
    }
}

/// A segment without its length, and what follows.
fn segment(bytes: &[u8]) -> Result<(&[u8], &[u8]), FileRefusal> {
    let (length, _) = bytes.split_first_chunk::<2>().ok_or(FileRefusal::Damaged)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (whole, rest) = bytes.split_at_checked(length).ok_or(FileRefusal::Damaged)?;
    Ok((whole.get(2..).ok_or(FileRefusal::Damaged)?, rest))
}

fn put(to: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    let length = u16::try_from(segment.len() + 2).expect("a segment was read with a length of two bytes");
    to.extend([0xff, marker]);
    to.extend(length.to_be_bytes());
    to.extend(segment);
}

/// Bytes up to the next marker that is no restart of the same scan.
fn scan_length(bytes: &[u8]) -> Result<usize, FileRefusal> {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(ends).ok_or(FileRefusal::Damaged)
}

fn check_size(frame: &[u8], limits: &FileLimits) -> Result<(), FileRefusal> {
    let side = |at: usize| frame.get(at..at + 2).map(|b| u32::from(b[0]) << 8 | u32::from(b[1]));
    match (side(1), side(3)) {
        (Some(height), Some(width)) => limits.check_picture(width, height),
        (_, _) => Err(FileRefusal::Damaged),
    }
}

impl FileLimits {
    /// Refuses pictures that no screen or printer of an office could show.
    pub(super) fn check_picture(&self, width: u32, height: u32) -> Result<(), FileRefusal> {
        if width == 0 || height == 0 {
            return Err(FileRefusal::Damaged);
        }
        if width.max(height) > self.side || u64::from(width) * u64::from(height) > self.pixels {
            return Err(FileRefusal::TooDetailed { side: self.side });
        }
        Ok(())
    }
}

/// The orientation (tag 0x0112) of the first directory of a TIFF.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let word = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = tiff.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()
    };
    let directory = long(4)?;
    let count = usize::from(word(directory)?);
    let entry = |i: usize| directory.checked_add(2 + i * 12);
    let place = (0..count).find_map(|i| entry(i).filter(|at| word(*at) == Some(0x0112)))?;
    u8::try_from(word(place.checked_add(8)?)?).ok()
}

/// Notes of a camera that say nothing but which way is up.
fn only_orientation(way: u8) -> Vec<u8> {
    let mut out = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    out.extend([way, 0, 0, 0, 0, 0, 0]);
    out
}
