//! Nodes, messages, how items stand and what is held: written by events, read back alike on both engines.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, Region},
    publication::exchange::{
        ChainEnd, ENVELOPE_FORM, Envelope, Handed, HeldRow, MessageKind, Peer, PublishState, Published, ReconcileKind,
        ReconcileLine, Side, SignedMessage,
    },
};
use jiff::{SignedDuration, civil::date};
use store::{
    journal::{Stream, verify},
    publication::{
        Direction, KeptAnswer, KeptMessage, KeptReconciliation, ReviewsReconciled, all_review_sendings, chain_end,
        drop_enclosure, enclosure, exchange_mark, handed, handed_change, handed_counts, handed_in, handed_list,
        handed_waiting, held_change, held_counts, held_page, held_versions, keep_enclosure, last_reconciliation,
        leave_exchange, message_change, messages, newest_mark, peer, peer_change, peers, published, published_change,
        published_in, reconciliation_change, review_sending_change, review_sending_counts, review_sendings,
        review_sendings_in, review_sendings_of, set_exchange_mark, take_exchange, unanswered,
    },
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{put, write};

pub(crate) const PROVINCE: &str = "990000";

pub(crate) fn province() -> Region {
    Region::parse(PROVINCE).unwrap()
}

pub(crate) fn a_peer() -> Peer {
    Peer {
        code: province(),
        version: 1,
        name: "样例省政务服务平台".into(),
        side: Side::Above,
        public_key: "04ab".into(),
        address: "https://zwfw.example.gov.cn".into(),
        active: true,
    }
}

pub(crate) fn a_message(direction: Direction, seq: i64) -> KeptMessage {
    let (from, to) = match direction {
        Direction::Out => (region(), province()),
        Direction::In => (province(), region()),
    };
    let envelope = Envelope {
        form: ENVELOPE_FORM,
        from: from.as_str().into(),
        to: to.as_str().into(),
        seq,
        prev: if seq == 1 { String::new() } else { format!("digest{}", seq - 1) },
        kind: MessageKind::Items,
        body_digest: "b1".into(),
        at: stamp().entered_at,
    };
    KeptMessage {
        peer: province(),
        direction,
        message: SignedMessage { envelope, body: r#"{"rows":[]}"#.into(), signature: "30".into() },
        digest: format!("digest{seq}"),
        rows: 1,
        mark: None,
        kept_at: stamp().entered_at,
        answer: None,
    }
}

pub(crate) fn answered(kept: KeptMessage) -> KeptMessage {
    let answer = KeptAnswer { text: r#"{"seq":1}"#.into(), signature: "31".into(), at: stamp().entered_at };
    KeptMessage { answer: Some(answer), ..kept }
}

pub(crate) fn an_item(key: &str, state: PublishState) -> Published {
    Published {
        key: key.into(),
        name: "临时救助".into(),
        department: DepartmentId::new(1),
        version: 1,
        digest: "d1".into(),
        state,
        reason: String::new(),
        seq: 1,
    }
}

pub(crate) fn fields() -> BTreeMap<String, String> {
    BTreeMap::from([("SXMC".to_owned(), "“引号”".to_owned())])
}

pub(crate) fn a_reconciliation() -> KeptReconciliation {
    KeptReconciliation {
        peer: province(),
        day: date(2026, 11, 20),
        ours: 2,
        theirs: 2,
        agree: 1,
        lines: vec![ReconcileLine {
            key: "A-1".into(),
            name: "临时救助".into(),
            kind: ReconcileKind::Lost,
            words: "对方回执写明已接收，现在没有".into(),
        }],
        reviews: None,
        answer: "66c7".into(),
        done_at: stamp().entered_at,
    }
}

#[test]
fn what_is_written_is_read_back_and_rebuilt() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), province());
        put(db, &Stream::peer(&there), vec![peer_change(&here, &a_peer())]);
        assert_eq!(db.read(|tx| peers(tx, &here)), Ok(vec![a_peer()]));
        assert_eq!(db.read(|tx| peer(tx, &here, &there)), Ok(Some(a_peer())));
        let out = Stream::exchange_out(&there);
        let with_mark = KeptMessage { mark: Some("3.7".into()), ..a_message(Direction::Out, 2) };
        let mut cases = with_mark.clone();
        cases.message.envelope.kind = MessageKind::Cases;
        put(db, &out, vec![message_change(&here, &a_message(Direction::Out, 1)), message_change(&here, &cases)]);
        let none = ChainEnd::default();
        assert_eq!(db.read(|tx| chain_end(tx, &here, &there, Direction::In)), Ok(none), "each direction by itself");
        let end = ChainEnd { seq: 2, digest: "digest2".into() };
        assert_eq!(db.read(|tx| chain_end(tx, &here, &there, Direction::Out)), Ok(end));
        assert_eq!(db.read(|tx| newest_mark(tx, &here, &there, MessageKind::Cases)), Ok(Some("3.7".into())));
        assert_eq!(db.read(|tx| unanswered(tx, &here, &there, 9)).unwrap().len(), 2);
        put(db, &out, vec![message_change(&here, &answered(a_message(Direction::Out, 1)))]);
        let left = db.read(|tx| unanswered(tx, &here, &there, 9)).unwrap();
        assert_eq!(left, [cases]);
        let kept = db.read(|tx| messages(tx, &here, (&there, Direction::Out), 0, 1)).unwrap();
        assert_eq!(kept, [answered(a_message(Direction::Out, 1))]);
        for state in PublishState::ALL {
            let one = an_item(state.as_str(), state);
            put(db, &out, vec![published_change(&here, &there, &one)]);
        }
        let all = db.read(|tx| published(tx, &here, &there)).unwrap();
        assert_eq!(all.len(), PublishState::ALL.len());
        assert_eq!(all["differs"], an_item("differs", PublishState::Differs));
        assert_eq!(db.read(|tx| published_in(tx, &here, &there, 1)).unwrap().len(), PublishState::ALL.len());
        let found = a_reconciliation();
        put(db, &out, vec![reconciliation_change(&here, &found)]);
        assert_eq!(db.read(|tx| last_reconciliation(tx, &here, &there)), Ok(Some(found)));
        assert_eq!(db.read(|tx| verify(tx, &here)).unwrap().findings, []);
    });
}

