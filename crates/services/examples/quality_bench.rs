//! What checking the guides of a county costs: the whole report over the sample county's 3,077 items, against merely
//! reading them.
//!
//! `cargo run --release -p onedoor-services --example quality_bench`. It prints, it asserts nothing.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on stops")]
#![expect(clippy::disallowed_methods, reason = "a measurement needs the clock of the machine")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::people::Desk;
use services::{
    Chance, Home,
    catalogue::{QualityFilter, quality},
    sample,
};
use testkit::{Scratch, engines, region};

const TIMES: u32 = 10;

/// The middle one of a few.
fn median(mut ask: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            ask();
            start.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[taken.len() / 2]
}

fn main() {
    for test_db in engines() {
        let scratch = Scratch::new("quality-bench");
        let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
        let bureau = sample::create(&test_db.db, &Home::new(scratch.path()), &chance, &|_, _, _| {}).unwrap().bureau;
        let desk = Desk::system("命令行");
        let items = quality(&bureau, &desk, &QualityFilter::default()).unwrap().total.items;
        let report = median(|| drop(quality(&bureau, &desk, &QualityFilter::default()).unwrap()));
        let read =
            median(|| drop(test_db.db.read(|tx| store::catalogue::known(tx, &region(), bureau.today())).unwrap()));
        println!(
            "{}: {items} 项，质量报告 {:.1} 毫秒，只读出来 {:.1} 毫秒，{:.2} 倍",
            test_db.name,
            report.as_secs_f64() * 1e3,
            read.as_secs_f64() * 1e3,
            report.as_secs_f64() / read.as_secs_f64()
        );
    }
}
