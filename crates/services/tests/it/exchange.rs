//! Two nodes that tell each other what they did, over a network that is slow, loses replies, repeats, brings old messages
//! late and alters them: nothing is lost, nothing doubled, and both sides agree to the last item.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::{
    base::{ItemId, ManualClock, Region},
    indicators::{Indicator, RowStanding},
    people::Desk,
    publication::{
        Listed, PublicationSource,
        exchange::{EnvelopeFlaw, Peer, PeerWanted, PublishState, ReconcileKind},
    },
};
use jiff::SignedDuration;
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    indicators, journal,
    publication::{
        exchange::{
            Caller, Evidence, Signed, Travelling, check_evidence, collect, evidence, exchange, held, own_key,
            published_list, push, receive, receive_whole, reconcile, set_peer, settle, take_package, waiting,
            write_package,
        },
        publication_standings,
    },
};
use testkit::{Scratch, TestDb, engines};

const ITEMS: i64 = 450;

pub(crate) struct Node {
    pub(crate) bureau: Bureau,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) db: TestDb,
    _home: Scratch,
}

pub(crate) fn desk() -> Desk {
    Desk::system("测试")
}

/// Registers a node with another.
pub(crate) fn register(here: &Bureau, other: &Bureau, address: &str) -> Peer {
    let wanted = PeerWanted {
        code: other.region().as_str().to_owned(),
        name: "对方节点".into(),
        public_key: own_key(other, &desk()).unwrap(),
        address: address.into(),
        active: true,
    };
    set_peer(here, &desk(), &wanted, &Listed::new(["node".to_owned()]), None).unwrap()
}

impl Node {
    pub(crate) fn open(db: TestDb, code: &str, name: &str, seed: u64) -> Self {
        let home = Scratch::new("exchange-home");
        let clock = Arc::new(testkit::clock());
        let rng = Arc::new(domain::base::SeededRng::new(seed));
        let chance = Chance { clock: clock.clone(), rng };
        let region = Region::parse(code).unwrap();
        let new = NewCounty { region, name: Some(name.into()), city_name: String::new(), sample: false };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        Self { bureau, clock, db, _home: home }
    }

    pub(crate) fn knows(&self, other: &Self, address: &str) -> Peer {
        register(&self.bureau, &other.bureau, address)
    }

    pub(crate) fn sound(&self) {
        journal::seal(&self.bureau).unwrap();
        assert_eq!(journal::verify(&self.bureau).unwrap().journal.findings, []);
        let mut lines = Vec::new();
        evidence(&self.bureau, |line| -> Result<(), store::StoreError> {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
        let report = check_evidence(lines, &BTreeMap::new());
        assert_eq!(report.flaws, [], "what was kept can be shown");
    }

    fn states(&self, peer: &Peer) -> BTreeMap<PublishState, usize> {
        let mut out = BTreeMap::new();
        for one in published_list(&self.bureau, &desk(), &peer.code).unwrap() {
            *out.entry(one.state).or_default() += 1;
        }
        out
    }
}

/// A county with items, and its province; each knows the other.
fn pair(county: TestDb, province: TestDb) -> (Node, Node, Peer, Peer) {
    let county = Node::open(county, "990101", "试算县", 1);
    let province = Node::open(province, "990000", "试算省", 2);
    testkit::seed_department(&county.db.db, &testkit::department(1, "县民政局"));
    for n in 0..ITEMS {
        testkit::seed_item(
            &county.db.db,
            &testkit::item(1_000 + n, testkit::content(&format!("A{n:03}"), "临时救助", 1)),
        );
    }
    let above = county.knows(&province, "http://node");
    let below = province.knows(&county, "");
    (county, province, above, below)
}

pub(crate) fn pairs() -> Vec<(Node, Node, Peer, Peer)> {
    engines().into_iter().zip(engines()).map(|(a, b)| pair(a, b)).collect()
}

/// The other node as the network shows it.
pub(crate) struct Wire<'a> {
    node: &'a Bureau,
    /// Calls so far.
    calls: AtomicUsize,
    /// Misbehaves by a fixed list.
    faulty: bool,
    /// Messages that went by.
    seen: Mutex<Vec<String>>,
}

impl<'a> Wire<'a> {
    pub(crate) fn new(node: &'a Bureau, faulty: bool) -> Self {
        Self { node, calls: AtomicUsize::new(0), faulty, seen: Mutex::default() }
    }

