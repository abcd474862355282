//! What the machine gives at most, measured in the same run: the disk's flush, SQLite without any rule, the web
//! framework without any work. Deliberately not here: the program.

use std::{
    fs::File,
    io::Write as _,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use rusqlite::Connection;

use crate::{
    crowd::{self, Measure, Until},
    http,
};

/// The word by which this program serves the bare answer as its own child.
pub(crate) const BARE: &str = "--bare-answer";

/// 4 kB appended and made durable, over and over.
pub(crate) fn fdatasync(dir: &Path, span: Duration) -> anyhow::Result<Measure> {
    let mut file = File::create(dir.join("fdatasync"))?;
    // Room made before, so that what is measured is the flush and not the growth of the file.
    file.write_all(&vec![0; 64 << 20])?;
    file.sync_all()?;
    let mut file = File::options().write(true).open(dir.join("fdatasync"))?;
    let (start, mut micros) = (Instant::now(), Vec::new());
    while start.elapsed() < span && micros.len() < 16_000 {
        let begun = Instant::now();
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        micros.push(begun.elapsed().as_micros() as u32);
    }
    Ok(Measure::of(micros, start.elapsed().as_secs_f64()))
}

/// One writer, one row of a case and one of its trace a step, so many steps a transaction: steps a second.
pub(crate) fn sqlite(dir: &Path, group: i64, span: Duration) -> anyhow::Result<f64> {
    let connection = Connection::open(dir.join(format!("bare-{group}.db")))?;
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
         CREATE TABLE a_case (id INTEGER PRIMARY KEY, no TEXT NOT NULL, due TEXT NOT NULL, body TEXT NOT NULL); \
         CREATE INDEX a_case_by_due ON a_case (due, id); \
         CREATE TABLE trace (id INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL);",
    )?;
    let (start, mut n) = (Instant::now(), 0_i64);
    let (row, trace) = ("甲".repeat(130), "乙".repeat(260));
    while start.elapsed() < span && n < 400_000 {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut put = connection.prepare_cached("INSERT INTO a_case (id, no, due, body) VALUES (?1, ?2, ?3, ?4)")?;
        let mut note = connection.prepare_cached("INSERT INTO trace (id, body, hash) VALUES (?1, ?2, ?3)")?;
        for _ in 0..group {
            put.execute((n, format!("2026-1201-01-{n:06}"), format!("2026-12-{:02}", n % 28 + 1), &row))?;
            note.execute((n, &trace, [7_u8; 32]))?;
            n += 1;
        }
        drop((put, note));
        connection.execute_batch("COMMIT")?;
    }
    Ok(n as f64 / start.elapsed().as_secs_f64())
}

/// Serves the bare answer until it is killed.
pub(crate) fn serve_bare() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        crate::say(&listener.local_addr()?.to_string());
        let routes = axum::Router::new().route("/", axum::routing::get(|| async { "ok" }));
        axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>()).await?;
        Ok(())
    })
}

struct Bare(Child);

impl Drop for Bare {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Bare answers of the framework.
pub(crate) fn bare_answers(clients: usize, span: Duration) -> anyhow::Result<Measure> {
    use std::io::BufRead as _;
    let child = Command::new(std::env::current_exe()?).arg(BARE).stdout(Stdio::piped()).spawn()?;
    let mut bare = Bare(child);
    let mut address = String::new();
    std::io::BufReader::new(bare.0.stdout.as_mut().context("its output is ours")?).read_line(&mut address)?;
    let request = http::request("GET", "/", "", "", "");
    crowd::run(address.trim(), clients, Until::Over(span), |_| Some(request.clone()), |_, _, _| {})
}
