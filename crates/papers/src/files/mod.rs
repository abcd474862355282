//! 附件: looking at what people hand in before it is kept. Photos are written anew without the place they
//! were taken at; PDF and packages (docx, xlsx, ofd) are searched, in a child process, for whatever runs
//! by itself, is locked, is two things at once, or bears the mark of a state secret.
//!
//! Deliberately not here: a virus scanner; showing or converting a file; how large and how many files may
//! be (the services' data).

mod jpeg;
mod limits;
mod package;
mod pdf;
mod png;
mod refusal;
mod webp;

use std::path::Path;

use domain::base::{FileKind, Look, look};

pub use limits::FileLimits;
pub use refusal::FileRefusal;

use crate::child::{ChildLimits, look_in_child};

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: FileKind,
    /// What is to be kept: of a photo what is left without its hidden notes, else the bytes as they came.
    pub bytes: Vec<u8>,
}

/// The test string with which offices try out their virus scanners (EICAR). A scanner behind this program
/// would stop such a file; this program does too, so that a trial shows something.
const TRIAL: &[u8] = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!";

/// Looks at one file. Pictures are only walked through, nothing of them is unpacked; everything else is
/// looked at in a child process of `exe`, which must call [`crate::child::serve_stdin`] when it is
/// started with [`crate::child::SUBCOMMAND`].
///
/// # Errors
/// A [`FileRefusal`] for whatever is not to be kept.
pub fn look_at(exe: &Path, bytes: Vec<u8>, limits: &FileLimits) -> Result<Seen, FileRefusal> {
    match look(&bytes) {
        Look::Pdf | Look::Package => {
            let kind = look_in_child(exe, &bytes, limits, &ChildLimits::for_files())?;
            Ok(Seen { kind, bytes })
        }
        Look::Jpeg | Look::Png | Look::Webp | Look::OldOffice | Look::Heic | Look::Other => look_here(bytes, limits),
    }
}

/// The same in this process: what the child does, and what pictures need.
///
/// # Errors
/// As [`look_at`].
pub fn look_here(bytes: Vec<u8>, limits: &FileLimits) -> Result<Seen, FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if bytes.windows(TRIAL.len()).any(|w| w == TRIAL) {
        return Err(FileRefusal::TrialVirus);
    }
    match look(&bytes) {
        Look::Jpeg => Ok(Seen { kind: FileKind::Jpeg, bytes: jpeg::rewrite(&bytes, limits)? }),
        Look::Png => Ok(Seen { kind: FileKind::Png, bytes: png::rewrite(&bytes, limits)? }),
        Look::Webp => Ok(Seen { kind: FileKind::Webp, bytes: webp::rewrite(&bytes, limits)? }),
        Look::Pdf => pdf::check(&bytes, limits).map(|()| Seen { kind: FileKind::Pdf, bytes }),
        Look::Package => package::check(&bytes, limits).map(|kind| Seen { kind, bytes }),
        Look::OldOffice => Err(FileRefusal::OldOffice),
        Look::Heic => Err(FileRefusal::Heic),
        Look::Other => Err(FileRefusal::NotTaken),
    }
}

#[cfg(test)]
mod tests;
