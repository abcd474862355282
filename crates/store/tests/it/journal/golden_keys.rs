//! The text of events of keys of programs, frozen like every other.

use domain::{
    base::{DepartmentId, KeyId, StaffId},
    people::{ApiKey, KeyMaking, KeyWanted},
};
use jiff::civil::date;
use store::{
    journal::{Entry, Stream},
    people::key_change,
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
