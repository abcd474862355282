//! The frozen texts of the exchange between nodes.

use domain::publication::{
    NodeOutcome, NodeWord,
    exchange::{
        AnswerWanted, ApplicationHanded, HeldRow, MessageAcknowledged, MessageKind, MessageReceived, MessageSealed,
        PeerSet, Policy, PolicyAnswer, PolicyAnswered, PolicyWanted, PublishState, Published, Reconciled,
    },
};
use jiff::civil::date;
use store::{
    journal::{Entry, Stream},
    publication::{
        Direction, KeptReconciliation, ReviewsReconciled, acknowledged_change, handed_change, held_change,
        message_change, peer_change, policy_answer_change, policy_change, policy_sending_change, published_change,
        reconciliation_change, review_sending_change,
    },
};
use testkit::region;

use super::golden::frozen;
use crate::publication::exchange::{
    PROVINCE, a_message, a_peer, a_reconciliation, an_application, an_item, answered, fields, province,
};

#[test]
fn a_node_registered() {
    let peer = a_peer();
    let event = PeerSet {
        code: PROVINCE.into(),
        name: peer.name.clone(),
        public_key: peer.public_key.clone(),
        address: peer.address.clone(),
        active: true,
    };
    let entry = Entry::new(Stream::peer(&peer.code), 0, "exchange.peer_set", &event);
    frozen("exchange_peer_set", &entry.with(peer_change(&region(), &peer)));
}

#[test]
fn a_message_sent_and_answered() {
    let kept = a_message(Direction::Out, 1);
    let event = MessageSealed {
        to: PROVINCE.into(),
        seq: 1,
        kind: MessageKind::Items,
        rows: kept.rows,
        digest: kept.digest.clone(),
    };
    let stream = || Stream::exchange_out(&province());
    let sent = published_change(&region(), &province(), &an_item("A-1", PublishState::Sent));
    let entry = Entry::new(stream(), 0, "exchange.sealed", &event).with(message_change(&region(), &kept)).with(sent);
    frozen("exchange_sealed", &entry);
    let event = MessageAcknowledged { by: PROVINCE.into(), seq: 1, accepted: 0, rejected: 1 };
    let refused = Published { reason: "缺实施主体，请补上".into(), ..an_item("A-1", PublishState::Rejected) };
    let entry = Entry::new(stream(), 0, "exchange.acknowledged", &event)
        .with(message_change(&region(), &answered(kept)))
        .with(published_change(&region(), &province(), &refused));
    frozen("exchange_acknowledged", &entry);
}

#[test]
fn ratings_are_sealed_and_held_against_each_other() {
    let kept = a_message(Direction::Out, 1);
    let event =
        MessageSealed { to: PROVINCE.into(), seq: 1, kind: MessageKind::Reviews, rows: 1, digest: kept.digest.clone() };
    let sent = review_sending_change(&region(), &province(), &an_item("4611686018427387905", PublishState::Sent));
    let entry = Entry::new(Stream::exchange_out(&province()), 0, "exchange.sealed", &event).with(sent);
    frozen("exchange_reviews_sealed", &entry);
    let reviews = ReviewsReconciled { ours: 1, theirs: 1, agree: 1, lines: Vec::new() };
    let one = KeptReconciliation { reviews: Some(reviews), ..a_reconciliation() };
    let (with, review_differences) = (PROVINCE.into(), Some(0));
    let event = Reconciled { with, ours: 2, theirs: 2, agree: 1, differences: 1, review_differences };
    let entry = Entry::new(Stream::exchange_out(&province()), 0, "exchange.reconciled", &event);
    frozen("exchange_reviews_reconciled", &entry.with(reconciliation_change(&region(), &one)));
}

