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

use serde_json::{Value, json};

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

/// Takes cases from acceptance to delivery, one after the other, until the program is gone. Every
/// second case goes the whole way, so that acceptances and steps are both in flight.
fn write(desk: &Desk, item: &str, tag: &str, from: usize, count: &AtomicUsize) -> Notes {
    let mut notes = Notes::default();
    for i in 0..1_000 {
        let sent = |by, path: String, key: String, body| Sent { by, path, key: format!("{tag}-{i}-{key}"), body };
        let first = sent("clerk", "/api/cases".into(), "accept".into(), application(item, from + i));
        let Some(answer) = acknowledged(desk, first, &mut notes) else { return notes };
        count.fetch_add(1, Ordering::Relaxed);
        let case_no = answer["case_no"].as_str().unwrap().to_owned();
        for (n, (by, path, body)) in steps(&case_no).into_iter().enumerate().take(if i % 2 == 0 { 3 } else { 0 }) {
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
        let version = answer["version"].as_i64().unwrap_or(1);
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
            let case_no = answers[0].1["case_no"].as_str().unwrap().to_owned();
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

fn rounds(ground: &Ground, item: &str, count: usize) {
    let mut seen = Seen::default();
    for n in 0..count {
        round(ground, item, n, &mut seen);
    }
    assert!(seen.acked > count && seen.open > count, "killed before anything was written: it proves nothing");
    let given = seen.numbers.len();
    seen.numbers.sort();
    seen.numbers.dedup();
    assert_eq!(seen.numbers.len(), given, "a number was given twice");
    // No half case: every row is what its events say, every chain is whole, every event sealed or waiting.
    let verdict = ground.run(["verify", "--json"]).expect(0).json();
    assert_eq!(verdict["sound"], true, "{verdict}");
    seen.ready.sort();
    let (half, last) = (seen.ready[count / 2], seen.ready[count - 1]);
    println!(
        "{}: {count} kills, {} acknowledged writes, {} in flight, none lost; ready again in {half:?}, at most {last:?}",
        ground.engine, seen.acked, seen.open
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
