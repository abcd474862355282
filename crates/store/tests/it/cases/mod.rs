//! Cases: one with every stage, lists, counts.

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId, StaffId},
    cases::{ApplicantKind, Case, CaseNo, DeliveryWay, DueDay, HandedIn, Outcome, Stage, complete, decide, deliver},
};
use jiff::{SignedDuration, civil::date};
use store::{
    Database, StoreError,
    cases::{
        CaseFilter, SealedFields, case, case_by_no, case_change, case_line_by_no, case_lines, cases_of_person,
        sealed_fields, stage_counts,
    },
    journal::{Stream, verify},
};
use testkit::{department, on_every_engine, region, seed_department, stamp};

use crate::common::{put, write};

pub(crate) fn a_case(id: i64, item: ItemId, department: DepartmentId) -> Case {
    Case {
        id: CaseId::new(id),
        version: 1,
        no: CaseNo::new(date(2026, 11, 20), 3, u32::try_from(id).unwrap()),
        item_id: item,
        item_version: 1,
        item_name: "临时救助".into(),
        department,
        accepting_department: None,
        window_no: Some(3),
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        materials: vec![
            HandedIn { name: "身份证".into(), received: true },
            HandedIn { name: "申请表".into(), received: false },
        ],
        accepted_at: stamp().happened_at,
        accepted_on: date(2026, 11, 20),
        accepted_by: StaffId::new(1),
        due: DueDay { on: Some(date(2026, 11, 27)), provisional: false, limit_text: "承诺 5 个工作日".into() },
        stage: Stage::Accepted,
    }
}

fn fields(with_all: bool) -> SealedFields {
    SealedFields {
        name: vec![0, 1, 255],
        code: vec![2],
        contact: with_all.then(|| vec![3]),
        phone: vec![],
        query_password: vec![5],
        receiver: with_all.then(|| vec![6]),
    }
}

fn keep(db: &Database, case: &Case, with_all: bool) {
    put(db, &Stream::case(case.id), vec![case_change(&region(), case, &fields(with_all))]);
}

fn hall(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    seed_department(db, &department(2, "县公安局"));
}

