//! 附件检查: one file looked at in a process of its own; back comes its kind or a refusal.
//!
//! Deliberately not here: what is looked for; see [`crate::files`].

use std::{io, path::Path};

use domain::base::FileKind;
use serde::{Deserialize, Serialize};

use super::{
    once::{Silence, once},
    parent::ChildLimits,
    wire::{Request, Wanted, read_part, write_part},
};
use crate::files::{FileLimits, FileRefusal, look_here};

/// The child's answer: the kind's word, or why not.
#[derive(Serialize, Deserialize)]
struct Answer(Result<String, FileRefusal>);

/// Largest file the child takes; the caller has bounded it before.
const LARGEST: u64 = 256 << 20;

/// Looks at a file in a child process of `exe`. Blocks for at most `child.wall_time`.
///
/// # Errors
/// The refusal of [`crate::files::look_here`], [`FileRefusal::StoppedByLimits`] where the child did not
/// finish, or [`FileRefusal::NotStarted`].
pub(crate) fn look_in_child(
    exe: &Path,
    bytes: &[u8],
    limits: &FileLimits,
    child: &ChildLimits,
) -> Result<FileKind, FileRefusal> {
    let request = Request {
        address_space_bytes: child.address_space_bytes,
        cpu_seconds: child.cpu_seconds,
        wanted: Wanted::File(*limits),
    };
    // What citizens call their files does not belong in a list of processes.
    match once::<Answer>((exe, "file"), &request, bytes, child.wall_time, 1 << 16) {
        Ok(Answer(Ok(word))) => FileKind::parse(&word).ok_or(FileRefusal::StoppedByLimits),
        Ok(Answer(Err(refusal))) => Err(refusal),
        Err(Silence::NotStarted) => Err(FileRefusal::NotStarted),
        Err(Silence::Stopped) => Err(FileRefusal::StoppedByLimits),
    }
}

/// The child's side.
pub(super) fn answer(from: &mut impl io::Read, to: &mut impl io::Write, limits: &FileLimits) -> io::Result<()> {
    let seen = look_here(read_part(from, LARGEST)?, limits);
    let answer = Answer(seen.map(|s| s.kind.as_str().to_owned()));
    write_part(to, &serde_json::to_vec(&answer)?)?;
    to.flush()
}
