//! The program itself as a child process: started, watched, told to stop. Deliberately not here: what it is asked.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};

use crate::http;

/// Clock ticks a second in `/proc`, the same on every Linux.
const TICKS: f64 = 100.0;

/// A running server.
pub(crate) struct Server {
    child: Child,
    /// Kept open: a server that cannot say what it wants to stops.
    _said: BufReader<ChildStdout>,
    pub(crate) address: String,
    /// From the start of the process to its first answer.
    pub(crate) first_answer: Duration,
}

/// What a server did between start and end.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) writes: f64,
    pub(crate) flushes: f64,
}

impl Server {
    /// Starts `onedoor serve` on an address of its own choice and waits for the first page.
    pub(crate) fn start(place: &[String]) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let mut child = Command::new(program()?)
            .args(place)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("RUST_LOG", "warn,onedoor=info")
            // Its messages are read here, and colours stand between a word and its number.
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(child.stdout.take().context("its output is ours")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        let Some(address) = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next()) else {
            bail!("the server did not open: {line}");
        };
        let address = address.to_owned();
        let status = http::Client::connect(&address)?.call(&http::request("GET", "/", "", "", ""))?;
        if status != 200 {
            bail!("the first answer was {status}");
        }
        Ok(Self { child, _said: said, address, first_answer: begun.elapsed() })
    }

    fn proc(&self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).unwrap_or_default()
    }

    /// Seconds of processor time so far.
    pub(crate) fn cpu(&self) -> f64 {
        let stat = self.proc("stat");
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks = |at: usize| after_name.split(' ').nth(at).and_then(|t| t.parse::<f64>().ok()).unwrap_or(0.0);
        (ticks(11) + ticks(12)) / TICKS
    }

    /// Resident memory now, in MB.
    pub(crate) fn resident(&self) -> f64 {
        let status = self.proc("status");
        let kilobytes = status.lines().find_map(|l| l.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
        kilobytes.unwrap_or(0.0) / 1_024.0
    }

    /// Asks it to stop, waits, and reads what it tells of its writing.
    pub(crate) fn stop(mut self) -> anyhow::Result<Tally> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let mut told = String::new();
        self.child.stderr.take().context("its messages are ours")?.read_to_string(&mut told)?;
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the server ended with {status}: {told}");
        }
        let number = |word: &str| {
            let rest = told.rsplit(word).next().filter(|_| told.contains(word));
            rest.and_then(|r| r.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).unwrap_or(0.0)
        };
        Ok(Tally { writes: number("writes="), flushes: number("flushes=") })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }
}

/// The program that was built beside this one.
pub(crate) fn program() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let found = own.parent().and_then(Path::parent).map(|dir| dir.join("onedoor")).filter(|p| p.exists());
    found.context("build the program first: cargo build --release -p onedoor")
}
