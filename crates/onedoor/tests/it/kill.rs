//! `kill -9` during writes (trust R-01): what was acknowledged is there afterwards, whole, once.
//!
//! `ONEDOOR_KILL_CASES=100000 cargo test --release -p onedoor --test it kill` makes that many cases first and
//! kills the program fifty times on each engine; without it a small county is killed forty and ten times.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::base::Clock as _;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use services::{Chance, Home, base::find};

use crate::{
    program::{Ground, grounds},
    site::{Client, Site, application, furnish},
};

const WRITERS: usize = 8;
/// From starting the program to its first answer. A debug build on a busy machine is given longer.
const READY: Duration = if cfg!(debug_assertions) { Duration::from_secs(5) } else { Duration::from_secs(1) };

/// One write as it was sent: it can be sent again.
#[derive(Clone)]
struct Sent {
    by: &'static str,
    path: String,
    key: String,
    body: Value,
}

/// What a client knows when the program is gone.
#[derive(Default)]
struct Notes {
    /// Writes that were answered, with the answer.
    acked: Vec<(Sent, Value)>,
    /// The last that was sent and not answered.
    open: Option<Sent>,
}

/// The two people who work on a case.
struct Desk {
    clerk: Client,
    approver: Client,
}

impl Desk {
    fn of(site: &Site) -> Self {
        Self { clerk: site.client("clerk"), approver: site.client("approver0") }
    }

    fn send(&self, sent: &Sent) -> Option<(u16, Value)> {
        let client = if sent.by == "clerk" { &self.clerk } else { &self.approver };
        client.post(&sent.path, Some(&sent.key), &sent.body)
    }
}

