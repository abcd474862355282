//! How fast the hall is, beside what the machine can do at most (办件速度). Starts the program itself, asks it over HTTP on
//! the loopback address, and prints each number with its ratio to a limit measured in the same run.
//!
//! `cargo build --release -p onedoor && cargo run --release -p onedoor --example cases_bench -- --help`
//!
//! It prints, it asserts nothing: numbers of shared machines are not for tests.

#![expect(clippy::disallowed_methods, reason = "a measurement needs the clock of the machine")]

mod acts;
mod crowd;
mod day;
mod http;
mod limits;
mod many;
mod place;
#[path = "../../src/real.rs"]
mod real;
mod run;
mod server;

use std::{io::Write as _, path::PathBuf};

use clap::Parser;

/// What to measure.
#[derive(Parser)]
struct Args {
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Clients at once.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 32, 128])]
    clients: Vec<usize>,
    /// Cases of the large county; 0 leaves it out.
    #[arg(long, default_value_t = 0)]
    cases: u64,
    /// An empty PostgreSQL database instead of a file.
    #[arg(long)]
    database: Option<String>,
    /// Where the county is made; by default a folder that is removed afterwards.
    #[arg(long)]
    dir: Option<PathBuf>,
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

fn main() -> anyhow::Result<()> {
    if std::env::args().nth(1).as_deref() == Some(limits::BARE) {
        return limits::serve_bare();
    }
    let args = Args::parse();
    let scratch = testkit::Scratch::new("cases-bench");
    let dir = args.dir.clone().unwrap_or_else(|| scratch.path().to_owned());
    run::all(&args, &dir)
}
