//! Two counties, their city and their province as four programs, with a network between them that is slow, busy, loses replies,
//! repeats and brings old messages late. Both above rank them by the same reports, each county learns its place, and the
//! rows behind a figure come up when they are asked for; what was altered or sent again is refused.

use std::{fs, sync::Arc};

use domain::{base::Region, people::Desk};
use jiff::civil::Date;
use serde_json::{Value, json};
use services::{
    Chance, Home,
    base::find,
    people::{NewStaff, add_staff},
};

use crate::{
    exchange::{counts, key, know, refused},
    program::{Ground, fresh},
    site::PASSWORD,
    three_nodes::{Above, above, node, until_done},
};

/// A county with items of which some are not online.
fn county(code: &str, name: &str, (items, lacking): (i64, i64)) -> Ground {
    let ground = fresh("sqlite");
    ground.run(["init", "--name", name, "--code", code, "--admin-login", "admin"]).expect(0);
    testkit::seed_figures(&ground.open(), &Region::parse(code).unwrap(), items, lacking);
    ground
}

/// Somebody who supervises there.
fn supervisor(up: &Above) {
    let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
    let bureau = find(&up.ground.open(), &Home::new(up.ground.home()), &chance).unwrap().expect("it was opened");
    let staff = NewStaff {
        name: "陈督".into(),
        login: "jiandu".into(),
        password: PASSWORD.into(),
        roles: vec!["supervisor".into()],
        department: None,
        window_no: None,
        must_change: false,
    };
    add_staff(&bureau, &Desk::system("测试"), &staff, None).unwrap();
}

fn rank(ground: &Ground, day: Date) -> Value {
    ground.run(["rank", "--compute", "--day", &day.to_string(), "--json"]).expect(0).json()
}

/// Code, place and total of each.
fn places(ranking: &Value) -> Vec<(String, Option<u64>, String)> {
    let all = ranking["counties"].as_array().unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    all.iter().map(|c| (text(c, "code"), c["place"].as_u64(), text(c, "total"))).collect()
}

fn placed(code: &str, place: u64, total: &str) -> (String, Option<u64>, String) {
    (code.to_owned(), Some(place), total.to_owned())
}

