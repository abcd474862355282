//! The feed of what happened to cases, and the way of each subscription along it.

use domain::{
    base::{CaseId, DepartmentId, ItemId, KeyId, StaffId, SubscriptionId},
    publication::{Subscription, SubscriptionState},
};
use jiff::SignedDuration;
use store::{
    Database,
    journal::{Entry, Stream, append, head, seal},
    publication::{
        DeliveryWay, FeedPlace, Parked, ask_trial, begin_way, delivery_way, feed, feed_end, feed_event, feed_since,
        forget_way, is_parked, item_code_at, leave_parked, matter_feed, move_way, note_trial, park, parked,
        parked_count, review_feed, send_parked_again, subscription, subscription_change, subscription_removal,
        subscriptions, take_way, turn_way, unpark, went_on, whole_feed,
    },
};
use testkit::{content, item, on_every_engine, region, seed_item, stamp, vault};

use crate::common::{put, write};

fn happened(db: &Database, stream: Stream) {
    write(db, move |tx| {
        let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "case.accepted", &"试");
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap();
}

fn sealed(db: &Database, at: jiff::Timestamp) {
    write(db, move |tx| seal(tx, &region(), &vault(), "t", at)).unwrap().expect("something waited");
}

#[test]
fn the_feed_goes_through_the_blocks_and_tells_of_cases_alone() {
    on_every_engine(|t| {
        let at = stamp().entered_at;
        let read = |from, limit| t.db.read(|tx| feed(tx, &region(), from, limit)).unwrap();
        let start = FeedPlace::default();
        let empty = read(start, 10);
        assert!(empty.events.is_empty() && empty.ended && empty.reached == start);
        let case = |id| Stream::case(CaseId::new(id));
        happened(&t.db, case(2));
        happened(&t.db, Stream::staff(StaffId::new(9)));
        happened(&t.db, case(2));
        happened(&t.db, case(1));
        sealed(&t.db, at);
        happened(&t.db, case(1));
        sealed(&t.db, at + SignedDuration::from_secs(5));
        happened(&t.db, case(3));
        let names = |part: &store::publication::FeedPart| -> Vec<String> {
            part.events.iter().map(|e| format!("{}/{}", e.envelope.stream, e.envelope.seq)).collect()
        };
        let whole = read(start, 10);
        assert_eq!(names(&whole), ["case/1/1", "case/2/1", "case/2/2", "case/1/2"], "what is not sealed waits");
        assert!(whole.ended && whole.reached == FeedPlace { block: 3, taken: 0 });
        let mut steps = Vec::new();
        let mut place = start;
        for _ in 0..4 {
            let part = read(place, 1);
            assert_eq!(part.events[0].after, part.reached.min(part.events[0].after));
            steps.extend(names(&part));
            place = part.events[0].after;
        }
        assert_eq!(steps, names(&whole), "one at a time it is the same");
        assert!(read(place, 1).events.is_empty());
        assert_eq!(t.db.read(|tx| feed_end(tx, &region())), Ok(FeedPlace { block: 3, taken: 0 }));
        let since = |ts| t.db.read(|tx| feed_since(tx, &region(), ts)).unwrap();
        assert_eq!(since(at), FeedPlace { block: 1, taken: 0 });
        assert_eq!(since(at + SignedDuration::from_secs(1)), FeedPlace { block: 2, taken: 0 });
        assert_eq!(since(at + SignedDuration::from_secs(6)), FeedPlace { block: 3, taken: 0 });
        let on = |after, of: &'static str| t.db.read(|tx| went_on(tx, &region(), after, &[of])).unwrap();
        assert!(on(start, "staff/") && on(start, "case/") && !on(start, "item/"));
        let second = FeedPlace { block: 2, taken: 0 };
        assert!(!on(second, "staff/") && !on(FeedPlace { block: 3, taken: 0 }, "staff/"));
        assert!(on(FeedPlace { block: 3, taken: 0 }, "case/3"), "what waits to be sealed counts");
        let ratings = t.db.read(|tx| review_feed(tx, &region(), start, 10)).unwrap();
        assert!(ratings.events.is_empty() && ratings.ended);
        let one = t.db.read(|tx| feed_event(tx, &region(), "case/2", 2)).unwrap().expect("it is there");
        assert_eq!((one.stream.as_str(), one.seq), ("case/2", 2));
        assert!(t.db.read(|tx| feed_event(tx, &region(), "case/2", 3)).unwrap().is_none());
    });
}

#[test]
fn the_code_of_a_version_is_found() {
    on_every_engine(|t| {
        seed_item(&t.db, &item(7, content("A-1", "临时救助", 1)));
        assert_eq!(t.db.read(|tx| item_code_at(tx, &region(), ItemId::new(7), 1)), Ok(Some("A-1".into())));
        assert_eq!(t.db.read(|tx| item_code_at(tx, &region(), ItemId::new(7), 2)), Ok(None));
    });
}

fn a_subscription(id: i64, name: &str) -> Subscription {
    Subscription {
        id: SubscriptionId::new(id),
        version: 1,
        name: name.into(),
        target: "https://hook.example.gov.cn/".into(),
        kinds: vec!["case.accepted".into()],
        department: Some(DepartmentId::new(3)),
        sm3: true,
        nonce: "n1".into(),
        key: Some(KeyId::new(5)),
        state: SubscriptionState::Active,
        opened_at: stamp().happened_at,
        opened_by: None,
    }
}

#[test]
fn subscriptions_are_kept_and_closed() {
    on_every_engine(|t| {
        let first = a_subscription(1, "甲");
        let second = Subscription {
            key: None,
            department: None,
            kinds: vec![],
            sm3: false,
            state: SubscriptionState::Paused,
            opened_by: Some(StaffId::new(2)),
            ..a_subscription(2, "乙")
        };
        let stream = Stream::subscription(first.id);
        let changes = [&first, &second].map(|s| subscription_change(&region(), s));
        put(&t.db, &stream, changes.to_vec());
        assert_eq!(t.db.read(|tx| subscriptions(tx, &region())), Ok(vec![second.clone(), first.clone()]));
        assert_eq!(t.db.read(|tx| subscription(tx, &region(), first.id)), Ok(Some(first.clone())));
        put(&t.db, &stream, vec![subscription_removal(&region(), first.id)]);
        assert_eq!(t.db.read(|tx| subscriptions(tx, &region())), Ok(vec![second]));
    });
}

#[test]
fn a_way_moves_on_until_somebody_turns_it() {
    on_every_engine(|t| {
        let (id, at) = (SubscriptionId::new(1), stamp().entered_at);
        let way = || t.db.read(|tx| delivery_way(tx, &region(), id)).unwrap();
        assert_eq!(way(), None);
        write(&t.db, move |tx| begin_way(tx, &region(), id, FeedPlace { block: 4, taken: 2 })).unwrap();
        let begun = way().expect("it has begun");
        assert_eq!((begun.at, begun.tries, begun.sent), (FeedPlace { block: 4, taken: 2 }, 0, 0));
        let further = DeliveryWay {
            at: FeedPlace { block: 5, taken: 0 },
            tries: 3,
            due_at: Some(at),
            sent: 7,
            sent_at: Some(at),
            fault: Some("对方回答 500，没有收下".into()),
            ..begun.clone()
        };
        let moved = further.clone();
        assert_eq!(write(&t.db, move |tx| move_way(tx, &region(), id, &moved)), Ok(true));
        assert_eq!(way(), Some(further.clone()));
        write(&t.db, move |tx| ask_trial(tx, &region(), id)).unwrap();
        assert!(way().unwrap().trial);
        write(&t.db, move |tx| note_trial(tx, &region(), id, "对方已收下", at)).unwrap();
        assert_eq!(way().unwrap().tried, Some(("对方已收下".into(), at)));
        write(&t.db, move |tx| turn_way(tx, &region(), id, FeedPlace::default())).unwrap();
        let turned = way().unwrap();
        assert_eq!((turned.at, turned.tries, turned.due_at, turned.sent), (FeedPlace::default(), 0, None, 7));
        assert_eq!(write(&t.db, move |tx| move_way(tx, &region(), id, &further)), Ok(false), "the old way is over");
        assert_eq!(way().unwrap(), turned);
        let until = at + SignedDuration::from_secs(40);
        let take = |who: &'static str, now| {
            write(&t.db, move |tx| take_way(tx, &region(), id, who, (now, now + SignedDuration::from_secs(40))))
        };
        assert_eq!((take("a", at), take("b", at), take("a", at)), (Ok(true), Ok(false), Ok(true)));
        assert_eq!(take("b", until + SignedDuration::from_secs(1)), Ok(true), "what was held by one that is gone");
    });
}

