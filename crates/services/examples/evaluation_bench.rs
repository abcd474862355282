//! How long computing a period takes and how much memory it needs, with so many ratings in it. Prints seconds and
//! megabytes; nothing is asserted.
//!
//! `cargo run --release -p onedoor-services --example evaluation_bench [RATINGS]`

use std::{sync::Arc, time::Instant};

use domain::{base::SeededRng, evaluation::Period, people::Desk};
use jiff::civil::date;
use services::{
    Chance, Home,
    base::{NewCounty, open_county},
    evaluation::compute_period,
    measures::SOURCES,
    reviews::keep_signs,
};
use store::{Database, StoreError, vals};
use testkit::{Scratch, engines};

/// Departments, and members of staff who serve.
const DEPARTMENTS: i64 = 30;
const STAFF: i64 = 120;
/// Rows written in one commit.
const CHUNK: i64 = 10_000;

fn say(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}").ok();
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    say(&format!("{what:<32} {:>8.2} s   at most {:>5} MB so far", start.elapsed().as_secs_f64(), most_memory()));
    done
}

/// The most memory that this process ever had, in megabytes; 0 where the system does not tell.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1_024
}

/// Ratings written straight to the table: what is measured is the reading and the computing.
fn fill(db: &Database, from: i64, to: i64) -> Result<(), StoreError> {
    db.write(move |tx| {
        for id in from..to {
            let day = 1 + id % 31;
            let stars = if id % 19 == 0 { 1 + id % 3 } else { 4 + id % 2 };
            let options = format!("[{}]", stars * 100 + 13);
            tx.run(
                "INSERT INTO service_review (region, id, version, case_id, case_no, person_id, node, series, stars, options, \
                 provenance, channel, named, given_at, given_on, department_id, item_id, window_no, staff_id, device, \
                 finished_at, set_aside) VALUES ($1, $2, 1, $2, $3, $2, 'completion', 'own', $4, $5, 'citizen', 'qr_code', 1, \
                 $6, $7, $8, 1, $9, $10, $11, $12, 0)",
                vals![
                    testkit::region(),
                    id,
                    format!("N{id}"),
                    stars,
                    options,
                    format!("2026-10-{day:02}T0{}:{:02}:{:02}.000000Z", id % 9, id % 60, id / 60 % 60),
                    format!("2026-10-{day:02}"),
                    id % DEPARTMENTS + 1,
                    id % 40,
                    id % STAFF + 1,
                    format!("d{id}"),
                    format!("2026-10-{day:02}T00:00:00.000000Z")
                ],
            )?;
        }
        Ok(())
    })
}

fn main() {
    let ratings = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000_i64);
    for engine in engines() {
        say(&format!("{ratings} ratings in October, {}", engine.name));
        let home = Scratch::new("evaluation-bench");
        let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(SeededRng::new(7)) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let Ok(bureau) = open_county(&engine.db, &Home::new(home.path()), &chance, new) else { return };
        for id in 1..=DEPARTMENTS {
            testkit::seed_department(&engine.db, &testkit::department(id, &format!("县第{id}局")));
        }
        timed("writing them", || {
            for from in (1..=ratings).step_by(CHUNK as usize) {
                fill(&engine.db, from, (from + CHUNK).min(ratings + 1)).expect("an empty table takes rows");
            }
        });
        let period = Period::month_of(date(2026, 10, 1));
        let done = timed("computing and freezing the month", || {
            compute_period(&bureau, &Desk::system("测量"), SOURCES, period, None)
        });
        match done {
            Ok(done) => say(&format!("{} rows, {} subjects", done.facts, done.subjects)),
            Err(e) => say(&format!("not computed: {e}")),
        }
        match timed("looking for signs of gaming", || keep_signs(&bureau)) {
            Ok(kept) => say(&format!("{kept} leads")),
            Err(e) => say(&format!("not looked at: {e}")),
        }
    }
}