/// The steps of a case after its acceptance, each with the version it is made from.
fn steps(case_no: &str) -> [(&'static str, String, Value); 3] {
    let path = |act: &str| format!("/api/cases/{case_no}/{act}");
    [
        ("approver", path("decide"), json!({ "version": 1, "outcome": "grant", "opinion": "符合条件" })),
        ("approver", path("complete"), json!({ "version": 2, "result_name": "食品经营许可证", "result_no": "J-1" })),
        ("clerk", path("deliver"), json!({ "version": 3, "way": "window", "receiver": "王试" })),
    ]
}

/// A picture of nobody's, different for each `n`: a PNG whose pieces have no checksum, which nobody asks for.
fn picture(n: &str) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], kind, content, &[0; 4]].concat()
    };
    let head = [&10_u32.to_be_bytes()[..], &10_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let words = n.repeat(2_000);
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", words.as_bytes()), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

fn file(case_no: &str, n: &str) -> (&'static str, String, Value) {
    let body = json!({ "name": "现场.png", "content": STANDARD.encode(picture(n)) });
    ("clerk", format!("/api/cases/{case_no}/files"), body)
}

/// What follows the first write of a case: every second is handled to its end, one of four has been told what is missing
/// and supplies it with files, one of four gets a file alone.
fn course(i: usize, case_no: &str, tag: &str) -> Vec<(&'static str, String, Value)> {
    let one = |n: usize| file(case_no, &format!("{tag} {i} {n} "));
    match i % 4 {
        0 | 2 => steps(case_no).into(),
        1 => {
            let supplied = json!({ "version": AFTER_ASKING });
            vec![one(0), ("clerk", format!("/api/cases/{case_no}/supply"), supplied), one(1)]
        }
        _ => vec![one(0)],
    }
}

/// Version of a case that was taken in and told at once what is missing: drafted, sent in, asked.
const AFTER_ASKING: i64 = 3;

/// The version that an answer vouches for.
fn vouched(sent: &Sent, answer: &Value) -> i64 {
    let first = if sent.path.ends_with("/correct") { AFTER_ASKING } else { 1 };
    answer["version"].as_i64().unwrap_or(first)
}

/// Takes cases from their first write along their course, one after the other, until the program is gone, so that
/// acceptances, corrections, files and steps are in flight together.
fn write(desk: &Desk, item: &str, tag: &str, from: usize, count: &AtomicUsize) -> Notes {
    let mut notes = Notes::default();
    for i in 0..1_000 {
        let sent = |by, path: String, key: String, body| Sent { by, path, key: format!("{tag}-{i}-{key}"), body };
        let whole = application(item, from + i);
        let (path, body) = match i % 4 {
            1 => {
                let lacks = json!([{ "what": "请补交签字的申请表" }]);
                ("/api/cases/correct", json!({ "application": whole, "items": lacks }))
            }
            _ => ("/api/cases", whole),
        };
        let first = sent("clerk", path.into(), "first".into(), body);
        let Some(answer) = acknowledged(desk, first, &mut notes) else { return notes };
        count.fetch_add(1, Ordering::Relaxed);
        let case_no = answer["case_no"].as_str().unwrap().to_owned();
        for (n, (by, path, body)) in course(i, &case_no, tag).into_iter().enumerate() {
            let Some(_) = acknowledged(desk, sent(by, path, n.to_string(), body), &mut notes) else { return notes };
        }
    }
    notes
}

fn acknowledged(desk: &Desk, sent: Sent, notes: &mut Notes) -> Option<Value> {
    notes.open = Some(sent.clone());
    let (status, answer) = desk.send(&sent)?;
    assert!(status < 300, "{} {status} {answer}", sent.path);
    notes.open = None;
    notes.acked.push((sent, answer.clone()));
    Some(answer)
}

/// What all rounds have shown together.
#[derive(Default)]
struct Seen {
    acked: usize,
    open: usize,
    files: usize,
    corrections: usize,
    numbers: Vec<String>,
    ready: Vec<Duration>,
}

/// One round: write from several clients, kill at a moment that differs from round to round, start
/// again, read back every acknowledged write, send again what was not answered.
#[expect(clippy::disallowed_methods, reason = "how soon the program is back is what is measured")]
fn round(ground: &Ground, item: &str, n: usize, seen: &mut Seen) {
    let mut site = Site::open(ground, &[]);
    let desk = Arc::new(Desk::of(&site));
    let (all, count) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let writers: Vec<_> = (0..WRITERS)
        .map(|w| {
            let (desk, item, all, count) = (desk.clone(), item.to_owned(), all.clone(), count.clone());
            thread::spawn(move || {
                let notes = write(&desk, &item, &format!("kill-{n}-{w}"), n * 8_000 + w * 1_000, &count);
                all.lock().unwrap().push(notes);
            })
        })
        .collect();
    while count.load(Ordering::Relaxed) < WRITERS {
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_millis((n as u64 * 137) % 400));
    site.kill();
    for writer in writers {
        writer.join().unwrap();
    }
    let started = Instant::now();
    let again = Site::open(ground, &[]);
    assert_eq!(Client::new(&again, "").get("/health").map(|(status, _)| status), Some(200));
    seen.ready.push(started.elapsed());
    let desk = Desk::of(&again);
    let all = std::mem::take(&mut *all.lock().unwrap());
    let mut least: BTreeMap<String, i64> = BTreeMap::new();
    for (sent, answer) in all.iter().flat_map(|notes| &notes.acked) {
        if sent.path.ends_with("/files") {
            seen.files += 1;
            kept(&desk, sent, answer);
            continue;
        }
        seen.corrections += usize::from(sent.path.ends_with("/correct") || sent.path.ends_with("/supply"));
        let version = vouched(sent, answer);
        let known = least.entry(answer["case_no"].as_str().unwrap().to_owned()).or_default();
        assert!(version > *known, "{} was acknowledged out of turn", sent.path);
        *known = version;
    }
    for (case_no, version) in &least {
        let case = desk.clerk.case(case_no).unwrap_or_else(|| panic!("{case_no} was acknowledged and is gone"));
        let found = case["version"].as_i64().unwrap();
        assert!(found >= *version, "{case_no} was acknowledged at version {version} and stands at {found}");
    }
    for notes in &all {
        // A lost reply: sent again it has one effect, and sent a third time the same answer.
        if let Some(open) = &notes.open {
            let answers: Vec<_> = (0..2).map(|_| desk.send(open).unwrap()).collect();
            assert!(answers[0].0 < 300 && answers[0] == answers[1], "{}: {answers:?}", open.path);
            if open.path.ends_with("/files") {
                kept(&desk, open, &answers[0].1);
                continue;
            }
            let case_no = answers[0].1["case_no"].as_str().unwrap().to_owned();
            let found = desk.clerk.case(&case_no).unwrap()["version"].as_i64().unwrap();
            assert!(found >= vouched(open, &answers[0].1), "{case_no} is half a case: {found}");
            least.entry(case_no).or_insert(1);
        }
        // An answered one sent again is answered the same.
        if let Some((sent, answer)) = notes.acked.last() {
            assert_eq!(desk.send(sent).unwrap().1, *answer, "{} had two effects", sent.path);
        }
    }
    seen.acked += all.iter().map(|notes| notes.acked.len()).sum::<usize>();
    seen.open += all.iter().filter(|notes| notes.open.is_some()).count();
    seen.numbers.extend(least.into_keys());
}

/// A file that was acknowledged is there, byte for byte what its case was given.
fn kept(desk: &Desk, sent: &Sent, answer: &Value) {
    let (status, text) = desk.clerk.get(&format!("{}/{}", sent.path, answer["id"].as_str().unwrap())).unwrap();
    assert_eq!(status, 200, "{} was acknowledged and is gone: {text}", sent.path);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["content"], sent.body["content"], "{} {answer}", sent.path);
}

