//! Events on their way to other systems: nothing lost, repeats under one id, each case in its order, nobody's name in it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

use domain::{
    base::ManualClock,
    people::{Desk, Login, Role},
    publication::{Listed, Outcome, TRIES},
};
use jiff::SignedDuration;
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    cases::{AcceptForm, accept},
    people::{NewStaff, add_staff},
    publication::{
        Carrier, Message, SubscriptionForm, SubscriptionRefusal, SubscriptionStep, changes, deliver, open_subscription,
        subscription, turn_subscription,
    },
};
use testkit::{Scratch, TestDb, engines};

const ITEM: i64 = 9_100_000_000_000_001;

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    clerk: Desk,
    admin: Desk,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("push-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        testkit::seed_department(&db.db, &testkit::department(1, "县民政局"));
        testkit::seed_item(&db.db, &testkit::item(ITEM, testkit::content("A01", "临时救助", 1)));
        let seat = |login: &str, role: Role, window| {
            let new = NewStaff {
                login: login.into(),
                name: login.into(),
                roles: vec![role.as_str().to_owned()],
                department: None,
                window_no: window,
                password: "Chuangkou-2026".into(),
                must_change: false,
            };
            add_staff(&bureau, &Desk::system("测试"), &new, None).unwrap();
            let login = Login::parse(login).unwrap();
            let staff = db.db.read(|tx| store::people::staff_by_login(tx, bureau.region(), &login)).unwrap().unwrap();
            Desk::of(staff, "测试")
        };
        let (clerk, admin) = (seat("clerk", Role::Clerk, Some(3)), seat("admin", Role::Administrator, None));
        Self { clerk, admin, bureau, clock, db, _home: home }
    }

    /// Accepts cases; their numbers.
    fn accept(&self, many: usize) -> Vec<String> {
        let form = AcceptForm {
            item: ITEM,
            applicant: "person".into(),
            code: "990101199003078578".into(),
            name: "张三丰".into(),
            phone: "13800138000".into(),
            ..AcceptForm::default()
        };
        (0..many).map(|_| accept(&self.bureau, &self.clerk, &form, None).unwrap().case_no).collect()
    }

    /// A second event of a case, whatever it is.
    fn touch(&self, case_no: &str) {
        let region = *self.bureau.region();
        let no = domain::cases::CaseNo::parse(case_no).unwrap();
        self.db
            .db
            .write(move |tx| -> Result<i64, store::StoreError> {
                let (case, sealed) = store::cases::case_by_no(tx, &region, &no)?.unwrap();
                let next = domain::cases::Case { version: case.version + 1, ..case };
                let entry = store::journal::Entry::new(
                    store::journal::Stream::case(next.id),
                    next.version - 1,
                    "case.decided",
                    &"试",
                )
                .with(store::cases::case_change(&region, &next, &sealed));
                store::journal::append(tx, &region, &testkit::stamp(), entry)
            })
            .unwrap();
    }

    fn subscribe(&self, form: &SubscriptionForm) -> (i64, String) {
        open_subscription(&self.bureau, &self.admin, form, &Listed::default(), None).unwrap()
    }

    fn push(&self, receiver: &Receiver) -> u64 {
        services::journal::seal(&self.bureau).unwrap();
        deliver(&self.bureau, receiver).unwrap()
    }

    fn wait(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }
}

fn form() -> SubscriptionForm {
    SubscriptionForm {
        name: "省统一受理平台".into(),
        target: "https://hook.example.gov.cn/events".into(),
        ..SubscriptionForm::default()
    }
}

/// Somebody who takes events, or does not: answers in turn, 204 when they run out.
#[derive(Default)]
struct Receiver {
    answers: Mutex<VecDeque<Outcome>>,
    /// Answers to events of one case, before those in turn.
    by_case: Mutex<BTreeMap<String, u16>>,
    /// Every message that arrived.
    got: Mutex<Vec<Message>>,
    /// Dies after a message has arrived and before anybody hears of it.
    dies: Mutex<bool>,
}

impl Receiver {
    fn answering(outcomes: impl IntoIterator<Item = Outcome>) -> Self {
        Self { answers: Mutex::new(outcomes.into_iter().collect()), ..Self::default() }
    }

    fn ids(&self) -> Vec<String> {
        let header = |m: &Message| m.headers.iter().find(|(n, _)| *n == "webhook-id").unwrap().1.clone();
        self.got.lock().unwrap().iter().map(header).collect()
    }

    fn subjects(&self) -> Vec<String> {
        let subject = |m: &Message| {
            let body: serde_json::Value = serde_json::from_str(&m.body).unwrap();
            format!("{} {}", body["subject"].as_str().unwrap(), body["data"]["version"])
        };
        self.got.lock().unwrap().iter().map(subject).collect()
    }
}

