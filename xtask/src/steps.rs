//! 步骤 (steps): the checks by name, in the order they run, and how each is started.
//!
//! Not here: installing what they need (`install`) and reading their counts (`tally`).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::api;
use crate::install::{self, Package};
use crate::options::Wanted;
use crate::server::Server;
use crate::shell::{self, Ended, Places, Stopwatch};
use crate::summary::{self, Row};
use crate::tally::{self, Tally};

const MINUTE: u64 = 60;
/// What builds the program: as the tests build it, so that it is there when they have run. It is the same program as
/// the release build's, with the checks of arithmetic switched on.
const PROGRAM_BUILD: [&str; 3] = ["test", "--workspace", "--no-run"];

/// One step of `cargo xtask test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Fmt,
    Clippy,
    Test,
    /// Starts the program that the tests were built with on the sample county.
    Server,
    E2e,
    Api,
}

impl Step {
    const ALL: [Self; 6] = [Self::Fmt, Self::Clippy, Self::Test, Self::Server, Self::E2e, Self::Api];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Test => "test",
            Self::Server => "server",
            Self::E2e => "e2e",
            Self::Api => "api",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Longer than the slowest machine needs; only a hang takes more.
    pub(crate) fn limit(self) -> Duration {
        Duration::from_secs(match self {
            Self::Fmt => 5 * MINUTE,
            Self::Clippy | Self::Server | Self::E2e | Self::Api => 45 * MINUTE,
            Self::Test => 90 * MINUTE,
        })
    }

    fn is_wanted(self, only: &[Self]) -> bool {
        match self {
            Self::Fmt | Self::Clippy | Self::Test | Self::E2e | Self::Api => only.is_empty() || only.contains(&self),
            // The other two ask the server that this step starts.
            Self::Server => {
                only.is_empty()
                    || only.iter().any(|step| match step {
                        Self::Server | Self::E2e | Self::Api => true,
                        Self::Fmt | Self::Clippy | Self::Test => false,
                    })
            }
        }
    }
}

/// Runs the wanted steps, prints as it goes, and tells whether all is well.
pub(crate) fn run(wanted: &Wanted) -> Result<bool> {
    let mut bench = Bench { places: Places::find()?, wanted, server: None };
    let mut rows = Vec::new();
    let mut steps = Step::ALL.into_iter().filter(|step| step.is_wanted(&wanted.only)).peekable();
    while let Some(step) = steps.next() {
        if step == Step::E2e && steps.next_if_eq(&Step::Api).is_some() {
            rows.extend(bench.e2e_beside_api()?);
        } else {
            let places = bench.places.clone();
            rows.push(timed(&places, step, |log| bench.run(step, log))?);
        }
    }
    drop(bench);
    println!("{}", summary::text(&rows, wanted.strict));
    Ok(summary::passed(&rows, wanted.strict))
}

/// One step with its log and its time, said as it begins and ends.
fn timed(places: &Places, step: Step, work: impl FnOnce(&Path) -> Result<Tally>) -> Result<Row> {
    let log = places.log(&format!("{}.log", step.name()))?;
    shell::fresh(&log)?;
    println!("{:<8} … {}", step.name(), log.display());
    let watch = Stopwatch::start();
    let tally = work(&log).unwrap_or_else(|error| Tally::one_failed(format!("{error:#}")));
    let row = Row { step: step.name(), tally, took: watch.spent() };
    println!("{:<8} {}: {} ({:.1} s)", row.step, row.word(), row.tally.line(), row.took.as_secs_f64());
    if row.tally.failed > 0 {
        println!("--- end of {}\n{}\n---", log.display(), shell::tail(&log));
    }
    Ok(row)
}

/// What the steps share: the folders, the options, the server once it runs.
struct Bench<'a> {
    places: Places,
    wanted: &'a Wanted,
    server: Option<Server>,
}

