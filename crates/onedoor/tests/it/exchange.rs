//! A county and its province as two programs with a network between them that is slow, busy, loses replies, repeats and
//! brings old messages late; the province is killed on the way. Nothing is lost, nothing doubled, reconciliation is exact, and
//! what was altered or sent again is refused. And the same by files.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    program::{Ground, fresh, grounds},
    site::{Client, Site, furnish, many_cases},
};

/// Items of the county: several messages.
const ITEMS: i64 = 420;
/// Its cases.
const CASES: usize = 40;

/// A request as it came, whole.
fn read(stream: &TcpStream) -> Option<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let (mut whole, mut length) = (Vec::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        whole.extend_from_slice(line.as_bytes());
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    whole.extend_from_slice(&body);
    Some(whole)
}

/// Hands a request on and brings the answer back.
fn forward(to: &str, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(to).ok()?;
    stream.write_all(&closing(request)).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(answer)
}

/// The same request on a connection of its own.
fn closing(request: &[u8]) -> Vec<u8> {
    let end = request.windows(2).position(|w| w == b"\r\n").unwrap() + 2;
    [&request[..end], b"connection: close\r\n", &request[end..]].concat()
}

/// A network that misbehaves by a fixed list. Where the province is, may change.
pub(crate) fn misbehave(listener: TcpListener, province: &Mutex<String>) {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for (n, stream) in listener.incoming().enumerate() {
        let Ok(mut stream) = stream else { return };
        let Some(request) = read(&stream) else { continue };
        let to = province.lock().unwrap().clone();
        seen.push(request.clone());
        let answer = match n % 7 {
            1 => Some(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec()),
            2 => {
                // The reply is lost.
                forward(&to, &request);
                None
            }
            3 => {
                forward(&to, &request);
                forward(&to, &request)
            }
            4 => None,
            5 => {
                // An old message comes late.
                forward(&to, &seen[n / 2]);
                forward(&to, &request)
            }
            6 => {
                thread::sleep(Duration::from_millis(200));
                forward(&to, &request)
            }
            _ => forward(&to, &request),
        };
        if let Some(answer) = answer {
            stream.write_all(&answer).ok();
        }
    }
}

pub(crate) fn key(ground: &Ground) -> String {
    ground.run(["exchange", "key", "--json"]).expect(0).json()["public_key"].as_str().unwrap().to_owned()
}

pub(crate) fn know(ground: &Ground, (code, name): (&str, &str), key: &str, address: &str, host: &str) {
    let args =
        ["exchange", "peer", "--code", code, "--name", name, "--key", key, "--address", address, "--push-to", host];
    ground.run(args).expect(0);
}

/// A county with items and cases, and an empty province, on this engine.
fn pair(county: &Ground) -> Ground {
    let (bureau, item) = furnish(county, 0);
    let db = county.open();
    for n in 1..ITEMS {
        let content = testkit::content(&format!("990101-A{n:03}"), "临时救助", 1);
        testkit::seed_item(&db, &testkit::item(1_000 + n, content));
    }
    many_cases(&bureau, &item, CASES);
    services::journal::seal(&bureau).unwrap();
    let province = fresh(county.engine);
    let args = ["init", "--name", "样例省", "--code", "990000", "--admin-login", "admin"];
    province.run(args).expect(0);
    province
}

/// The one node of `exchange status`.
fn standing(ground: &Ground) -> Value {
    ground.run(["exchange", "status", "--json"]).expect(0).json()["nodes"][0].clone()
}

pub(crate) fn counts(list: &Value) -> BTreeMap<String, u64> {
    let one = |c: &Value| (c["kind"].as_str().unwrap().to_owned(), c["count"].as_u64().unwrap());
    list.as_array().unwrap().iter().map(one).collect()
}