#[test]
fn an_application_handed_down() {
    let one = an_application("SL-1");
    let event = ApplicationHanded {
        to: one.to.as_str().into(),
        number: one.number.clone(),
        version: one.version,
        item_code: one.item_code.clone(),
        enclosure: one.enclosure.clone(),
    };
    let stream = Stream::exchange_application(&one.to, &one.number);
    let entry = Entry::new(stream, 0, "exchange.application_handed", &event);
    frozen("exchange_application_handed", &entry.with(handed_change(&region(), &one)));
}

#[test]
fn what_the_node_above_says_of_an_item() {
    let event = MessageAcknowledged { by: PROVINCE.into(), seq: 2, accepted: 0, rejected: 1 };
    let word = NodeWord { outcome: NodeOutcome::Rejected, version: 2, holds: Some(1), on: date(2026, 11, 20) };
    let entry = Entry::new(Stream::exchange_out(&province()), 0, "exchange.acknowledged", &event);
    frozen("exchange_acknowledged_item", &entry.with(acknowledged_change(&region(), &province(), "A-1", &word)));
}

#[test]
fn a_message_received() {
    let kept = answered(a_message(Direction::In, 1));
    let event = MessageReceived {
        from: PROVINCE.into(),
        seq: 1,
        kind: MessageKind::Items,
        accepted: 1,
        rejected: 0,
        digest: kept.digest.clone(),
    };
    let held = HeldRow { key: "A-1".into(), version: 1, digest: "d1".into(), withdrawn: false };
    let entry = Entry::new(Stream::exchange_in(&province()), 0, "exchange.received", &event)
        .with(message_change(&region(), &kept))
        .with(held_change(&region(), (&province(), MessageKind::Items), &held, &fields(), 1));
    frozen("exchange_received", &entry);
}

fn a_policy() -> (Policy, domain::publication::exchange::PolicyPublished) {
    let wanted = PolicyWanted {
        kind: "chain".into(),
        code: "YJS-001".into(),
        title: "企业开办一件事".into(),
        detail: "“引号”".into(),
        content: String::new(),
        days: "20".into(),
    };
    Policy::publish(None, &wanted, date(2026, 11, 20), |_| true).unwrap()
}

#[test]
fn a_policy_published_and_answered() {
    let (policy, event) = a_policy();
    let entry = Entry::new(Stream::publication(), 0, "exchange.policy_published", &event);
    frozen("exchange_policy_published", &entry.with(policy_change(&region(), &policy)));
    let wanted = AnswerWanted { reply: "planned".into(), planned_on: "2026-12-31".into(), ..AnswerWanted::default() };
    let answer = PolicyAnswer::give(&policy, None, &wanted, date(2026, 11, 21), |_| true).unwrap();
    let event = PolicyAnswered {
        from: PROVINCE.into(),
        key: answer.key.clone(),
        policy_version: 1,
        reply: answer.reply,
        ours: String::new(),
        reason: String::new(),
    };
    let entry = Entry::new(Stream::publication(), 0, "exchange.policy_answered", &event);
    frozen("exchange_policy_answered", &entry.with(policy_answer_change(&region(), &province(), &answer)));
    let sent = policy_sending_change(
        &region(),
        (&province(), MessageKind::PolicyAnswers),
        &an_item("chain/YJS-001", PublishState::Sent),
    );
    let event = MessageAcknowledged { by: PROVINCE.into(), seq: 1, accepted: 1, rejected: 0 };
    let entry = Entry::new(Stream::exchange_out(&province()), 0, "exchange.acknowledged", &event);
    frozen("exchange_policy_sending", &entry.with(sent));
}

#[test]
fn both_sides_held_against_each_other() {
    let one = a_reconciliation();
    let event =
        Reconciled { with: PROVINCE.into(), ours: 2, theirs: 2, agree: 1, differences: 1, review_differences: None };
    let entry = Entry::new(Stream::exchange_out(&province()), 0, "exchange.reconciled", &event);
    frozen("exchange_reconciled", &entry.with(reconciliation_change(&region(), &one)));
}