#[test]
fn ratings_stand_apart_from_items() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), province());
        let out = Stream::exchange_out(&there);
        let changes = PublishState::ALL.map(|s| review_sending_change(&here, &there, &an_item(s.as_str(), s)));
        put(db, &out, changes.to_vec());
        assert!(db.read(|tx| published(tx, &here, &there)).unwrap().is_empty());
        let all = db.read(|tx| all_review_sendings(tx, &here, &there)).unwrap();
        assert_eq!(all.len(), PublishState::ALL.len());
        let keys = ["sent".to_owned(), "unknown".to_owned()];
        let some = db.read(|tx| review_sendings(tx, &here, &there, &keys)).unwrap();
        assert_eq!(some, BTreeMap::from([("sent".to_owned(), an_item("sent", PublishState::Sent))]));
        let of = |state, after: &'static str| {
            let found = db.read(|tx| review_sendings_of(tx, &here, (&there, state), after, 2)).unwrap();
            found.into_iter().map(|one| one.key).collect::<Vec<_>>()
        };
        assert_eq!(of(Some(PublishState::Rejected), ""), ["rejected"]);
        assert_eq!(of(None, "differs"), ["not_sent", "rejected"]);
        assert_eq!(of(None, "withdrawn"), Vec::<String>::new());
        assert_eq!(db.read(|tx| review_sendings_in(tx, &here, &there, 1)).unwrap().len(), PublishState::ALL.len());
        let counts = db.read(|tx| review_sending_counts(tx, &here, &there)).unwrap();
        assert_eq!(counts, PublishState::ALL.map(|s| (s, 1)).into());
        let reviews = ReviewsReconciled { ours: 6, theirs: 5, agree: 5, lines: a_reconciliation().lines };
        let found = KeptReconciliation { reviews: Some(reviews), ..a_reconciliation() };
        put(db, &out, vec![reconciliation_change(&here, &found)]);
        assert_eq!(db.read(|tx| last_reconciliation(tx, &here, &there)), Ok(Some(found)));
        assert_eq!(db.read(|tx| verify(tx, &here)).unwrap().findings, []);
        let mark = || db.read(|tx| exchange_mark(tx, &here, &there, MessageKind::Reviews)).unwrap();
        assert_eq!(mark(), None);
        for text in ["3.7", "4.0"] {
            write(db, move |tx| set_exchange_mark(tx, &region(), (&province(), MessageKind::Reviews), text)).unwrap();
            assert_eq!(mark().as_deref(), Some(text));
        }
        assert_eq!(db.read(|tx| exchange_mark(tx, &here, &there, MessageKind::Items)), Ok(None));
    });
}