#[test]
fn what_is_set_aside_waits_in_the_order_of_its_case() {
    on_every_engine(|t| {
        let (id, at) = (SubscriptionId::new(1), stamp().entered_at);
        let one = |stream: &str, seq| Parked {
            stream: stream.into(),
            seq,
            kind: "case.decided".into(),
            case_no: "2026-1120-03-0001".into(),
            tries: 8,
            fault: "对方回答 500，没有收下".into(),
            parked_at: at,
            again: false,
        };
        for parked in [one("case/2", 10), one("case/2", 9), one("case/1", 3)] {
            write(&t.db, move |tx| park(tx, &region(), id, &parked)).unwrap();
        }
        let all = |again| t.db.read(|tx| parked(tx, &region(), id, again, 10)).unwrap();
        assert_eq!(all(false), [one("case/1", 3), one("case/2", 9), one("case/2", 10)]);
        assert_eq!(all(true), []);
        assert_eq!(t.db.read(|tx| parked_count(tx, &region(), id)), Ok(3));
        let aside = |stream: &'static str| t.db.read(move |tx| is_parked(tx, &region(), id, stream));
        assert_eq!((aside("case/1"), aside("case/3")), (Ok(true), Ok(false)));
        assert_eq!(write(&t.db, move |tx| send_parked_again(tx, &region(), id)), Ok(3));
        write(&t.db, move |tx| leave_parked(tx, &region(), id, "case/2")).unwrap();
        assert_eq!(all(true), [Parked { again: true, ..one("case/1", 3) }]);
        write(&t.db, move |tx| unpark(tx, &region(), id, ("case/1", 3))).unwrap();
        assert_eq!(aside("case/1"), Ok(false));
        write(&t.db, move |tx| forget_way(tx, &region(), id)).unwrap();
        assert_eq!(t.db.read(|tx| parked_count(tx, &region(), id)), Ok(0));
    });
}

