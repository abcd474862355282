//! The text of events of keys of programs and of subscriptions, frozen like every other.

use domain::{
    base::{DepartmentId, KeyId, StaffId, SubscriptionId},
    people::{ApiKey, KeyMaking, KeyWanted},
    publication::{
        Listed, Subscription, SubscriptionOpening, SubscriptionState, SubscriptionTurned, SubscriptionWanted,
    },
};
use jiff::civil::date;
use store::{
    journal::{Entry, Stream},
    people::key_change,
    publication::{subscription_change, subscription_removal},
};
use testkit::{region, stamp};

use super::golden::frozen;

#[test]
fn a_key_through_its_life() {
    let (at, by) = (stamp().happened_at, Some(StaffId::new(1)));
    let wanted = KeyWanted {
        name: "住建审批系统".into(),
        scopes: vec!["cases:decide".into(), "cases:read".into()],
        department: Some(DepartmentId::new(3)),
        per_minute: Some(600),
        expires_on: Some(date(2027, 6, 30)),
    };
    let making = KeyMaking { id: KeyId::new(7), hint: "odk_1a2b3c4d".into(), at, today: date(2026, 11, 20), by };
    let (key, event) = ApiKey::make(&wanted, making).unwrap();
    let put = |kind, facts: &serde_json::Value, key: &ApiKey| {
        Entry::new(Stream::key(key.id), 0, kind, facts).with(key_change(&region(), key))
    };
    frozen("key_made", &put("key.made", &serde_json::to_value(event).unwrap(), &key));
    let (released, event) = key.release(at, Some(StaffId::new(2))).unwrap();
    frozen("key_released", &put("key.released", &serde_json::to_value(event).unwrap(), &released));
    let (revoked, event) = released.revoke(at, by).unwrap();
    frozen("key_revoked", &put("key.revoked", &serde_json::to_value(event).unwrap(), &revoked));
}

#[test]
fn a_subscription_through_its_life() {
    let wanted = SubscriptionWanted {
        name: "省统一受理平台".into(),
        target: "https://hook.example.gov.cn/events".into(),
        kinds: vec!["case.accepted".into()],
        department: Some(DepartmentId::new(3)),
        sm3: true,
    };
    let opening = SubscriptionOpening {
        id: SubscriptionId::new(8),
        nonce: "00ff".into(),
        key: Some(KeyId::new(7)),
        at: stamp().happened_at,
        by: None,
    };
    let (opened, event) = Subscription::open(&wanted, opening, &Listed::default()).unwrap();
    let stream = || Stream::subscription(opened.id);
    let put = |s: &Subscription| subscription_change(&region(), s);
    frozen("subscription_opened", &Entry::new(stream(), 0, "subscription.opened", &event).with(put(&opened)));
    let (paused, event) = opened.turn(SubscriptionState::Paused).unwrap();
    frozen("subscription_turned", &Entry::new(stream(), 0, "subscription.turned", &event).with(put(&paused)));
    let event = SubscriptionTurned { name: opened.name.clone(), to: "2026-11-20".into() };
    frozen("subscription_replayed", &Entry::new(stream(), 0, "subscription.replayed", &event));
    let event = SubscriptionTurned { name: opened.name.clone(), to: "closed".into() };
    let gone = subscription_removal(&region(), opened.id);
    frozen("subscription_closed", &Entry::new(stream(), 0, "subscription.closed", &event).with(gone));
}
