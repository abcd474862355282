//! Ratings on their way to the province: each change once, nobody in them, answered row by row, held against each other; and
//! a quiet county that reads nothing.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    people::Desk,
    publication::exchange::{MessageKind, Peer, PublishState, ReconcileKind},
};
use services::{
    journal::{seal, verify},
    publication::exchange::{exchange, published_reviews, push, reconcile},
    reviews::{ReviewForm, ReviewStep, give, review_link, take_step, worklist},
};
use testkit::engines;

use crate::{
    exchange::{Node, Wire, desk, push_all, register},
    followup::{County, FOOD},
};

fn pairs() -> Vec<(County, Node, Peer)> {
    let both = |(county, province)| {
        let county = County::open(county);
        let province = Node::open(province, "990000", "试算省", 2);
        let above = register(&county.bureau, &province.bureau, "http://node");
        register(&province.bureau, &county.bureau, "");
        (county, province, above)
    };
    engines().into_iter().zip(engines()).map(both).collect()
}

/// Rates the cases that were finished, the first with so many stars.
fn rated(county: &County, stars: &[&str], anonymous: bool) {
    let all = (jiff::Timestamp::UNIX_EPOCH, county.bureau.now() + jiff::SignedDuration::from_hours(1));
    let cases = county.db.db.read(|tx| store::cases::cases_completed(tx, county.bureau.region(), all, None)).unwrap();
    for (case, stars) in cases.iter().zip(stars) {
        let form = ReviewForm {
            code: review_link(&county.bureau, case).unwrap().unwrap().code,
            stars: (*stars).into(),
            words: "张三丰说电话13800138000没人接".into(),
            browser: case.no.to_string(),
            anonymous,
            ..ReviewForm::default()
        };
        give(&county.bureau, &Desk::public("192.0.2.1"), &form, None).unwrap();
    }
}

/// Fields of all ratings that the province holds, by number.
fn held(province: &Node) -> BTreeMap<String, BTreeMap<String, String>> {
    let (here, there) = (*province.bureau.region(), Region::parse("990101").unwrap());
    let of = (&there, MessageKind::Reviews);
    let found = province.db.db.read(|tx| store::publication::held_rows(tx, &here, of)).unwrap();
    found.into_iter().map(|(row, fields)| (row.key, fields)).collect()
}

#[test]
fn ratings_go_up_once_and_follow_what_becomes_of_them() {
    for (county, province, above) in pairs() {
        county.finish(FOOD, 0..3);
        rated(&county, &["5", "1"], false);
        seal(&county.bureau).unwrap();
        let wire = Wire::new(&province.bureau, true);
        push_all(&county.bureau, &wire, &above);
        let there = held(&province);
        assert_eq!(there.len(), 2, "{}", county.db.name);
        let said: Vec<(&str, &str, bool)> =
            there.values().map(|f| (f["MYD"].as_str(), f["effective"].as_str(), f.contains_key("BJBH"))).collect();
        assert!(said.contains(&("5", "1", true)) && said.contains(&("1", "1", true)), "{said:?}");
        for text in there.values().flat_map(|f| f.values()) {
            assert!(!text.contains("张三") && !text.contains("13800138000"), "{text}");
        }
        let wire = Wire::new(&province.bureau, false);
        seal(&county.bureau).unwrap();
        assert_eq!(push(&county.bureau, &wire, &above).unwrap().messages, 0, "nothing changed, nothing is sent");

        // The unit says that the bad one is not true, and the supervisor agrees: it goes up again, out of the rates.
        let [line] = &worklist(&county.bureau, &county.desk("shichang")).unwrap()[..] else { panic!("one waits") };
        let id = line.row.id;
        let step = |login: &str, version, step: ReviewStep| {
            take_step(&county.bureau, &county.desk(login), (id, version), &step, None).unwrap()
        };
        let version = step("shichang", line.row.version, ReviewStep::Appeal { reason: "评的是另一个单位".into() });
        seal(&county.bureau).unwrap();
        assert_eq!(push(&county.bureau, &wire, &above).unwrap().accepted, 1);
        assert_eq!(held(&province)[&id.to_string()]["appealStatus"], "1");
        step("ducha", version, ReviewStep::Decide { granted: true, reason: "核对属实，不是本单位办的".into() });
        seal(&county.bureau).unwrap();
        assert_eq!(push(&county.bureau, &wire, &above).unwrap().accepted, 1);
        let bad = &held(&province)[&id.to_string()];
        assert_eq!((bad["effective"].as_str(), bad["appealStatus"].as_str()), ("0", "2"));

        let here = exchange(&county.bureau, &desk()).unwrap().peers.remove(0);
        assert_eq!(here.reviews, BTreeMap::from([(PublishState::Accepted, 2)]));
        let list = published_reviews(&county.bureau, &desk(), (&above.code, None), "", 9).unwrap();
        assert_eq!(list.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["食品经营许可"; 2]);
        let even = reconcile(&county.bureau, &wire, &above).unwrap().reviews.unwrap();
        assert_eq!((even.ours, even.theirs, even.agree, even.lines.len()), (2, 2, 2, 0));
        county.is_sound();
        province.sound();
    }
}

