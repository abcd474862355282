//! Events to another system over a real network: it is slow, answers 500, loses replies, and the program is killed on the
//! way. Nothing is lost, a repeat carries its id, and each case comes in its order.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    program::grounds,
    site::{Client, Site, application, furnish},
};

/// Cases of one run.
const CASES: usize = 12;

/// What arrived, in order: id, case, place in the case; and whether it was answered as taken.
type Arrived = Arc<Mutex<Vec<(String, String, i64, bool)>>>;

/// A receiver that misbehaves by a fixed list: the n-th call is answered late, with 500, or not at all.
fn receive(listener: TcpListener, arrived: Arrived) {
    for (n, stream) in listener.incoming().enumerate() {
        let Ok(mut stream) = stream else { return };
        let Some((id, body)) = read(&mut stream) else { continue };
        let fault = n % 5;
        let taken = !matches!(fault, 1 | 3);
        let body: Value = serde_json::from_str(&body).unwrap();
        let subject = body["subject"].as_str().unwrap_or_default().to_owned();
        let place = body["data"]["version"].as_i64().unwrap_or_default();
        assert_eq!(body["id"].as_str(), Some(id.as_str()));
        arrived.lock().unwrap().push((id, subject, place, taken));
        match fault {
            // The reply is lost: the connection ends before it.
            3 => continue,
            2 => thread::sleep(Duration::from_millis(300)),
            _ => {}
        }
        let status = if fault == 1 { "500 Internal Server Error" } else { "204 No Content" };
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").ok();
    }
}

/// The id in the header and the body of one request.
fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_ascii_lowercase();
        match line.split_once(": ") {
            Some(("webhook-id", value)) => id = value.to_owned(),
            Some(("content-length", value)) => length = value.parse().ok()?,
            Some(_) => {}
            None if line.is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((id, String::from_utf8(body).ok()?))
}

fn taken(arrived: &Arrived) -> BTreeSet<String> {
    arrived.lock().unwrap().iter().filter(|(.., taken)| *taken).map(|(id, ..)| id.clone()).collect()
}

#[expect(clippy::disallowed_methods, reason = "a test that waits gives up at last")]
fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(150), "{what} did not come");
        thread::sleep(Duration::from_millis(100));
    }
}

fn subscription(admin: &Client, at: &str) -> Value {
    admin.get(at).and_then(|(_, text)| serde_json::from_str(&text).ok()).unwrap_or_default()
}

#[test]
fn events_reach_a_receiver_that_fails_and_survive_the_program_being_killed() {
    for ground in grounds() {
        let (_, item) = furnish(&ground, 0);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let arrived = Arrived::default();
        let noted = arrived.clone();
        thread::spawn(move || receive(listener, noted));
        let listed = ["--push-to", host.as_str()];
        let mut site = Site::open(&ground, &listed);
        let admin = site.client("admin");
        let refused = json!({ "name": "接收方", "target": "http://127.0.0.1:9/x" });
        let (status, answer) = admin.post("/api/subscriptions", None, &refused).unwrap();
        assert_eq!((status, answer["errors"][0]["field"].as_str()), (422, Some("target")), "that host is not listed");
        let wanted = json!({ "name": "接收方", "target": format!("http://{host}/events") });
        let (status, opened) = admin.post("/api/subscriptions", None, &wanted).unwrap();
        assert_eq!(status, 201, "{opened}");
        let clerk = site.client("clerk");
        let accept = |clerk: &Client, n: usize| {
            let (status, answer) = clerk.post("/api/cases", None, &application(&item, n)).unwrap();
            assert_eq!(status, 201, "{answer}");
            answer["case_no"].as_str().unwrap().to_owned()
        };
        let mut numbers: Vec<String> = (0..CASES / 2).map(|n| accept(&clerk, n)).collect();
        wait_for("the first event", || !arrived.lock().unwrap().is_empty());
        site.kill();
        drop(site);

        let again = Site::open(&ground, &listed);
        let clerk = again.client("clerk");
        numbers.extend((CASES / 2..CASES).map(|n| accept(&clerk, n)));
        wait_for("every event", || taken(&arrived).len() == CASES);
        let told: BTreeSet<String> = arrived.lock().unwrap().iter().map(|(_, subject, ..)| subject.clone()).collect();
        assert_eq!(told, numbers.iter().cloned().collect(), "{}: nothing is lost, nothing invented", ground.engine);
        let mut ids: BTreeMap<(String, i64), BTreeSet<String>> = BTreeMap::new();
        for (id, subject, place, _) in arrived.lock().unwrap().iter() {
            ids.entry((subject.clone(), *place)).or_default().insert(id.clone());
        }
        assert!(ids.values().all(|ids| ids.len() == 1), "a repeat carries the id of the first: {ids:?}");
        let repeats = arrived.lock().unwrap().len() - CASES;
        let admin = again.client("admin");
        let at = format!("/api/subscriptions/{}", opened["id"].as_str().unwrap());
        wait_for("the mark behind the last", || subscription(&admin, &at)["up_to_date"] == true);
        let view = subscription(&admin, &at);
        assert_eq!((view["parked"].as_u64(), view["fault"].is_null()), (Some(0), true), "{view}");
        println!("{}: {CASES} events, {repeats} repeats, none lost", ground.engine);
    }
}
