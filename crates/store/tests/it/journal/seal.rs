//! Blocks: chained, signed, by one holder at a time.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use store::{
    Database, Vault, digest,
    journal::{Entry, Sealed, Stream, append, last_sealed_at, seal, unsealed, verify},
    unhex, vault,
};
use testkit::{on_every_engine, region, seed_county, stamp};

use crate::common::{count, put, write};

fn seal_as(db: &Database, vault: &Arc<Vault>, holder: &'static str, at: Timestamp) -> Option<Sealed> {
    let vault = vault.clone();
    write(db, move |tx| seal(tx, &region(), &vault, holder, at)).unwrap()
}

/// The hash as anybody with the export would recompute it.
fn recomputed(block: &Sealed) -> String {
    let mut bytes = b"onedoor block 1\n".to_vec();
    bytes.extend(unhex(&block.prev_hash).unwrap());
    bytes.extend(format!("{}\n{}\n{}\n{}", block.no, block.sealed_at, block.key_id, block.entries).into_bytes());
    digest(&bytes)
}

#[test]
fn blocks_are_chained_and_signed() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        let now = stamp().entered_at;
        assert_eq!(seal_as(&t.db, &keys, "one", now), None, "nothing waits");
        assert_eq!(t.db.read(|tx| last_sealed_at(tx, &region())), Ok(None));
        seed_county(&t.db, &keys);
        let mut prev = String::new();
        for no in 1..=3 {
            put(&t.db, &Stream::county(), vec![]);
            put(&t.db, &Stream::stations(), vec![]);
            let waiting = t.db.read(|tx| unsealed(tx, &region())).unwrap();
            let block = seal_as(&t.db, &keys, "one", now).unwrap();
            assert_eq!((block.no, block.region.as_str(), &block.prev_hash), (no, "990101", &prev));
            let entries: Vec<(String, i64, String)> = serde_json::from_str(&block.entries).unwrap();
            assert_eq!(entries.len() as i64, waiting);
            assert_eq!(block.hash, recomputed(&block));
            let signature = unhex(&block.signature).unwrap();
            assert!(vault::verify(&keys.public_key(), &unhex(&block.hash).unwrap(), &signature));
            assert_eq!(t.db.read(|tx| unsealed(tx, &region())), Ok(0));
            prev = block.hash;
        }
        let found = t.db.read(|tx| verify(tx, &region())).unwrap();
        assert_eq!((found.blocks, found.unsealed, found.findings), (3, 0, vec![]));
        assert_eq!(t.db.read(|tx| last_sealed_at(tx, &region())), Ok(Some(now)));
    });
}

#[test]
fn one_holder_at_a_time() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        seed_county(&t.db, &keys);
        let start = stamp().entered_at;
        let later = |seconds| start + SignedDuration::from_secs(seconds);
        assert!(seal_as(&t.db, &keys, "one", start).is_some());
        put(&t.db, &Stream::county(), vec![]);
        assert_eq!(seal_as(&t.db, &keys, "two", later(9)), None, "the lease is another's");
        assert!(seal_as(&t.db, &keys, "one", later(9)).is_some(), "its holder goes on");
        put(&t.db, &Stream::county(), vec![]);
        assert_eq!(seal_as(&t.db, &keys, "two", later(18)), None, "and has it for longer now");
        assert!(seal_as(&t.db, &keys, "two", later(20)).is_some(), "until it stays away");
        put(&t.db, &Stream::county(), vec![]);
        assert_eq!(seal_as(&t.db, &keys, "one", later(21)), None);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn two_holders_at_once_make_one_chain() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        seed_county(&t.db, &keys);
        let other = t.reopen().unwrap();
        let threads: Vec<_> = [(t.db.clone(), "one"), (other, "two"), (t.db.clone(), "three")]
            .into_iter()
            .map(|(db, holder)| {
                let keys = keys.clone();
                std::thread::spawn(move || {
                    for second in 0..10 {
                        let at = stamp().entered_at + SignedDuration::from_secs(second * 11);
                        put(&db, &Stream::staff(domain::base::StaffId::new(holder.len() as i64)), vec![]);
                        seal_as(&db, &keys, holder, at);
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        seal_as(&t.db, &keys, "last", stamp().entered_at + SignedDuration::from_hours(1));
        let found = t.db.read(|tx| verify(tx, &region())).unwrap();
        assert_eq!((found.events, found.unsealed, found.findings), (31, 0, vec![]));
    });
}

#[test]
fn what_does_not_fit_into_one_block_waits_for_the_next() {
    on_every_engine(|t| {
        let keys = Arc::new(testkit::vault());
        seed_county(&t.db, &keys);
        write(&t.db, |tx| {
            for seq in 0..2_005 {
                append(tx, &region(), &stamp(), Entry::new(Stream::stations(), seq, "test.put", &seq))?;
            }
            Ok(())
        })
        .unwrap();
        let now = stamp().entered_at;
        for rest in [6, 0] {
            assert!(seal_as(&t.db, &keys, "one", now).is_some());
            assert_eq!(t.db.read(|tx| unsealed(tx, &region())), Ok(rest));
        }
        assert_eq!(seal_as(&t.db, &keys, "one", now), None);
        assert_eq!(count(&t.db, "SELECT count(*) AS n FROM block"), 2);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
