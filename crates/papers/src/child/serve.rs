//! 子进程: the side that reads the file.
//!
//! Deliberately not here: command-line parsing; the binary recognises
//! [`super::SUBCOMMAND`] and calls [`serve_stdin`] before it starts anything.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::{
    areas, bpmn, file,
    wire::{Request, Sender, Wanted, read_part},
};
use crate::catalogue::{Limits, Notes, ReadRefusal, read_pieces};

/// Reads one request from standard input, answers on standard output.
///
/// To be called first thing by a process started with [`super::SUBCOMMAND`]:
/// before threads, runtimes or configuration, because the limits it sets hold
/// for the whole process from then on. Takes nothing from the command line.
#[must_use]
pub fn serve_stdin() -> ExitCode {
    match serve(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// As [`serve_stdin`], from and to anywhere: for whoever measures the process.
///
/// # Errors
/// Where the request cannot be read, a limit cannot be set, or nobody takes the answer.
pub fn serve(from: &mut impl io::Read, to: &mut impl Write) -> io::Result<()> {
    let request: Request = serde_json::from_slice(&read_part(from, 1 << 20)?)?;
    let Request { address_space_bytes, cpu_seconds, wanted } = request;
    // Hard and soft alike, so that nothing in the process can take them back.
    rlimit::Resource::AS.set(address_space_bytes, address_space_bytes)?;
    rlimit::Resource::CPU.set(cpu_seconds, cpu_seconds)?;
    // A file that brings the reader down must not also leave its contents in a core.
    rlimit::Resource::CORE.set(0, 0)?;
    let (file_name, options, rows_wanted, limits) = match wanted {
        Wanted::Table { file_name, options, rows_wanted, volume } => {
            (file_name, options, rows_wanted, Limits::of(volume))
        }
        Wanted::File(limits) => return file::answer(from, to, &limits),
        Wanted::Bpmn => return bpmn::answer(from, to),
        Wanted::Areas(limits) => return areas::answer(from, to, &limits),
    };
    let mut sender = Sender::new(to, rows_wanted);
    let answer = match read_part(from, limits.file_bytes) {
        Ok(bytes) => read_pieces(&bytes, &file_name, &options, &limits, &mut sender).map(Notes::into_vec),
        Err(_) => Err(ReadRefusal::StoppedByLimits),
    };
    sender.finish(answer)
}
