//! The county's rules in versions, and scans of letters.

use domain::{
    base::{FileKind, StaffId},
    delegates::{
        AppointmentLetter, AuthorizationLetter, CountyRules, DelegateRules, LetterKind, LetterScan, Rank, Strictness,
        Wording, replace_scan,
    },
};
use store::{
    StoreError,
    base::{county_rule, county_rule_change},
    delegates::{
        appointment, appointment_change, county_rules, county_rules_at, county_rules_change, letter_change,
        letter_scan, letter_scan_before_change, letter_scan_change, letter_scans, letter_scans_before,
    },
    files::named_addresses,
    journal::{Stream, verify},
};
use testkit::{on_every_engine, region, stamp};

use super::{a_letter, an_appointment};
use crate::common::{put, write};

pub(crate) fn some_rules(version: i64) -> CountyRules {
    let words = |title: &str| Wording {
        title: title.into(),
        recipient: String::new(),
        paragraphs: vec!["“引号”{person}".into(), "第二段".into()],
        deputy: if version > 1 { "由{name}代行".into() } else { String::new() },
    };
    CountyRules {
        version,
        rules: DelegateRules {
            ranks: vec![Rank { name: "股级".into(), enough: true }, Rank { name: "科员".into(), enough: false }],
            low_rank: Strictness::Refuse,
            off_roster: Strictness::Warn,
            stay_months: 24,
            longest_months: 36,
            remind_days: 30,
            look_back_days: 30,
        },
        appointment: words("任命书"),
        authorization: words("授权书"),
        source: "制度".into(),
    }
}

pub(crate) fn a_scan(of: LetterKind, letter: i64) -> LetterScan {
    LetterScan {
        of,
        letter,
        address: store::digest(&letter.to_be_bytes()),
        digest: "cd".repeat(32),
        size: 83_000,
        kind: FileKind::Pdf,
        name: "授权书.pdf".into(),
        at: stamp().happened_at,
        by: StaffId::new(1),
    }
}

/// Another file of the same letter.
pub(crate) fn another_scan(scan: &LetterScan) -> LetterScan {
    LetterScan {
        address: store::digest(b"another"),
        digest: "ef".repeat(32),
        size: 91_000,
        name: "授权书（全）.pdf".into(),
        by: StaffId::new(2),
        ..scan.clone()
    }
}

#[test]
fn a_scan_that_was_replaced_stays_and_its_address_is_named() {
    on_every_engine(|t| {
        let scan = a_scan(LetterKind::Authorization, 1);
        let (now, old, _) = replace_scan(another_scan(&scan), (scan.clone(), 0), "漏扫一页").unwrap();
        let stream = Stream::letter(a_letter(1).id);
        put(&t.db, &stream, vec![letter_scan_change(&region(), &scan)]);
        put(&t.db, &stream, vec![letter_scan_change(&region(), &now), letter_scan_before_change(&region(), &old)]);
        let of = (LetterKind::Authorization, 1);
        t.db.read(|tx| {
            assert_eq!(letter_scan(tx, &region(), of)?, Some(now.clone()));
            assert_eq!(letter_scans_before(tx, &region(), of)?, vec![old.clone()]);
            assert_eq!(letter_scans_before(tx, &region(), (LetterKind::Appointment, 1))?, vec![]);
            assert_eq!(letter_scans(tx, &region())?, vec![now.clone(), scan.clone()], "a scrub looks at both");
            let named = named_addresses(tx, &region())?;
            assert!(named.contains(&scan.address) && named.contains(&now.address), "neither is swept away");
            assert_eq!(verify(tx, &region())?.findings, []);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn the_newest_version_of_a_county_s_rule_counts_for_its_topic() {
    on_every_engine(|t| {
        let read = |topic: &str| t.db.read(|tx| county_rule::<String>(tx, &region(), topic));
        assert_eq!(read("window"), Ok(None), "nobody changed those that ship");
        for (version, words) in [(2, "第二版"), (10, "第十版")] {
            put(&t.db, &Stream::window_rules(), vec![county_rule_change(&region(), "window", version, &words)]);
        }
        assert_eq!((read("window"), read("mandate")), (Ok(Some("第十版".into())), Ok(None)));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn every_version_of_the_rules_reads_back() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| county_rules(tx, &region())), Ok(None), "nobody changed those that ship");
        for version in [1, 2, 10] {
            put(&t.db, &Stream::delegate_rules(), vec![county_rules_change(&region(), &some_rules(version))]);
        }
        assert_eq!(t.db.read(|tx| county_rules(tx, &region())), Ok(Some(some_rules(10))), "the newest, by number");
        assert_eq!(t.db.read(|tx| county_rules_at(tx, &region(), 2)), Ok(some_rules(2)));
        let gone = t.db.read(|tx| county_rules_at(tx, &region(), 3));
        assert!(matches!(gone, Err(StoreError::Corrupt { .. })), "{gone:?}");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_letter_keeps_the_version_it_was_made_under() {
    on_every_engine(|t| {
        let letter = AuthorizationLetter { rules_version: 3, ..a_letter(1) };
        let office = AppointmentLetter { rules_version: 4, ..an_appointment(2) };
        put(&t.db, &Stream::letter(letter.id), vec![letter_change(&region(), &letter)]);
        put(&t.db, &Stream::appointment(office.id), vec![appointment_change(&region(), &office)]);
        t.db.read(|tx| {
            assert_eq!(store::delegates::letter(tx, &region(), letter.id)?, Some(letter.clone()));
            assert_eq!(appointment(tx, &region(), office.id)?, Some(office.clone()));
            Ok(())
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_scan_belongs_to_one_letter_and_its_address_is_named() {
    on_every_engine(|t| {
        let (one, two) = (a_scan(LetterKind::Authorization, 1), a_scan(LetterKind::Appointment, 2));
        put(&t.db, &Stream::letter(a_letter(1).id), vec![letter_scan_change(&region(), &one)]);
        put(&t.db, &Stream::appointment(an_appointment(2).id), vec![letter_scan_change(&region(), &two)]);
        let of = |kind, letter| t.db.read(|tx| letter_scan(tx, &region(), (kind, letter)));
        assert_eq!(of(LetterKind::Authorization, 1), Ok(Some(one.clone())));
        assert_eq!(of(LetterKind::Appointment, 1), Ok(None), "of the other kind");
        assert_eq!(t.db.read(|tx| letter_scans(tx, &region())), Ok(vec![two.clone(), one.clone()]));
        let named = t.db.read(|tx| named_addresses(tx, &region())).unwrap();
        assert!(named.contains(&one.address) && named.contains(&two.address), "never swept away");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| tx.run("UPDATE letter_scan SET kind = 'exe' WHERE letter_id = 1", &[])).unwrap();
        assert!(matches!(of(LetterKind::Authorization, 1), Err(StoreError::Corrupt { .. })));
    });
}