#[test]
fn counties_are_ranked_whatever_the_network_does() {
    let counties = [("990101", county("990101", "青禾县", (40, 4))), ("990102", county("990102", "东河县", (40, 1)))];
    let city = above("990100", "样例市", "city");
    let province = above("990000", "样例省", "province");
    let hosts = [city.host.as_str(), province.host.as_str()];
    for (code, ground) in &counties {
        let own = key(ground);
        for up in [&city, &province] {
            know(&up.ground, (code, code), &own, "", &up.host);
            know(ground, (up.code, "上级"), &key(&up.ground), &format!("http://{}", up.host), &up.host);
        }
    }
    let today: Date = city.ground.run(["rank", "--json"]).expect(0).json()["day"].as_str().unwrap().parse().unwrap();
    let day = today.yesterday().unwrap();
    let count = |ground: &Ground| {
        ground.run(["indicators", "--as-of", &day.to_string(), "--json"]).expect(0);
        until_done(ground, "push", &hosts);
    };
    counties.iter().for_each(|(_, ground)| count(ground));
    let first = [placed("990102", 1, "100.00"), placed("990101", 2, "84.00")];
    for up in [&city, &province] {
        assert_eq!(places(&rank(&up.ground, day)), first, "{}", up.code);
    }

    // One corrects its day; the former standing stays.
    let (_, ground) = &counties[0];
    let here = Region::parse("990101").unwrap();
    let more: Vec<_> =
        testkit::items_of(&here, 4, 0).into_iter().map(|item| domain::catalogue::Item { version: 2, ..item }).collect();
    testkit::seed_items(&ground.open(), &here, &more, 2);
    count(ground);
    let second = [placed("990101", 1, "100.00"), placed("990102", 2, "84.00")];
    for up in [&city, &province] {
        let ranking = rank(&up.ground, day);
        assert_eq!(places(&ranking), second, "{}", up.code);
        let versions = ranking["versions"].as_array().unwrap();
        assert_eq!(ranking["version"].as_u64(), Some(versions.len() as u64), "none is lost");
        assert!(versions[0]["changes"].as_array().unwrap().iter().any(|c| c["reported_anew"] == json!(true)));
        let before = (versions.len() - 1).to_string();
        let args = ["rank", "--day", &day.to_string(), "--revision", &before, "--json"];
        assert_eq!(places(&up.ground.run(args).expect(0).json()), first);
        for (code, ground) in &counties {
            let (sent, got) = (node(ground, up.code), node(&up.ground, code));
            assert_eq!(got["received"], sent["sent"], "nothing is lost, nothing doubled");
            let reports = if *code == "990101" { 2 } else { 1 };
            assert_eq!(counts(&got["held"]).get("snapshot"), Some(&reports));
        }
    }
    for (code, ground) in &counties {
        until_done(ground, "pull", &hosts);
        let own = ground.run(["rank", "--json"]).expect(0).json()["own"].clone();
        let own = own.as_array().unwrap();
        assert_eq!(own.len(), 2);
        for one in own {
            let place = if *code == "990101" { 1 } else { 2 };
            assert_eq!((one["day"].as_str(), one["ranked"].as_u64()), (Some(day.to_string().as_str()), Some(2)));
            assert_eq!(one["standing"]["place"].as_u64(), Some(place), "{code} by {}", one["from"]);
        }
    }

    supervisor(&city);
    let client = city.site.client("jiandu");
    let ask = |standing: &str, report: i64| {
        let body = json!({
            "as_of": day.to_string(), "report": report, "indicator": "online_available_rate", "standing": standing,
            "why": "抽查",
        });
        client.post("/api/standings/990101/rows", Some(&format!("standing-{standing}-{report}")), &body).unwrap()
    };
    let (status, waiting) = ask("not_met", 1);
    assert_eq!((status, waiting["state"].as_str()), (200, Some("waiting")), "{waiting}");
    let (status, again) = ask("met", 9);
    assert_eq!(status, 404, "{again}");
    until_done(ground, "pull", &hosts);
    until_done(ground, "push", &hosts);
    let path =
        format!("/api/standings/990101/rows?as_of={day}&report=1&indicator=online_available_rate&standing=not_met");
    let (status, text) = client.get(&path).unwrap();
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((status, found["state"].as_str()), (200, Some("matches")), "{found}");
    assert_eq!(found["rows"].as_array().unwrap().len(), 4);

    let file = ground.scratch.join("evidence.jsonl");
    ground.run(["exchange".into(), "evidence".into(), file.clone().into_os_string()]).expect(0);
    let evidence = fs::read_to_string(&file).unwrap();
    for up in [&city, &province] {
        let before = (node(&up.ground, "990101")["received"].clone(), rank(&up.ground, day)["version"].clone());
        let sent: Vec<&str> = evidence
            .lines()
            .filter(|l| serde_json::from_str::<Value>(l).unwrap()["message"]["envelope"]["to"] == up.code)
            .collect();
        refused(&up.site, &sent.join("\n"));
        let after = (node(&up.ground, "990101")["received"].clone(), rank(&up.ground, day)["version"].clone());
        assert_eq!(after, before, "what was refused left nothing behind");
    }
    let Above { ground: city, site: mut city_site, .. } = city;
    let Above { ground: province, site: mut province_site, .. } = province;
    city_site.kill();
    province_site.kill();
    for ground in [&counties[0].1, &counties[1].1, &city, &province] {
        ground.run(["exchange", "verify-evidence", "--json"]).expect(0);
        ground.run(["verify"]).expect(0);
    }
}
