//! The reader in a process of its own, with this test as both processes.
//!
//! Run by hand-written `main`, because the child must be this very binary: it is
//! started again with the hidden subcommand, or told by its "file name" to
//! misbehave in one of the ways a broken reader could.

#[path = "hostile/files.rs"]
mod hostile;

use std::{
    io::{Read, Write},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use papers::{
    catalogue::{Encoding, ReadOptions, ReadRefusal, Table, read_table},
    chains::bpmn::{BpmnFault, TreeFault, read_bpmn},
    child::{
        ChildLimits, SUBCOMMAND, preview_in_child, read_areas_in_child, read_bpmn_in_child, read_in_child,
        read_in_child_with, serve, serve_stdin,
    },
    stations::{AreaFlaw, AreaLimits, read_areas},
    tables::{Cell, write_csv, write_xlsx},
};

type Test = (&'static str, fn(&Path));

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(SUBCOMMAND) {
        return play_child(&arguments.next().unwrap_or_default());
    }
    let exe = std::env::current_exe().expect("a running test has a path");
    let tests: [Test; 14] = [
        ("hostile files are refused soon and within little memory", hostile_files),
        ("progress is told and the first rows can be looked at", progress_and_preview),
        ("what the clerk chose reaches the child", chosen_options),
        ("the areas of a map are read apart", map_areas),
        ("the largest permitted file fits the usual memory", largest_file),
        ("answers are those of the reader itself", same_answers),
        ("refusals cross the border", same_refusals),
        ("little memory refuses the file, not the server", little_memory),
        ("little processor time does too", little_time),
        ("a child that hangs is killed", hanging_child),
        ("a child that dies, lies or babbles costs one file", broken_children),
        ("the child sees no environment", no_environment),
        ("a process file is read apart too", process_files),
        ("no program, no reader", no_program),
    ];
    for (name, test) in tests {
        test(&exe);
        println!("test {name} ... ok");
    }
    ExitCode::SUCCESS
}

/// Reads as told, or breaks as the name asks.
fn play_child(name: &str) -> ExitCode {
    match name {
        "hang" => std::thread::sleep(Duration::from_secs(600)),
        "abort" => std::process::abort(),
        "silent" => {}
        "babble" => drop(std::io::stdout().write_all(b"no such thing as a length and an answer")),
        "cut" => drop(std::io::stdout().write_all(b"H\x40\0\0\0\0\0\0\0{\"kind\":")),
        "huge" => drop(std::io::stdout().write_all(b"R\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")),
        "rows" => drop(std::io::stdout().write_all(b"R\x08\0\0\0\0\0\0\0\x01\0\0\0\xFF\xFF\xFF\xFF")),
        "spy" => {
            let seen = std::env::vars_os().count();
            assert_eq!(seen, 0, "the child must not see the server's environment");
            return serve_stdin();
        }
        _ if name.starts_with("measure:") => {
            measure(name.trim_start_matches("measure:"));
        }
        "no-listening" => {
            let mut some = [0_u8; 16];
            drop(std::io::stdin().read(&mut some));
        }
        _ => return serve_stdin(),
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

fn read(exe: &Path, bytes: &[u8], name: &str) -> Result<Table, ReadRefusal> {
    read_in_child(exe, bytes, name, &ChildLimits::default())
}

fn large(rows: i64) -> (Vec<String>, Vec<Vec<Cell>>) {
    let header = ["部门", "事项名称", "事项编码", "事项类型"].map(str::to_owned).to_vec();
    let rows = (0..rows)
        .map(|n| vec!["县水务局".into(), format!("取水许可\n第 {n} 种").into(), format!("=A{n}").into(), n.into()])
        .collect();
    (header, rows)
}

fn process_files(exe: &Path) {
    let honest = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="x">
        <startEvent id="s"/><task id="t" name="y"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>"#;
    let limits = ChildLimits::for_files();
    let read = |bytes: &[u8]| read_bpmn_in_child(exe, bytes, &limits);
    assert_eq!(read(honest), read_bpmn(honest));
    assert_eq!(read(honest).expect("one task").chain.members.len(), 1);
    let bomb = br#"<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>"#;
    assert_eq!(read(bomb), Err(TreeFault::Forbidden.into()));
    let deep = "<x>".repeat(1 << 20);
    assert_eq!(read(deep.as_bytes()), Err(TreeFault::TooLarge.into()));
    assert_eq!(read(&vec![b' '; 5 << 20]), Err(TreeFault::TooLarge.into()));
    let little = ChildLimits { address_space_bytes: 1 << 20, ..limits };
    let long = [&honest[..], &vec![b' '; 3 << 20]].concat();
    assert_eq!(read(&long), read_bpmn(honest));
    assert_eq!(read_bpmn_in_child(exe, &long, &little), Err(BpmnFault::StoppedByLimits));
    let nowhere = Path::new("/nowhere/at/all");
    assert_eq!(read_bpmn_in_child(nowhere, honest, &limits), Err(BpmnFault::NotStarted));
}

fn map_areas(exe: &Path) {
    let honest = br#"{"type":"FeatureCollection","features":[{"properties":{"name":"a"},"geometry":
        {"type":"Polygon","coordinates":[[[104.0,30.0],[104.1,30.0],[104.1,30.1],[104.0,30.0]]]}}]}"#;
    let limits = AreaLimits { bytes: 64 << 10, areas: 10, points: 100 };
    let child = ChildLimits::for_files();
    let read = |bytes: &[u8]| read_areas_in_child(exe, bytes, &limits, &child);
    assert_eq!(read(honest), read_areas(honest, &limits));
    assert_eq!(read(honest).expect("one area").len(), 1);
    assert_eq!(read(&[b'['; 60 << 10]), Err(AreaFlaw::NoGeoJson), "deep nesting does not bring it down");
    assert_eq!(read(&[b' '; 65 << 10]), Err(AreaFlaw::TooLarge(64)));
    let nowhere = Path::new("/nowhere/at/all");
    assert_eq!(read_areas_in_child(nowhere, honest, &limits, &child), Err(AreaFlaw::NotStarted));
}

