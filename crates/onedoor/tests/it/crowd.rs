//! Many at once on one case, and one form sent many times (trust ): one winner, one effect; on
//! PostgreSQL also through two programs.

use std::{
    collections::BTreeSet,
    sync::{Arc, Barrier},
    thread,
};

use serde_json::{Value, json};

use crate::{
    program::{Ground, grounds},
    site::{Client, Site, application, furnish},
};

const APPROVERS: usize = 16;
/// Requests of each approver at once: 64 together.
const EACH: usize = 4;
const ROUNDS: usize = 5;

/// Programs on one database: two where the engine is a server.
fn sites(ground: &Ground) -> Vec<Site> {
    let count = if ground.engine == "postgres" { 2 } else { 1 };
    (0..count).map(|_| Site::open(ground, &[])).collect()
}

/// What one of the crowd does.
type Work<T> = Box<dyn FnOnce() -> T + Send>;

/// Runs all at the same moment.
fn at_once<T: Send + 'static>(works: Vec<Work<T>>) -> Vec<T> {
    let gate = Arc::new(Barrier::new(works.len()));
    let all: Vec<_> = works
        .into_iter()
        .map(|work| {
            let gate = gate.clone();
            thread::spawn(move || {
                gate.wait();
                work()
            })
        })
        .collect();
    all.into_iter().map(|t| t.join().unwrap()).collect()
}

#[test]
fn of_sixty_four_decisions_one_stands() {
    for ground in grounds() {
        let (_, item) = furnish(&ground, APPROVERS);
        let sites = sites(&ground);
        let clerk = sites[0].client("clerk");
        // A session is known to every program on the database.
        let tokens: Vec<String> = (0..APPROVERS).map(|n| sites[0].sign_in(&format!("approver{n}"))).collect();
        for round in 0..ROUNDS {
            let (status, accepted) =
                clerk.post("/api/cases", Some(&format!("crowd-{round}")), &application(&item, round)).unwrap();
            assert!(status < 300, "{accepted}");
            let case_no = accepted["case_no"].as_str().unwrap().to_owned();
            let works: Vec<Work<(usize, u16, Value)>> = (0..APPROVERS * EACH)
                .map(|n| {
                    let client = Client::new(&sites[n % sites.len()], &tokens[n / EACH]);
                    let (path, key) = (format!("/api/cases/{case_no}/decide"), format!("decide-{round}-{n}"));
                    let body = json!({ "version": 1, "outcome": "grant", "opinion": format!("第 {n} 份意见") });
                    let work = move || {
                        let (status, answer) = client.post(&path, Some(&key), &body).unwrap();
                        (n, status, answer)
                    };
                    Box::new(work) as Work<(usize, u16, Value)>
                })
                .collect();
            let answers = at_once(works);
            let won: Vec<_> = answers.iter().filter(|(_, status, _)| *status < 300).collect();
            assert_eq!(won.len(), 1, "{}: {won:?}", ground.engine);
            for (_, status, answer) in answers.iter().filter(|(_, status, _)| *status >= 300) {
                assert!(*status == 409 || *status == 422, "{}: {status} {answer}", ground.engine);
            }
            let opinion = format!("第 {} 份意见", won[0].0);
            for site in &sites {
                let case = Client::new(site, &tokens[0]).case(&case_no).unwrap();
                assert_eq!(case["version"], 2);
                assert!(case.to_string().contains(&opinion), "{case} is not the winner's");
            }
        }
        drop(sites);
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn the_same_form_sent_many_times_at_once_makes_one_case() {
    for ground in grounds() {
        let (_, item) = furnish(&ground, 0);
        let sites = sites(&ground);
        let token = sites[0].sign_in("clerk");
        let clerk = Client::new(&sites[0], &token);
        let times = [2, 3, 8, 20, 50];
        for (n, times) in times.into_iter().enumerate() {
            let key = format!("double-{n}");
            let works: Vec<Work<(u16, Value)>> = (0..times)
                .map(|t| {
                    let client = Client::new(&sites[t % sites.len()], &token);
                    let (key, body) = (key.clone(), application(&item, n));
                    let work = move || client.post("/api/cases", Some(&key), &body).unwrap();
                    Box::new(work) as Work<(u16, Value)>
                })
                .collect();
            let answers = at_once(works);
            assert!(answers.iter().all(|(status, _)| *status < 300), "{}: {answers:?}", ground.engine);
            let numbers: BTreeSet<String> = answers.iter().map(|(_, a)| a["case_no"].to_string()).collect();
            assert_eq!(numbers.len(), 1, "{}: {numbers:?}", ground.engine);
            let (status, answer) = clerk.post("/api/cases", Some(&key), &application(&item, 900 + n)).unwrap();
            assert_eq!((status, &answer["code"]), (409, &json!("key_reused")), "another content under the key");
        }
        let list: Value = serde_json::from_str(&clerk.get("/api/cases?limit=200").unwrap().1).unwrap();
        assert_eq!(list["cases"].as_array().unwrap().len(), times.len(), "{}", ground.engine);
        drop(sites);
        ground.run(["verify"]).expect(0);
    }
}
