//! `verify` finds each of the tamperings. Every trial runs in a transaction that is undone.

use std::sync::Arc;

use store::{
    Database,
    journal::{Verified, verify},
};
use testkit::{on_every_engine, region};

use super::{
    house::{Trial, build},
    tampers::{Tamper, forge_everything, on_the_journal, on_the_tables, renumber_everywhere},
};

/// What `verify` says after the tampering.
fn trial(db: &Database, tamper: &Arc<Tamper>) -> Vec<String> {
    let tamper = tamper.clone();
    let ended: Result<(), Trial> = db.write(move |tx| {
        tamper(tx)?;
        let found = verify(tx, &region())?;
        Err(Trial::Findings(found.findings.into_iter().map(|f| format!("{}: {}", f.place, f.what)).collect()))
    });
    match ended.unwrap_err() {
        Trial::Findings(findings) => findings,
        Trial::Store(e) => panic!("verify must find, not fail: {e}"),
    }
}

#[test]
fn nothing_is_found_on_an_honest_database() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        build(&t.db, &keys);
        let Verified { events, streams, blocks, rows, unsealed, counters, findings } =
            t.db.read(|tx| verify(tx, &region())).unwrap();
        assert_eq!(findings, []);
        assert_eq!((events, streams, blocks, unsealed), (21, 9, 2, 4));
        assert_eq!((rows, counters), (16, 4));
    });
}

#[test]
fn every_tampering_is_found() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        build(&t.db, &keys);
        let mut missed = Vec::new();
        for (what, tamper) in on_the_journal().into_iter().chain(on_the_tables()) {
            let findings = trial(&t.db, &Arc::new(tamper));
            if findings.is_empty() {
                missed.push(what);
            }
            for finding in &findings {
                assert!(finding.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{what}: {finding}");
            }
        }
        assert_eq!(missed, Vec::<&str>::new());
        // Every trial was undone.
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

/// Where table and journal agree, the block tells; where the block agrees too, its signature does.
#[test]
fn a_rewritten_tail_is_told_by_block_and_signature_alone() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        build(&t.db, &keys);
        let found = trial(&t.db, &Arc::new(Box::new(renumber_everywhere) as Tamper));
        let told = |seq: i64| format!("封存块 2：case/1 第 {seq} 条: 封存后被改动或删除");
        assert_eq!(found, [told(3), told(4)]);
        let found = trial(&t.db, &Arc::new(Box::new(forge_everything) as Tamper));
        assert_eq!(found, ["封存块 2: 签名验不过"]);
    });
}

/// Erasing a person's key leaves every chain whole.
#[test]
fn an_erased_person_is_no_finding() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        build(&t.db, &keys);
        crate::common::write(&t.db, |tx| tx.run("DELETE FROM person_key WHERE person_id = 1", &[])).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
