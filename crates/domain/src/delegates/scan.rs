//! The scan of a signed letter (扫描件): the file itself is kept beside its digest, so that everybody who may can see what
//! was signed. One that does not do is replaced with the reason said, and the one before it stays for good.
//!
//! Not here: looking into the file, sealing it, and where it lies.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{LetterKind, Refusal, refusal::words};
use crate::base::{FileKind, StaffId};

/// What is known of a kept scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterScan {
    /// Of which kind of letter.
    pub of: LetterKind,
    /// Id of the letter.
    pub letter: i64,
    /// SM3 of the sealed bytes: where they lie.
    pub address: String,
    /// SM3 of the file as it was sent, hexadecimal.
    pub digest: String,
    /// Length of the file that is kept, in bytes.
    pub size: u64,
    /// Its kind.
    pub kind: FileKind,
    /// Its name.
    pub name: String,
    /// Instant of the entry.
    pub at: Timestamp,
    /// Who entered it.
    pub by: StaffId,
}

/// Whether a file of that kind can be a scan.
///
/// # Errors
/// Documents that are written and not scanned.
pub const fn is_scan(kind: FileKind) -> Result<(), Refusal> {
    match kind {
        FileKind::Jpeg | FileKind::Png | FileKind::Webp | FileKind::Pdf | FileKind::Ofd => Ok(()),
        FileKind::Docx | FileKind::Xlsx => Err(Refusal::NoScan),
    }
}

/// Whether a scan may be kept: a letter has one, and where its digest was noted before, it is that very file.
///
/// # Errors
/// One is kept already, or the digest is another.
pub fn keep_scan(
    scan: LetterScan,
    before: Option<&LetterScan>,
    noted: &str,
) -> Result<(LetterScan, ScanKept), Refusal> {
    if before.is_some() {
        return Err(Refusal::Done("交扫描件"));
    }
    if !noted.is_empty() && noted != scan.digest {
        return Err(Refusal::OtherScan);
    }
    let event = ScanKept { address: scan.address.clone(), digest: scan.digest.clone(), size: scan.size };
    Ok((scan, event))
}

/// A scan that another took the place of (换下的扫描件).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanBefore {
    /// The scan as it was.
    pub scan: LetterScan,
    /// Which of those of its letter, from 1.
    pub place: i64,
    /// When another took its place.
    pub replaced_at: Timestamp,
    /// Who did it.
    pub replaced_by: StaffId,
    /// Why.
    pub reason: String,
}

/// Puts another scan in the place of the one that is kept; `before` = how many were replaced already.
///
/// # Errors
/// No reason, or the very file that is kept.
pub fn replace_scan(
    scan: LetterScan,
    (kept, before): (LetterScan, i64),
    reason: &str,
) -> Result<(LetterScan, ScanBefore, ScanReplaced), Refusal> {
    let reason = words(reason, "更换原因", Refusal::ReplaceReasonMissing)?;
    if kept.digest == scan.digest {
        return Err(Refusal::SameScan);
    }
    let event = ScanReplaced {
        address: scan.address.clone(),
        digest: scan.digest.clone(),
        size: scan.size,
        before: kept.digest.clone(),
        reason: reason.clone(),
    };
    let (replaced_at, replaced_by) = (scan.at, scan.by);
    Ok((scan, ScanBefore { scan: kept, place: before + 1, replaced_at, replaced_by, reason }, event))
}

/// Event: another scan took the place of the one that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanReplaced {
    /// SM3 of the sealed bytes.
    pub address: String,
    /// SM3 of the file as it was sent.
    pub digest: String,
    /// Length of the kept file, in bytes.
    pub size: u64,
    /// SM3 of the file whose place it took.
    pub before: String,
    /// Why.
    pub reason: String,
}

/// Event: the scan of a letter was kept after the letter itself was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanKept {
    /// SM3 of the sealed bytes.
    pub address: String,
    /// SM3 of the file as it was sent.
    pub digest: String,
    /// Length of the kept file, in bytes.
    pub size: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_one_scan_and_it_is_the_one_that_was_noted() {
        let scan = LetterScan {
            of: LetterKind::Authorization,
            letter: 1,
            address: "a".repeat(64),
            digest: "b".repeat(64),
            size: 9,
            kind: FileKind::Pdf,
            name: "授权书.pdf".into(),
            at: Timestamp::UNIX_EPOCH,
            by: StaffId::new(1),
        };
        let (kept, event) = keep_scan(scan.clone(), None, "").expect("none is kept yet");
        assert_eq!((event.digest.as_str(), event.size), (scan.digest.as_str(), 9));
        assert!(keep_scan(scan.clone(), None, &scan.digest).is_ok(), "the very file");
        let code = |r: Refusal| (r.code(), r.field());
        assert_eq!(keep_scan(scan.clone(), None, &"c".repeat(64)).map_err(code), Err(("other_scan", "file")));
        assert_eq!(keep_scan(scan.clone(), Some(&kept), "").map_err(code), Err(("done", "")));
        assert_eq!(replace_scan(scan.clone(), (kept.clone(), 0), "换").map_err(code), Err(("same_scan", "file")));
        let other = LetterScan { digest: "d".repeat(64), by: StaffId::new(2), ..kept.clone() };
        let none = replace_scan(other.clone(), (kept.clone(), 0), " ").map_err(code);
        assert_eq!(none, Err(("replace_reason_missing", "scan_reason")));
        let (now, old, event) = replace_scan(other.clone(), (kept.clone(), 1), "漏扫一页").expect("another file");
        assert_eq!((&now, &old.scan, old.place, old.replaced_by), (&other, &kept, 2, StaffId::new(2)));
        assert_eq!((event.before.as_str(), event.reason.as_str()), (kept.digest.as_str(), "漏扫一页"));
        assert!(is_scan(FileKind::Ofd).is_ok() && is_scan(FileKind::Docx).map_err(code) == Err(("no_scan", "file")));
    }
}
