//! What the seam costs: commits a second through `Database::commit` with an event, its row, its
//! head and its key, by 1 and by 32 threads, against a bare loop of one insert a transaction.
//!
//! `cargo run --release -p onedoor-store --example seam_bench`. It prints, it asserts nothing.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on stops")]
#![expect(clippy::disallowed_methods, reason = "a measurement needs the clock of the machine")]

use std::time::{Duration, Instant};

use domain::base::{CaseId, DepartmentId};
use rusqlite::Connection;
use store::{
    Command, Database, StoreError,
    journal::{Entry, Stream, append},
    people::department_change,
};
use testkit::{Scratch, department, engines, region, stamp};

const SPAN: Duration = Duration::from_secs(3);

/// One insert a transaction on a WAL file with `synchronous=FULL`.
fn bare() -> f64 {
    let scratch = Scratch::new("bare");
    let connection = Connection::open(scratch.join("bare.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
             CREATE TABLE row (region TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (region, id)) STRICT;",
        )
        .unwrap();
    let start = Instant::now();
    let mut n = 0_i64;
    while start.elapsed() < SPAN {
        connection
            .execute("INSERT INTO row (region, id, body) VALUES ('990101', ?1, ?2)", (n, "正文".repeat(200)))
            .unwrap();
        n += 1;
    }
    n as f64 / start.elapsed().as_secs_f64()
}

fn seam(db: &Database, threads: i64) -> f64 {
    let start = Instant::now();
    let done: i64 = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    let mut n = 0;
                    while start.elapsed() < SPAN {
                        let id = threads * 100_000_000 + thread * 1_000_000 + n;
                        let command = Command {
                            region: region(),
                            key: Some(id.to_string()),
                            digest: "d".into(),
                            at: stamp().entered_at,
                        };
                        let of = domain::people::Department {
                            id: DepartmentId::new(id),
                            ..department(1, &format!("部门{id}"))
                        };
                        let entry = Entry::new(Stream::case(CaseId::new(id)), 0, "bench.put", &"正文".repeat(100))
                            .with(department_change(&region(), &of));
                        db.commit::<i64, StoreError>(command, move |tx| append(tx, &region(), &stamp(), entry.clone()))
                            .unwrap();
                        n += 1;
                    }
                    n
                })
            })
            .collect();
        writers.into_iter().map(|w| w.join().unwrap()).sum()
    });
    done as f64 / start.elapsed().as_secs_f64()
}

fn main() {
    let floor = bare();
    println!("bare rusqlite, 1 insert a transaction: {floor:>8.0} /s");
    for t in engines() {
        for threads in [1, 32] {
            let speed = seam(&t.db, threads);
            println!(
                "{:<8} {threads:>2} threads, 7 statements a commit: {speed:>8.0} /s = {:.2} of bare",
                t.name,
                speed / floor
            );
        }
    }
}
