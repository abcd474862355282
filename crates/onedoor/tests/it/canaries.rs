//! Personal data found nowhere it does not belong (trust P-01, P-06, S-18): known people go through
//! every flow, then the raw files, the log, a backup, an export and every list are searched for them.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Stdio,
    thread,
};

use serde_json::{Value, json};

use crate::{
    program::{Ground, grounds},
    site::{Client, PASSWORD, Site, application, citizen, furnish},
};

const CLIENTS: usize = 4;
const PEOPLE: usize = 1_000;
/// Through the slower engine fewer: the rules are the same.
const FEWER: usize = 200;
/// What every phone number and every name of these people begins with; identity numbers begin with the
/// region and the century.
const PHONE: &str = "1397";
const NAME: &str = "金丝雀";
const ID: &str = "99010119";

/// Who is looked for: identity numbers and phones whole, names by their first three characters, which
/// no mask shows.
struct Wanted {
    numbers: BTreeSet<String>,
}

fn phone(n: usize) -> String {
    format!("{PHONE}{:07}", 1_000_000 + n * 7_919 % 8_999_999)
}

fn name(n: usize) -> String {
    let letters: Vec<char> = "赵钱孙李周吴郑王冯陈".chars().collect();
    format!("{NAME}{}{}", letters[n % 10], letters[n / 10 % 10])
}

impl Wanted {
    fn all() -> Self {
        let numbers = (0..PEOPLE).flat_map(|n| [citizen(n).as_str().to_owned(), phone(n)]).collect();
        Self { numbers }
    }

    /// The first of them that stands in some bytes, plain or written as hexadecimal.
    fn find(&self, bytes: &[u8]) -> Option<String> {
        let plain = [(ID, 18), (PHONE, 11)].iter().find_map(|(begin, long)| {
            at(bytes, begin.as_bytes()).find_map(|i| {
                let word = bytes.get(i..i + long).and_then(|w| std::str::from_utf8(w).ok())?;
                self.numbers.get(word).cloned()
            })
        });
        let hexed = || {
            [(ID, 18), (PHONE, 11)].iter().find_map(|(begin, long)| {
                at(bytes, store::hex(begin.as_bytes()).as_bytes()).find_map(|i| {
                    let word = std::str::from_utf8(bytes.get(i..i + long * 2)?).ok().and_then(store::unhex)?;
                    self.numbers.get(std::str::from_utf8(&word).ok()?).cloned()
                })
            })
        };
        let named = || {
            let hex = store::hex(NAME.as_bytes());
            [NAME.as_bytes(), hex.as_bytes()].iter().find_map(|n| at(bytes, n).next()).map(|_| NAME.to_owned())
        };
        plain.or_else(hexed).or_else(named)
    }

    #[track_caller]
    fn absent(&self, place: &str, bytes: &[u8]) {
        if let Some(found) = self.find(bytes) {
            panic!("{found} stands in the clear in {place}");
        }
    }
}

/// Where a word begins.
fn at<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, word)
}

fn files_of(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_of(&path, out) } else { out.push(path) }
    }
}

/// Everybody comes to the window; one in four cases goes all the way to the hand-over.
fn live(clerk: &Client, approver: &Client, item: &str, people: usize) -> Vec<String> {
    let all: Vec<_> = (0..CLIENTS)
        .map(|c| {
            let (clerk, approver, item) = (clerk.clone(), approver.clone(), item.to_owned());
            thread::spawn(move || {
                let mut numbers = Vec::new();
                for n in (c..people).step_by(CLIENTS) {
                    let mut body = application(&item, n);
                    body["name"] = name(n).into();
                    body["phone"] = phone(n).into();
                    let post = |client: &Client, path: String, body| {
                        let (status, answer) = client.post(&path, Some(&format!("{path}-{n}")), &body).unwrap();
                        assert!(status < 300, "{path} {answer}");
                        answer
                    };
                    let answer = post(&clerk, "/api/cases".into(), body);
                    let no = answer["case_no"].as_str().unwrap().to_owned();
                    if n % 4 == 0 {
                        let path = |act: &str| format!("/api/cases/{no}/{act}");
                        post(&approver, path("decide"), json!({ "version": 1, "outcome": "grant", "opinion": "可" }));
                        post(&approver, path("complete"), json!({ "version": 2, "result_name": "许可证" }));
                        let handed = json!({ "version": 3, "way": "window", "receiver": name(n) });
                        post(&clerk, path("deliver"), handed);
                    }
                    numbers.push(no);
                }
                numbers
            })
        })
        .collect();
    all.into_iter().flat_map(|t| t.join().unwrap()).collect()
}