pub(crate) fn an_application(number: &str) -> Handed {
    Handed {
        number: number.into(),
        to: Region::parse("990199").unwrap(),
        version: 2,
        item_code: "A-1".into(),
        submitted_at: stamp().happened_at,
        content: "c1".into(),
        enclosure: "e1".into(),
        state: PublishState::NotSent,
        reason: "“引号”".into(),
        case_no: String::new(),
        seq: 0,
        handed_at: stamp().entered_at,
    }
}

#[test]
fn applications_wait_are_sent_and_answered() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), an_application("x").to);
        let (first, second) = (an_application("SL/1"), an_application("SL-2"));
        for one in [&first, &second] {
            put(db, &Stream::exchange_application(&there, &one.number), vec![handed_change(&here, one)]);
        }
        assert_eq!(db.read(|tx| handed(tx, &here, &there, "SL/1")), Ok(Some(first.clone())));
        assert_eq!(db.read(|tx| handed(tx, &here, &province(), "SL/1")), Ok(None));
        let waiting = db.read(|tx| handed_waiting(tx, &here, &there, 9)).unwrap();
        assert_eq!(waiting, [second.clone(), first.clone()]);
        let sent = first.sent(3);
        put(db, &Stream::exchange_application(&there, "SL/1"), vec![handed_change(&here, &sent)]);
        assert_eq!(db.read(|tx| handed_waiting(tx, &here, &there, 9)), Ok(vec![second.clone()]));
        assert_eq!(db.read(|tx| handed_in(tx, &here, &there, 3)), Ok(vec![sent.clone()]));
        let counts = db.read(|tx| handed_counts(tx, &here, &there)).unwrap();
        assert_eq!(counts, BTreeMap::from([(PublishState::NotSent, 1), (PublishState::Sent, 1)]));
        let list = |to, state| db.read(|tx| handed_list(tx, &here, (to, state), 9)).unwrap();
        assert_eq!(list(None, None).len(), 2);
        assert_eq!(list(Some(&there), Some(PublishState::Sent)), [sent]);
        assert!(list(Some(&province()), None).is_empty());
        let enclosed = || db.read(|tx| enclosure(tx, &here, (&there, "SL/1"))).unwrap();
        assert_eq!(enclosed(), None);
        for text in ["00", "ff"] {
            write(db, move |tx| keep_enclosure(tx, &region(), (&there, "SL/1"), text)).unwrap();
            assert_eq!(enclosed().as_deref(), Some(text));
        }
        write(db, move |tx| drop_enclosure(tx, &region(), (&there, "SL/1"))).unwrap();
        assert_eq!(enclosed(), None);
        assert_eq!(db.read(|tx| verify(tx, &here)).unwrap().findings, []);
    });
}

#[test]
fn held_rows_are_paged_by_key() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), province());
        let row =
            |n: usize| HeldRow { key: format!("K{n:03}"), version: n as i64, digest: "d".into(), withdrawn: n == 3 };
        let of = (&there, MessageKind::Items);
        let changes = (0..130).map(|n| held_change(&here, of, &row(n), &fields(), 1)).collect();
        put(db, &Stream::exchange_in(&there), changes);
        let page = db.read(|tx| held_page(tx, &here, of, "K001", 2)).unwrap();
        assert_eq!(page, [row(2), row(3)]);
        let keys: Vec<String> = (0..130).map(|n| format!("K{n:03}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).chain(["unknown"]).collect();
        let versions = db.read(|tx| held_versions(tx, &here, of, &keys)).unwrap();
        assert_eq!((versions.len(), versions["K129"]), (130, 129));
        let counts = db.read(|tx| held_counts(tx, &here)).unwrap();
        assert_eq!(counts, BTreeMap::from([((PROVINCE.to_owned(), "items".to_owned()), 129)]));
    });
}

#[test]
fn of_two_programs_one_exchanges() {
    on_every_engine(|t| {
        let (now, minute) = (stamp().entered_at, SignedDuration::from_mins(1));
        let take = |holder: &'static str, at| {
            write(&t.db, move |tx| take_exchange(tx, &region(), &province(), holder, (at, at + minute))).unwrap()
        };
        assert!(take("a", now) && take("a", now), "one's own is prolonged");
        assert!(!take("b", now));
        assert!(take("b", now + minute * 2), "what was left behind ends by itself");
        write(&t.db, |tx| leave_exchange(tx, &region(), &province(), "b")).unwrap();
        assert!(take("a", now));
    });
}