#[test]
fn the_feed_of_matters_goes_the_same_way_and_tells_of_matters_alone() {
    on_every_engine(|t| {
        let matter = |id| Stream::matter(domain::base::MatterId::new(id));
        happened(&t.db, matter(7));
        happened(&t.db, Stream::case(CaseId::new(1)));
        happened(&t.db, matter(7));
        sealed(&t.db, stamp().entered_at);
        let read = |from, limit| t.db.read(|tx| matter_feed(tx, &region(), from, limit)).unwrap();
        let names = |part: &store::publication::FeedPart| -> Vec<String> {
            part.events.iter().map(|e| format!("{}/{}", e.envelope.stream, e.envelope.seq)).collect()
        };
        let first = read(FeedPlace::default(), 1);
        assert_eq!(names(&first), ["matter/7/1"]);
        assert_eq!(names(&read(first.reached, 10)), ["matter/7/2"]);
        assert_eq!(names(&t.db.read(|tx| feed(tx, &region(), FeedPlace::default(), 10)).unwrap()), ["case/1/1"]);
        let both = t.db.read(|tx| whole_feed(tx, &region(), FeedPlace::default(), 10)).unwrap();
        assert_eq!(names(&both), ["case/1/1", "matter/7/1", "matter/7/2"], "within a block by stream");
    });
}