/// What the kills left on disk is no file's: the hourly round takes it away a week later, and nothing else.
fn swept(ground: &Ground, files: usize) {
    let folder = Home::new(ground.home()).files();
    let written = Timestamp::try_from(std::fs::metadata(&folder).unwrap().modified().unwrap()).unwrap();
    let clock = testkit::clock();
    clock.advance(written.duration_since(clock.now()) + SignedDuration::from_hours(8 * 24));
    let chance = Chance { clock: Arc::new(clock), rng: Arc::new(testkit::rng()) };
    let bureau = find(&ground.open(), &Home::new(ground.home()), &chance).unwrap().unwrap();
    let before = services::cases::scrub_all(&bureau).unwrap();
    assert_eq!(before.findings, [], "a row without bytes");
    assert!(before.checked as usize >= files, "{} of {files}", before.checked);
    let gone = services::cases::sweep_files(&bureau).unwrap();
    let after = services::cases::scrub_all(&bureau).unwrap();
    assert_eq!((after.findings, after.orphans, after.checked), (vec![], vec![], before.checked));
    println!("{}: {gone} leavings swept, {} of them whole", ground.engine, before.orphans.len());
}

fn rounds(ground: &Ground, item: &str, count: usize) {
    let mut seen = Seen::default();
    for n in 0..count {
        round(ground, item, n, &mut seen);
    }
    assert!(seen.acked > count && seen.open > count, "killed before anything was written: it proves nothing");
    assert!(seen.files > 0 && seen.corrections > 0, "{} files, {} corrections", seen.files, seen.corrections);
    let given = seen.numbers.len();
    seen.numbers.sort();
    seen.numbers.dedup();
    assert_eq!(seen.numbers.len(), given, "a number was given twice");
    // No half case: every row is what its events say, every chain is whole, every event sealed or waiting.
    let verdict = ground.run(["verify", "--json"]).expect(0).json();
    assert_eq!(verdict["sound"], true, "{verdict}");
    swept(ground, seen.files);
    seen.ready.sort();
    let (half, last) = (seen.ready[count / 2], seen.ready[count - 1]);
    println!(
        "{}: {count} kills, {} acknowledged writes ({} files, {} corrections), {} in flight, none lost; ready again in \
         {half:?}, at most {last:?}",
        ground.engine, seen.acked, seen.files, seen.corrections, seen.open
    );
    assert!(half <= READY, "ready again only after {half:?}");
}

#[test]
fn no_acknowledged_write_is_lost_when_the_program_is_killed() {
    let before: usize = std::env::var("ONEDOOR_KILL_CASES").map_or(0, |n| n.parse().expect("a number of cases"));
    for ground in grounds() {
        let (bureau, item) = furnish(&ground, 1);
        crate::site::many_cases(&bureau, &item, before);
        drop(bureau);
        let kills = match (before, ground.engine) {
            (0, "sqlite") => 40,
            (0, _) => 10,
            (_, _) => 50,
        };
        rounds(&ground, &item, kills);
    }
}
