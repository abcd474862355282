//! 一问一答: one request to a process of its own, one answer back, or none in time.
//!
//! Deliberately not here: spreadsheets, which come in many frames (`parent`).

use std::{path::Path, sync::mpsc, thread, time::Duration};

use serde::de::DeserializeOwned;

use super::{
    parent::{feed, start},
    wire::{Request, read_part},
};

/// Why there is no answer.
pub(super) enum Silence {
    /// The process could not be started.
    NotStarted,
    /// It did not finish within its limits.
    Stopped,
}

/// Asks a child process of `exe`, which is named `name` in the list of processes. Blocks for at most `wall_time`; an
/// answer longer than `largest` bytes is none.
pub(super) fn once<T: DeserializeOwned + Send>(
    (exe, name): (&Path, &str),
    request: &Request,
    bytes: &[u8],
    wall_time: Duration,
    largest: u64,
) -> Result<T, Silence> {
    let request = serde_json::to_vec(request).map_err(|_| Silence::NotStarted)?;
    let mut process = start(exe, name).map_err(|_| Silence::NotStarted)?;
    let (stdin, stdout) = (process.stdin.take(), process.stdout.take());
    let answer = thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        if let (Some(stdin), Some(mut stdout)) = (stdin, stdout) {
            scope.spawn(move || feed(stdin, &request, bytes));
            scope.spawn(move || {
                let part = read_part(&mut stdout, largest).ok();
                // The receiver may have given up; then nobody needs the answer.
                let _ = sender.send(part.and_then(|p| serde_json::from_slice::<T>(&p).ok()));
            });
        }
        let answer = receiver.recv_timeout(wall_time).ok().flatten();
        // Closes both pipes, so that the two threads end and the scope can too.
        let _ = process.kill();
        answer
    });
    let _ = process.wait();
    answer.ok_or(Silence::Stopped)
}
