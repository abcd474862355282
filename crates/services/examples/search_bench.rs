//! What a search costs: the whole sample catalogue (3,117 items), every query of the table, through the use case with its
//! look at the heads of the journal; against a plain scan of the same names for the same words.
//!
//! `cargo run --release -p onedoor-services --example search_bench`. It prints, it asserts nothing.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on stops")]
#![expect(clippy::disallowed_methods, reason = "a measurement needs the clock of the machine")]

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::base::{FixedClock, SeededRng};
use jiff::Timestamp;
use services::{
    Chance, Home,
    catalogue::{browse, search},
    sample,
};
use testkit::{Scratch, engines};

const QUERIES: &str = include_str!("../tests/data/queries.tsv");
const ROUNDS: usize = 5;

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn main() {
    let queries: Vec<&str> = QUERIES.lines().skip(1).filter_map(|l| l.split('\t').next()).collect();
    for t in engines() {
        let scratch = Scratch::new("search-bench");
        let now = Timestamp::from_second(1_795_136_400).unwrap();
        let chance = Chance { clock: Arc::new(FixedClock(now)), rng: Arc::new(SeededRng::new(1)) };
        let made = sample::create(&t.db, &Home::new(scratch.path()), &chance, &|_, _, _| ()).unwrap();
        let bureau = &made.bureau;

        let start = Instant::now();
        let names: Vec<String> = browse(bureau, "", None).unwrap().into_iter().map(|f| f.name).collect();
        println!("{}: {} items read and indexed in {:.0} ms", t.name, names.len(), milliseconds(start.elapsed()));

        let mut taken: Vec<(Duration, &str)> = Vec::new();
        let mut scanned = Duration::ZERO;
        for _ in 0..ROUNDS {
            for query in &queries {
                let start = Instant::now();
                black_box(search(bureau, query, 50).unwrap());
                taken.push((start.elapsed(), query));
                let start = Instant::now();
                black_box(names.iter().filter(|n| n.contains(query)).count());
                scanned += start.elapsed();
            }
        }
        taken.sort_unstable();
        let total: Duration = taken.iter().map(|(t, _)| *t).sum();
        let at = |share: usize| taken[(taken.len() - 1) * share / 100];
        println!(
            "  a search: {:.2} ms on average, {:.2} ms median, {:.2} ms p99, at most {:.2} ms ({})",
            milliseconds(total) / taken.len() as f64,
            milliseconds(at(50).0),
            milliseconds(at(99).0),
            milliseconds(at(100).0),
            at(100).1
        );
        println!("  plain scan of the same names: {:.3} ms on average", milliseconds(scanned) / taken.len() as f64);
        println!("  ratio: {:.1}", total.as_secs_f64() / scanned.as_secs_f64());
    }
}
