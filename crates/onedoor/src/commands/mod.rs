//! One file a command.

mod demo;
mod import;
mod indicators;
mod init;
mod search;
mod serve;
mod verify;

use std::process::ExitCode;

use crate::cli::{Cli, Command, Import};

/// Default directory of a real county.
const DATA: &str = "onedoor-data";
/// Default directory of the sample county.
const DEMO: &str = "onedoor-demo";

pub(crate) fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { place, command } = cli;
    let code = match command {
        Command::Init(args) => init::run(&place, args),
        Command::Demo(args) => demo::run(&place, &args),
        Command::Serve(args) => serve::run(&place, &args),
        Command::Import(Import::Catalogue(args)) => import::run(&place, &args),
        Command::Indicators(args) => indicators::run(&place, &args),
        Command::Search(args) => search::run(&place, &args),
        Command::Verify(args) => verify::run(&place, &args),
    }?;
    Ok(ExitCode::from(code))
}
