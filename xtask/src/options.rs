//! 命令行 (command line): what was typed, turned into what is wanted.
//!
//! Not here: doing it (`steps`).

use std::path::PathBuf;

use crate::steps::Step;

pub(crate) const HELP: &str = "\
cargo xtask test [options]    run every check and test, then print one summary
cargo xtask help              print this text

Options of test:
  --only STEP       run this step alone; may be repeated
                    (fmt, clippy, test, server, e2e, api)
  --strict          a skipped test fails the run (also when CI=true)
  --base-url URL    let e2e and api use a server that is already running;
                    its sample sign-ins are read from ONEDOOR_SIGNINS
  --bin PATH        start this onedoor instead of building one

Each step writes target/xtask/STEP.log. What a step needs and the machine lacks
is installed where the user may (root, or sudo without a password); where not,
the step is skipped and the summary says why. The last line of the output is
  N passed, N failed, N skipped
and the exit code is 0 only when nothing failed.
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Test(Wanted),
}

/// The options of `cargo xtask test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The steps named by `--only`; empty means all.
    pub(crate) only: Vec<Step>,
    /// Whether a skip fails the run.
    pub(crate) strict: bool,
    /// A running server to use, as `http://host:port` without a last slash.
    pub(crate) base_url: Option<String>,
    /// A built `onedoor` to start.
    pub(crate) bin: Option<PathBuf>,
}

/// Reads the arguments after the program's name; `ci` is whether the run is
/// under CI, where skips count as failures.
pub(crate) fn parse(args: impl Iterator<Item = String>, ci: bool) -> Result<Command, String> {
    let mut args = args;
    let mut wanted = Wanted { strict: ci, ..Wanted::default() };
    match args.next().as_deref() {
        None | Some("help" | "--help" | "-h") => return Ok(Command::Help),
        Some("test") => {}
        Some(other) => return Err(format!("there is no command {other:?}")),
    }
    while let Some(flag) = args.next() {
        let mut value = || args.next().ok_or(format!("{flag} needs a value"));
        match flag.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--strict" => wanted.strict = true,
            "--only" => {
                let name = value()?;
                let step = Step::named(&name).ok_or(format!("there is no step {name:?}"))?;
                wanted.only.push(step);
            }
            "--base-url" => {
                wanted.base_url = Some(value()?.trim_end_matches('/').to_owned());
            }
            "--bin" => wanted.bin = Some(PathBuf::from(value()?)),
            other => return Err(format!("there is no option {other:?}")),
        }
    }
    Ok(Command::Test(wanted))
}

/// Whether the environment says that this is a CI run.
pub(crate) fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str, ci: bool) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned), ci)
    }

    #[test]
    fn plain_test_runs_everything_and_is_strict_only_in_ci() {
        assert_eq!(typed("test", false), Ok(Command::Test(Wanted::default())));
        let Ok(Command::Test(wanted)) = typed("test", true) else {
            panic!("test is a command");
        };
        assert!(wanted.strict);
    }

    #[test]
    fn options_are_read() {
        let line = "test --only e2e --only api --strict --base-url http://127.0.0.1:8080/";
        assert_eq!(
            typed(line, false),
            Ok(Command::Test(Wanted {
                only: vec![Step::E2e, Step::Api],
                strict: true,
                base_url: Some("http://127.0.0.1:8080".to_owned()),
                bin: None,
            }))
        );
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        for (line, named) in
            [("tset", "tset"), ("test --olny e2e", "--olny"), ("test --only e3e", "e3e"), ("test --only", "--only")]
        {
            let refusal = typed(line, false).expect_err(line);
            assert!(refusal.contains(named), "{refusal}");
        }
    }
}