#[test]
fn an_anonymous_one_names_no_case_and_what_the_province_lost_is_sent_again() {
    for (county, province, above) in pairs() {
        county.finish(FOOD, 0..2);
        rated(&county, &["4", "3"], true);
        seal(&county.bureau).unwrap();
        push_all(&county.bureau, &Wire::new(&province.bureau, false), &above);
        assert!(held(&province).values().all(|f| !f.contains_key("BJBH")));
        let lost = Node::open(engines().remove(0), "990000", "试算省", 2);
        register(&lost.bureau, &county.bureau, "");
        let wire = Wire::new(&lost.bureau, false);
        let found = reconcile(&county.bureau, &wire, &above).unwrap().reviews.unwrap();
        assert_eq!(found.lines.iter().map(|l| l.kind).collect::<Vec<_>>(), [ReconcileKind::Lost; 2]);
        push_all(&county.bureau, &wire, &above);
        assert_eq!(held(&lost).len(), 2);
        let even = reconcile(&county.bureau, &wire, &above).unwrap();
        assert_eq!((even.lines.len(), even.reviews.unwrap().agree), (0, 2));
        county.is_sound();
    }
}

#[test]
fn a_quiet_county_reads_no_item() {
    for (county, province, above) in pairs() {
        let wire = Wire::new(&province.bureau, false);
        let mark = || {
            let region = county.bureau.region();
            let found =
                |tx: &mut store::Tx<'_>| store::publication::exchange_mark(tx, region, &above.code, MessageKind::Items);
            county.db.db.read(found).unwrap()
        };
        let pushed = || {
            seal(&county.bureau).unwrap();
            push(&county.bureau, &wire, &above).unwrap();
            mark()
        };
        let first = pushed();
        assert!(first.is_some());
        county.finish(FOOD, 0..1);
        assert_eq!(pushed(), first, "cases change no item: the mark is where the items were last read");
        let item = testkit::item(FOOD, testkit::content(&format!("A{FOOD}"), "食品经营许可（改）", 1));
        testkit::seed_item(&county.db.db, &domain::catalogue::Item { version: 2, ..item });
        let second = pushed();
        assert_ne!(second, first);
        let items = exchange(&county.bureau, &desk()).unwrap().peers.remove(0).items;
        assert_eq!(items, BTreeMap::from([(PublishState::Accepted, 2)]));
        assert_eq!(pushed(), second);
        // Another version may be in force tomorrow.
        county.clock.advance(jiff::SignedDuration::from_hours(24));
        province.clock.advance(jiff::SignedDuration::from_hours(24));
        assert_ne!(pushed(), second);
        assert_eq!(verify(&county.bureau).unwrap().journal.findings, []);
    }
}