fn same_answers(exe: &Path) {
    let (header, rows) = large(20_000);
    let files = [
        (write_csv(&header, &rows), "目录.csv"),
        (write_xlsx("事项", &header, &rows).expect("fits"), "--目录\u{1}\n.xlsx"),
    ];
    for (bytes, name) in files {
        let table = read(exe, &bytes, name).expect("an honest file");
        assert_eq!(table.rows.len(), 20_000);
        let (_, peak, _) = measured(exe, &bytes);
        assert!(peak <= 64.0, "twenty thousand rows took {peak:.0} MiB");
        assert_eq!(Ok(table), read_table(&bytes, name));
    }
}

fn same_refusals(exe: &Path) {
    for bytes in [&b""[..], b"1,2\n", b"%PDF-1.4", b"PK\x03\x04", "部门,名称\n".as_bytes()] {
        let refusal = read_table(bytes, "a.xlsx").expect_err("not a table");
        assert_eq!(read(exe, bytes, "a.xlsx"), Err(refusal));
    }
    let big = vec![b'a'; (20 << 20) + 1];
    assert!(matches!(read(exe, &big, "a.csv"), Err(ReadRefusal::TooLarge { .. })));
}

fn little_memory(exe: &Path) {
    let (header, rows) = large(200_000);
    let bytes = write_csv(&header, &rows);
    let limits = ChildLimits { address_space_bytes: 12 << 20, ..ChildLimits::default() };
    let answer = read_in_child(exe, &bytes, "a.csv", &limits).map(|table| table.rows.len());
    assert_eq!(answer, Err(ReadRefusal::StoppedByLimits));
    // The same file is fine with the usual allowance.
    assert_eq!(read(exe, &bytes, "a.csv").map(|table| table.rows.len()), Ok(200_000));
}

fn little_time(exe: &Path) {
    let (header, rows) = large(200_000);
    let bytes = write_csv(&header, &rows);
    let limits = ChildLimits { cpu_seconds: 0, ..ChildLimits::default() };
    let answer = read_in_child(exe, &bytes, "a.csv", &limits).map(|table| table.rows.len());
    assert_eq!(answer, Err(ReadRefusal::StoppedByLimits));
}

#[expect(clippy::disallowed_methods, reason = "that it does not wait is what is tested")]
fn hanging_child(exe: &Path) {
    let limits = ChildLimits { wall_time: Duration::from_millis(300), ..ChildLimits::default() };
    let bytes = vec![b'a'; 4 << 20];
    let start = Instant::now();
    assert_eq!(read_in_child(exe, &bytes, "hang", &limits), Err(ReadRefusal::StoppedByLimits));
    assert!(start.elapsed() < Duration::from_secs(10), "killed after its time");
}

fn broken_children(exe: &Path) {
    let bytes = vec![b'a'; 4 << 20];
    for way in ["abort", "silent", "babble", "cut", "huge", "rows", "no-listening"] {
        assert_eq!(read(exe, &bytes, way), Err(ReadRefusal::StoppedByLimits), "{way}");
    }
}

