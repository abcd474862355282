//! Letters of representatives: every shape reads back, lists are whole, what does not add up is named.

pub(crate) mod board;
mod decisions;
pub(crate) mod kept;

use std::collections::BTreeSet;

use domain::{
    base::{AppointmentId, DepartmentId, ItemId, LetterId, StaffId},
    catalogue::{Content, Standing, Status},
    delegates::{
        AppointmentLetter, AuthorizationLetter, Deputy, Dismissal, Filing, ItemScope, Power, Representative,
        Revocation, Warning,
    },
};
use jiff::civil::date;
use store::{
    Database, StoreError,
    delegates::{
        appointment, appointment_change, appointments, items_of_department, letter, letter_change, letters, letters_on,
        resident_guides, resident_items,
    },
    journal::{Stream, verify},
};
use testkit::{content, department, item, on_every_engine, region, seed_department, seed_item, stamp};

use crate::common::{put, write};

pub(crate) fn an_appointment(id: i64) -> AppointmentLetter {
    AppointmentLetter {
        id: AppointmentId::new(id),
        version: 1,
        department: DepartmentId::new(1),
        department_name: "县民政局".into(),
        person: StaffId::new(7),
        person_name: "周敏".into(),
        rank: "股级".into(),
        on_roster: true,
        doc_no: format!("民任〔2026〕{id}号"),
        from: date(2026, 1, 5),
        warnings: vec![],
        rules_version: 0,
        made_at: stamp().happened_at,
        made_by: StaffId::new(1),
        filing: None,
        dismissal: None,
    }
}

pub(crate) fn a_letter(id: i64) -> AuthorizationLetter {
    AuthorizationLetter {
        id: LetterId::new(id),
        version: 1,
        department: DepartmentId::new(1),
        department_name: "县民政局".into(),
        doc_no: format!("民授〔2026〕{id}号"),
        representative: Representative {
            staff: StaffId::new(7),
            name: "周敏".into(),
            rank: "股级".into(),
            on_roster: true,
        },
        deputy: None,
        scope: ItemScope::all(),
        powers: Power::ALL.into_iter().collect(),
        valid_from: date(2026, 1, 5),
        valid_to: date(2026, 12, 31),
        file_digest: String::new(),
        replaces: None,
        rules_version: 0,
        made_at: stamp().happened_at,
        made_by: StaffId::new(1),
        filing: None,
        published_on: None,
        revocation: None,
    }
}

pub(crate) fn filed() -> Option<Filing> {
    Some(Filing { on: date(2026, 1, 6), no: "备〔2026〕3号".into() })
}

pub(crate) fn taken_back(replaced_by: Option<i64>) -> Option<Revocation> {
    Some(Revocation {
        from: date(2026, 11, 20),
        reason: "岗位调整".into(),
        replaced_by: replaced_by.map(LetterId::new),
        at: stamp().happened_at,
        by: StaffId::new(1),
    })
}

pub(crate) fn dismissed() -> Option<Dismissal> {
    Some(Dismissal {
        from: date(2026, 11, 20),
        reason: "岗位调整".into(),
        at: stamp().happened_at,
        by: StaffId::new(1),
    })
}

/// A letter with a deputy over two items, one of which it takes out.
pub(crate) fn a_narrow_letter(id: i64) -> AuthorizationLetter {
    AuthorizationLetter {
        deputy: Some(Deputy { staff: StaffId::new(8), name: "李强".into() }),
        scope: ItemScope {
            excluded: BTreeSet::from([ItemId::new(6)]),
            ..ItemScope::listed([ItemId::new(5), ItemId::new(6)])
        },
        powers: [Power::Accept, Power::Decide].into(),
        file_digest: "ab".repeat(32),
        replaces: Some(LetterId::new(1)),
        ..a_letter(id)
    }
}

fn keep_appointment(db: &Database, a: &AppointmentLetter) {
    put(db, &Stream::appointment(a.id), vec![appointment_change(&region(), a)]);
}