/// Runs a command until all of it is done.
fn until_done(ground: &Ground, what: &str, host: &str) -> (usize, Value) {
    for run in 1..40 {
        let done = ground.run(["exchange", what, "--push-to", host, "--json"]);
        if done.code == 0 {
            return (run, done.json()[0][what].clone());
        }
    }
    panic!("{}: {what} never ended", ground.engine);
}

#[test]
fn a_county_and_its_province_agree_whatever_the_network_does() {
    for county in grounds() {
        let province = pair(&county);
        let wrong = province.run(["serve", "--level", "county", "--listen", "127.0.0.1:0"]).expect(2);
        assert!(wrong.err.contains("990000"), "{}", wrong.err);
        let mut site = Site::open(&province, &["--level", "province"]);
        let place = |site: &Site| site.base.trim_start_matches("http://").to_owned();
        let address = Arc::new(Mutex::new(place(&site)));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let shared = address.clone();
        thread::spawn(move || misbehave(listener, &shared));
        know(&province, ("990101", "试验县"), &key(&county), "", &host);
        know(&county, ("990000", "样例省"), &key(&province), &format!("http://{host}"), &host);

        county.run(["exchange", "push", "--push-to", &host]);
        site.kill();
        let cut = county.run(["exchange", "push", "--push-to", &host, "--json"]).expect(4).json();
        assert!(cut[0]["push"]["fault"].is_string(), "{cut}");
        site = Site::open(&province, &["--level", "province"]);
        *address.lock().unwrap() = place(&site);
        let (runs, _) = until_done(&county, "push", &host);
        let here = standing(&county);
        assert_eq!(
            counts(&here["items"]),
            BTreeMap::from([("accepted".to_owned(), ITEMS as u64)]),
            "{}",
            county.engine
        );
        let there = standing(&province);
        let held = BTreeMap::from([("items".to_owned(), ITEMS as u64), ("cases".to_owned(), CASES as u64)]);
        assert_eq!(counts(&there["held"]), held, "nothing is lost, nothing doubled");
        assert_eq!(there["received"], here["sent"]);
        until_done(&county, "reconcile", &host);
        let found = standing(&county)["reconciled"].clone();
        let (ours, agree) = (found["ours"].as_i64(), found["agree"].as_i64());
        assert_eq!((ours, agree, found["differences"].clone()), (Some(ITEMS), Some(ITEMS), json!([])));
        println!("{}: {} messages in {runs} runs", county.engine, here["sent"]);

        let file = county.scratch.join("evidence.jsonl");
        county.run(["exchange".into(), "evidence".into(), file.clone().into_os_string()]).expect(0);
        refused(&site, &fs::read_to_string(&file).unwrap());
        checked(&county, &province, &file);
        assert_eq!(standing(&province)["received"], here["sent"], "what was refused left nothing behind");
        site.kill();
        for ground in [&county, &province] {
            ground.run(["exchange", "verify-evidence", "--json"]).expect(0);
            ground.run(["verify"]).expect(0);
        }
    }
}

/// What is altered, sent again or of somebody else is refused, each with its own word.
pub(crate) fn refused(site: &Site, evidence: &str) {
    let client = Client::new(site, "");
    let messages: Vec<Value> = evidence
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap())
        .filter(|l| l["line"] == "message")
        .map(|l| l["message"].clone())
        .collect();
    assert!(messages.len() >= 3);
    let travelling = |message: &Value| json!({ "envelope": message["envelope"].to_string(), "body": message["body"], "signature": message["signature"] });
    let code = |body: &Value| {
        let (status, answer) = client.post("/api/exchange/messages", None, body).unwrap();
        assert_eq!(status, 422, "{answer}");
        answer["code"].as_str().unwrap().to_owned()
    };
    let (first, last) = (&messages[0], messages.last().unwrap());
    assert_eq!(code(&travelling(first)), "replayed");
    let mut altered = last.clone();
    altered["body"] = json!(format!("{} ", last["body"].as_str().unwrap()));
    assert_eq!(code(&travelling(&altered)), "altered");
    let mut moved = last.clone();
    moved["envelope"]["seq"] = json!(last["envelope"]["seq"].as_i64().unwrap() + 1);
    assert_eq!(code(&travelling(&moved)), "signature");
    let mut stranger = last.clone();
    stranger["envelope"]["from"] = json!("990198");
    assert_eq!(code(&travelling(&stranger)), "unknown_sender");
    assert_eq!(code(&json!({ "envelope": "{}", "body": "", "signature": "" })), "body");
    // The newest once more is a lost reply: the same answer, and nothing else.
    let (status, _) = client.post("/api/exchange/messages", None, &travelling(last)).unwrap();
    assert_eq!(status, 200);
    let (status, answer) =
        client.post("/api/exchange/held", None, &json!({ "text": "{}", "signature": "00" })).unwrap();
    assert_eq!((status, answer["code"].as_str()), (422, Some("question")));
}

