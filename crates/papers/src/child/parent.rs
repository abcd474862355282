//! 父进程: starting the reader, feeding it, and not waiting for ever.
//!
//! Deliberately not here: queueing and how many readers may run at once; that is
//! the caller's, who knows the machine.

use std::{
    io::{BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use super::wire::{Frame, Request, Wanted, read_frame, write_part};
use crate::catalogue::{
    Book, Limits, Notes, Piece, Preview, ROWS_SHOWN, ReadOptions, ReadRefusal, Sink, Table, Volume, into_preview,
    into_table,
};

/// First argument of the hidden subcommand; the second is the file's name, only
/// so that a list of processes says what is being read.
pub const SUBCOMMAND: &str = "__read-table";

/// What the reading process may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildLimits {
    /// Address space (`RLIMIT_AS`) in bytes.
    pub address_space_bytes: u64,
    /// Processor time (`RLIMIT_CPU`) in seconds.
    pub cpu_seconds: u64,
    /// Time by the clock after which the child is killed.
    pub wall_time: Duration,
    /// How much the table itself may hold.
    pub volume: Volume,
}

impl ChildLimits {
    /// For a file that somebody hands in and waits for: little is needed to look through it.
    #[must_use]
    pub fn for_files() -> Self {
        Self { address_space_bytes: 256 << 20, cpu_seconds: 5, wall_time: Duration::from_secs(10), ..Self::default() }
    }

    /// For the export of another system's cases, which a person starts and watches.
    #[must_use]
    pub fn for_exports() -> Self {
        Self {
            address_space_bytes: 3 << 30,
            cpu_seconds: 120,
            wall_time: Duration::from_secs(240),
            volume: Volume::Large,
        }
    }
}

impl Default for ChildLimits {
    fn default() -> Self {
        Self {
            address_space_bytes: 512 << 20,
            cpu_seconds: 10,
            wall_time: Duration::from_secs(20),
            volume: Volume::Usual,
        }
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
    read_in_child_with(exe, bytes, file_name, limits, &ReadOptions::default(), &mut |_| ())
}

/// As [`read_in_child`], with options of the clerk's choosing; `progress` is told
/// how many rows have been read, every few hundred rows.
///
/// # Errors
/// As [`read_in_child`].
pub fn read_in_child_with(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    limits: &ChildLimits,
    options: &ReadOptions,
    progress: &mut dyn FnMut(usize),
) -> Result<Table, ReadRefusal> {
    let (book, notes) = fetch(exe, bytes, file_name, limits, options, 0, progress)?;
    into_table(book, notes, options, &Limits::of(limits.volume))
}

/// Reads only the first rows, for the clerk to look at before anything is done.
///
/// # Errors
/// As [`read_in_child`], but a file without titles is shown, not refused.
pub fn preview_in_child(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    limits: &ChildLimits,
    options: &ReadOptions,
) -> Result<Preview, ReadRefusal> {
    let (book, notes) = fetch(exe, bytes, file_name, limits, options, ROWS_SHOWN, &mut |_| ())?;
    into_preview(book, notes, options)
}

fn fetch(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    limits: &ChildLimits,
    options: &ReadOptions,
    rows_wanted: usize,
    progress: &mut dyn FnMut(usize),
) -> Result<(Book, Notes), ReadRefusal> {
    let (size, limit) = (bytes.len() as u64, Limits::of(limits.volume).file_bytes);
    if size > limit {
        return Err(ReadRefusal::TooLarge { bytes: size, limit });
    }
    let name = safe_name(file_name);
    let request = Request {
        address_space_bytes: limits.address_space_bytes,
        cpu_seconds: limits.cpu_seconds,
        wanted: Wanted::Table { file_name: name.clone(), options: options.clone(), rows_wanted, volume: limits.volume },
    };
    let request = serde_json::to_vec(&request).map_err(|_| ReadRefusal::ReaderNotStarted)?;
    let mut child = start(exe, &name).map_err(|_| ReadRefusal::ReaderNotStarted)?;
    let answer = converse(&mut child, &request, bytes, limits, progress);
    // Whether it has answered or not, its work is over; an error only means that
    // it has ended already.
    let _ = child.kill();
    let _ = child.wait();
    answer.unwrap_or(Err(ReadRefusal::StoppedByLimits))
}

pub(super) fn start(exe: &Path, name: &str) -> std::io::Result<Child> {
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

type Answer = Result<(Book, Notes), ReadRefusal>;

/// What the listening thread tells the one that waits.
enum Heard {
    Rows(usize),
    Answer(Box<Answer>),
}

/// Writes and reads at once, since either pipe can fill; `None` when no whole
/// answer came in time.
fn converse(
    child: &mut Child,
    request: &[u8],
    bytes: &[u8],
    limits: &ChildLimits,
    progress: &mut dyn FnMut(usize),
) -> Option<Answer> {
    let stdin = child.stdin.take()?;
    let mut stdout = BufReader::with_capacity(64 << 10, child.stdout.take()?);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || feed(stdin, request, bytes));
        scope.spawn(move || {
            let mut told = |rows| drop(sender.send(Heard::Rows(rows)));
            let answer = listen(&mut stdout, &Limits::of(limits.volume), &mut told);
            // The receiver may have given up; then nobody needs the answer.
            let _ = answer.map(|answer| sender.send(Heard::Answer(Box::new(answer))));
        });
        let answer = wait_for(&receiver, limits.wall_time, progress);
        // Closes both pipes, so that the two threads end and the scope can too: a
        // child that has answered may still leave its input unread.
        let _ = child.kill();
        answer
    })
}

/// Passes progress on until the answer comes or the time is up.
#[expect(clippy::disallowed_methods, reason = "a process that hangs can only be told by the clock")]
fn wait_for(receiver: &mpsc::Receiver<Heard>, wall: Duration, progress: &mut dyn FnMut(usize)) -> Option<Answer> {
    let start = Instant::now();
    loop {
        match receiver.recv_timeout(wall.checked_sub(start.elapsed())?) {
            Ok(Heard::Answer(answer)) => return Some(*answer),
            Ok(Heard::Rows(rows)) => progress(rows),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Receives the pieces to the last frame; `None` where it never comes. The child counts cells itself, and is
/// not trusted to: twice its bound leaves room for the sheets of details.
fn listen(from: &mut impl std::io::Read, limits: &Limits, told: &mut dyn FnMut(usize)) -> Option<Answer> {
    let mut book = Book::default();
    let (mut cells, mut bytes, limit) = (0_usize, 0_u64, limits.unpacked_bytes);
    loop {
        let piece = match read_frame(from).ok()? {
            Frame::Head(head) => Piece::Head(head),
            Frame::Sheet { name, role } => Piece::Sheet { name, role },
            Frame::Merges(merges) => Piece::Merges(merges),
            Frame::Rows(rows) => {
                for row in rows {
                    cells += row.cells.len();
                    bytes += row.cells.iter().map(|cell| cell.len() as u64).sum::<u64>();
                    if bytes > limit {
                        return Some(Err(ReadRefusal::UnpacksTooLarge { limit }));
                    }
                    if cells > 2 * limits.cells || book.take(Piece::Row(row)).is_err() {
                        return None;
                    }
                }
                told(book.rows());
                continue;
            }
            Frame::Done(seen) => {
                let mut notes = Notes::default();
                notes.add_all(seen);
                return Some(Ok((book, notes)));
            }
            Frame::Refused(refusal) => return Some(Err(refusal)),
        };
        book.take(piece).ok()?;
    }
}

pub(super) fn feed(mut stdin: ChildStdin, request: &[u8], bytes: &[u8]) {
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