fn no_environment(exe: &Path) {
    assert!(read(exe, "部门,名称\n局,名\n".as_bytes(), "spy").is_ok());
}

fn no_program(_: &Path) {
    let refusal = read(Path::new("/nowhere/onedoor"), b"a,b\n", "a.csv");
    assert_eq!(refusal, Err(ReadRefusal::ReaderNotStarted));
}

/// 200,000 rows of ten cells in just under 20 MiB: all limits at once.
fn largest_file(exe: &Path) {
    let mut text = (1..=10).map(|n| format!("列{n}")).collect::<Vec<_>>().join(",");
    for row in 0..199_990 {
        text.push_str(if row == 0 { "\n" } else { "" });
        text.push_str("名称一二,名称一二,a23456789,a23456789,a23456789,a23456789,a23456789,a2345678,a234,1\n");
    }
    text.truncate(20 << 20);
    let limits = ChildLimits { cpu_seconds: 60, wall_time: Duration::from_secs(120), ..ChildLimits::default() };
    let table = read_in_child(exe, text.as_bytes(), "a.csv", &limits).expect("within every limit");
    assert_eq!(table.rows.len(), 199_990);
}

fn progress_and_preview(exe: &Path) {
    let (header, rows) = large(20_000);
    let bytes = write_xlsx("事项", &header, &rows).expect("fits");
    let limits = ChildLimits::default();
    let mut told = Vec::new();
    let options = ReadOptions::default();
    let table = read_in_child_with(exe, &bytes, "a.xlsx", &limits, &options, &mut |rows| told.push(rows));
    assert_eq!(table.expect("an honest file").rows.len(), 20_000);
    assert!(told.len() >= 4 && told.is_sorted(), "{told:?}");
    assert_eq!(told.last(), Some(&20_001));
    let preview = preview_in_child(exe, &bytes, "a.xlsx", &limits, &options).expect("an honest file");
    assert_eq!((preview.rows.len(), preview.header_row, preview.sheet.as_deref()), (30, Some(1), Some("事项")));
}

fn chosen_options(exe: &Path) {
    let gb = encoding_rs::GB18030.encode("甲,乙\n部门,事项名称\n县水务局,取水\n").0;
    let limits = ChildLimits::default();
    let options = ReadOptions { encoding: Some(Encoding::Gb18030), header_row: Some(1), ..ReadOptions::default() };
    let table = read_in_child_with(exe, &gb, "a.csv", &limits, &options, &mut |_| ()).expect("an honest file");
    assert_eq!((table.header, table.rows.len()), (vec!["甲".to_owned(), "乙".to_owned()], 2));
    let wrong = ReadOptions { encoding: Some(Encoding::Utf8), ..ReadOptions::default() };
    let refusal = preview_in_child(exe, &gb, "a.csv", &limits, &wrong).expect_err("is not UTF-8");
    assert_eq!(refusal.code(), "wrong_encoding");
}

/// Peak memory of a child that reads the file, in MiB, and how long it took.
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn measured(exe: &Path, bytes: &[u8]) -> (Result<Table, ReadRefusal>, f64, Duration) {
    let path = std::env::temp_dir().join(format!("peak-{}", std::process::id()));
    let start = Instant::now();
    let answer = read(exe, bytes, &format!("measure:{}", path.display()));
    let took = start.elapsed();
    let status = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("the child did not end well: {answer:?}"));
    drop(std::fs::remove_file(&path));
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux says so");
    let kib: f64 = peak.trim().trim_end_matches("kB").trim().parse().expect("is a number");
    (answer, kib / 1_024.0, took)
}

fn hostile_files(exe: &Path) {
    // Without optimisation the same work takes several times as long.
    let allowed = if cfg!(debug_assertions) { Duration::from_secs(8) } else { Duration::from_secs(2) };
    for (name, bytes) in hostile::files() {
        let (answer, peak, took) = measured(exe, &bytes);
        let code = answer.as_ref().err().map(ReadRefusal::code);
        println!("  {name}: {:?}, {peak:.0} MiB, {:.2} s", code.unwrap_or("read"), took.as_secs_f64());
        assert!(
            code.is_some_and(|code| code != "stopped_by_limits"),
            "{name} must be refused for what it is: {code:?}"
        );
        assert!(peak <= 64.0, "{name} took {peak:.0} MiB");
        assert!(took <= allowed, "{name} took {took:?}");
    }
}
