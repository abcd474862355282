//! `kill -9` during writes: what was acknowledged is there afterwards, whole, once.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use domain::{base::CitizenId, people::Desk};
use serde_json::{Value, json};
use services::{
    Home,
    base::{NewCounty, open_county},
    people::{NewStaff, add_staff},
};

use crate::program::{Ground, grounds};

pub(crate) const PASSWORD: &str = "Only-for-this-test-1";
const WRITERS: usize = 4;

pub(crate) struct Site {
    pub(crate) child: Child,
    pub(crate) base: String,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub(crate) fn serve(ground: &Ground, more: &[String]) -> Site {
    let mut child = ground
        .command()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.find(|l| l.as_ref().is_ok_and(|l| l.contains("http://"))).unwrap().unwrap();
    let start = line.find("http://").unwrap();
    let base = line[start..].split_whitespace().next().unwrap().to_owned();
    // Keeps the pipe open: a program that prints must not be ended by a closed pipe.
    thread::spawn(move || for _ in lines {});
    Site { child, base }
}

/// A county with a clerk at window 1 and one item, made through the use cases.
pub(crate) fn furnish(ground: &Ground) -> String {
    let db = ground.open();
    let chance = services::Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
    let region = testkit::region();
    let new = NewCounty { region, name: Some("试验县".into()), city_name: String::new(), sample: false };
    let bureau = open_county(&db, &Home::new(ground.home()), &chance, new).unwrap();
    let department = testkit::department(1, "县市场监管局");
    testkit::seed_department(&db, &department);
    let item = testkit::item(1, testkit::content("990101-1", "食品经营许可（新办）", 1));
    testkit::seed_item(&db, &item);
    let clerk = NewStaff {
        login: "clerk".into(),
        name: "何静".into(),
        roles: vec!["clerk".into()],
        department: None,
        window_no: Some(1),
        password: PASSWORD.into(),
        must_change: false,
    };
    add_staff(&bureau, &Desk::system("试验"), &clerk, None).unwrap();
    let admin = NewStaff {
        login: "admin".into(),
        name: "周正".into(),
        roles: vec!["administrator".into()],
        window_no: None,
        ..clerk
    };
    add_staff(&bureau, &Desk::system("试验"), &admin, None).unwrap();
    item.id.to_string()
}

pub(crate) fn post(
    base: &str,
    path: &str,
    token: Option<&str>,
    key: Option<&str>,
    body: &Value,
) -> Option<(u16, Value)> {
    let config =
        ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(20))).http_status_as_error(false).build();
    let mut request = ureq::Agent::new_with_config(config).post(format!("{base}{path}"));
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let mut answer = request.send_json(body).ok()?;
    let status = answer.status().as_u16();
    answer.body_mut().read_json().ok().map(|v| (status, v))
}

pub(crate) fn get(base: &str, path: &str, token: &str) -> Option<(u16, Value)> {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let request = ureq::Agent::new_with_config(config).get(format!("{base}{path}"));
    let mut answer = request.header("authorization", format!("Bearer {token}")).call().ok()?;
    let status = answer.status().as_u16();
    answer.body_mut().read_json().ok().map(|v| (status, v))
}

pub(crate) fn sign_in(base: &str, login: &str) -> String {
    let body = json!({ "login": login, "password": PASSWORD });
    let (status, answer) = post(base, "/api/session", None, None, &body).unwrap();
    assert!(status < 300, "{answer}");
    answer["token"].as_str().unwrap().to_owned()
}

pub(crate) fn application(item: &str, n: usize) -> Value {
    let id = CitizenId::with_check(&format!("99010119{:02}0101{:03}", 50 + n / 1000 % 50, n % 1000)).unwrap();
    json!({
        "item": item, "applicant": "person", "code": id.as_str(), "name": "王试", "contact": "",
        "phone": "13800138000", "materials": [],
    })
}

/// One round: write from several clients, kill at a moment that differs from round to round, start
/// again, look for every acknowledged case and repeat every key.
fn round(ground: &Ground, item: &str, n: usize, all: &mut Vec<(String, String)>) {
    let mut site = serve(ground, &[]);
    let token = sign_in(&site.base, "clerk");
    let acked = Arc::new(Mutex::new(Vec::new()));
    let tried = Arc::new(Mutex::new(Vec::new()));
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|w| {
            let (base, token, item) = (site.base.clone(), token.clone(), item.to_owned());
            let (acked, tried, stop) = (acked.clone(), tried.clone(), stop.clone());
            thread::spawn(move || {
                for i in 0..2_000 {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let key = format!("kill-{n}-{w}-{i}");
                    let body = application(&item, n * 10_000 + w * 2_000 + i);
                    tried.lock().unwrap().push((key.clone(), body.clone()));
                    match post(&base, "/api/cases", Some(&token), Some(&key), &body) {
                        Some((status, answer)) if status < 300 => {
                            acked.lock().unwrap().push((key, answer["case_no"].as_str().unwrap().to_owned()));
                        }
                        Some((status, answer)) => panic!("{status} {answer}"),
                        None => return,
                    }
                }
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(150 + (n as u64 * 137) % 500));
    site.child.kill().unwrap();
    site.child.wait().unwrap();
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.join().unwrap();
    }
    drop(site);
    let acked = acked.lock().unwrap().clone();
    assert!(!acked.is_empty(), "round {n} killed before anything was written: it proves nothing");
    let again = serve(ground, &[]);
    let token = sign_in(&again.base, "clerk");
    for (key, case_no) in &acked {
        let (status, _) = get(&again.base, &format!("/api/cases/{case_no}"), &token).unwrap();
        assert_eq!(status, 200, "{key} was acknowledged as {case_no} and is gone");
    }
    // Lost replies: the last try of each writer is sent again and must give one case each.
    let tried = tried.lock().unwrap().clone();
    for (key, body) in tried.iter().rev().take(WRITERS * 2) {
        let (status, answer) = post(&again.base, "/api/cases", Some(&token), Some(key), body).unwrap();
        assert!(status < 300, "{answer}");
        let case_no = answer["case_no"].as_str().unwrap().to_owned();
        if let Some((_, first)) = acked.iter().find(|(k, _)| k == key) {
            assert_eq!(first, &case_no, "{key} had two effects");
        }
    }
    all.extend(acked);
}

#[test]
fn no_acknowledged_write_is_lost_when_the_program_is_killed() {
    for ground in grounds() {
        let item = furnish(&ground);
        let rounds = if ground.engine == "sqlite" { 10 } else { 3 };
        let mut all = Vec::new();
        for n in 0..rounds {
            round(&ground, &item, n, &mut all);
        }
        let mut numbers: Vec<_> = all.iter().map(|(_, no)| no.clone()).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), all.len(), "a number was given twice");
        let verdict = ground.run(["verify", "--json"]).expect(0).json();
        assert_eq!(verdict["sound"], true, "{verdict}");
        println!("{}: {} acknowledged writes over {rounds} kills, none lost", ground.engine, all.len());
    }
}
