use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::{
    base::{DepartmentId, Region},
    publication::Listed,
};

fn region(code: &str) -> Region {
    Region::parse(code).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn peer(code: &str, side: Side) -> Peer {
    Peer {
        code: region(code),
        version: 1,
        name: "试验县".into(),
        side,
        public_key: "04".into(),
        address: String::new(),
        active: true,
    }
}

fn envelope(seq: i64, prev: &str) -> Envelope {
    Envelope {
        form: ENVELOPE_FORM,
        from: "990101".into(),
        to: "990000".into(),
        seq,
        prev: prev.into(),
        kind: MessageKind::Items,
        body_digest: "b1".into(),
        at: at("2026-11-20T02:00:00Z"),
    }
}

/// What comes of an envelope whose digest is `digest`, after the end of the chain.
fn decide(
    envelope: &Envelope,
    digest: &str,
    end: &ChainEnd,
    change: impl FnOnce(&mut Option<Peer>, &mut bool, &mut &'static str),
) -> Result<Admission, EnvelopeFlaw> {
    let here = region("990000");
    let (mut sender, mut signed, mut body_digest) = (Some(peer("990101", Side::Below)), true, "b1");
    change(&mut sender, &mut signed, &mut body_digest);
    let now = at("2026-11-20T02:00:05Z");
    admit(envelope, Arrived { here: &here, sender: sender.as_ref(), end, body_digest, digest, signed, now })
}

fn end(seq: i64, digest: &str) -> ChainEnd {
    ChainEnd { seq, digest: digest.into() }
}

#[test]
fn the_text_that_is_signed_is_frozen() {
    let text = envelope(2, "aa").text();
    let expected = "onedoor exchange 1\n990101\n990000\n2\naa\nitems\nb1\n2026-11-20T02:00:00Z\n";
    assert_eq!(text, expected);
}

#[test]
fn messages_are_taken_in_their_order_and_once() {
    let as_it_is = |_: &mut Option<Peer>, _: &mut bool, _: &mut &'static str| {};
    let start = ChainEnd::default();
    assert_eq!(decide(&envelope(1, ""), "d1", &start, as_it_is), Ok(Admission::New));
    assert_eq!(decide(&envelope(2, "d1"), "d2", &end(1, "d1"), as_it_is), Ok(Admission::New));
    assert_eq!(decide(&envelope(2, "d1"), "d2", &end(2, "d2"), as_it_is), Ok(Admission::Again), "a lost reply");
    let replayed = EnvelopeFlaw::Replayed { seq: 1, last: 2 };
    assert_eq!(decide(&envelope(1, ""), "d1", &end(2, "d2"), as_it_is), Err(replayed));
    let gap = EnvelopeFlaw::Gap { expected: 3, seq: 4 };
    assert_eq!(decide(&envelope(4, "d3"), "d4", &end(2, "d2"), as_it_is), Err(gap));
    let forked = EnvelopeFlaw::Forked { seq: 2 };
    assert_eq!(decide(&envelope(2, "d1"), "other", &end(2, "d2"), as_it_is), Err(forked));
    let broken = EnvelopeFlaw::Broken { seq: 3 };
    assert_eq!(decide(&envelope(3, "other"), "d3", &end(2, "d2"), as_it_is), Err(broken));
    assert_eq!(decide(&envelope(0, ""), "d0", &start, as_it_is), Err(EnvelopeFlaw::Number(0)));
}

#[test]
fn what_is_not_the_senders_own_is_refused_with_its_reason() {
    let (one, start) = (envelope(1, ""), ChainEnd::default());
    let unknown = decide(&one, "d1", &start, |sender, _, _| *sender = None);
    assert_eq!(unknown, Err(EnvelopeFlaw::UnknownSender("990101".into())));
    assert_eq!(decide(&one, "d1", &start, |_, signed, _| *signed = false), Err(EnvelopeFlaw::Signature));
    assert_eq!(decide(&one, "d1", &start, |_, _, body| *body = "b2"), Err(EnvelopeFlaw::Altered));
    let stopped = decide(&one, "d1", &start, |sender, _, _| {
        *sender = Some(Peer { active: false, ..peer("990101", Side::Below) });
    });
    assert_eq!(stopped, Err(EnvelopeFlaw::Stopped("试验县".into())));
    let downward = Envelope { kind: MessageKind::Policy, ..one.clone() };
    assert_eq!(decide(&downward, "d1", &start, |_, _, _| {}), Err(EnvelopeFlaw::Direction("目录和口径")));
    let elsewhere = Envelope { to: "980000".into(), ..one.clone() };
    assert_eq!(decide(&elsewhere, "d1", &start, |_, _, _| {}), Err(EnvelopeFlaw::NotForUs("980000".into())));
    let later = Envelope { at: at("2026-11-20T02:11:00Z"), ..one.clone() };
    assert_eq!(decide(&later, "d1", &start, |_, _, _| {}), Err(EnvelopeFlaw::Future(later.at)));
    assert_eq!(decide(&Envelope { form: 9, ..one }, "d1", &start, |_, _, _| {}), Err(EnvelopeFlaw::Form(9)));
}

#[test]
fn codes_alone_say_who_stands_above_whom() {
    let side = |here: &str, other: &str| side_of(&region(here), &region(other));
    for (here, other, expected) in [
        ("990101", "990100", Some(Side::Above)),
        ("990101", "990000", Some(Side::Above)),
        ("990100", "990101", Some(Side::Below)),
        ("990000", "990101", Some(Side::Below)),
        ("990000", "990100", Some(Side::Below)),
        ("990101", "990102", None),
        ("990101", "990101", None),
        ("990101", "990200", None),
        ("990101", "980000", None),
        ("000000", "990000", None),
    ] {
        assert_eq!(side(here, other), expected, "{here} {other}");
    }
}

#[test]
fn a_peer_is_registered_with_all_its_flaws_told_at_once() {
    let wanted = PeerWanted {
        code: "990102".into(),
        name: "省".into(),
        public_key: "zz".into(),
        address: "http://10.0.0.1/".into(),
        active: true,
    };
    let here = region("990101");
    let flaws = Peer::set(&here, None, &wanted, &Listed::default(), |_| false).unwrap_err();
    let fields: Vec<&str> = flaws.iter().map(PeerFlaw::field).collect();
    assert_eq!(fields, ["code", "name", "public_key", "address"]);
    let good = PeerWanted {
        code: "990000".into(),
        name: "某省政务服务平台".into(),
        public_key: " 04AB ".into(),
        address: "https://zwfw.example.gov.cn/".into(),
        active: true,
    };
    let (first, event) = Peer::set(&here, None, &good, &Listed::default(), |k| k == "04ab").unwrap();
    assert_eq!((first.version, first.side, first.address.as_str()), (1, Side::Above, "https://zwfw.example.gov.cn"));
    assert_eq!((event.public_key.as_str(), event.active), ("04ab", true));
    let (second, _) = Peer::set(&here, Some(&first), &good, &Listed::default(), |_| true).unwrap();
    assert_eq!(second.version, 2);
}

fn item(key: &str, version: i64, digest: &str) -> OurItem {
    OurItem {
        key: key.into(),
        name: format!("事项{key}"),
        department: DepartmentId::new(1),
        version,
        fields: BTreeMap::from([("task_name".to_owned(), format!("事项{key}"))]),
        digest: digest.into(),
    }
}

fn map() -> FieldMap {
    let field = |canonical: &str, required| ExchangeField {
        canonical: canonical.into(),
        local: canonical.into(),
        title: "事项名称".into(),
        required,
    };
    FieldMap { fields: vec![field("task_name", true), field("link_way", false)] }
}

fn row(key: &str, version: i64, withdrawn: bool, name: &str) -> ExchangeRow {
    let fields = BTreeMap::from([("task_name".to_owned(), name.to_owned())]);
    ExchangeRow { key: key.into(), version, withdrawn, fields }
}

#[test]
fn rows_go_back_with_what_to_do() {
    let reason = |row: &ExchangeRow, held| take_row(row, held, &map()).reason;
    assert_eq!(reason(&row("A", 2, false, "甲"), Some(1)), "");
    assert_eq!(reason(&row("A", 2, false, "甲"), Some(2)), "", "the same once more is no fault");
    assert_eq!(reason(&row("A", 2, false, "甲"), Some(3)), "这边已有第 3 版，送来的是第 2 版，请送最新的");
    assert_eq!(reason(&row("A", 2, false, " "), None), "缺事项名称，请补上");
    assert_eq!(reason(&row("A", 2, true, ""), Some(1)), "", "a withdrawal needs no fields");
    assert_eq!(take_row(&row(" ", 1, false, "甲"), None, &map()).outcome, RowOutcome::Rejected);
}

#[test]
fn data_that_names_a_field_twice_or_wrongly_is_refused() {
    let read = |provinces: &str| -> FieldMaps {
        let text = format!(
            r#"{{"source":"s","items":[{{"canonical":"a","title":"甲","required":true}},{{"canonical":"b","title":"乙"}}],
            "cases":[{{"canonical":"a","title":"甲"}}],"provinces":[{provinces}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    };
    let good = read(r#"{"code":"99","name":"样例省","items":{"a":"JIA"}}"#);
    assert_eq!(good.check(), Ok(()));
    let names: Vec<String> = good.items(&region("990101")).fields.into_iter().map(|f| f.local).collect();
    assert_eq!(names, ["JIA", "b"]);
    assert_eq!(good.items(&region("110101")).fields[0].local, "a", "another province keeps the national names");
    let canonical = BTreeMap::from([("a", "1".to_owned()), ("b", String::new()), ("c", "3".to_owned())]);
    let sent = good.items(&region("990101")).apply(&canonical);
    assert_eq!(sent, BTreeMap::from([("JIA".to_owned(), "1".to_owned())]));
    assert_eq!(good.items(&region("990101")).value(&sent, "a"), "1");
    let twice = read(r#"{"code":"99","name":"样例省","items":{"a":"b"}}"#);
    assert_eq!(twice.check(), Err(FieldMapFlaw::Twice("b".into())));
    let unknown = read(r#"{"code":"99","name":"样例省","cases":{"x":"y"}}"#);
    assert_eq!(unknown.check(), Err(FieldMapFlaw::Unknown("x".into())));
}

#[test]
fn questions_are_fresh_and_for_us() {
    let ask = Ask {
        form: ANSWER_FORM,
        what: "held".into(),
        from: "990101".into(),
        to: "990000".into(),
        after: String::new(),
        at: at("2026-11-20T02:00:00Z"),
    };
    let check = |ask: &Ask, known, now: &str| ask.check("990000", "held", known, at(now));
    assert_eq!(check(&ask, true, "2026-11-20T02:09:00Z"), Ok(()));
    assert_eq!(check(&ask, true, "2026-11-20T02:11:00Z"), Err(AskFlaw::Stale(ask.at)));
    assert_eq!(check(&ask, true, "2026-11-20T01:49:00Z"), Err(AskFlaw::Stale(ask.at)));
    assert_eq!(check(&ask, false, "2026-11-20T02:00:00Z"), Err(AskFlaw::Unknown));
    assert_eq!(ask.check("980000", "held", true, ask.at), Err(AskFlaw::NotForUs("990000".into())));
    assert_eq!(ask.check("990000", "waiting", true, ask.at), Err(AskFlaw::Form));
}

/// A receiver of the model: what it holds by key.
#[derive(Debug, Default, Clone)]
struct Other {
    held: BTreeMap<String, HeldRow>,
}

impl Other {
    fn take(&mut self, sent: &[(ExchangeRow, Published)], refuses: &str) -> Vec<RowAnswer> {
        let mut answers = Vec::new();
        for (row, published) in sent {
            let mut answer = take_row(row, self.held.get(&row.key).map(|h| h.version), &map());
            if row.key == refuses && !row.withdrawn {
                (answer.outcome, answer.reason) = (RowOutcome::Rejected, "不收".into());
            }
            if answer.outcome == RowOutcome::Accepted {
                let digest = published.digest.clone();
                let held = HeldRow { key: row.key.clone(), version: row.version, digest, withdrawn: row.withdrawn };
                self.held.insert(row.key.clone(), held);
            }
            answers.push(answer);
        }
        answers
    }
}

fn push(ours: &[OurItem], known: &mut BTreeMap<String, Published>, other: &mut Other, refuses: &str, seq: i64) {
    let batch = next_batch(ours, known, seq);
    for (row, sent) in &batch {
        known.insert(row.key.clone(), sent.clone());
    }
    for answer in other.take(&batch, refuses) {
        let after = after_answer(&known[&answer.key], &answer);
        known.insert(answer.key, after);
    }
}

#[test]
fn an_item_goes_through_its_states() {
    let (mut known, mut other) = (BTreeMap::new(), Other::default());
    let mut ours = vec![item("A", 1, "a1"), item("B", 1, "b1"), item("C", 1, "c1")];
    assert_eq!(reconcile(&ours, &known, &[]).lines.len(), 3);
    push(&ours, &mut known, &mut other, "B", 1);
    let state = |known: &BTreeMap<String, Published>, key: &str| known[key].state;
    assert_eq!(state(&known, "A"), PublishState::Accepted);
    assert_eq!((state(&known, "B"), known["B"].reason.as_str()), (PublishState::Rejected, "不收"));
    assert!(next_batch(&ours, &known, 2).is_empty(), "what was sent back waits until it is changed");
    ours[1] = item("B", 2, "b2");
    ours.remove(2);
    let next: Vec<(String, bool)> =
        next_batch(&ours, &known, 2).into_iter().map(|(r, _)| (r.key, r.withdrawn)).collect();
    assert_eq!(next, [("B".to_owned(), false), ("C".to_owned(), true)]);
    push(&ours, &mut known, &mut other, "", 2);
    assert_eq!((state(&known, "B"), state(&known, "C")), (PublishState::Accepted, PublishState::Withdrawn));
    let held: Vec<HeldRow> = other.held.values().cloned().collect();
    let even = reconcile(&ours, &known, &held);
    assert_eq!((even.ours, even.theirs, even.agree, even.lines.len()), (2, 2, 2, 0));
}

#[test]
fn what_the_other_side_lost_or_changed_is_found_and_sent_again() {
    let (mut known, mut other) = (BTreeMap::new(), Other::default());
    let ours = vec![item("A", 1, "a1"), item("B", 1, "b1"), item("C", 1, "c1")];
    push(&ours, &mut known, &mut other, "", 1);
    other.held.remove("A");
    other.held.get_mut("B").unwrap().digest = "changed".into();
    let stray = HeldRow { key: "Z".into(), version: 7, digest: "z".into(), withdrawn: false };
    other.held.insert("Z".into(), stray);
    let held: Vec<HeldRow> = other.held.values().cloned().collect();
    let found = reconcile(&ours, &known, &held);
    let kinds: Vec<(&str, ReconcileKind)> = found.lines.iter().map(|l| (l.key.as_str(), l.kind)).collect();
    let expected = [("B", ReconcileKind::Differs), ("A", ReconcileKind::Lost), ("Z", ReconcileKind::OnlyTheirs)];
    assert_eq!(kinds, expected);
    for again in found.again {
        known.insert(again.key.clone(), again);
    }
    push(&ours, &mut known, &mut other, "", 2);
    let held: Vec<HeldRow> = other.held.values().cloned().collect();
    let after = reconcile(&ours, &known, &held);
    assert_eq!((after.agree, after.lines.len()), (3, 1), "the stray one is left for people");
}

#[test]
fn a_message_stays_within_its_bounds() {
    let many: Vec<OurItem> = (0..BATCH_ROWS + 5).map(|n| item(&format!("K{n:04}"), 1, "d")).collect();
    assert_eq!(next_batch(&many, &BTreeMap::new(), 1).len(), BATCH_ROWS);
    let mut long = many[..4].to_vec();
    for one in &mut long {
        one.fields.insert("by_law".into(), "法".repeat(BATCH_BYTES / 6));
    }
    assert_eq!(next_batch(&long, &BTreeMap::new(), 1).len(), 1);
}

proptest! {
    /// Whatever changes between pushes, once everything is pushed both sides agree but for what was sent back.
    #[test]
    fn pushes_bring_both_sides_together(
        rounds in prop::collection::vec(prop::collection::btree_map("[A-F]", 1..4_i64, 0..6), 1..6),
        refuses in "[A-F]",
    ) {
        let (mut known, mut other) = (BTreeMap::new(), Other::default());
        let mut versions: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for (n, round) in rounds.iter().enumerate() {
            let ours: Vec<OurItem> = round
                .iter()
                .map(|(key, content)| {
                    let entry = versions.entry(key.clone()).or_insert((0, 0));
                    if entry.1 != *content {
                        *entry = (entry.0 + 1, *content);
                    }
                    item(key, entry.0, &format!("{key}{content}"))
                })
                .collect();
            push(&ours, &mut known, &mut other, &refuses, n as i64 + 1);
            let held: Vec<HeldRow> = other.held.values().cloned().collect();
            let found = reconcile(&ours, &known, &held);
            let left = found.lines.iter().filter(|l| l.kind != ReconcileKind::Rejected).count();
            prop_assert_eq!(left, 0, "{:?}", found.lines);
            prop_assert_eq!(found.agree + found.lines.len() as u64, union(&ours, &held, &known));
        }
    }
}

fn union(ours: &[OurItem], held: &[HeldRow], known: &BTreeMap<String, Published>) -> u64 {
    let mut keys: std::collections::BTreeSet<&str> = ours.iter().map(|i| i.key.as_str()).collect();
    keys.extend(held.iter().filter(|h| !h.withdrawn).map(|h| h.key.as_str()));
    let noted = |p: &&Published| matches!(p.state, PublishState::Accepted | PublishState::Differs | PublishState::Sent);
    keys.extend(known.values().filter(noted).map(|p| p.key.as_str()));
    keys.len() as u64
}

#[test]
fn the_key_of_a_day_is_the_last_that_was_registered_by_then() {
    let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
    let key = |name: &str, minutes| NodeKey { public_key: name.into(), since: at(minutes) };
    let keys = key_versions([key("甲", 1), key("甲", 2), key("乙", 5), key("甲", 9)]);
    assert_eq!(keys, [key("甲", 1), key("乙", 5), key("甲", 9)], "an address that changed is no new key");
    let on = |minutes| key_on(&keys, at(minutes)).map(|k| (k.public_key.as_str(), k.since));
    assert_eq!(on(0), Some(("甲", at(1))), "what came before the first registration has the first");
    assert_eq!((on(4), on(5)), (Some(("甲", at(1))), Some(("乙", at(5)))));
    assert_eq!(on(90), Some(("甲", at(9))));
    assert_eq!(key_on(&[], at(1)), None);
}
