//! What is sealed stands nowhere in the clear (trust P-06): neither in the files of SQLite nor in
//! any column of either engine.

use std::sync::Arc;

use domain::base::{CaseId, CitizenId, DepartmentId, ItemId, PersonId, Rng as _, SeededRng};
use store::{
    Val,
    cases::{SealedFields, case, case_change, sealed_fields},
    journal::{Entry, Stream, append, seal, verify},
    people::{find_person, new_person, open_key},
    tables::{DERIVED, FROZEN, JOURNAL, PROJECTIONS, WORKING},
};
use testkit::{TestDb, on_every_engine, region, rng, seed_county, stamp};

use crate::common::write;

struct Canary {
    name: String,
    code: String,
    phone: String,
}

fn canaries() -> Vec<Canary> {
    let rng = rng();
    let letters: Vec<char> = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许".chars().collect();
    let letter = || letters[usize::try_from(rng.below(20)).unwrap()];
    (0..50)
        .map(|i| Canary {
            name: format!("{}{}金丝雀{i}", letter(), letter()),
            code: CitizenId::with_check(&format!("9901011990{:02}{:02}{:03}", i % 12 + 1, i % 28 + 1, i))
                .unwrap()
                .as_str()
                .to_owned(),
            phone: format!("139{:08}", 10_000_000 + rng.below(89_999_999)),
        })
        .collect()
}

fn keep(t: &TestDb, vault: &Arc<store::Vault>, id: i64, canary: &Canary) {
    let vault = vault.clone();
    let (name, code, phone) = (canary.name.clone(), canary.code.clone(), canary.phone.clone());
    write(&t.db, move |tx| {
        let person = PersonId::new(id);
        let (key, change) = new_person(tx, &region(), &vault, &rng(), person, "person", &code)?;
        let sealed = |field: &str, text: &str| key.seal(&region(), field, text, &rng());
        let fields = SealedFields {
            name: sealed("name", &name),
            code: sealed("code", &code),
            contact: Some(sealed("contact", &name)),
            phone: sealed("phone", &phone),
            query_password: sealed("query_password", &phone[5..]),
            receiver: Some(sealed("receiver", &name)),
            answers: Some(sealed("answers", &name)),
        };
        let mut case = testkit::accepted_case(id, ItemId::new(1), DepartmentId::new(1));
        case.person = person;
        let entry = Entry::new(Stream::case(case.id), 0, "case.accepted", &"试").with(change).with(case_change(
            &region(),
            &case,
            &fields,
        ));
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap();
}

/// Every value of every table, as bytes.
fn all_values(t: &TestDb) -> Vec<Vec<u8>> {
    let named = PROJECTIONS.iter().map(|p| p.name);
    let tables: Vec<&str> = named.chain([DERIVED, FROZEN, JOURNAL, WORKING].concat()).collect();
    t.db.read(|tx| {
        let mut out = Vec::new();
        for table in tables {
            for row in tx.rows(&format!("SELECT * FROM {table}"), &[])? {
                for name in row.names() {
                    match row.val(name)? {
                        Val::Text(text) => out.push(text.as_bytes().to_vec()),
                        Val::Bytes(bytes) => out.push(bytes.clone()),
                        Val::Int(n) => out.push(n.to_string().into_bytes()),
                        Val::Null => {}
                    }
                }
            }
        }
        Ok(out)
    })
    .unwrap()
}

/// Bytes as text to search in: what is no UTF-8 is replaced, what is stays whole.
fn searchable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn nothing_personal_stands_in_the_clear() {
    on_every_engine(|t| {
        let vault = Arc::new(testkit::vault());
        seed_county(&t.db, &vault);
        let canaries = canaries();
        for (i, canary) in canaries.iter().enumerate() {
            keep(t, &vault, i as i64 + 1, canary);
        }
        let keys = vault.clone();
        write(&t.db, move |tx| seal(tx, &region(), &keys, "one", stamp().entered_at)).unwrap();
        let mut places: Vec<String> = t.files().iter().map(|f| searchable(&std::fs::read(f).unwrap())).collect();
        assert_eq!(places.is_empty(), t.name == "postgres");
        assert!(t.name == "postgres" || places.iter().any(|p| p.contains("试算县")), "the files were not read");
        places.extend(all_values(t).iter().map(|v| searchable(v)));
        let all = places.join("\n");
        for canary in &canaries {
            for word in [&canary.name, &canary.code, &canary.phone] {
                assert!(!all.contains(word), "{word} stands in the clear");
            }
        }
        // And yet each is found and read again.
        for (i, canary) in canaries.iter().enumerate() {
            let found =
                t.db.read(|tx| find_person(tx, &region(), &vault, &testkit::rng(), "person", &canary.code))
                    .unwrap()
                    .unwrap();
            assert_eq!(found.id, PersonId::new(i as i64 + 1));
            let (_, fields) = t.db.read(|tx| case(tx, &region(), CaseId::new(found.id.get()))).unwrap().unwrap();
            assert_eq!(found.key.open(&region(), "name", &fields.name), Ok(canary.name.clone()));
            assert_eq!(found.key.open(&region(), "phone", &fields.phone), Ok(canary.phone.clone()));
        }
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn an_erased_key_closes_everything_that_was_under_it() {
    on_every_engine(|t| {
        let vault = Arc::new(testkit::vault());
        let canary = canaries().remove(0);
        keep(t, &vault, 1, &canary);
        let key = |id| t.db.read(|tx| open_key(tx, &region(), &vault, PersonId::new(id))).unwrap();
        assert!(key(1).is_some());
        write(&t.db, |tx| tx.run("DELETE FROM person_key WHERE person_id = 1", &[])).unwrap();
        assert!(key(1).is_none());
        assert!(key(2).is_none(), "somebody who never was");
        // Coming again they are the same person under another key, which opens nothing of before.
        let (keys, code) = (vault.clone(), canary.code.clone());
        let again = write(&t.db, move |tx| {
            let found = find_person(tx, &region(), &keys, &SeededRng::new(5), "person", &code)?;
            Ok(found.map(|p| p.id))
        });
        assert_eq!(again, Ok(Some(PersonId::new(1))));
        let fields = t.db.read(|tx| sealed_fields(tx, &region(), CaseId::new(1))).unwrap().unwrap();
        assert!(key(1).unwrap().open(&region(), "name", &fields.name).is_err());
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
