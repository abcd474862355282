//! 子进程: the side that reads the file.
//!
//! Deliberately not here: command-line parsing; the binary recognises
//! [`super::SUBCOMMAND`] and calls [`serve_stdin`] before it starts anything.

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use super::wire::{Answer, Request, read_part, write_json};
use crate::catalogue::{Limits, ReadRefusal, read_table};

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

fn serve(from: &mut impl io::Read, to: &mut impl Write) -> io::Result<()> {
    let request: Request = serde_json::from_slice(&read_part(from, 64 << 10)?)?;
    let Request { file_name, address_space_bytes, cpu_seconds } = request;
    // Hard and soft alike, so that nothing in the process can take them back.
    rlimit::Resource::AS.set(address_space_bytes, address_space_bytes)?;
    rlimit::Resource::CPU.set(cpu_seconds, cpu_seconds)?;
    // A file that brings the reader down must not also leave its contents in a core.
    rlimit::Resource::CORE.set(0, 0)?;
    let limit = Limits::default().file_bytes;
    let answer = match read_part(from, limit) {
        Ok(bytes) => match read_table(&bytes, &file_name) {
            Ok(table) => Answer::Read(table.into()),
            Err(refusal) => Answer::Refused(refusal),
        },
        Err(_) => Answer::Refused(ReadRefusal::StoppedByLimits),
    };
    let mut to = BufWriter::new(to);
    write_json(&mut to, &answer)?;
    to.flush()
}
