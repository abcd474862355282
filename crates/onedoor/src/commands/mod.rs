//! One file a command.

mod archive;
mod backup;
mod calendar;
mod cases;
mod catalogue;
mod chains;
mod delegates;
mod demo;
mod doctor;
mod evaluation;
mod exchange;
mod followup;
mod import;
mod import_cases;
mod indicators;
mod init;
mod oversight;
mod rank;
mod rectification;
mod report;
mod restore;
mod search;
mod serve;
mod stations;
mod table;
mod verify;

use std::process::ExitCode;

use domain::base::TableKind;

use crate::cli::{CatalogueCommand, Cli, Command, Import};

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
        Command::Import(Import::Divisions(args)) => table::run(&place, TableKind::Divisions, &args),
        Command::Import(Import::Stations(args)) => table::run(&place, TableKind::Stations, &args),
        Command::Import(Import::Publication(args)) => table::run(&place, TableKind::Publication, &args),
        Command::Import(Import::Residency(args)) => table::run(&place, TableKind::Residency, &args),
        Command::Import(Import::Peers(args)) => table::run(&place, TableKind::Peers, &args),
        Command::Import(Import::Licences(args)) => table::run(&place, TableKind::Licences, &args),
        Command::Import(Import::Certificates(args)) => table::run(&place, TableKind::CertificateRegister, &args),
        Command::Import(Import::Departmental(args)) => table::run(&place, TableKind::Departmental, &args),
        Command::Import(Import::Tickets(args)) => table::run(&place, TableKind::Tickets, &args),
        Command::Import(Import::Appointments(args)) => table::run(&place, TableKind::Appointments, &args),
        Command::Import(Import::Reviews(args)) => table::run(&place, TableKind::Reviews, &args),
        Command::Import(Import::Cases(args)) => import_cases::run(&place, &args),
        Command::Cases(what) => cases::run(&place, &what),
        Command::Chains(what) => chains::run(&place, &what),
        Command::Archive(args) => archive::run(&place, &args),
        Command::Catalogue(CatalogueCommand::Check(args)) => catalogue::check(&place, &args),
        Command::Catalogue(CatalogueCommand::Export(args)) => catalogue::export(&place, &args),
        Command::Indicators(args) => indicators::run(&place, &args),
        Command::Oversight(command) => oversight::run(&place, &command),
        Command::Delegates(command) => delegates::run(&place, &command),
        Command::Stations(command) => stations::run(&place, &command),
        Command::Followup(command) => followup::run(&place, &command),
        Command::Evaluation(args) => evaluation::run(&place, &args),
        Command::Exchange(command) => exchange::run(&place, &command),
        Command::Rank(args) => rank::run(&place, &args),
        Command::Rectification(args) => rectification::run(&place, &args),
        Command::Report(args) => report::run(&place, &args),
        Command::Calendar(command) => calendar::run(&place, &command),
        Command::Search(args) => search::run(&place, &args),
        Command::Backup(args) => backup::run(&place, &args),
        Command::Restore(args) => restore::run(&place, &args),
        Command::Export(args) => backup::export(&place, &args),
        Command::Doctor(args) => doctor::run(&place, &args),
        Command::Verify(args) => verify::run(&place, &args),
    }?;
    Ok(ExitCode::from(code))
}
