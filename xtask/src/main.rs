//! 检查与测试 (checks and tests): the one command that runs every check of the
//! workspace, installing what it needs, and ends in one summary.
//!
//! Not here: the checks themselves. Rust tests live beside what they test, the
//! browser paths in `e2e/`; this program only starts them and counts.

mod api;
mod install;
mod keys;
mod options;
mod server;
mod shell;
mod steps;
mod summary;
mod tally;

use std::process::ExitCode;

use options::{Command, HELP};

fn main() -> ExitCode {
    match options::parse(std::env::args().skip(1), options::in_ci()) {
        Ok(Command::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Command::Test(wanted)) => match steps::run(&wanted) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("cargo xtask test: {error:#}");
                ExitCode::FAILURE
            }
        },
        Err(message) => {
            eprintln!("cargo xtask: {message}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}