    fn deliver(&self, url: &str, body: &str) -> (u16, String) {
        let told = |value: serde_json::Value| (200, value.to_string());
        let refused = |code: &str, detail: String, errors: serde_json::Value| {
            (422, serde_json::json!({ "code": code, "detail": detail, "errors": errors }).to_string())
        };
        match url.strip_prefix("http://node/api/exchange/").unwrap() {
            "messages" => match receive_whole(self.node, &serde_json::from_str::<Travelling>(body).unwrap()) {
                Ok(answer) => told(serde_json::to_value(answer).unwrap()),
                Err(Failure::Refused(flaw)) => {
                    let mut errors = serde_json::json!([]);
                    if let EnvelopeFlaw::Gap { expected, .. } = &flaw {
                        errors = serde_json::json!([{ "field": "seq", "detail": expected.to_string() }]);
                    }
                    refused(flaw.code(), flaw.to_string(), errors)
                }
                Err(other) => panic!("{other}"),
            },
            "held" => {
                told(serde_json::to_value(held(self.node, &serde_json::from_str(body).unwrap()).unwrap()).unwrap())
            }
            "waiting" => {
                let messages = waiting(self.node, &serde_json::from_str(body).unwrap()).unwrap();
                told(serde_json::json!({ "messages": messages }))
            }
            "answers" => {
                let body: serde_json::Value = serde_json::from_str(body).unwrap();
                let text = |name: &str| body[name].as_str().unwrap().to_owned();
                let signed = Signed { text: text("text"), signature: text("signature") };
                settle(self.node, &Region::parse(&text("from")).unwrap(), &signed).unwrap();
                told(serde_json::json!({}))
            }
            other => panic!("{other}"),
        }
    }
}

impl Caller for Wire<'_> {
    fn call(&self, url: &str, body: &str) -> Result<(u16, String), String> {
        let n = self.calls.fetch_add(1, Ordering::Relaxed);
        let seen = {
            let mut seen = self.seen.lock().unwrap();
            seen.push(body.to_owned());
            seen.clone()
        };
        match if self.faulty { n % 7 } else { 6 } {
            1 => Ok((503, "busy".into())),
            2 => {
                self.deliver(url, body);
                Err("回答丢了".into())
            }
            3 => {
                self.deliver(url, body);
                Ok(self.deliver(url, body))
            }
            4 => Err("连不上".into()),
            5 => {
                // An old message comes late, before this one.
                let (status, _) = self.deliver(url, &seen[0]);
                assert!(status == 422 || seen[0] == body, "an old message has no answer of its own");
                Ok(self.deliver(url, body))
            }
            0 => {
                let altered = body.replacen("临时救助", "临时救济", 1);
                let (status, answer) = self.deliver(url, &altered);
                assert!(altered == body || (status == 422 && answer.contains("altered")), "{answer}");
                Ok(self.deliver(url, body))
            }
            _ => Ok(self.deliver(url, body)),
        }
    }
}

