//! `onedoor`: the program of a county's government-service bureau (一扇门).
//!
//! Command line, configuration, start-up. What the commands do stands in `services`.

mod carrier;
mod cli;
mod commands;
mod failure;
mod house;
mod real;
mod terminal;
mod tls;

use std::process::ExitCode;

use clap::Parser as _;

/// Pages and acts ask for many small pieces of memory on many threads; the system's own way of giving them took a quarter
/// of a page's work. SQLite asks here too.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    // The reader of foreign files runs as a child of this same program, before anything else of it
    // has started.
    if std::env::args().nth(1).as_deref() == Some(papers::child::SUBCOMMAND) {
        return papers::child::serve_stdin();
    }
    let cli = cli::Cli::parse();
    match commands::run(cli) {
        Ok(code) => code,
        Err(e) => {
            terminal::complain(&e);
            failure::exit_code(&e)
        }
    }
}
