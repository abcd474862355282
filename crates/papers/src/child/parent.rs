//! 父进程: starting the reader, feeding it, and not waiting for ever.
//!
//! Deliberately not here: queueing and how many readers may run at once; that is
//! the caller's, who knows the machine.

use std::{
    io::Write,
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use super::wire::{Answer, Request, read_part, write_part};
use crate::catalogue::{Limits, ReadRefusal, Table};

/// First argument of the hidden subcommand; the second is the file's name, only
/// so that a list of processes says what is being read.
pub const SUBCOMMAND: &str = "__read-table";

/// Longest answer taken from a child, in bytes. JSON of 2,000,000 cells at the
/// length of real ones stays well below.
const ANSWER_BYTES: u64 = 256 << 20;

/// What the reading process may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildLimits {
    /// Address space (`RLIMIT_AS`) in bytes.
    pub address_space_bytes: u64,
    /// Processor time (`RLIMIT_CPU`) in seconds.
    pub cpu_seconds: u64,
    /// Time by the clock after which the child is killed.
    pub wall_time: Duration,
}

impl Default for ChildLimits {
    fn default() -> Self {
        Self { address_space_bytes: 512 << 20, cpu_seconds: 10, wall_time: Duration::from_secs(20) }
    }
}

/// Reads a spreadsheet in a child process of `exe`, which must call
/// [`super::serve_stdin`] when its first argument is [`SUBCOMMAND`].
///
/// Blocks for at most `limits.wall_time`; call it from a blocking thread. A child
/// that is killed, crashes or answers nonsense costs its file a refusal and
/// nothing else.
///
/// # Errors
/// The refusal of [`crate::catalogue::read_table`],
/// [`ReadRefusal::StoppedByLimits`] where the child did not finish, or
/// [`ReadRefusal::ReaderNotStarted`].
pub fn read_in_child(exe: &Path, bytes: &[u8], file_name: &str, limits: &ChildLimits) -> Result<Table, ReadRefusal> {
    let (size, limit) = (bytes.len() as u64, Limits::default().file_bytes);
    if size > limit {
        return Err(ReadRefusal::TooLarge { bytes: size, limit });
    }
    let name = safe_name(file_name);
    let request = Request {
        file_name: name.clone(),
        address_space_bytes: limits.address_space_bytes,
        cpu_seconds: limits.cpu_seconds,
    };
    let request = serde_json::to_vec(&request).map_err(|_| ReadRefusal::ReaderNotStarted)?;
    let mut child = start(exe, &name).map_err(|_| ReadRefusal::ReaderNotStarted)?;
    let answer = converse(&mut child, &request, bytes, limits.wall_time);
    // Whether it has answered or not, its work is over; an error only means that
    // it has ended already.
    let _ = child.kill();
    let _ = child.wait();
    match answer.ok_or(ReadRefusal::StoppedByLimits)? {
        Answer::Read(table) => Ok(table.into()),
        Answer::Refused(refusal) => Err(refusal),
    }
}

fn start(exe: &Path, name: &str) -> std::io::Result<Child> {
    Command::new(exe)
        .arg(SUBCOMMAND)
        .arg(name)
        // The server's environment holds its keys.
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Writes and reads at once, since either pipe can fill; `None` when no whole
/// answer came in time.
fn converse(child: &mut Child, request: &[u8], bytes: &[u8], wall: Duration) -> Option<Answer> {
    let stdin = child.stdin.take()?;
    let mut stdout = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || feed(stdin, request, bytes));
        scope.spawn(move || {
            // The receiver may have given up; then nobody needs the answer.
            let _ = sender.send(read_part(&mut stdout, ANSWER_BYTES));
        });
        let answer = receiver.recv_timeout(wall);
        // Closes both pipes, so that the two threads end and the scope can too.
        if !matches!(answer, Ok(Ok(_))) {
            let _ = child.kill();
        }
        serde_json::from_slice(&answer.ok()?.ok()?).ok()
    })
}

fn feed(mut stdin: ChildStdin, request: &[u8], bytes: &[u8]) {
    // A child that stops listening has its reasons; its answer, or the lack of
    // one, says more than a broken pipe.
    let _ = write_part(&mut stdin, request).and_then(|()| write_part(&mut stdin, bytes)).and_then(|()| stdin.flush());
}

/// A name that can stand on a command line: no control characters, no leading
/// dash, at most 120 characters counted from the end, where the ending is.
fn safe_name(file_name: &str) -> String {
    let kept: Vec<char> = file_name.chars().filter(|c| !c.is_control()).collect();
    let from = kept.len().saturating_sub(120);
    let name: String = kept[from..].iter().collect();
    let name = name.trim_start_matches('-');
    if name.is_empty() { "table".to_owned() } else { name.to_owned() }
}