/// Somebody who keeps what goes by.
struct Tap<'a, 'b>(&'a Wire<'b>, &'a Mutex<Vec<String>>);

impl Caller for Tap<'_, '_> {
    fn call(&self, url: &str, body: &str) -> Result<(u16, String), String> {
        self.1.lock().unwrap().push(body.to_owned());
        self.0.call(url, body)
    }
}

/// Pushes until nothing is left; how many runs it took.
pub(crate) fn push_all(county: &Bureau, wire: &Wire<'_>, above: &Peer) -> usize {
    for run in 1..100 {
        if push(county, wire, above).unwrap().fault.is_none() {
            return run;
        }
    }
    panic!("it never ended");
}

#[test]
fn a_faulty_network_costs_time_and_nothing_else() {
    for (county, province, above, below) in pairs() {
        let wire = Wire::new(&province.bureau, true);
        let runs = push_all(&county.bureau, &wire, &above);
        assert!(runs > 1, "the faults were met");
        let accepted = BTreeMap::from([(PublishState::Accepted, ITEMS as usize)]);
        assert_eq!(county.states(&above), accepted, "{}", county.db.name);
        let even = reconcile(&county.bureau, &Wire::new(&province.bureau, false), &above).unwrap();
        assert_eq!((even.ours, even.theirs, even.agree), (ITEMS as u64, ITEMS as u64, ITEMS as u64));
        assert_eq!(even.lines, []);
        let there = exchange(&province.bureau, &desk()).unwrap().peers.remove(0);
        let here = exchange(&county.bureau, &desk()).unwrap().peers.remove(0);
        assert_eq!((there.received, there.held["items"]), (here.sent, ITEMS as u64), "nothing doubled");
        assert_eq!((there.peer.code, here.unanswered), (below.code, 0));
        county.sound();
        province.sound();
    }
}

#[test]
fn a_changed_and_a_stopped_item_follow_and_what_comes_back_waits() {
    for (county, province, above, _) in pairs() {
        let wire = Wire::new(&province.bureau, false);
        push_all(&county.bureau, &wire, &above);
        assert_eq!(push(&county.bureau, &wire, &above).unwrap().messages, 0, "nothing changed, nothing is sent");
        let mut changed = testkit::item(1_000, testkit::content("A000", "临时救助（急难）", 1));
        changed.version = 2;
        let mut gone = testkit::item(1_001, testkit::content("A001", "临时救助", 1));
        (gone.version, gone.content.status) = (2, domain::catalogue::Status::Cancelled);
        let mut nameless = testkit::item(1_002, testkit::content("A002", "", 1));
        nameless.version = 2;
        for item in [changed, gone, nameless] {
            testkit::seed_item(&county.db.db, &item);
        }
        let before = reconcile(&county.bureau, &wire, &above).unwrap();
        let kinds: Vec<ReconcileKind> = before.lines.iter().map(|l| l.kind).collect();
        assert_eq!(kinds, [ReconcileKind::Changed, ReconcileKind::Changed, ReconcileKind::NotWithdrawn]);
        let pushed = push(&county.bureau, &wire, &above).unwrap();
        assert_eq!((pushed.messages, pushed.accepted, pushed.rejected), (1, 2, 1));
        let list = published_list(&county.bureau, &desk(), &above.code).unwrap();
        assert_eq!((list[0].state, list[0].version), (PublishState::Accepted, 2));
        assert_eq!(list[1].state, PublishState::Withdrawn);
        assert_eq!((list[2].state, list[2].reason.as_str()), (PublishState::Rejected, "缺事项名称，请补上"));
        assert_eq!(push(&county.bureau, &wire, &above).unwrap().messages, 0, "it waits until it is mended");
        let after = reconcile(&county.bureau, &wire, &above).unwrap();
        assert_eq!(
            after.lines.iter().map(|l| (l.key.as_str(), l.kind)).collect::<Vec<_>>(),
            [("A002", ReconcileKind::Rejected)]
        );
        assert_eq!(after.agree + after.lines.len() as u64, ITEMS as u64 - 1);
        county.sound();
        province.sound();
    }
}

#[test]
fn strangers_and_stale_questions_are_refused() {
    for (county, province, above, _) in pairs() {
        let bodies = Mutex::default();
        push(&county.bureau, &Tap(&Wire::new(&province.bureau, false), &bodies), &above).unwrap();
        let bodies: Vec<String> = bodies.into_inner().unwrap();
        assert!(bodies.len() >= 3);
        let read = |n: usize| serde_json::from_str::<Travelling>(&bodies[n]).unwrap().read().unwrap();
        let refused = |message| match receive(&province.bureau, &message) {
            Err(Failure::Refused(flaw)) => flaw.code(),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(read(0)), "replayed");
        let mut altered = read(1);
        altered.body.push(' ');
        assert_eq!(refused(altered), "altered");
        let mut renumbered = read(1);
        renumbered.envelope.seq = 99;
        assert_eq!(refused(renumbered), "signature");
        let mut stranger = read(1);
        stranger.envelope.from = "990102".into();
        assert_eq!(refused(stranger), "unknown_sender");
        assert!(matches!(receive(&county.bureau, &read(1)), Err(Failure::Refused(EnvelopeFlaw::NotForUs(_)))));
        // A question that somebody kept is not answered later.
        let asked: Mutex<Vec<String>> = Mutex::default();
        let wire = Wire::new(&province.bureau, false);
        reconcile(&county.bureau, &Tap(&wire, &asked), &above).unwrap();
        let question: Signed = serde_json::from_str(&asked.lock().unwrap()[0]).unwrap();
        assert!(held(&province.bureau, &question).is_ok());
        province.clock.advance(SignedDuration::from_mins(11));
        assert!(matches!(held(&province.bureau, &question), Err(Failure::Refused(_))));
        province.sound();
    }
}

#[test]
fn a_restored_province_is_brought_up_again() {
    // The province's disk was lost, and with it the last messages: it says what it misses and gets it as it was.
    for (county, province, above, _) in pairs() {
        push_all(&county.bureau, &Wire::new(&province.bureau, false), &above);
        let fresh = testkit::engines().remove(0);
        let again = Node::open(fresh, "990000", "试算省", 2);
        again.knows(&county, "");
        let wire = Wire::new(&again.bureau, false);
        let found = reconcile(&county.bureau, &wire, &above).unwrap();
        assert_eq!((found.theirs, found.lines.len()), (0, ITEMS as usize));
        assert!(found.lines.iter().all(|l| l.kind == ReconcileKind::Lost));
        push_all(&county.bureau, &wire, &above);
        let even = reconcile(&county.bureau, &wire, &above).unwrap();
        assert_eq!((even.agree, even.lines.len()), (ITEMS as u64, 0));
        again.sound();
        county.sound();
    }
}

#[test]
fn files_do_what_the_network_does() {
    for (county, province, above, below) in pairs() {
        let (package, messages) = write_package(&county.bureau, &above).unwrap();
        assert!(messages >= 3, "all of it in one package");
        let taken = take_package(&province.bureau, &package).unwrap();
        assert_eq!((taken.messages, taken.known), (messages, 0));
        let again = take_package(&province.bureau, &package).unwrap();
        assert_eq!((again.messages, again.known), (0, messages), "the medium came twice");
        assert_eq!(again.reply, taken.reply);
        let noted = take_package(&county.bureau, &taken.reply).unwrap();
        assert_eq!(noted.answers, messages);
        assert_eq!(take_package(&county.bureau, &taken.reply).unwrap().answers, 0);
        assert_eq!(county.states(&above), BTreeMap::from([(PublishState::Accepted, ITEMS as usize)]));
        assert_eq!(write_package(&county.bureau, &above).unwrap().1, 0);
        assert_eq!(write_package(&province.bureau, &below).unwrap().1, 0);
        assert!(take_package(&county.bureau, &package).is_err(), "for somebody else");
        let altered = package.replacen("临时救助", "临时救济", 1);
        let elsewhere = Node::open(testkit::engines().remove(0), "990000", "试算省", 3);
        elsewhere.knows(&county, "");
        let refused = take_package(&elsewhere.bureau, &altered).unwrap_err();
        assert!(refused.to_string().contains("摘要"), "{refused}");
        assert_eq!(collect(&county.bureau, &Wire::new(&province.bureau, false), &above).unwrap().messages, 0);
        county.sound();
        province.sound();
    }
}

#[test]
fn evidence_that_was_touched_is_found_offline() {
    for (county, province, above, _) in pairs() {
        push_all(&county.bureau, &Wire::new(&province.bureau, false), &above);
        let mut lines = Vec::new();
        evidence(&county.bureau, |line| -> Result<(), store::StoreError> {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
        let none = BTreeMap::new();
        let check = |lines: Vec<Evidence>| check_evidence(lines, &none);
        assert_eq!(check(lines.clone()).flaws, []);
        let mut altered = lines.clone();
        for line in &mut altered {
            if let Evidence::Message { message, .. } = line {
                message.body = message.body.replacen("临时救助", "临时救济", 1);
            }
        }
        assert!(!check(altered).flaws.is_empty());
        let mut missing = lines.clone();
        missing.remove(2);
        assert!(check(missing).flaws.iter().any(|f| f.what.contains("缺第 1 封")));
        let other = own_key(&county.bureau, &desk()).unwrap();
        let trusted = |keys: &[&String]| {
            let keys = keys.iter().map(|key| (*key).clone()).collect();
            check_evidence(lines.clone(), &BTreeMap::from([("990000".to_owned(), keys)])).flaws
        };
        let flaws = trusted(&[&other]);
        assert!(flaws.iter().all(|f| f.what.contains("回执")) && !flaws.is_empty());
        assert_eq!(trusted(&[&above.public_key, &other]), [], "who changed the key trusts both");
    }
}

#[test]
fn a_node_that_changes_its_key_keeps_the_old_evidence() {
    for (county, province, above, _) in pairs() {
        push_all(&county.bureau, &Wire::new(&province.bureau, false), &above);
        // The province begins again on another machine, with another key.
        county.clock.advance(SignedDuration::from_hours(1));
        let again = Node::open(testkit::engines().remove(0), "990000", "试算省", 9);
        again.clock.advance(SignedDuration::from_hours(1));
        again.knows(&county, "");
        let wire = Wire::new(&again.bureau, false);
        let refused = reconcile(&county.bureau, &wire, &above).unwrap_err();
        assert!(refused.to_string().contains("公钥"), "{refused}");
        let now = county.knows(&again, "http://node");
        assert_ne!(now.public_key, above.public_key);
        reconcile(&county.bureau, &wire, &now).unwrap();
        push_all(&county.bureau, &wire, &now);
        let mut lines = Vec::new();
        evidence(&county.bureau, |line| -> Result<(), store::StoreError> {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
        let report = check_evidence(lines.clone(), &BTreeMap::new());
        assert_eq!(report.flaws, [], "each answer by the key of its hour");
        let keys: Vec<&str> = report.key_versions["990000"].iter().map(|k| k.public_key.as_str()).collect();
        assert_eq!(keys, [above.public_key.as_str(), now.public_key.as_str()]);
        assert_eq!(report.keys["990000"], now.public_key);
        // The old key opens nothing of today, nor the new one anything of before.
        for line in &mut lines {
            if let Evidence::Message { answered_at, .. } = line {
                *answered_at = answered_at.map(|at| at + SignedDuration::from_hours(2));
            }
        }
        let flaws = check_evidence(lines, &BTreeMap::new()).flaws;
        assert!(!flaws.is_empty() && flaws.iter().all(|f| f.what.contains("当时的公钥")), "{flaws:?}");
        let shown = exchange(&county.bureau, &desk()).unwrap().peers.remove(0).keys;
        assert_eq!(shown.len(), 2);
        county.sound();
    }
}

#[test]
fn what_is_acknowledged_is_published() {
    for (county, province, above, _) in pairs() {
        let count = |bureau: &Bureau| {
            let report = indicators::take(bureau, &desk(), bureau.today()).unwrap();
            let figure = report.figure(Indicator::ProvincialPublicationRate).unwrap().counts;
            let rows = |standing| {
                let of = Indicator::ProvincialPublicationRate;
                indicators::figure_rows(bureau, &desk(), report.snapshot, of, standing, 0, 1_000).unwrap()
            };
            (figure, rows(RowStanding::Met), rows(RowStanding::NotMet))
        };
        // What the item's own data say, before anybody answers.
        let mut listed = testkit::content("A000", "临时救助", 1);
        listed.standing.published = Some(false);
        testkit::seed_item(&county.db.db, &domain::catalogue::Item { version: 2, ..testkit::item(1_000, listed) });
        let (before, _, unlisted) = count(&county.bureau);
        assert_eq!((before.met, before.not_met), (ITEMS as u64 - 1, 1));
        assert_eq!(unlisted.rows[0].1, "事项资料：未发布");
        push_all(&county.bureau, &Wire::new(&province.bureau, false), &above);
        let (after, met, _) = count(&county.bureau);
        assert_eq!((after.met, after.not_met), (ITEMS as u64, 0), "{}", county.db.name);
        assert_eq!(met.rows.len() as u64, after.met, "the list behind the figure");
        assert!(met.rows[0].1.contains("第 2 版已接收；两个来源不一致，按省级回执算"), "{}", met.rows[0].1);
        assert!(met.rows[1].1.contains("已发布；省级回执（"), "{}", met.rows[1].1);
        let all = publication_standings(&county.bureau, &desk()).unwrap();
        let differing: Vec<&str> = all.iter().filter(|(_, p)| p.standing.differ).map(|(c, _)| c.as_str()).collect();
        assert_eq!(differing, ["A000"]);
        assert_eq!(all["A000"].standing.by, Some(PublicationSource::Node));
        assert_eq!(exchange(&county.bureau, &desk()).unwrap().sources_differ, 1);
        // The province loses everything: its own signed list says so, and the figure follows.
        let lost = Node::open(testkit::engines().remove(0), "990000", "试算省", 2);
        lost.knows(&county, "");
        reconcile(&county.bureau, &Wire::new(&lost.bureau, false), &above).unwrap();
        let (gone, _, not_met) = count(&county.bureau);
        assert_eq!((gone.met, gone.not_met), (0, ITEMS as u64));
        assert!(not_met.rows[1].1.contains("省级对账（"), "{}", not_met.rows[1].1);
        county.sound();
    }
}

#[test]
fn an_item_that_moves_to_another_code_leaves_the_old_one() {
    for (county, province, above, _) in pairs() {
        let wire = Wire::new(&province.bureau, false);
        push_all(&county.bureau, &wire, &above);
        let mut moved = testkit::item(1_000, testkit::content("B000", "临时救助", 1));
        (moved.id, moved.version) = (ItemId::new(1_000), 2);
        testkit::seed_item(&county.db.db, &moved);
        let pushed = push(&county.bureau, &wire, &above).unwrap();
        assert_eq!((pushed.accepted, pushed.fault), (2, None));
        let even = reconcile(&county.bureau, &wire, &above).unwrap();
        assert_eq!((even.ours, even.theirs, even.lines.len()), (ITEMS as u64, ITEMS as u64, 0));
    }
}