impl Carrier for Receiver {
    fn carry(&self, message: &Message) -> Outcome {
        self.got.lock().unwrap().push(message.clone());
        assert!(!*self.dies.lock().unwrap(), "the program is killed here");
        let body: serde_json::Value = serde_json::from_str(&message.body).unwrap();
        let subject = body["subject"].as_str().unwrap_or_default();
        if let Some(status) = self.by_case.lock().unwrap().get(subject) {
            return Outcome::Answered(*status);
        }
        self.answers.lock().unwrap().pop_front().unwrap_or(Outcome::Answered(204))
    }
}

#[test]
fn events_arrive_once_in_order_and_without_anybody_in_them() {
    for db in engines() {
        let county = County::open(db);
        county.accept(1);
        services::journal::seal(&county.bureau).unwrap();
        let (id, secret) = county.subscribe(&SubscriptionForm { sm3: true, ..form() });
        let receiver = Receiver::default();
        assert_eq!(county.push(&receiver), 0, "what was before it began is not sent");
        let numbers = county.accept(3);
        county.touch(&numbers[1]);
        assert_eq!(county.push(&receiver), 4);
        assert_eq!(county.push(&receiver), 0, "and not again");
        let mut told = receiver.subjects();
        let of_second: Vec<String> = told.iter().filter(|s| s.starts_with(&numbers[1])).cloned().collect();
        assert_eq!(of_second, [format!("{} 1", numbers[1]), format!("{} 2", numbers[1])]);
        told.sort();
        let mut expected: Vec<String> = numbers.iter().map(|n| format!("{n} 1")).collect();
        expected.push(format!("{} 2", numbers[1]));
        expected.sort();
        assert_eq!(told, expected);
        let got = receiver.got.lock().unwrap();
        for message in got.iter() {
            for personal in ["张三丰", "13800138000", "990101199003078578", "三丰"] {
                assert!(!message.body.contains(personal), "{}", message.body);
            }
            signed(message, &secret);
        }
        let body: serde_json::Value = serde_json::from_str(&got[0].body).unwrap();
        assert_eq!((body["specversion"].as_str(), body["type"].as_str()), (Some("1.0"), Some("onedoor.case.accepted")));
        assert_eq!(
            (body["data"]["item_code"].as_str(), body["data"]["stage"].as_str()),
            (Some("A01"), Some("accepted"))
        );
        assert_eq!(
            body["id"].as_str(),
            got[0].headers.iter().find(|(n, _)| *n == "webhook-id").map(|(_, v)| v.as_str())
        );
        drop(got);
        let view = subscription(&county.bureau, &county.admin, id).unwrap();
        assert_eq!((view.way.sent, view.parked, view.up_to_date), (4, 0, true));
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    }
}

/// The mark is over id, time and body, under the secret that was given out.
fn signed(message: &Message, secret: &str) {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let header = |name: &str| message.headers.iter().find(|(n, _)| *n == name).unwrap().1.clone();
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let text = format!("{}.{}.{}", header("webhook-id"), header("webhook-timestamp"), message.body);
    let (sha, sm3) = (store::vault::hmac_sha256(&key, text.as_bytes()), store::vault::hmac_sm3(&key, text.as_bytes()));
    let expected = format!("v1,{} v1sm3,{}", STANDARD.encode(sha), STANDARD.encode(sm3));
    assert_eq!(header("webhook-signature"), expected);
    assert_eq!(header("content-type"), "application/cloudevents+json; charset=utf-8");
}

#[test]
fn a_lost_reply_or_a_kill_repeats_the_same_id_and_loses_nothing() {
    for db in engines() {
        let county = County::open(db);
        county.subscribe(&form());
        let numbers = county.accept(2);
        let silent = Outcome::Silent("连不上".into());
        let receiver = Receiver::answering([silent.clone(), silent, Outcome::Answered(503)]);
        for wait in [0, 1, 5, 30] {
            county.wait(wait);
            county.push(&receiver);
        }
        assert_eq!(county.push(&receiver), 0);
        let ids = receiver.ids();
        assert_eq!(ids.len(), 5, "three were repeated: {ids:?}");
        assert!(ids[..4].iter().all(|id| *id == ids[0]) && ids[4] != ids[0]);

        let more = county.accept(2);
        *receiver.dies.lock().unwrap() = true;
        services::journal::seal(&county.bureau).unwrap();
        let killed = deliver(&county.bureau, &receiver);
        assert!(killed.is_err(), "the thread ended with the message on its way");
        *receiver.dies.lock().unwrap() = false;
        assert_eq!(county.push(&receiver), 2);
        let ids = receiver.ids();
        assert_eq!(ids[5], ids[6], "the repeat carries the same id");
        let mut once = receiver.subjects();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), numbers.len() + more.len());
    }
}

