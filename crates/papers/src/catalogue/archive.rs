//! 压缩包: weighing a workbook before anything opens it.
//!
//! An `.xlsx` is a zip, and the sizes a zip states about itself are whatever its
//! maker wrote. So every part is unpacked once into nothing, counting.
//!
//! Deliberately not here: reading the sheets.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{limits::Limits, refusal::ReadRefusal};

/// Refuses what is not a workbook, needs a password, is cut short, or unpacks
/// to more than the limits allow.
pub(super) fn weigh(bytes: &[u8], limits: &Limits) -> Result<(), ReadRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadRefusal::Damaged)?;
    if archive.len() > limits.parts {
        return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
    }
    require_workbook(&archive)?;
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| refusal_for(&error))?;
        let name = part.name().map_err(|error| refusal_for(&error))?;
        let limit = if name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            limits.shared_strings_bytes
        } else {
            limits.unpacked_bytes
        };
        let mut in_part = 0_u64;
        let mut buffer = vec![0_u8; 64 << 10];
        loop {
            let read = part.read(&mut buffer).map_err(|_| ReadRefusal::Damaged)? as u64;
            if read == 0 {
                break;
            }
            in_part += read;
            total += read;
            if in_part > limit {
                return Err(ReadRefusal::UnpacksTooLarge { limit });
            }
            if total > limits.unpacked_bytes {
                return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
            }
            let allowed = (bytes.len() as u64).saturating_mul(limits.ratio);
            if total > allowed.max(limits.ratio_floor_bytes) {
                return Err(ReadRefusal::OverPacked { ratio: limits.ratio });
            }
        }
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
