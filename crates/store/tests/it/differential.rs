//! The same random sequence of acts on both engines: every answer and, at the end, every row of
//! every table is the same (trust R-17).

use domain::base::{CaseId, Rng, SeededRng};
use jiff::{SignedDuration, civil::date};
use store::{
    Database, StoreError, Val,
    base::sweep,
    cases::{next_number, stage_counts},
    journal::{Change, Entry, Stream, append, verify},
    people::{attempts_since, department_change, departments, note_attempt},
    tables::{DERIVED, FROZEN, JOURNAL, PROJECTIONS, WORKING},
};
use testkit::{department, engines, region, stamp};

use crate::common::{command, write};

/// An error as far as it is the store's own word; the engines word their own differently.
fn told<T: std::fmt::Debug>(done: Result<T, StoreError>) -> String {
    match done {
        Err(StoreError::Db(_)) => "Err(Db)".into(),
        other => format!("{other:?}"),
    }
}

/// One act, drawn by chance; what it answered.
fn act(db: &Database, rng: &SeededRng) -> String {
    let draw = |n: u64| i64::try_from(rng.below(n)).unwrap();
    let (kind, a, b) = (draw(7), draw(4), draw(4));
    match kind {
        0 | 1 => {
            // Now and then the expected version is right, a name is taken, a row is gone.
            let row = department_change(&region(), &department(a, &format!("部门{b}")));
            let entry = Entry::new(Stream::case(CaseId::new(a)), b, "test.put", &(a, b)).with(row);
            told(write(db, move |tx| append(tx, &region(), &stamp(), entry.clone())))
        }
        2 => {
            let key = vec![("region", Val::from(region())), ("id", Val::from(a))];
            let entry =
                Entry::new(Stream::case(CaseId::new(a)), b, "test.remove", &b).with(Change::remove("department", key));
            told(write(db, move |tx| append(tx, &region(), &stamp(), entry.clone())))
        }
        3 => {
            let by = command(&format!("k{a}"), &format!("d{}", b / 3));
            told(db.commit(by, move |tx| next_number(tx, &region(), date(2026, 11, 20), 3)))
        }
        4 => {
            let at = stamp().entered_at - SignedDuration::from_hours(a * 12);
            told(write(db, move |tx| note_attempt(tx, &region(), "sign_in", "李", at, b)))
        }
        5 => told(write(db, move |tx| sweep(tx, &region(), stamp().entered_at + SignedDuration::from_hours(b)))),
        _ => told(db.read(|tx| {
            let since = stamp().entered_at - SignedDuration::from_hours(a);
            Ok((
                departments(tx, &region())?,
                attempts_since(tx, &region(), "sign_in", "李", since)?,
                stage_counts(tx, &region(), None)?,
            ))
        })),
    }
}

/// Every row of every table, in an order of its own.
fn dump(db: &Database) -> Vec<String> {
    let tables: Vec<&str> =
        PROJECTIONS.iter().map(|p| p.name).chain([DERIVED, FROZEN, JOURNAL, WORKING].concat()).collect();
    let mut out = db
        .read(|tx| {
            let mut out = Vec::new();
            for table in tables {
                for row in tx.rows(&format!("SELECT * FROM {table}"), &[])? {
                    let vals: Vec<_> = row.names().iter().map(|n| (n, row.val(n).unwrap())).collect();
                    out.push(format!("{table} {vals:?}"));
                }
            }
            Ok(out)
        })
        .unwrap();
    out.sort();
    out
}

#[test]
fn random_sequences_end_alike_on_both_engines() {
    for seed in 0..4 {
        let all: Vec<(Vec<String>, Vec<String>)> = engines()
            .iter()
            .map(|t| {
                let rng = SeededRng::new(seed);
                let answers = (0..150).map(|_| act(&t.db, &rng)).collect();
                assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
                (answers, dump(&t.db))
            })
            .collect();
        let kinds = ["Ok(", "Stale", "KeyReused", "repeated: true", "Err(Db)"];
        let happened = |kind: &&str| all[0].0.iter().any(|a| a.contains(*kind));
        assert!(kinds.iter().filter(|k| happened(k)).count() >= 4, "seed {seed} tries too little: {:?}", all[0].0);
        for other in &all[1..] {
            for (n, (one, two)) in all[0].0.iter().zip(&other.0).enumerate() {
                assert_eq!(one, two, "seed {seed}, act {n}");
            }
            assert_eq!(all[0].1, other.1, "seed {seed}");
        }
    }
}
