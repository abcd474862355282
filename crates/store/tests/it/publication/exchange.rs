//! Nodes, messages, how items stand and what is held: written by events, read back alike on both engines.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, Region},
    publication::exchange::{
        ChainEnd, ENVELOPE_FORM, Envelope, HeldRow, MessageKind, Peer, PublishState, Published, ReconcileKind,
        ReconcileLine, Side, SignedMessage,
    },
};
use jiff::{SignedDuration, civil::date};
use store::{
    journal::{Stream, verify},
    publication::{
        Direction, KeptAnswer, KeptMessage, KeptReconciliation, chain_end, held_change, held_counts, held_page,
        held_versions, last_mark, last_reconciliation, leave_exchange, message_change, messages, peer, peer_change,
        peers, published, published_change, published_in, reconciliation_change, take_exchange, unanswered,
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
        assert_eq!(db.read(|tx| last_mark(tx, &here, &there)), Ok(Some("3.7".into())));
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
