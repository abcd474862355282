//! Keys of programs and the hashes of their secrets.

use domain::{
    base::{DepartmentId, KeyId, StaffId},
    people::{ApiKey, KeyState, Scope},
};
use jiff::civil::date;
use store::journal::Stream;
use store::people::{
    forget_key_secret, keep_key_secret, key, key_change, key_name_taken, key_of_secret, keys, touch_key,
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{put, write};

fn a_key(id: i64, name: &str, state: KeyState) -> ApiKey {
    ApiKey {
        id: KeyId::new(id),
        version: 1,
        name: name.into(),
        scopes: vec![Scope::CasesRead, Scope::CasesDecide],
        department: Some(DepartmentId::new(3)),
        per_minute: 600,
        expires_on: date(2027, 6, 30),
        hint: "odk_1a2b3c4d".into(),
        made_at: stamp().happened_at,
        made_by: Some(StaffId::new(1)),
        state,
    }
}

#[test]
fn keys_are_found_by_id_by_name_and_by_secret() {
    on_every_engine(|t| {
        let at = stamp().happened_at;
        let waiting = a_key(1, "乙系统", KeyState::Waiting);
        let free = ApiKey {
            department: None,
            made_by: None,
            ..a_key(2, "甲系统", KeyState::Released { at, by: Some(StaffId::new(2)) })
        };
        let gone = a_key(3, "丙系统", KeyState::Revoked { at, by: None });
        let changes = [&waiting, &free, &gone].map(|one| key_change(&region(), one));
        put(&t.db, &Stream::key(KeyId::new(1)), changes.to_vec());
        write(&t.db, move |tx| {
            keep_key_secret(tx, &region(), KeyId::new(1), "h1")?;
            keep_key_secret(tx, &region(), KeyId::new(2), "h2")
        })
        .unwrap();
        let read = |id| t.db.read(|tx| key(tx, &region(), KeyId::new(id)));
        assert_eq!(read(1), Ok(Some(waiting.clone())));
        assert_eq!(read(3), Ok(Some(gone.clone())));
        assert_eq!(read(4), Ok(None));
        let found = |hash: &'static str| t.db.read(move |tx| key_of_secret(tx, &region(), hash));
        assert_eq!(found("h2"), Ok(Some((free.clone(), None))));
        assert_eq!(found("h3"), Ok(None));
        let taken = |name: &'static str| t.db.read(move |tx| key_name_taken(tx, &region(), name));
        assert_eq!((taken("甲系统"), taken("丙系统")), (Ok(true), Ok(false)), "a revoked key gives its name back");
        write(&t.db, move |tx| touch_key(tx, &region(), KeyId::new(2), at)).unwrap();
        let all = t.db.read(|tx| keys(tx, &region())).unwrap();
        // By bytes: 丙 乙 甲; what is revoked comes last.
        assert_eq!(all, vec![(waiting, None), (free, Some(at)), (gone, None)]);
        write(&t.db, |tx| forget_key_secret(tx, &region(), KeyId::new(2))).unwrap();
        assert_eq!(found("h2"), Ok(None));
    });
}

#[test]
fn two_keys_cannot_have_one_secret() {
    on_every_engine(|t| {
        write(&t.db, |tx| keep_key_secret(tx, &region(), KeyId::new(1), "h")).unwrap();
        assert!(write(&t.db, |tx| keep_key_secret(tx, &region(), KeyId::new(2), "h")).is_err());
    });
}
