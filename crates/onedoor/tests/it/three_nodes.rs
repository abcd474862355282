//! A county, its city and its province as three programs, with a network between them that is slow, busy, loses replies,
//! repeats and brings old messages late. Items and cases reach both above once; policies of both reach the county once, and
//! its answers them; both reconcile exactly, and what was altered or sent again is refused.

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use serde_json::{Value, json};

use crate::{
    exchange::{counts, key, know, misbehave, refused},
    program::{Ground, fresh},
    site::{Site, furnish, many_cases},
};

/// Items of the county: several messages.
const ITEMS: i64 = 230;
/// Its cases.
const CASES: usize = 12;

pub(crate) struct Above {
    pub(crate) code: &'static str,
    pub(crate) ground: Ground,
    pub(crate) site: Site,
    pub(crate) host: String,
}

/// A node above the county, served, behind a network that misbehaves.
pub(crate) fn above(code: &'static str, name: &str, level: &str) -> Above {
    let ground = fresh("sqlite");
    ground.run(["init", "--name", name, "--code", code, "--admin-login", "admin"]).expect(0);
    let site = Site::open(&ground, &["--level", level]);
    let address = Arc::new(Mutex::new(site.base.trim_start_matches("http://").to_owned()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    thread::spawn(move || misbehave(listener, &address));
    Above { code, ground, site, host }
}

/// Runs a command of the exchange until all of it is done; what it says of each node.
pub(crate) fn until_done(ground: &Ground, what: &str, hosts: &[&str]) -> Vec<Value> {
    let mut args = vec!["exchange", what, "--json"];
    for host in hosts {
        args.extend(["--push-to", host]);
    }
    for _ in 0..60 {
        let done = ground.run(args.clone());
        if done.code == 0 {
            return done.json().as_array().unwrap().clone();
        }
    }
    panic!("{what} never ended");
}

pub(crate) fn node(ground: &Ground, code: &str) -> Value {
    let all = ground.run(["exchange", "status", "--json"]).expect(0).json()["nodes"].clone();
    all.as_array().unwrap().iter().find(|n| n["code"] == code).unwrap().clone()
}

fn policies(ground: &Ground) -> Value {
    ground.run(["exchange", "policies", "--json"]).expect(0).json()
}

/// How each policy of a node stands with another.
fn stands(ground: &Ground, with: &str) -> BTreeMap<String, String> {
    let sent = policies(ground)["sent"].clone();
    let stand = |one: &Value| {
        let nodes = one["nodes"].as_array().unwrap();
        let node = nodes.iter().find(|n| n["node"] == with).unwrap();
        (one["policy"].as_str().unwrap().to_owned(), node["stand"].as_str().unwrap().to_owned())
    };
    sent.as_array().unwrap().iter().map(stand).collect()
}

/// Evidence of a node, line by line.
fn evidence_of(ground: &Ground) -> Vec<Value> {
    let file = ground.scratch.join("kept.jsonl");
    ground.run(["exchange".into(), "evidence".into(), file.clone().into_os_string()]).expect(0);
    fs::read_to_string(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the province's acceptance system took in opens one case in the county, or comes back with the reason; the case's
/// state goes up, and nobody's name stands in what either side keeps.
fn handed_down(county: &Ground, province: &Above, hosts: &[&str]) {
    // A moment that is over by the clock of all three.
    let at = evidence_of(county).last().unwrap()["message"]["envelope"]["at"].clone();
    let apply = |number: &str, item: &str| {
        let file = province.ground.scratch.join("application.json");
        let form = json!({
            "number": number, "item_code": item, "applicant": "person", "code": "990101199003078578",
            "name": "张三丰", "contact": "", "phone": "13800138000", "materials": [], "submitted_at": at,
        });
        fs::write(&file, form.to_string()).unwrap();
        let file = file.to_str().unwrap();
        province.ground.run(["exchange", "apply", "--to", "990101", file, "--json"]).expect(0).json()
    };
    assert_eq!(apply("SL-1", "990101-A001")["state"], "not_sent");
    assert_eq!(apply("SL-1", "990101-A001")["version"], 1, "twice is once");
    apply("SL-2", "没有这个事项");
    until_done(county, "pull", hosts);
    let seen = |number: &str| {
        let all = province.ground.run(["exchange", "applications", "--to", "990101", "--json"]).expect(0).json();
        all.as_array().unwrap().iter().find(|a| a["number"] == number).unwrap().clone()
    };
    // What happened to a case goes up once it is sealed, which another program may just have been doing.
    for _ in 0..60 {
        until_done(county, "push", hosts);
        if !seen("SL-1")["case_state"].is_null() {
            break;
        }
        thread::sleep(std::time::Duration::from_millis(500));
    }
    let (taken, back) = (seen("SL-1"), seen("SL-2"));
    assert_eq!((taken["state"].as_str(), taken["case_state"].as_str()), (Some("accepted"), Some("submitted")));
    assert!(taken["case_no"].is_string() && back["case_no"].is_null(), "{taken} {back}");
    assert_eq!(back["state"], "rejected");
    assert!(back["reason"].as_str().unwrap().contains("不在本县事项库里"), "{back}");
    for ground in [county, &province.ground] {
        for line in evidence_of(ground) {
            let text = line.to_string();
            assert!(!text.contains("张三丰") && !text.contains("13800138000"), "{text}");
        }
    }
}

#[test]
fn three_nodes_agree_whatever_the_network_does() {
    let county = fresh("sqlite");
    let (bureau, item) = furnish(&county, 0);
    let db = county.open();
    for n in 1..ITEMS {
        let content = testkit::content(&format!("990101-A{n:03}"), "临时救助", 1);
        testkit::seed_item(&db, &testkit::item(1_000 + n, content));
    }
    many_cases(&bureau, &item, CASES);
    services::journal::seal(&bureau).unwrap();
    let city = above("990100", "样例市", "city");
    let province = above("990000", "样例省", "province");
    let hosts = [city.host.as_str(), province.host.as_str()];
    let own = key(&county);
    for up in [&city, &province] {
        know(&up.ground, ("990101", "试验县"), &own, "", &up.host);
        know(&county, (up.code, "上级"), &key(&up.ground), &format!("http://{}", up.host), &up.host);
    }
    know(&province.ground, ("990100", "样例市"), &key(&city.ground), "", &province.host);
    let to_province = format!("http://{}", province.host);
    know(&city.ground, ("990000", "样例省"), &key(&province.ground), &to_province, &province.host);

    until_done(&county, "push", &hosts);
    let all = BTreeMap::from([("accepted".to_owned(), ITEMS as u64)]);
    let held = BTreeMap::from([("items".to_owned(), ITEMS as u64), ("cases".to_owned(), CASES as u64)]);
    for up in [&city, &province] {
        let (here, there) = (node(&county, up.code), node(&up.ground, "990101"));
        assert_eq!(counts(&here["items"]), all, "{}", up.code);
        assert_eq!(counts(&there["held"]), held, "{}: nothing is lost, nothing doubled", up.code);
        assert_eq!(there["received"], here["sent"]);
    }
    until_done(&county, "reconcile", &hosts);
    for up in [&city, &province] {
        let found = node(&county, up.code)["reconciled"].clone();
        let (ours, agree) = (found["ours"].as_i64(), found["agree"].as_i64());
        assert_eq!((ours, agree, found["differences"].clone()), (Some(ITEMS), Some(ITEMS), json!([])), "{}", up.code);
    }

    handed_down(&county, &province, &hosts);

    let publish = |up: &Above, kind: &str, code: &str| {
        let args = ["exchange", "publish", "--kind", kind, "--code", code, "--title", "企业开办一件事"];
        up.ground.run(args).expect(0);
    };
    publish(&province, "chain", "YJS-001");
    publish(&province, "catalogue", "000139001000");
    publish(&city, "chain", "YJS-009");
    until_done(&county, "pull", &hosts);
    until_done(&city.ground, "pull", &hosts);
    assert_eq!(policies(&county)["received"].as_array().unwrap().len(), 3);
    assert_eq!(policies(&city.ground)["received"].as_array().unwrap().len(), 2);
    let answer = |of: &Ground, from: &str, policy: &str, reply: [&str; 4]| {
        let mut args = vec!["exchange", "answer", "--from", from, "--policy", policy, "--reply"];
        args.extend(reply);
        args.retain(|a| !a.is_empty());
        of.run(args).expect(0);
    };
    answer(&county, "990000", "chain/YJS-001", ["planned", "--on", "2099-12-31", ""]);
    answer(&county, "990000", "catalogue/000139001000", ["claimed", "--ours", "990101-A001", ""]);
    answer(&county, "990100", "chain/YJS-009", ["declined", "--reason", "本县没有企业登记权限", ""]);
    answer(&city.ground, "990000", "chain/YJS-001", ["declined", "--reason", "由县级办理，市里不设", ""]);
    until_done(&county, "push", &hosts);
    until_done(&city.ground, "push", &hosts);
    let answered = |keys: &[&str]| -> BTreeMap<String, String> {
        keys.iter().map(|k| ((*k).to_owned(), "answered".to_owned())).collect()
    };
    assert_eq!(stands(&province.ground, "990101"), answered(&["chain/YJS-001", "catalogue/000139001000"]));
    assert_eq!(stands(&city.ground, "990101"), answered(&["chain/YJS-009"]));
    let of_city = stands(&province.ground, "990100");
    assert_eq!(
        (of_city["chain/YJS-001"].as_str(), of_city["catalogue/000139001000"].as_str()),
        ("answered", "waiting")
    );

    let file = county.scratch.join("evidence.jsonl");
    county.run(["exchange".into(), "evidence".into(), file.clone().into_os_string()]).expect(0);
    let evidence = fs::read_to_string(&file).unwrap();
    for up in [&city, &province] {
        let before = node(&up.ground, "990101")["received"].clone();
        let sent: Vec<&str> = evidence
            .lines()
            .filter(|l| serde_json::from_str::<Value>(l).unwrap()["message"]["envelope"]["to"] == up.code)
            .collect();
        refused(&up.site, &sent.join("\n"));
        assert_eq!(node(&up.ground, "990101")["received"], before, "what was refused left nothing behind");
    }
    let Above { ground: city, site: mut city_site, .. } = city;
    let Above { ground: province, site: mut province_site, .. } = province;
    city_site.kill();
    province_site.kill();
    for ground in [&county, &city, &province] {
        ground.run(["exchange", "verify-evidence", "--json"]).expect(0);
        ground.run(["verify"]).expect(0);
    }
}