/// The evidence is checked by the other side's key, without either program's data.
fn checked(county: &Ground, province: &Ground, file: &std::path::Path) {
    let trusted = format!("990000={}", key(province));
    let path = file.to_str().unwrap();
    let elsewhere = fresh("sqlite");
    let args = ["exchange", "verify-evidence", path, "--key", &trusted, "--json"];
    let report = elsewhere.run(args).expect(0).json();
    assert_eq!((report["flaws"].clone(), report["unanswered"].as_u64()), (json!([]), Some(0)));
    assert!(!elsewhere.home().exists(), "nothing is opened for it");
    let text = fs::read_to_string(file).unwrap();
    let altered = file.with_extension("altered");
    fs::write(&altered, text.replacen("临时救助", "临时救济", 1)).unwrap();
    let report = elsewhere.run(["exchange", "verify-evidence", altered.to_str().unwrap(), "--json"]).expect(4).json();
    assert_eq!(report["flaws"].as_array().unwrap().len(), 1, "{report}");
    let foreign = format!("990000={}", key(county));
    elsewhere.run(["exchange", "verify-evidence", path, "--key", &foreign]).expect(4);
}

#[test]
fn files_carry_the_same_where_there_is_no_network() {
    let county = fresh("sqlite");
    let province = pair(&county);
    know(&province, ("990101", "试验县"), &key(&county), "", "none");
    know(&county, ("990000", "样例省"), &key(&province), "", "none");
    let refused = county.run(["exchange", "push"]).expect(1);
    assert!(refused.err.contains("exchange export"), "{}", refused.err);
    let (up, down) = (county.scratch.join("up.jsonl"), county.scratch.join("down.jsonl"));
    let (up, down) = (up.to_str().unwrap(), down.to_str().unwrap());
    let written = county.run(["exchange", "export", up, "--to", "990000", "--json"]).expect(0).json();
    let messages = written["messages"].as_u64().unwrap();
    assert!(messages >= 3, "{written}");
    let taken = province.run(["exchange", "import", up, "--reply", down, "--json"]).expect(0).json();
    assert_eq!((taken["messages"].as_u64(), taken["known"].as_u64()), (Some(messages), Some(0)));
    let again = province.run(["exchange", "import", up, "--reply", down, "--json"]).expect(0).json();
    assert_eq!((again["messages"].as_u64(), again["known"].as_u64()), (Some(0), Some(messages)));
    let noted = county.run(["exchange", "import", down, "--json"]).expect(0).json();
    assert_eq!(noted["answers"].as_u64(), Some(messages));
    assert_eq!(counts(&standing(&county)["items"]), BTreeMap::from([("accepted".to_owned(), ITEMS as u64)]));
    assert_eq!(counts(&standing(&province)["held"])["cases"], CASES as u64);
    for ground in [&county, &province] {
        ground.run(["exchange", "verify-evidence"]).expect(0);
        ground.run(["verify"]).expect(0);
    }
}