fn keep(db: &Database, l: &AuthorizationLetter) {
    put(db, &Stream::letter(l.id), vec![letter_change(&region(), l)]);
}

#[test]
fn an_appointment_reads_back_in_every_shape() {
    on_every_engine(|t| {
        let first = || an_appointment(1);
        let warned = vec![Warning::OffRoster, Warning::LowRank, Warning::Early];
        for now in [
            first(),
            AppointmentLetter { on_roster: false, warnings: warned.clone(), ..first() },
            AppointmentLetter { filing: filed(), ..first() },
            AppointmentLetter { filing: filed(), dismissal: dismissed(), warnings: warned, ..first() },
        ] {
            keep_appointment(&t.db, &now);
            assert_eq!(t.db.read(|tx| appointment(tx, &region(), now.id)), Ok(Some(now.clone())));
        }
        let other = AppointmentLetter { department: DepartmentId::new(0), ..an_appointment(2) };
        keep_appointment(&t.db, &other);
        let all = t.db.read(|tx| appointments(tx, &region())).unwrap();
        assert_eq!(all.iter().map(|a| a.id.get()).collect::<Vec<_>>(), [2, 1], "by department");
        assert_eq!(t.db.read(|tx| appointment(tx, &region(), AppointmentId::new(9))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_letter_reads_back_in_every_shape() {
    on_every_engine(|t| {
        let shapes = [
            a_letter(1),
            a_narrow_letter(1),
            AuthorizationLetter { scope: ItemScope::listed([ItemId::new(5)]), ..a_letter(1) },
            AuthorizationLetter { filing: filed(), published_on: Some(date(2026, 1, 7)), ..a_narrow_letter(1) },
            AuthorizationLetter { revocation: taken_back(None), ..a_letter(1) },
            AuthorizationLetter { revocation: taken_back(Some(2)), filing: filed(), ..a_narrow_letter(1) },
        ];
        for now in shapes {
            keep(&t.db, &now);
            assert_eq!(t.db.read(|tx| letter(tx, &region(), now.id)), Ok(Some(now.clone())));
        }
        assert_eq!(t.db.read(|tx| letter(tx, &region(), LetterId::new(9))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn what_does_not_add_up_is_named() {
    on_every_engine(|t| {
        let whole = AuthorizationLetter { revocation: taken_back(Some(2)), filing: filed(), ..a_narrow_letter(1) };
        keep(&t.db, &whole);
        for sql in [
            "UPDATE authorization_letter SET deputy_name = NULL",
            "UPDATE authorization_letter SET deputy_name = '李强', filing_no = NULL",
            "UPDATE authorization_letter SET filing_no = '备', revoked_by = NULL",
            "UPDATE authorization_letter SET revoked_from = NULL, revoked_why = NULL, revoked_at = NULL",
            "UPDATE authorization_letter SET replaced_by = NULL, listed = 'all'",
            "UPDATE authorization_letter SET listed = NULL, powers = '[\"rule\"]'",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| letter(tx, &region(), LetterId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
        keep_appointment(&t.db, &AppointmentLetter { dismissal: dismissed(), ..an_appointment(1) });
        for sql in [
            "UPDATE appointment_letter SET dismissed_by = NULL",
            "UPDATE appointment_letter SET dismissed_by = 1, filed_on = '2026-01-06'",
            "UPDATE appointment_letter SET filed_on = NULL, warnings = '[\"rumour\"]'",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| appointment(tx, &region(), AppointmentId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
    });
}

#[test]
fn a_number_is_used_once() {
    on_every_engine(|t| {
        keep(&t.db, &a_letter(1));
        let twin = AuthorizationLetter { doc_no: a_letter(1).doc_no, ..a_letter(2) };
        let refused = t.db.write(move |tx| -> Result<(), StoreError> {
            let entry = store::journal::Entry::new(Stream::letter(twin.id), 0, "test.put", &"试");
            store::journal::append(tx, &region(), &stamp(), entry.with(letter_change(&region(), &twin))).map(|_| ())
        });
        assert!(refused.is_err(), "two letters of one number");
    });
}

#[test]
fn letters_of_a_day_are_those_whose_term_holds_it() {
    on_every_engine(|t| {
        let term = |id, from, to| AuthorizationLetter { valid_from: from, valid_to: to, ..a_letter(id) };
        for l in [
            term(1, date(2026, 1, 1), date(2026, 6, 30)),
            term(2, date(2026, 6, 30), date(2026, 12, 31)),
            AuthorizationLetter { revocation: taken_back(None), ..term(3, date(2026, 5, 1), date(2026, 12, 31)) },
            AuthorizationLetter { department: DepartmentId::new(2), ..term(4, date(2026, 1, 1), date(2026, 12, 31)) },
        ] {
            keep(&t.db, &l);
        }
        let on = |department, day| -> Vec<i64> {
            let found = t.db.read(|tx| letters_on(tx, &region(), DepartmentId::new(department), day)).unwrap();
            found.iter().map(|l| l.id.get()).collect()
        };
        assert_eq!(on(1, date(2026, 6, 30)), [1, 3, 2], "first and last day count");
        assert_eq!(on(1, date(2026, 7, 1)), [3, 2]);
        assert_eq!((on(1, date(2025, 12, 31)), on(1, date(2027, 1, 1))), (vec![], vec![]));
        assert_eq!(on(2, date(2026, 6, 30)), [4]);
        let all = t.db.read(|tx| letters(tx, &region())).unwrap();
        assert_eq!(all.iter().map(|l| l.id.get()).collect::<Vec<_>>(), [1, 3, 2, 4]);
    });
}

#[test]
fn items_are_those_in_use() {
    on_every_engine(|t| {
        seed_department(&t.db, &department(1, "县民政局"));
        seed_department(&t.db, &department(2, "县水利局"));
        let stands = |content: Content, resident| Content {
            standing: Standing { resident, ..content.standing.clone() },
            ..content
        };
        let gone = Content { status: Status::Cancelled, ..content("A-4", "旧事项", 1) };
        for (id, content) in [
            (1, stands(content("B-1", "取水许可", 2), Some(true))),
            (2, stands(content("A-2", "临时救助", 1), Some(false))),
            (3, stands(content("A-1", "低保", 1), None)),
            (4, gone),
            (5, stands(content("A-5", "殡葬", 1), Some(true))),
        ] {
            seed_item(&t.db, &item(id, content));
        }
        let of = t.db.read(|tx| items_of_department(tx, &region(), DepartmentId::new(1))).unwrap();
        let seen: Vec<(i64, &str, Option<bool>)> = of.iter().map(|i| (i.id.get(), &*i.code, i.resident)).collect();
        assert_eq!(seen, [(3, "A-1", None), (2, "A-2", Some(false)), (5, "A-5", Some(true))]);
        let resident = t.db.read(|tx| resident_items(tx, &region())).unwrap();
        let seen: Vec<(i64, &str, i64)> =
            resident.iter().map(|i| (i.id.get(), i.name.as_str(), i.department.get())).collect();
        assert_eq!(seen, [(5, "殡葬", 1), (1, "取水许可", 2)]);
        let guides = |of: Option<i64>| {
            let found = t.db.read(|tx| resident_guides(tx, &region(), of.map(DepartmentId::new))).unwrap();
            found.into_iter().map(|(item, guide)| (item.id.get(), guide)).collect::<Vec<_>>()
        };
        let guide = content("A-5", "殡葬", 1).guide;
        assert_eq!(guides(None), [(5, guide.clone()), (1, content("B-1", "取水许可", 2).guide)]);
        assert_eq!((guides(Some(1)), guides(Some(3))), (vec![(5, guide)], vec![]));
    });
}
