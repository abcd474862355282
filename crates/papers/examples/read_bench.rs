//! How long reading takes through the child process, how much memory the child
//! needs, and how that compares with the bare libraries reading the same file.
//!
//! `cargo run --release -p onedoor-papers --example read_bench`

use std::{
    hint::black_box,
    io::{Cursor, Write},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use calamine::Reader;
use papers::{
    catalogue::ReadOptions,
    child::{ChildLimits, SUBCOMMAND, read_in_child_with, serve, serve_stdin},
    tables::{Cell, write_csv, write_xlsx},
};

const COLUMNS: usize = 60;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        if let Some(path) = std::env::args().nth(2).as_deref().and_then(|name| name.strip_prefix("measure:")) {
            measure(path);
            return ExitCode::SUCCESS;
        }
        return serve_stdin();
    }
    let exe = std::env::current_exe().expect("a running program has a path");
    let mut out = std::io::stdout().lock();
    for rows in [3_000, 20_000] {
        let (header, body) = table(rows);
        let csv = write_csv(&header, &body);
        let xlsx = write_xlsx("事项", &header, &body).expect("fits a worksheet");
        let bare_csv = quickest(|| bare_csv(&csv));
        let bare_xlsx = quickest(|| bare_xlsx(&xlsx));
        for (kind, bytes, bare) in [("csv", &csv, bare_csv), ("xlsx", &xlsx, bare_xlsx)] {
            let mut told = 0;
            let ours = quickest(|| told = through_child(&exe, bytes, rows));
            let line = format!(
                "{rows} rows x {COLUMNS} columns, {kind}, {:.1} MiB: {:.2} s through the child, {:.2} s by the bare library, ratio {:.1}; child's peak {:.0} MiB; {told} reports of progress",
                bytes.len() as f64 / f64::from(1 << 20),
                ours.as_secs_f64(),
                bare.as_secs_f64(),
                ours.as_secs_f64() / bare.as_secs_f64(),
                peak_of(&exe, bytes),
            );
            drop(writeln!(out, "{line}"));
        }
    }
    ExitCode::SUCCESS
}

fn measure(path: &str) {
    // The answer waits in a file until the peak of the memory is written down: the
    // parent ends this process as soon as it has the answer.
    let answer = format!("{path}.answer");
    let mut file = std::fs::File::create(&answer).expect("the directory for temporary files can be written");
    serve(&mut std::io::stdin().lock(), &mut file).expect("the parent is there");
    std::fs::copy("/proc/self/status", path).expect("Linux says so");
    let mut file = std::fs::File::open(&answer).expect("was just written");
    drop(std::fs::remove_file(&answer));
    drop(std::io::copy(&mut file, &mut std::io::stdout().lock()));
}

/// The best of three.
#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn quickest(mut act: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        act();
        start.elapsed()
    };
    (0..3).map(once).min().unwrap_or_default()
}

fn through_child(exe: &Path, bytes: &[u8], rows: usize) -> usize {
    let mut told = 0;
    let limits = ChildLimits::default();
    let table = read_in_child_with(exe, bytes, "目录", &limits, &ReadOptions::default(), &mut |_| told += 1)
        .expect("an honest file");
    assert_eq!(table.rows.len(), rows);
    told
}

fn peak_of(exe: &Path, bytes: &[u8]) -> f64 {
    let path = std::env::temp_dir().join(format!("read-bench-{}", std::process::id()));
    let name = format!("measure:{}", path.display());
    let limits = ChildLimits::default();
    drop(read_in_child_with(exe, bytes, &name, &limits, &ReadOptions::default(), &mut |_| ()));
    let status = std::fs::read_to_string(&path).unwrap_or_default();
    drop(std::fs::remove_file(&path));
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok()).map_or(f64::NAN, |kib| kib / 1_024.0)
}

fn bare_csv(bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let rows: Vec<Vec<String>> =
        reader.records().map(|record| record.expect("our own").iter().map(str::to_owned).collect()).collect();
    black_box(rows);
}

fn bare_xlsx(bytes: &[u8]) {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).expect("our own");
    let range = book.worksheet_range("事项").expect("our own");
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    black_box(rows);
}

/// Rows as a county has them: names that differ, codes, a few words over and over,
/// and some long text.
fn table(rows: usize) -> (Vec<String>, Vec<Vec<Cell>>) {
    let mut header: Vec<String> = ["部门", "业务办理项名称", "业务办理项编码", "事项类型"].map(str::to_owned).to_vec();
    header.extend((header.len()..COLUMNS).map(|n| format!("其他{n}")));
    let mut chance = 20_261_122_u64;
    let mut next = move |below: u64| {
        // Knuth's constants; any spread will do.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % below
    };
    let body = (0..rows)
        .map(|row| {
            let mut cells: Vec<Cell> = vec![
                format!("县{}局", next(40)).into(),
                format!("事项名称{row}（{}）", next(1_000_000)).into(),
                format!("{:012}{:012}{:07}", next(1 << 30), next(1 << 30), row).into(),
                "行政许可".into(),
            ];
            for place in cells.len()..COLUMNS {
                cells.push(match if place % 12 == 6 { 2 } else { place % 6 } {
                    0 => {
                        format!("依据第{}条和第{}条的规定，需要提交申请表和第{}号证明", next(90), next(90), next(9_000))
                            .into()
                    }
                    1 => Cell::Empty,
                    2 => format!("{}", next(30)).into(),
                    3 => ["是", "否", "工作日", "县级", "自然人"][next(5) as usize].into(),
                    4 => format!("0817-{:07}", next(10_000_000)).into(),
                    _ => "法定本级行使".into(),
                });
            }
            cells
        })
        .collect();
    (header, body)
}