#[test]
fn poison_is_set_aside_with_what_follows_of_its_case_and_sent_again_on_demand() {
    for db in engines() {
        let county = County::open(db);
        let (id, _) = county.subscribe(&form());
        let numbers = county.accept(3);
        let poison = numbers[1].clone();
        let receiver = Receiver::default();
        receiver.by_case.lock().unwrap().insert(poison.clone(), 500);
        for _ in 0..=TRIES {
            county.push(&receiver);
            county.wait(3_600);
        }
        county.touch(&poison);
        let after = county.accept(1);
        county.push(&receiver);
        let told = receiver.subjects();
        assert_eq!(told.iter().filter(|s| s.starts_with(&poison)).count(), TRIES as usize, "{told:?}");
        for other in [&numbers[0], &numbers[2], &after[0]] {
            assert_eq!(told.iter().filter(|s| s.starts_with(other.as_str())).count(), 1, "{other}");
        }
        let view = subscription(&county.bureau, &county.admin, id).unwrap();
        assert_eq!((view.parked, view.aside[0].tries, view.aside[1].tries), (2, TRIES, 0));
        assert_eq!(county.push(&receiver), 0, "it waits for somebody");

        let again = || turn_subscription(&county.bureau, &county.admin, id, SubscriptionStep::SendAside, None).unwrap();
        again();
        assert_eq!(county.push(&receiver), 0, "it is still poison");
        let view = subscription(&county.bureau, &county.admin, id).unwrap();
        assert_eq!((view.parked, view.aside[0].tries), (2, TRIES + 1));
        receiver.by_case.lock().unwrap().clear();
        again();
        assert_eq!(county.push(&receiver), 2);
        let told = receiver.subjects();
        assert_eq!(told[told.len() - 2..], [format!("{poison} 1"), format!("{poison} 2")], "in the order of the case");
        assert_eq!(subscription(&county.bureau, &county.admin, id).unwrap().parked, 0);
    }
}

#[test]
fn pausing_keeps_and_replaying_repeats_under_the_same_ids() {
    let county = County::open(TestDb::sqlite());
    let (id, _) = county.subscribe(&form());
    let turn = |step| turn_subscription(&county.bureau, &county.admin, id, step, None);
    county.accept(2);
    turn(SubscriptionStep::Pause).unwrap();
    let receiver = Receiver::default();
    assert_eq!(county.push(&receiver), 0);
    turn(SubscriptionStep::Try).unwrap();
    assert_eq!(county.push(&receiver), 0);
    assert_eq!(receiver.got.lock().unwrap().len(), 1, "a trial is sent all the same");
    let tried = subscription(&county.bureau, &county.admin, id).unwrap().way.tried;
    assert_eq!(tried.map(|(words, _)| words), Some("对方已收下".into()));
    receiver.got.lock().unwrap().clear();
    turn(SubscriptionStep::Resume).unwrap();
    assert_eq!(county.push(&receiver), 2);
    let first = receiver.ids();
    turn(SubscriptionStep::Replay(county.bureau.today())).unwrap();
    assert_eq!(county.push(&receiver), 2);
    assert_eq!(receiver.ids(), [first.clone(), first].concat());
    let tomorrow = county.bureau.today().tomorrow().unwrap();
    let refused = turn(SubscriptionStep::Replay(tomorrow));
    assert!(matches!(refused, Err(Failure::Refused(SubscriptionRefusal::Day))));
    turn(SubscriptionStep::Close).unwrap();
    county.accept(1);
    assert_eq!(county.push(&receiver), 0);
    assert!(matches!(subscription(&county.bureau, &county.admin, id), Err(Failure::NotFound)));
    assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
}

#[test]
fn the_feed_is_read_by_mark_without_gaps() {
    for db in engines() {
        let county = County::open(db);
        let numbers = county.accept(5);
        services::journal::seal(&county.bureau).unwrap();
        let (mut mark, mut told) = (String::new(), Vec::new());
        loop {
            let part = changes(&county.bureau, &county.clerk, &mark, 2).unwrap();
            told.extend(part.changes.iter().map(|c| c.case_no.clone()));
            mark = part.next;
            if !part.more {
                break;
            }
        }
        told.sort();
        assert_eq!(told, numbers);
        let now = changes(&county.bureau, &county.clerk, "now", 10).unwrap();
        assert_eq!((now.changes.len(), now.next.clone()), (0, mark.clone()));
        county.touch(&numbers[0]);
        services::journal::seal(&county.bureau).unwrap();
        let more = changes(&county.bureau, &county.clerk, &mark, 10).unwrap().changes;
        assert_eq!(
            more.iter().map(|c| (c.case_no.as_str(), c.version)).collect::<Vec<_>>(),
            [(numbers[0].as_str(), 2)]
        );
        assert!(matches!(changes(&county.bureau, &county.clerk, "x", 10), Err(Failure::Refused(_))));
        assert!(matches!(changes(&county.bureau, &county.admin, "", 10), Err(Failure::Denied(_))));
    }
}
