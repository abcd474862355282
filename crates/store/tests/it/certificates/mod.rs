//! Certificates: every origin and state reads back, lists and counts agree, numbers are given once.

use domain::{
    base::{CaseId, CertificateId, CertificateKindId, DepartmentId, ItemId, PersonId, StaffId},
    cases::{ApplicantKind, CaseNo},
    certificates::{
        Certificate, CertificateCode, CertificateKind, Ending, Evidence, KindForm, Origin, Sealing, State, end,
        save_kind, seal, supersede,
    },
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use store::{
    Database, StoreError,
    certificates::{
        CertificateFilter, Part, SealedFile, SealedHolder, certificate, certificate_by_code, certificate_change,
        certificate_file, certificate_of_case, certificates, certificates_of_person, keep_certificate_file, kind,
        kind_by_name, kind_change, kinds, last_number, number_in_use, part_counts, raise_number, take_number,
    },
    journal::{Entry, Stream, append, bulk, head, verify},
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{put, write};

const TODAY: Date = date(2026, 11, 20);

fn at(hours: i64) -> Timestamp {
    stamp().happened_at + SignedDuration::from_hours(hours)
}

pub(crate) fn a_kind(id: i64, name: &str) -> CertificateKind {
    let form = KindForm {
        name: name.into(),
        department: Some(1),
        type_code: "11100000MB03271699022".into(),
        issuer: "11330105002500287C".into(),
        number_form: "JY{年}{序5}".into(),
        valid_months: "60".into(),
        stands_for: "食品经营许可证复印件".into(),
        in_use: true,
    };
    save_kind(CertificateKindId::new(id), 0, &form).unwrap().0
}

pub(crate) fn holder() -> SealedHolder {
    SealedHolder { name: vec![1, 2], code: vec![3] }
}

pub(crate) fn a_certificate(id: i64, department: i64, valid_to: Option<Date>) -> Certificate {
    let making = a_kind(3, "食品经营许可证").making.unwrap();
    Certificate {
        id: CertificateId::new(id),
        version: 1,
        code: Some(CertificateCode::new(&making.type_code, &making.issuer, 2026, u32::try_from(id).unwrap())),
        number: format!("JY2026{id:05}"),
        name: "食品经营许可证".into(),
        kind: Some(CertificateKindId::new(3)),
        issuer: "县市场监督管理局".into(),
        department: Some(DepartmentId::new(department)),
        person: PersonId::new(id % 2),
        holder_kind: ApplicantKind::Person,
        origin: Origin::Issued {
            case: CaseId::new(100 + id),
            case_no: CaseNo::new(TODAY, 3, u32::try_from(id).unwrap()),
            item: ItemId::new(5),
            item_name: "食品经营许可（新办）".into(),
        },
        issued_on: TODAY,
        valid_from: TODAY,
        valid_to,
        entered_at: at(0),
        entered_by: StaffId::new(1),
        state: State::InForce,
        sealing: None,
    }
}

fn from_elsewhere(id: i64, evidence: Evidence) -> Certificate {
    Certificate {
        code: None,
        kind: None,
        department: None,
        name: "营业执照".into(),
        holder_kind: ApplicantKind::Organisation,
        origin: Origin::Registered(evidence),
        ..a_certificate(id, 1, None)
    }
}

fn ended(certificate: Certificate, ending: Ending) -> Certificate {
    end(certificate, ending, "申请材料不实", StaffId::new(2), at(1), TODAY).unwrap().0
}

fn sealed(certificate: Certificate) -> Certificate {
    let sealing = Sealing {
        at: at(1),
        by: StaffId::new(2),
        reference: "YZ-1".into(),
        paper_digest: "66c7".into(),
        sealed_digest: "77d8".into(),
        answer_digest: "88e9".into(),
    };
    seal(certificate, sealing, TODAY).unwrap().0
}

fn keep(db: &Database, c: &Certificate) {
    put(db, &Stream::certificate(c.id), vec![certificate_change(&region(), c, &holder())]);
}

#[test]
fn a_certificate_reads_back_in_every_state() {
    on_every_engine(|t| {
        let first = || a_certificate(1, 1, Some(date(2031, 11, 19)));
        let mut all = vec![
            first(),
            sealed(first()),
            supersede(first(), &a_certificate(2, 1, None), StaffId::new(2), at(1), TODAY).unwrap().0,
            from_elsewhere(2, Evidence { original_seen: true, ..Evidence::default() }),
            from_elsewhere(
                2,
                Evidence { link: "https://a.example".into(), file_digest: Some("1f".into()), original_seen: false },
            ),
        ];
        all.extend(Ending::ALL.map(|ending| ended(sealed(first()), ending)));
        for now in all {
            keep(&t.db, &now);
            let both = Ok(Some((now.clone(), holder())));
            assert_eq!(t.db.read(|tx| certificate(tx, &region(), now.id)), both);
            if let Some(code) = &now.code {
                assert_eq!(t.db.read(|tx| certificate_by_code(tx, &region(), code)), both);
                assert_eq!(t.db.read(|tx| certificate_of_case(tx, &region(), CaseId::new(101))), both);
            }
        }
        assert_eq!(t.db.read(|tx| certificate(tx, &region(), CertificateId::new(9))), Ok(None));
        assert_eq!(t.db.read(|tx| certificate_of_case(tx, &region(), CaseId::new(9))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_row_that_does_not_add_up_is_named() {
    on_every_engine(|t| {
        for sql in [
            "UPDATE certificate SET state = 'revoked'",
            "UPDATE certificate SET ended_at = entered_at",
            "UPDATE certificate SET successor_id = 4",
            "UPDATE certificate SET code = '1.2.3'",
            "UPDATE certificate SET origin = 'registered'",
            "UPDATE certificate SET case_no = NULL",
            "UPDATE certificate SET link = ''",
            "UPDATE certificate SET seal_reference = 'YZ'",
            "UPDATE certificate SET holder_kind = 'ghost'",
        ] {
            keep(&t.db, &a_certificate(1, 1, None));
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| certificate(tx, &region(), CertificateId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
    });
}

/// 1 in force without a seal, 2 sealed, 3 expired, 4 revoked, 5 from elsewhere, 6 of department 2.
fn shelf(db: &Database) {
    let later = Some(date(2031, 11, 19));
    keep(db, &a_certificate(1, 1, later));
    keep(db, &sealed(a_certificate(2, 1, None)));
    keep(db, &a_certificate(3, 1, Some(date(2026, 11, 19))));
    keep(db, &ended(a_certificate(4, 1, later), Ending::Revoked));
    keep(db, &from_elsewhere(5, Evidence { original_seen: true, ..Evidence::default() }));
    keep(db, &a_certificate(6, 2, Some(TODAY)));
}

const PARTS: [Part; 5] = [Part::All, Part::InForce, Part::Expired, Part::Ended, Part::Unsealed];

#[test]
fn lists_and_counts_agree_whatever_the_filter() {
    on_every_engine(|t| {
        shelf(&t.db);
        let ids = |filter: &CertificateFilter| {
            let rows = t.db.read(|tx| certificates(tx, &region(), filter, TODAY, None, 99)).unwrap();
            rows.iter().map(|(c, _)| c.id.get()).collect::<Vec<_>>()
        };
        let all = CertificateFilter::default;
        let filters = [
            (all(), [&[6, 5, 4, 3, 2, 1][..], &[6, 5, 2, 1], &[3], &[4], &[6, 1]]),
            (
                CertificateFilter { department: Some(DepartmentId::new(1)), ..all() },
                [&[4, 3, 2, 1], &[2, 1], &[3], &[4], &[1]],
            ),
            (CertificateFilter { number: Some("JY202600002".into()), ..all() }, [&[2], &[2], &[], &[], &[]]),
            (CertificateFilter { words: Some("执照".into()), ..all() }, [&[5], &[5], &[], &[], &[]]),
            (CertificateFilter { words: Some("%".into()), ..all() }, [&[], &[], &[], &[], &[]]),
        ];
        for (filter, expected) in filters {
            let counts = t.db.read(|tx| part_counts(tx, &region(), &filter, TODAY, &PARTS)).unwrap();
            for ((part, wanted), count) in PARTS.into_iter().zip(expected).zip(counts) {
                let found = ids(&CertificateFilter { part, ..filter.clone() });
                assert_eq!(found, wanted, "{part:?} of {filter:?}");
                assert_eq!(count, wanted.len() as u64, "{part:?} of {filter:?}");
            }
        }
        let code = a_certificate(2, 1, None).code.unwrap().to_string();
        assert_eq!(ids(&CertificateFilter { number: Some(code), ..all() }), [2]);
        let page = t.db.read(|tx| certificates(tx, &region(), &all(), TODAY, Some(4), 2)).unwrap();
        assert_eq!(page.iter().map(|(c, _)| c.id.get()).collect::<Vec<_>>(), [3, 2]);
    });
}

#[test]
fn what_a_holder_has_and_which_number_is_taken() {
    on_every_engine(|t| {
        shelf(&t.db);
        let of = |person| {
            let rows = t.db.read(|tx| certificates_of_person(tx, &region(), PersonId::new(person))).unwrap();
            rows.iter().map(|(c, _)| c.id.get()).collect::<Vec<_>>()
        };
        assert_eq!((of(1), of(0), of(7)), (vec![5, 3, 1], vec![6, 4, 2], vec![]));
        let taken = |number: &str, except: Option<i64>| {
            let (kind, except) = (CertificateKindId::new(3), except.map(CertificateId::new));
            t.db.read(|tx| number_in_use(tx, &region(), kind, number, except)).unwrap().map(CertificateId::get)
        };
        assert_eq!(taken("JY202600004", None), Some(4), "a number of one that was revoked stays taken");
        assert_eq!(taken("JY202600004", Some(4)), None);
        assert_eq!(taken("JY202600005", None), None, "another kind's");
        let gone = supersede(a_certificate(1, 1, None), &a_certificate(2, 1, None), StaffId::new(2), at(1), TODAY);
        keep(&t.db, &gone.unwrap().0);
        assert_eq!(taken("JY202600001", None), None, "the next version may bear it");
    });
}

#[test]
fn numbers_rise_and_follow_what_was_given_by_hand() {
    on_every_engine(|t| {
        let three = CertificateKindId::new(3);
        let take = |kind, series: &'static str, year| {
            write(&t.db, move |tx| take_number(tx, &region(), kind, series, year)).unwrap()
        };
        assert_eq!([take(three, "number", 2026), take(three, "number", 2026), take(three, "number", 2027)], [1, 2, 1]);
        assert_eq!((take(three, "serial", 2026), take(CertificateKindId::new(4), "number", 2026)), (1, 1));
        let last = || t.db.read(|tx| last_number(tx, &region(), three, "number", 2026)).unwrap();
        let raise = |n| write(&t.db, move |tx| raise_number(tx, &region(), three, "number", (2026, n))).unwrap();
        raise(7);
        assert_eq!(last(), 7);
        raise(3);
        assert_eq!((last(), take(three, "number", 2026)), (7, 8));
        assert_eq!(t.db.read(|tx| last_number(tx, &region(), three, "number", 2000)), Ok(0));
    });
}

#[test]
fn a_kind_reads_back_and_is_found_by_its_name() {
    on_every_engine(|t| {
        let made = a_kind(3, "食品经营许可证");
        let elsewhere = CertificateKind {
            making: None,
            department: None,
            stands_for: vec![],
            in_use: false,
            ..a_kind(4, "营业执照")
        };
        for k in [&made, &elsewhere] {
            put(&t.db, &Stream::certificate_kind(k.id), vec![kind_change(&region(), k)]);
            assert_eq!(t.db.read(|tx| kind(tx, &region(), k.id)), Ok(Some(k.clone())));
            assert_eq!(t.db.read(|tx| kind_by_name(tx, &region(), &k.name)), Ok(Some(k.clone())));
        }
        assert_eq!(t.db.read(|tx| kinds(tx, &region())), Ok(vec![elsewhere, made]));
        assert_eq!(t.db.read(|tx| kind_by_name(tx, &region(), "执照")), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| tx.run("UPDATE certificate_kind SET issuer = NULL", &[])).unwrap();
        assert!(matches!(t.db.read(|tx| kinds(tx, &region())), Err(StoreError::Corrupt { .. })));
    });
}

#[test]
fn a_sealed_file_is_kept_once_and_vouched_for_by_its_event() {
    on_every_engine(|t| {
        keep(&t.db, &a_certificate(1, 1, None));
        let id = CertificateId::new(1);
        let file = SealedFile { file: vec![7; 300], answer: vec![8] };
        assert_eq!(t.db.read(|tx| certificate_file(tx, &region(), id)), Ok(None));
        let kept = file.clone();
        write(&t.db, move |tx| {
            keep_certificate_file(tx, &region(), id, &kept)?;
            let stream = Stream::certificate(id);
            let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "certificate.sealed", &"试")
                .with(certificate_change(&region(), &sealed(a_certificate(1, 1, None)), &holder()))
                .with_bulk(bulk(tx, &region(), "certificate_file", id.get())?);
            append(tx, &region(), &stamp(), entry)
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| certificate_file(tx, &region(), id)), Ok(Some(file.clone())));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        let again = write(&t.db, move |tx| keep_certificate_file(tx, &region(), id, &file));
        assert!(again.is_err(), "what was sealed is never written over");
        write(&t.db, |tx| tx.run("UPDATE certificate_file SET answer = file", &[])).unwrap();
        assert!(!t.db.read(|tx| verify(tx, &region())).unwrap().findings.is_empty(), "an altered file is noticed");
    });
}
