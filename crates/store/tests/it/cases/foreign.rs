//! Cases of other systems: found by their number there, written many at once, on both engines.

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId},
    cases::{Case, DeliveryWay, Foreign, Outcome, Stage},
};
use jiff::civil::date;
use store::{
    StoreError,
    cases::{case, case_change, case_lines_of_foreign_no, cases_by_id, is_any_known, known_cases, take_numbers},
    journal::{Change, Prepared, Stream, StreamHead, append_all, heads, history, verify},
    people::{keep_keys, known_people, open_key, person_change},
};
use testkit::{accepted_case, completed, decided, delivered, on_every_engine, region, rng, seed_county, stamp, vault};

use super::fields;
use crate::common::write;

/// A case of elsewhere, handed out there.
fn elsewhere(id: i64) -> Case {
    let mut case = delivered(
        completed(decided(accepted_case(id, ItemId::new(5), DepartmentId::new(1)), Outcome::Grant)),
        DeliveryWay::Mail,
    );
    case.foreign = Some(Foreign { no: format!("P-{id}"), source: "省级平台".into() });
    if let Stage::Delivered(_, d, c, v) = &mut case.stage {
        (d.by, c.by, v.by) = (None, None, None);
    }
    case
}

fn prepared(case: &Case, head: StreamHead, kinds: &[&'static str], more: Option<Change>) -> Prepared {
    let steps = kinds.iter().map(|kind| (stamp(), *kind, serde_json::json!({ "b": 1, "a": 2 }))).collect();
    let changes = more.into_iter().chain([case_change(&region(), case, &fields(false))]).collect();
    Prepared::new(&region(), &Stream::case(case.id), head, steps, changes).unwrap()
}

#[test]
fn many_streams_are_written_at_once_and_go_on_later() {
    on_every_engine(|t| {
        let vault = vault();
        seed_county(&t.db, &vault);
        super::hall(&t.db);
        let cases: Vec<Case> = (1..=70).map(elsewhere).collect();
        let person = person_change(&region(), PersonId::new(1), "person", "hash-1");
        let batch: Vec<Prepared> = cases
            .iter()
            .map(|c| {
                let more = (c.id == CaseId::new(1)).then(|| person.clone());
                prepared(c, StreamHead::default(), &["case.imported", "case.accepted"], more)
            })
            .collect();
        let wrapped = vault.new_person_key(&region(), PersonId::new(1), &rng()).1;
        let (again, keys) = (batch.clone(), vec![(PersonId::new(1), wrapped.clone())]);
        write(&t.db, move |tx| {
            keep_keys(tx, &region(), &keys)?;
            append_all(tx, &region(), &batch)
        })
        .unwrap();
        let both = t.db.read(|tx| cases_by_id(tx, &region(), &[CaseId::new(70), CaseId::new(2)])).unwrap();
        assert_eq!(both.iter().map(|(c, _)| c.id.get()).collect::<Vec<_>>(), [70, 2]);
        let none = t.db.read(|tx| cases_by_id(tx, &region(), &[CaseId::new(71)]));
        assert!(matches!(none, Err(StoreError::Corrupt { .. })));
        let read = t.db.read(|tx| case(tx, &region(), CaseId::new(70)));
        assert_eq!(read, Ok(Some((cases[69].clone(), fields(false)))));
        let twice = write(&t.db, move |tx| append_all(tx, &region(), &again));
        assert!(matches!(twice, Err(StoreError::Stale { .. })), "{twice:?}");

        let stream = Stream::case(CaseId::new(3));
        let head = t.db.read(|tx| heads(tx, &region(), std::slice::from_ref(&stream))).unwrap().remove(0);
        assert_eq!(head.seq, 2);
        let later = Case { version: 3, ..cases[2].clone() };
        let next = prepared(&later, head, &["case.rated"], None);
        let stale = next.clone();
        write(&t.db, move |tx| append_all(tx, &region(), std::slice::from_ref(&next))).unwrap();
        let late = write(&t.db, move |tx| append_all(tx, &region(), std::slice::from_ref(&stale)));
        assert!(matches!(late, Err(StoreError::Stale { .. })), "{late:?}");
        let told = t.db.read(|tx| history(tx, &region(), &stream)).unwrap();
        let kinds: Vec<&str> = told.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(kinds, ["case.imported", "case.accepted", "case.rated"]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);

        let known = t.db.read(|tx| known_people(tx, &region(), ["hash-1", "hash-2"])).unwrap();
        assert_eq!(known.len(), 1);
        assert_eq!(known["hash-1"].wrapped.as_deref(), Some(&*wrapped));
        assert!(t.db.read(|tx| open_key(tx, &region(), &vault, PersonId::new(1))).unwrap().is_some());
    });
}

#[test]
fn a_number_of_elsewhere_is_known_within_its_system() {
    on_every_engine(|t| {
        super::hall(&t.db);
        for id in 1..=2 {
            let one = prepared(&elsewhere(id), StreamHead::default(), &["case.imported"], None);
            write(&t.db, move |tx| append_all(tx, &region(), std::slice::from_ref(&one))).unwrap();
        }
        let asked: Vec<String> = (1..=130).map(|n| format!("P-{n}")).collect();
        let (known, any, other, lines) =
            t.db.read(|tx| {
                let known = known_cases(tx, &region(), "省级平台", asked.iter().map(String::as_str))?;
                let any = is_any_known(tx, &region(), "省级平台", &asked[1..])?;
                let other = is_any_known(tx, &region(), "部门系统", &asked)?;
                Ok((known, any, other, case_lines_of_foreign_no(tx, &region(), "P-2")?))
            })
            .unwrap();
        assert_eq!((known.len(), known["P-2"].id, known["P-2"].stage.as_str()), (2, CaseId::new(2), "delivered"));
        assert_eq!((any, other, lines.len()), (true, false, 1));
    });
}

#[test]
fn numbers_are_taken_in_a_row() {
    on_every_engine(|t| {
        let day = date(2026, 1, 15);
        let take = |n| write(&t.db, move |tx| take_numbers(tx, &region(), day, 100, n));
        assert_eq!((take(3), take(2), take(1)), (Ok(1), Ok(4), Ok(6)));
    });
}
