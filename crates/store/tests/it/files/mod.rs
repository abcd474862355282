//! Files: what lies on disk, and the rows that name it.

use std::fs;

use domain::{
    base::{CaseId, FileId, FileKind, PersonId, StaffId},
    cases::CaseFile,
};
use store::{
    archive::package_change,
    files::{
        FileRow, SealedName, Shelf, ShelfFault, file, file_change, file_gone, files_after, files_of_case,
        named_addresses,
    },
    journal::{Stream, verify},
};
use testkit::{Scratch, on_every_engine, region, stamp};

use crate::{archive::package, common::put};

#[test]
fn bytes_come_back_or_not_at_all() {
    let home = Scratch::new("shelf");
    let shelf = Shelf::new(home.join("files"));
    assert_eq!(shelf.addresses(), Ok(vec![]), "no folder yet");
    let address = shelf.put(b"sealed", 1).unwrap();
    assert_eq!(address, store::digest(b"sealed"));
    assert_eq!(shelf.put(b"sealed", 2).unwrap(), address, "twice is once");
    assert_eq!(shelf.get(&address), Ok(b"sealed".to_vec()));
    assert_eq!(shelf.addresses(), Ok(vec![address.clone()]));
    let path = home.join("files").join(&address[..2]).join(&address[2..]);
    fs::write(&path, b"sealeD").unwrap();
    assert_eq!(shelf.get(&address), Err(ShelfFault::Damaged));
    fs::write(&path, b"").unwrap();
    assert_eq!(shelf.get(&address), Err(ShelfFault::Damaged));
    shelf.discard(&address).unwrap();
    shelf.discard(&address).unwrap();
    assert_eq!(shelf.get(&address), Err(ShelfFault::Missing));
}

#[test]
fn what_is_no_address_leads_nowhere() {
    let home = Scratch::new("shelf");
    let shelf = Shelf::new(home.join("files"));
    fs::write(home.join("secret"), b"x").unwrap();
    for address in ["", "../secret", "..", &"A".repeat(64), &"a".repeat(63), &format!("../{}", "a".repeat(61))] {
        assert_eq!(shelf.get(address), Err(ShelfFault::Missing), "{address}");
        shelf.discard(address).unwrap();
    }
    assert!(home.join("secret").exists());
}

#[test]
fn what_was_half_written_is_swept_after_a_day_and_nothing_else() {
    let home = Scratch::new("shelf");
    let shelf = Shelf::new(home.join("files"));
    let address = shelf.put(b"sealed", 1).unwrap();
    let half = home.join("files").join(&address[..2]).join("new-0000000000000007");
    fs::write(&half, b"sea").unwrap();
    let written: jiff::Timestamp = fs::metadata(&half).unwrap().modified().unwrap().try_into().unwrap();
    assert_eq!(shelf.addresses(), Ok(vec![address.clone()]), "it is no file yet");
    assert_eq!(shelf.sweep(written + jiff::SignedDuration::from_hours(23)), Ok(0));
    assert!(half.exists());
    assert_eq!(shelf.sweep(written + jiff::SignedDuration::from_hours(25)), Ok(1));
    assert!(!half.exists());
    assert_eq!(shelf.get(&address), Ok(b"sealed".to_vec()));
}

#[test]
fn what_has_lain_there_long_is_told_apart() {
    let home = Scratch::new("shelf");
    let shelf = Shelf::new(home.join("files"));
    let address = shelf.put(b"sealed", 1).unwrap();
    let path = home.join("files").join(&address[..2]).join(&address[2..]);
    let written: jiff::Timestamp = fs::metadata(&path).unwrap().modified().unwrap().try_into().unwrap();
    let week = std::time::Duration::from_hours(7 * 24);
    let at = |hours| shelf.older_than(written + jiff::SignedDuration::from_hours(hours), week);
    assert_eq!((at(0), at(7 * 24 - 1), at(7 * 24 + 1)), (Ok(vec![]), Ok(vec![]), Ok(vec![address])));
}

#[test]
fn a_disk_that_does_not_take_it_leaves_nothing() {
    let home = Scratch::new("shelf");
    // A file stands where the folder should be: as good as a full disk, and no test needs rights for it.
    fs::write(home.join("files"), b"in the way").unwrap();
    let shelf = Shelf::new(home.join("files"));
    assert!(matches!(shelf.put(b"sealed", 1), Err(ShelfFault::Disk(_))));
}

fn row(id: i64, case: i64) -> FileRow {
    FileRow {
        file: CaseFile {
            id: FileId::new(id),
            version: 1,
            case: CaseId::new(case),
            person: PersonId::new(5),
            place: (id % 2 == 0).then_some(3),
            digest: store::digest(&id.to_be_bytes()),
            size: 10_485_760,
            kind: FileKind::Webp,
            by: (id % 2 == 0).then(|| StaffId::new(7)),
            at: stamp().happened_at,
            detached: None,
        },
        sealed: SealedName {
            name: vec![0, 255],
            plain_digest: vec![1],
            bytes_of: (id % 2 == 0).then(|| FileId::new(1)),
        },
    }
}

#[test]
fn rows_read_back_and_replay() {
    on_every_engine(|t| {
        let mut all: Vec<FileRow> = [(1, 1), (2, 1), (3, 2)].map(|(id, case)| row(id, case)).to_vec();
        for one in &all {
            put(&t.db, &Stream::file(one.file.id), vec![file_change(&region(), one)]);
        }
        all[1].file.version = 2;
        all[1].file.detached = Some((stamp().happened_at, "拍糊了".into()));
        put(&t.db, &Stream::file(FileId::new(2)), vec![file_change(&region(), &all[1])]);
        t.db.read(|tx| {
            assert_eq!(files_of_case(tx, &region(), CaseId::new(1))?, all[..2]);
            assert_eq!(file(tx, &region(), FileId::new(3))?, Some(all[2].clone()));
            assert_eq!(file(tx, &region(), FileId::new(4))?, None);
            let after = |tx: &mut _, id, most| files_after(tx, &region(), FileId::new(id), most);
            let ids = |rows: Vec<(FileId, String)>| rows.iter().map(|(id, _)| id.get()).collect::<Vec<_>>();
            assert_eq!(ids(after(tx, 0, 2)?), [1, 2]);
            assert_eq!(ids(after(tx, 2, 2)?), [3]);
            let mut digests: Vec<String> = all.iter().map(|r| r.file.digest.clone()).collect();
            digests.sort_unstable();
            assert_eq!(named_addresses(tx, &region())?, digests);
            Ok(())
        })
        .unwrap();
        // A package of the archive lies on the same shelf: what is named is never swept away.
        let packed = package(9, true, None);
        put(&t.db, &Stream::package(packed.id), vec![package_change(&region(), &packed)]);
        let named = t.db.read(|tx| named_addresses(tx, &region())).unwrap();
        assert!(named.len() == 4 && named.contains(&packed.address), "{named:?}");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_row_that_is_gone_is_gone_from_the_table_and_from_what_is_rebuilt() {
    on_every_engine(|t| {
        let (one, other) = (row(1, 1), row(2, 1));
        for file in [&one, &other] {
            put(&t.db, &Stream::file(file.file.id), vec![file_change(&region(), file)]);
        }
        put(&t.db, &Stream::file(one.file.id), vec![file_gone(&region(), one.file.id)]);
        assert_eq!(t.db.read(|tx| files_of_case(tx, &region(), CaseId::new(1))).unwrap(), [other]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
