//! 运行外部程序 (running programs): start a program with its output in a log
//! file, wait for it within a limit, show the end of the log.
//!
//! Not here: which programs (`steps`, `install`, `server`).

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// How often a running program is looked at.
const POLL: Duration = Duration::from_millis(100);
/// How often a long step says that it is still running.
const HEARTBEAT: Duration = Duration::from_secs(60);
/// Lines of a failing step's log that are repeated on the screen.
const TAIL_LINES: usize = 60;

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Well,
    Badly,
    /// Stopped because it ran longer than its limit.
    TooLate,
}

/// The folders everything is started from and written to.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
}

impl Places {
    pub(crate) fn find() -> Result<Self> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies inside the workspace")?.to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => root.join(dir),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// `target/xtask/NAME`, its folder made.
    pub(crate) fn log(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
        Ok(folder.join(name))
    }

    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).stdin(Stdio::null());
        command
    }
}

/// Starts `command` with both its outputs appended to `log`.
pub(crate) fn start(command: &mut Command, log: &Path) -> Result<Child> {
    let file =
        OpenOptions::new().create(true).append(true).open(log).with_context(|| format!("open {}", log.display()))?;
    let program = command.get_program().display().to_string();
    command.stdout(file.try_clone()?).stderr(file).spawn().with_context(|| format!("start {program}"))
}

/// Runs `command` to its end, or until `limit` has passed.
pub(crate) fn run(command: &mut Command, log: &Path, limit: Duration) -> Result<Ended> {
    let mut child = start(command, log)?;
    let watch = Stopwatch::start();
    let mut said = HEARTBEAT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(if status.success() { Ended::Well } else { Ended::Badly });
        }
        let spent = watch.spent();
        if spent > limit {
            child.kill()?;
            child.wait()?;
            return Ok(Ended::TooLate);
        }
        if spent > said {
            said += HEARTBEAT;
            println!("         … {} min", spent.as_secs() / 60);
        }
        std::thread::sleep(POLL);
    }
}

/// Empties the log, so that a step's file speaks of one run.
pub(crate) fn fresh(log: &Path) -> Result<()> {
    File::create(log).with_context(|| format!("write {}", log.display()))?;
    Ok(())
}

/// The last lines of a log, or a remark that it is empty.
pub(crate) fn tail(log: &Path) -> String {
    let text = read_lossy(log);
    let lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return "(the log is empty)".to_owned();
    }
    lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}

/// The text of a log; programs may write bytes that are not UTF-8.
pub(crate) fn read_lossy(log: &Path) -> String {
    fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Whether `command` can be started and ends well; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Measures how long a step takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "progress and time limits of external programs are measured here, at the seam"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn spent(self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let places = Places::find().unwrap();
        let log = places.log(name).unwrap();
        fresh(&log).unwrap();
        log
    }

    #[test]
    fn output_goes_to_the_log_and_the_end_is_told_apart() {
        let log = scratch("selftest-run.log");
        let mut well = Command::new("sh");
        well.args(["-c", "echo to-out; echo to-err >&2"]);
        let limit = Duration::from_secs(20);
        assert_eq!(run(&mut well, &log, limit).unwrap(), Ended::Well);
        let text = read_lossy(&log);
        assert!(text.contains("to-out") && text.contains("to-err"), "{text}");

        let mut badly = Command::new("sh");
        badly.args(["-c", "exit 3"]);
        assert_eq!(run(&mut badly, &log, limit).unwrap(), Ended::Badly);
    }

    #[test]
    fn a_program_that_hangs_is_stopped() {
        let log = scratch("selftest-hang.log");
        let mut hangs = Command::new("sleep");
        hangs.arg("600");
        let ended = run(&mut hangs, &log, Duration::from_millis(200)).unwrap();
        assert_eq!(ended, Ended::TooLate);
    }

    #[test]
    fn the_tail_is_the_last_lines() {
        let log = scratch("selftest-tail.log");
        assert_eq!(tail(&log), "(the log is empty)");
        let lines: Vec<String> = (1..=200).map(|n| format!("line {n}")).collect();
        fs::write(&log, lines.join("\n")).unwrap();
        assert!(tail(&log).starts_with("line 141\n"));
        assert!(tail(&log).ends_with("line 200"));
    }
}
