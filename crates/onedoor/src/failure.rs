//! Exit codes for scripts.

use std::process::ExitCode;

/// Done.
pub(crate) const DONE: u8 = 0;
/// It did not work; the reason stands on the error stream.
pub(crate) const FAILED: u8 = 1;
/// The command line is wrong (also clap's own code), or a confirmation was needed and nobody could be asked.
pub(crate) const USAGE: u8 = 2;
/// Done, but some rows of the file were refused; they are listed.
pub(crate) const SOME_REFUSED: u8 = 3;
/// `verify` found something that does not agree.
pub(crate) const UNSOUND: u8 = 4;

/// A wrong use that clap cannot see.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

pub(crate) fn exit_code(e: &anyhow::Error) -> ExitCode {
    ExitCode::from(if e.is::<Usage>() { USAGE } else { FAILED })
}