#[test]
fn a_case_reads_back_in_every_stage() {
    on_every_engine(|t| {
        let first = a_case(1, ItemId::new(5), DepartmentId::new(1));
        let at = |hours| stamp().happened_at + SignedDuration::from_hours(hours);
        let by = StaffId::new(2);
        let (denied, _) = decide(first.clone(), Outcome::Deny, "不符合条件", "见附件", by, at(1)).unwrap();
        let (granted, _) = decide(first.clone(), Outcome::Grant, "", "", by, at(1)).unwrap();
        let (completed, _) = complete(granted.clone(), "通知书", "", "其他", by, at(2)).unwrap();
        let mut all = vec![first, denied, granted, completed.clone()];
        all.extend(DeliveryWay::ALL.map(|way| deliver(completed.clone(), way, "收件人", by, at(3)).unwrap().0));
        for case_now in all {
            for with_all in [false, true] {
                keep(&t.db, &case_now, with_all);
                let read = t.db.read(|tx| case(tx, &region(), case_now.id));
                assert_eq!(read, Ok(Some((case_now.clone(), fields(with_all)))));
            }
        }
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_case_is_found_by_its_number_and_may_know_little() {
    on_every_engine(|t| {
        let sparse = Case {
            accepting_department: Some(DepartmentId::new(2)),
            window_no: None,
            applicant_kind: ApplicantKind::Organisation,
            materials: vec![],
            due: DueDay { on: None, provisional: true, limit_text: "指南没有写办结时限".into() },
            ..a_case(1, ItemId::new(5), DepartmentId::new(1))
        };
        keep(&t.db, &sparse, false);
        let no = CaseNo::parse("２０２６ 1120 03 0001").unwrap();
        assert_eq!(t.db.read(|tx| case_by_no(tx, &region(), &no)), Ok(Some((sparse.clone(), fields(false)))));
        let none = CaseNo::new(date(2026, 11, 20), 3, 2);
        assert_eq!(t.db.read(|tx| case_by_no(tx, &region(), &none)), Ok(None));
        assert_eq!(t.db.read(|tx| case(tx, &region(), CaseId::new(2))), Ok(None));
        assert_eq!(t.db.read(|tx| sealed_fields(tx, &region(), sparse.id)), Ok(Some(fields(false))));
        assert_eq!(t.db.read(|tx| sealed_fields(tx, &region(), CaseId::new(2))), Ok(None));
    });
}

#[test]
fn a_stage_that_does_not_add_up_is_named() {
    on_every_engine(|t| {
        let first = a_case(1, ItemId::new(5), DepartmentId::new(1));
        let (granted, _) = decide(first, Outcome::Grant, "", "", StaffId::new(1), stamp().happened_at).unwrap();
        keep(&t.db, &granted, false);
        for sql in [
            "UPDATE service_case SET stage = 'completed'",
            "UPDATE service_case SET stage = 'decided', outcome = 'perhaps'",
            "UPDATE service_case SET outcome = 'grant', decided_by = NULL",
            "UPDATE service_case SET decided_at = NULL, outcome = NULL, result_name = '证', completed_by = 1, completed_at = accepted_at",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| case(tx, &region(), CaseId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
    });
}

/// Ids 1 to 6: due 27th, 24th, none, 27th, none, 24th; departments and stages mixed.
fn worklist(db: &Database) {
    hall(db);
    let by = StaffId::new(1);
    let at = stamp().happened_at;
    for (id, due, department, stage) in [
        (1, Some(27), 1, "accepted"),
        (2, Some(24), 2, "accepted"),
        (3, None, 1, "decided"),
        (4, Some(27), 1, "delivered"),
        (5, None, 2, "accepted"),
        (6, Some(24), 1, "completed"),
    ] {
        let mut case = a_case(id, ItemId::new(5), DepartmentId::new(department));
        case.due.on = due.map(|d| date(2026, 11, d));
        case.due.provisional = id == 6;
        case.window_no = (id != 5).then_some(if department == 1 { 3 } else { 4 });
        case.person = PersonId::new(id % 2);
        if stage != "accepted" {
            case = decide(case, Outcome::Grant, "", "", by, at).unwrap().0;
        }
        if stage == "completed" || stage == "delivered" {
            case = complete(case, "通知书", "", "其他", by, at).unwrap().0;
        }
        if stage == "delivered" {
            case = deliver(case, DeliveryWay::Window, "收件人", by, at).unwrap().0;
        }
        keep(db, &case, false);
    }
}

#[test]
fn the_worklist_goes_by_due_day_and_page_by_page() {
    on_every_engine(|t| {
        worklist(&t.db);
        let page = |filter: &CaseFilter, after: Option<(&str, i64)>, limit| {
            t.db.read(|tx| case_lines(tx, &region(), filter, after, limit)).unwrap()
        };
        let ids = |filter: CaseFilter| page(&filter, None, 10).iter().map(|l| l.id.get()).collect::<Vec<_>>();
        let all = CaseFilter::default;
        assert_eq!(ids(all()), [2, 6, 1, 4, 3, 5]);
        assert_eq!(ids(CaseFilter { open: true, ..all() }), [2, 1, 3, 5]);
        assert_eq!(ids(CaseFilter { department: Some(DepartmentId::new(2)), ..all() }), [2, 5]);
        assert_eq!(ids(CaseFilter { stage: Some("accepted".into()), ..all() }), [2, 1, 5]);
        assert_eq!(ids(CaseFilter { window_no: Some(3), ..all() }), [6, 1, 4, 3]);
        assert_eq!(ids(CaseFilter { window_no: Some(3), open: true, stage: Some("decided".into()), ..all() }), [3]);
        for (words, expected) in
            [("临时", &[2, 6, 1, 4, 3, 5][..]), ("时救", &[2, 6, 1, 4, 3, 5]), ("%", &[]), ("临_", &[])]
        {
            assert_eq!(ids(CaseFilter { words: Some(words.into()), ..all() }), expected, "{words}");
        }
        let no = CaseNo::new(date(2026, 11, 20), 3, 6);
        let line = t.db.read(|tx| case_line_by_no(tx, &region(), &no)).unwrap().unwrap();
        assert_eq!((line.id.get(), line.department_id), (6, DepartmentId::new(1)));
        let none = CaseNo::new(date(2026, 11, 20), 9, 6);
        assert!(t.db.read(|tx| case_line_by_no(tx, &region(), &none)).unwrap().is_none());
        // Page by page, each case once, whatever the size of a page.
        for size in 1..=7 {
            let mut seen = Vec::new();
            let mut after: Option<(String, i64)> = None;
            loop {
                let lines = page(&all(), after.as_ref().map(|(d, i)| (d.as_str(), *i)), size);
                let Some(last) = lines.last() else { break };
                after = Some((last.due_on.map_or("9999".to_owned(), |d| d.to_string()), last.id.get()));
                seen.extend(lines.iter().map(|l| l.id.get()));
                assert!(seen.len() <= 6, "{size} a page: {seen:?}");
            }
            assert_eq!(seen, [2, 6, 1, 4, 3, 5], "{size} a page");
        }
        let first = &page(&all(), None, 2)[1];
        assert_eq!((first.case_no.as_str(), first.item_name.as_str()), ("2026-1120-03-0006", "临时救助"));
        assert_eq!((first.department.as_str(), first.stage.as_str()), ("县民政局", "completed"));
        assert_eq!((first.accepted_on, first.due_on), (date(2026, 11, 20), Some(date(2026, 11, 24))));
        assert_eq!(
            (first.due_provisional, first.person, first.applicant_kind.as_str()),
            (true, PersonId::new(0), "person")
        );
        assert_eq!(first.applicant_name, fields(false).name);
    });
}

#[test]
fn the_cases_of_a_person_come_newest_first() {
    on_every_engine(|t| {
        worklist(&t.db);
        let of = |person, limit| {
            let lines = t.db.read(|tx| cases_of_person(tx, &region(), PersonId::new(person), None, limit)).unwrap();
            lines.iter().map(|l| l.id.get()).collect::<Vec<_>>()
        };
        assert_eq!(of(1, 10), [5, 3, 1]);
        assert_eq!(of(0, 2), [6, 4]);
        assert_eq!(of(7, 10), Vec::<i64>::new());
        let own = |d| t.db.read(|tx| cases_of_person(tx, &region(), PersonId::new(1), Some(DepartmentId::new(d)), 9));
        assert_eq!(own(1).unwrap().iter().map(|l| l.id.get()).collect::<Vec<_>>(), [3, 1]);
        assert_eq!(own(2).unwrap().iter().map(|l| l.id.get()).collect::<Vec<_>>(), [5]);
    });
}

#[test]
fn stages_are_counted_for_all_and_for_one() {
    on_every_engine(|t| {
        worklist(&t.db);
        let counted = |department: Option<i64>| {
            t.db.read(|tx| stage_counts(tx, &region(), department.map(DepartmentId::new))).unwrap()
        };
        let word = |w: &str, n: u64| (w.to_owned(), n);
        assert_eq!(
            counted(None),
            [word("accepted", 3), word("completed", 1), word("decided", 1), word("delivered", 1)]
        );
        assert_eq!(counted(Some(2)), [word("accepted", 2)]);
        assert_eq!(counted(Some(9)), []);
    });
}
