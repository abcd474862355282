//! Packages, batches, and the cases that wait to be packed.

use domain::{
    archive::{BatchNo, CheckRow, Finding, PackageNo, Property, Retention},
    base::{CaseId, DepartmentId, PackageId, StaffId},
    cases::CaseNo,
};
use jiff::civil::date;
use store::{
    archive::{
        BatchRow, PackageFilter, PackageRow, batch_by_no, batch_change, batches, batches_of_year, package_by_no,
        package_change, package_counts, package_digests, packages, packages_after, packages_of_batch,
    },
    journal::{Entry, Stream, append, chain_holds, raw_history, verify},
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{put, write};

pub(crate) fn package(id: i64, passed: bool, batch: Option<i64>) -> PackageRow {
    PackageRow {
        id: PackageId::new(id),
        version: 1,
        number: PackageNo::of(&region(), &CaseNo::new(date(2026, 11, 20), 3, u32::try_from(id).unwrap())),
        case: CaseId::new(id),
        title: "食品经营许可".into(),
        department: DepartmentId::new(1),
        retention: if id == 1 { Retention::Permanent } else { Retention::Years(30) },
        finished_on: date(2026, 11, 25),
        packed_at: stamp().happened_at,
        profile: "house-2026".into(),
        address: store::digest(&id.to_be_bytes()),
        digest: store::digest(b"zip"),
        size: 5_000_000_000,
        files: 3,
        checks: vec![CheckRow {
            property: Property::Safe,
            rule: "AQ-1".into(),
            asks: "没有病毒".into(),
            finding: Finding::NotChecked,
            detail: "没有查".into(),
        }],
        checked_at: stamp().happened_at,
        passed,
        batch,
    }
}

#[test]
fn packages_read_back_are_counted_and_narrowed() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| package_counts(tx, &region())), Ok((0, 0, 0)));
        let all = [package(1, true, None), package(2, false, None), package(3, true, Some(9))];
        for one in &all {
            put(&t.db, &Stream::package(one.id), vec![package_change(&region(), one)]);
        }
        t.db.read(|tx| {
            let ids = |rows: Vec<PackageRow>| rows.iter().map(|r| r.id.get()).collect::<Vec<_>>();
            let narrowed = |tx: &mut _, passed, transferred, before, limit| {
                packages(tx, &region(), PackageFilter { passed, transferred }, before, limit)
            };
            assert_eq!(ids(narrowed(tx, None, None, None, 10)?), [3, 2, 1]);
            assert_eq!(ids(narrowed(tx, Some(true), None, None, 10)?), [3, 1]);
            assert_eq!(ids(narrowed(tx, Some(false), None, None, 10)?), [2]);
            assert_eq!(ids(narrowed(tx, Some(true), Some(false), None, 10)?), [1]);
            assert_eq!(ids(narrowed(tx, None, Some(true), None, 10)?), [3]);
            assert_eq!(ids(narrowed(tx, None, None, Some(PackageId::new(3)), 1)?), [2]);
            assert_eq!(ids(packages_after(tx, &region(), PackageId::new(1), 10)?), [2, 3]);
            assert_eq!(packages_of_batch(tx, &region(), 9)?, [all[2].clone()]);
            assert_eq!(package_by_no(tx, &region(), &all[0].number)?, Some(all[0].clone()));
            let none = PackageNo::parse("GD-990101-2026-1120-03-0009").unwrap();
            assert_eq!(package_by_no(tx, &region(), &none)?, None);
            assert_eq!(package_counts(tx, &region())?, (3, 2, 1));
            let mut addresses: Vec<String> = all.iter().map(|p| p.address.clone()).collect();
            addresses.sort_unstable();
            assert_eq!(package_digests(tx, &region())?, addresses);
            Ok(())
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn batches_are_numbered_by_year() {
    on_every_engine(|t| {
        let batch = |id: i64, year: i16, by: Option<i64>| BatchRow {
            id,
            number: BatchNo::after(year, id as u64),
            made_on: date(year, 1, 5),
            made_at: stamp().happened_at,
            by: by.map(StaffId::new),
            packages: 7,
        };
        let all = [batch(1, 2026, Some(7)), batch(2, 2026, None), batch(3, 2027, None)];
        put(&t.db, &Stream::transfers(), all.iter().map(|b| batch_change(&region(), b)).collect());
        t.db.read(|tx| {
            assert_eq!(batches(tx, &region(), 2)?, [all[2].clone(), all[1].clone()]);
            assert_eq!(batch_by_no(tx, &region(), &all[0].number)?, Some(all[0].clone()));
            assert_eq!(batches_of_year(tx, &region(), 2026)?, 2);
            assert_eq!(batches_of_year(tx, &region(), 2025)?, 0);
            Ok(())
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_chain_taken_out_can_be_recomputed_without_the_database() {
    on_every_engine(|t| {
        let stream = Stream::case(CaseId::new(1));
        for seq in 0..3 {
            let stream = stream.clone();
            write(&t.db, move |tx| {
                append(tx, &region(), &stamp(), Entry::new(stream.clone(), seq, "test.noted", &seq))
            })
            .unwrap();
        }
        let events = t.db.read(|tx| raw_history(tx, &region(), &stream)).unwrap();
        assert_eq!(events.len(), 3);
        assert!(chain_holds(&events) && chain_holds(&[]));
        assert!(!chain_holds(&events[1..]), "the first is missing");
        let mut altered = events.clone();
        altered[1].body = altered[1].body.replace("test.noted", "test.nodded");
        assert!(!chain_holds(&altered));
        let mut swapped = events;
        swapped.swap(1, 2);
        assert!(!chain_holds(&swapped));
    });
}