impl Bench<'_> {
    fn run(&mut self, step: Step, log: &Path) -> Result<Tally> {
        match step {
            Step::Fmt => self.fmt(log),
            Step::Clippy => self.clippy(log),
            Step::Test => self.test(log),
            Step::Server => self.start_server(log),
            Step::E2e => self.e2e(log),
            Step::Api => self.api(log),
        }
    }

    fn fmt(&self, log: &Path) -> Result<Tally> {
        if let Err(error) = install::cargo_tool(&self.places, "fmt", "rustfmt") {
            return Ok(Tally::one_skipped(format!("{error:#}")));
        }
        let mut fmt = self.places.command(install::cargo());
        fmt.args(["fmt", "--all", "--check"]);
        one_check(Step::Fmt, &mut fmt, log, "cargo fmt --all mends it")
    }

    fn clippy(&self, log: &Path) -> Result<Tally> {
        if let Err(error) = install::cargo_tool(&self.places, "clippy", "clippy") {
            return Ok(Tally::one_skipped(format!("{error:#}")));
        }
        let mut clippy = self.places.command(install::cargo());
        clippy.args(["clippy", "--workspace", "--all-targets", "--"]);
        clippy.args(["-D", "warnings"]);
        one_check(Step::Clippy, &mut clippy, log, "a warning is an error here")
    }

    fn test(&self, log: &Path) -> Result<Tally> {
        // The tests that need these skip themselves where they are missing.
        let tools =
            [Package::PostgreSql, Package::PdfTools, Package::QrReader, Package::ChineseFonts, Package::Chromium];
        if let Err(error) = install::debian(&self.places, &tools) {
            println!("         {error:#}");
        }
        let mut test = self.places.command(install::cargo());
        test.args(["test", "--workspace", "--no-fail-fast"]);
        match install::python(&self.places) {
            Ok(bin) => {
                test.env("ONEDOOR_PYTHON", bin.join("python"));
            }
            Err(error) => println!("         {error:#}"),
        }
        let skips = self.skips_file(Step::Test)?;
        test.env("ONEDOOR_SKIPS", &skips);
        let ended = shell::run(&mut test, log, Step::Test.limit())?;
        let tally = tally::cargo_test(&shell::read_lossy(log));
        Ok(settled(tally.with_reported_skips(&shell::read_lossy(&skips)), ended))
    }

    fn start_server(&mut self, log: &Path) -> Result<Tally> {
        if let Some(base_url) = &self.wanted.base_url {
            self.server = Some(Server::running_at(base_url)?);
            return Ok(Tally::one_passed());
        }
        let program = match &self.wanted.bin {
            Some(program) => program.clone(),
            None => {
                let mut build = self.places.command(install::cargo());
                build.args(PROGRAM_BUILD);
                let built = one_check(Step::Server, &mut build, log, "the build failed")?;
                if built.failed > 0 {
                    return Ok(built);
                }
                self.places.target.join("debug/onedoor")
            }
        };
        self.server = Some(Server::start(&self.places, &program, "demo-data", log)?);
        Ok(Tally::one_passed())
    }

    /// Both wait for a browser or an interpreter about as long as they work, so side by side they take little longer
    /// than one. The API check has a county of its own then: what it makes up would get in the browser's way.
    fn e2e_beside_api(&self) -> Result<[Row; 2]> {
        let program = self.server.as_ref().and_then(|server| server.program.clone());
        let places = &self.places;
        let Some(program) = program else {
            return Ok([
                timed(places, Step::E2e, |log| self.e2e(log))?,
                timed(places, Step::Api, |log| self.api(log))?,
            ]);
        };
        // Both use it, and two must not install it at once. Where it cannot be installed, each step says so.
        let _each_asks_again = install::python(places);
        let api = |log: &Path| {
            let server = Server::start(places, &program, "api-data", &places.log("api-server.log")?)?;
            api::check(places, &server, log)
        };
        thread::scope(|scope| {
            let api = scope.spawn(|| timed(places, Step::Api, api));
            let e2e = timed(places, Step::E2e, |log| self.e2e(log));
            let api = api.join().map_err(|_| anyhow!("the API check broke off"))?;
            Ok([e2e?, api?])
        })
    }

    fn e2e(&self, log: &Path) -> Result<Tally> {
        let Some(server) = &self.server else {
            return Ok(Tally::one_skipped("there is no server to look at"));
        };
        let tools = [Package::Chromium, Package::ChineseFonts];
        let ready = install::debian(&self.places, &tools).and_then(|()| install::npm(&self.places));
        if let Err(error) = ready {
            return Ok(Tally::one_skipped(format!("{error:#}")));
        }
        let mut node = self.places.command("node");
        node.args(["e2e/run.mjs", &server.base_url]);
        node.env("ONEDOOR_SIGNINS", &server.sign_ins);
        node.env("ONEDOOR_CHROMIUM", install::chromium());
        if let Some(program) = &server.program {
            node.env("ONEDOOR_BIN", program);
        }
        // The calendar is held against one from PyPI; where that is missing, its test says so and is skipped.
        match install::python(&self.places) {
            Ok(bin) => {
                node.env("ONEDOOR_PYTHON", bin.join("python"));
            }
            Err(error) => println!("         {error:#}"),
        }
        let ended = shell::run(&mut node, log, Step::E2e.limit())?;
        Ok(settled(tally::browser(&shell::read_lossy(log)), ended))
    }

    fn api(&self, log: &Path) -> Result<Tally> {
        match &self.server {
            Some(server) => api::check(&self.places, server, log),
            None => Ok(Tally::one_skipped("there is no server to ask")),
        }
    }

    /// The empty file to which the tests of a step add the reasons of their skips.
    fn skips_file(&self, step: Step) -> Result<PathBuf> {
        let file = self.places.log(&format!("{}.skips", step.name()))?;
        shell::fresh(&file)?;
        Ok(file)
    }
}

/// Runs a command that is one check as a whole; `why` is what its failure means.
fn one_check(step: Step, command: &mut Command, log: &Path, why: &str) -> Result<Tally> {
    Ok(match shell::run(command, log, step.limit())? {
        Ended::Well => Tally::one_passed(),
        Ended::Badly => Tally::one_failed(why),
        Ended::TooLate => Tally::one_failed("took too long and was stopped"),
    })
}

/// A program's counts, settled by how it ended.
pub(crate) fn settled(tally: Tally, ended: Ended) -> Tally {
    match ended {
        Ended::Well => tally.settled(true),
        Ended::Badly => tally.settled(false),
        Ended::TooLate => tally.too_late(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_step() {
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()), Some(step));
        }
        assert_eq!(Step::named("all"), None);
    }

    #[test]
    fn what_asks_the_server_brings_the_server_step() {
        assert!(Step::Server.is_wanted(&[Step::Api]));
        assert!(!Step::Server.is_wanted(&[Step::Fmt]));
        assert!(!Step::E2e.is_wanted(&[Step::Api]));
        assert!(Step::E2e.is_wanted(&[]));
    }
}