/// A program that writes down all it can say.
fn talkative(ground: &Ground, log: &Path) -> Site {
    let log = File::create(log).unwrap();
    let mut command = ground.command();
    command.env("RUST_LOG", "trace").stderr(Stdio::from(log));
    Site::start(command, &[])
}

#[test]
fn known_people_are_found_nowhere_in_the_clear() {
    let wanted = Wanted::all();
    // The search finds what is there.
    let text = format!("x{}y {} z {}", citizen(7).as_str(), phone(9), store::hex(phone(11).as_bytes()));
    assert!(wanted.find(text.as_bytes()).is_some());
    assert!(wanted.find(format!("..{}", store::hex(citizen(3).as_str().as_bytes())).as_bytes()).is_some());
    assert!(wanted.find(name(3).as_bytes()).is_some());
    for ground in grounds() {
        let (bureau, item) = furnish(&ground, 1);
        drop(bureau);
        let log = ground.scratch.join("log");
        let mut site = talkative(&ground, &log);
        let (clerk, approver) = (site.client("clerk"), site.client("approver0"));
        let people = if ground.engine == "sqlite" { PEOPLE } else { FEWER };
        let numbers = live(&clerk, &approver, &item, people);
        assert_eq!(numbers.len(), people);
        // Refusals say what is wrong, not to whom it belongs.
        let mut wrong = application(&item, 1);
        wrong["code"] = format!("{}0", &citizen(1).as_str()[..17]).into();
        wrong["phone"] = phone(1)[..10].into();
        let (status, answer) = clerk.post("/api/cases", None, &wrong).unwrap();
        assert_eq!(status, 422);
        wanted.absent("a refusal", answer.to_string().as_bytes());
        assert_eq!(lists(&wanted, &clerk), people);
        for no in numbers.iter().step_by(50) {
            let case = clerk.case(no).unwrap().to_string();
            assert!(case.contains(no), "{case}");
            wanted.absent("a case", case.as_bytes());
        }
        // The program is killed, so that what it would have tidied away is still there.
        site.kill();
        let mut files = Vec::new();
        files_of(&ground.home(), &mut files);
        files.push(log);
        let backup = ground.scratch.join("backup");
        let export = ground.scratch.join("export.jsonl");
        let before = files.clone();
        for file in &before {
            look(&wanted, file);
        }
        assert!(ground.engine == "postgres" || before.iter().any(|f| f.ends_with("onedoor.db-wal")), "{before:?}");
        ground.run(["backup", backup.to_str().unwrap()]).expect(0);
        ground.run(["export", export.to_str().unwrap()]).expect(0);
        let mut copies = vec![export];
        files_of(&backup, &mut copies);
        for file in &copies {
            look(&wanted, file);
        }
        let cases = fs::read_to_string(backup.join("tables/service_case.jsonl")).unwrap();
        assert_eq!(cases.lines().count(), people, "the search looked at nothing");
    }
}

/// Every page of the list of every stage; how many cases they show.
fn lists(wanted: &Wanted, clerk: &Client) -> usize {
    let page = |query: &str| -> Value {
        let (_, text) = clerk.get(&format!("/api/cases?limit=200{query}")).unwrap();
        wanted.absent("the list", text.as_bytes());
        serde_json::from_str(&text).unwrap()
    };
    let counts = page("")["counts"].clone();
    let mut lines = 0;
    for stage in counts.as_object().unwrap().keys() {
        let mut after = String::new();
        loop {
            let list = page(&format!("&stage={stage}{after}"));
            lines += list["cases"].as_array().unwrap().len();
            match list["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
    }
    lines
}

fn look(wanted: &Wanted, file: &Path) {
    let bytes = fs::read(file).unwrap();
    wanted.absent(&file.display().to_string(), &bytes);
    assert!(at(&bytes, PASSWORD.as_bytes()).next().is_none(), "a password stands in {}", file.display());
}
