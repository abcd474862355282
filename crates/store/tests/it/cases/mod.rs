//! Cases: one with every stage, lists, counts.

mod counters;
mod foreign;
mod life;
mod parked;
mod phrase;
mod plans;

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId, StaffId},
    cases::{ApplicantKind, Case, CaseNo, DeliveryWay, Outcome, Stage},
};
use jiff::civil::date;
use store::{
    Database, StoreError,
    archive::cases_to_pack,
    cases::{
        CaseFilter, NumberShownRow, SealedFields, case, case_by_no, case_change, case_line_by_no, case_lines,
        cases_of_person, cases_past, cases_running, drafts_before, materials_of, number_shown_change, numbers_shown,
        sealed_fields, stage_counts,
    },
    journal::{Stream, verify},
};
use testkit::{
    accepted_case, completed, content, decided, delivered, department, item as an_item, on_every_engine, region,
    seed_department, seed_item,
};

use crate::common::{put, write};

fn fields(with_all: bool) -> SealedFields {
    SealedFields {
        name: vec![0, 1, 255],
        code: vec![2],
        contact: with_all.then(|| vec![3]),
        phone: vec![],
        query_password: vec![5],
        receiver: with_all.then(|| vec![6]),
        answers: with_all.then(|| vec![7]),
    }
}

pub(crate) fn keep(db: &Database, case: &Case, with_all: bool) {
    put(db, &Stream::case(case.id), vec![case_change(&region(), case, &fields(with_all))]);
}

/// Accepted under a guide that names no limit.
fn without_limit() -> Stage {
    let mut stage = accepted_case(1, ItemId::new(5), DepartmentId::new(1)).stage;
    if let Stage::Accepted(a) = &mut stage {
        a.clocks.promised = None;
        a.clocks.due.on = None;
        a.clocks.due.provisional = true;
    }
    stage
}

fn hall(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    seed_department(db, &department(2, "县公安局"));
}

#[test]
fn a_case_reads_back_in_every_stage() {
    on_every_engine(|t| {
        let first = accepted_case(1, ItemId::new(5), DepartmentId::new(1));
        let done = completed(decided(first.clone(), Outcome::Grant));
        let mut all =
            vec![first.clone(), decided(first.clone(), Outcome::Deny), decided(first, Outcome::Grant), done.clone()];
        all.extend(DeliveryWay::ALL.map(|way| delivered(done.clone(), way)));
        all.extend(life::every_stage());
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
            stage: without_limit(),
            ..accepted_case(1, ItemId::new(5), DepartmentId::new(1))
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
fn the_materials_of_several_cases_are_read_at_once() {
    on_every_engine(|t| {
        let first = accepted_case(1, ItemId::new(5), DepartmentId::new(1));
        let bare = Case { materials: vec![], ..accepted_case(2, ItemId::new(5), DepartmentId::new(1)) };
        keep(&t.db, &first, false);
        keep(&t.db, &bare, false);
        let asked = |ids: &[i64]| {
            let ids: Vec<CaseId> = ids.iter().copied().map(CaseId::new).collect();
            let mut found = t.db.read(|tx| materials_of(tx, &region(), &ids)).unwrap();
            found.sort_by_key(|(id, _)| *id);
            found
        };
        assert_eq!(asked(&[2, 1, 3]), [(first.id, first.materials.clone()), (bare.id, vec![])]);
        assert_eq!(asked(&[]), []);
    });
}

#[test]
fn a_stage_that_does_not_add_up_is_named() {
    on_every_engine(|t| {
        let first = accepted_case(1, ItemId::new(5), DepartmentId::new(1));
        keep(&t.db, &decided(first, Outcome::Grant), false);
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
    seed_item(db, &an_item(5, content("A-5", "临时救助", 1)));
    for (id, due, department, stage) in [
        (1, Some(27), 1, "accepted"),
        (2, Some(24), 2, "accepted"),
        (3, None, 1, "decided"),
        (4, Some(27), 1, "delivered"),
        (5, None, 2, "accepted"),
        (6, Some(24), 1, "completed"),
    ] {
        let mut case = accepted_case(id, ItemId::new(5), DepartmentId::new(department));
        if let Stage::Accepted(a) = &mut case.stage {
            a.clocks.due.on = due.map(|d| date(2026, 11, d));
            a.clocks.due.provisional = id == 6;
        }
        case.window_no = (id != 5).then_some(if department == 1 { 3 } else { 4 });
        case.person = PersonId::new(id % 2);
        if stage != "accepted" {
            case = decided(case, Outcome::Grant);
        }
        if stage == "completed" || stage == "delivered" {
            case = completed(case);
        }
        if stage == "delivered" {
            case = delivered(case, DeliveryWay::Window);
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
        assert_eq!(ids(all()), [2, 1, 4, 6, 3, 5]);
        assert_eq!(ids(CaseFilter { open: true, ..all() }), [2, 1, 3, 5]);
        assert_eq!(ids(CaseFilter { department: Some(DepartmentId::new(2)), ..all() }), [2, 5]);
        assert_eq!(ids(CaseFilter { stage: Some("accepted".into()), ..all() }), [2, 1, 5]);
        assert_eq!(ids(CaseFilter { window_no: Some(3), ..all() }), [1, 4, 6, 3]);
        assert_eq!(ids(CaseFilter { window_no: Some(3), open: true, stage: Some("decided".into()), ..all() }), [3]);
        for (words, expected) in
            [("临时", &[2, 1, 4, 6, 3, 5][..]), ("时救", &[2, 1, 4, 6, 3, 5]), ("%", &[]), ("临_", &[])]
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
                after = Some((last.next_on.map_or("9999".to_owned(), |d| d.to_string()), last.id.get()));
                seen.extend(lines.iter().map(|l| l.id.get()));
                assert!(seen.len() <= 6, "{size} a page: {seen:?}");
            }
            assert_eq!(seen, [2, 1, 4, 6, 3, 5], "{size} a page");
        }
        let first = &page(&all(), None, 4)[3];
        assert_eq!((first.case_no.as_str(), first.item_name.as_str()), ("2026-1120-03-0006", "临时救助"));
        assert_eq!((first.department.as_str(), first.stage.as_str()), ("县民政局", "completed"));
        assert_eq!((first.accepted_on, first.due_on), (Some(date(2026, 11, 20)), Some(date(2026, 11, 24))));
        assert_eq!((first.next_on, first.channel.as_str()), (Some(date(2026, 12, 4)), "window"));
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

#[test]
fn cases_whose_clock_runs_are_those_received_and_without_a_result() {
    on_every_engine(|t| {
        let first = |id| accepted_case(id, ItemId::new(5), DepartmentId::new(1));
        let granted = |id| decided(first(id), Outcome::Grant);
        let submitted = Case { stage: Stage::Submitted, ..first(4) };
        for case in [granted(3), first(2), first(1), submitted, completed(granted(5))] {
            keep(&t.db, &case, false);
        }
        let running = t.db.read(|tx| cases_running(tx, &region())).unwrap();
        assert_eq!(running.iter().map(|id| id.get()).collect::<Vec<_>>(), [1, 2, 3, 4]);
    });
}

#[test]
fn cases_whose_day_has_passed_are_found_and_no_others() {
    on_every_engine(|t| {
        let day = |d| Some(date(2026, 11, d));
        let first = |id| accepted_case(id, ItemId::new(5), DepartmentId::new(1));
        let sent = |id, by| {
            let case = first(id);
            let receipt = domain::cases::Receipt { notice_by: day(by), ..case.receipt.clone() };
            Case { stage: Stage::Submitted, receipt, ..case }
        };
        let mut owing = first(3);
        owing.materials[1].deferred_until = day(24);
        let mut granted = decided(first(4), Outcome::Grant);
        granted.materials[1].deferred_until = day(24);
        for case in [sent(1, 24), sent(2, 25), owing, granted, first(5)] {
            keep(&t.db, &case, false);
        }
        let found = t.db.read(|tx| cases_past(tx, &region(), date(2026, 11, 25))).unwrap();
        assert_eq!(found.iter().map(|id| id.get()).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(t.db.read(|tx| cases_past(tx, &region(), date(2026, 11, 24))).unwrap(), []);
    });
}

#[test]
fn drafts_begun_before_a_day_are_found_and_nothing_that_was_sent_in() {
    on_every_engine(|t| {
        let begun = |id, day| {
            let case = accepted_case(id, ItemId::new(5), DepartmentId::new(1));
            let receipt = domain::cases::Receipt { on: date(2026, 9, day), ..case.receipt.clone() };
            Case { stage: Stage::Draft, receipt, ..case }
        };
        let sent = Case { stage: Stage::Submitted, ..begun(3, 1) };
        for case in [begun(1, 20), begun(2, 21), sent] {
            keep(&t.db, &case, false);
        }
        let found = |day| t.db.read(|tx| drafts_before(tx, &region(), date(2026, 9, day))).unwrap();
        assert_eq!((found(20).len(), found(21).len(), found(22).len()), (0, 1, 2));
        assert_eq!(found(21)[0].get(), 1);
    });
}

#[test]
fn finished_cases_wait_to_be_packed_from_their_hand_over_on() {
    on_every_engine(|t| {
        let mut all = life::every_stage();
        for (id, case) in (1..).zip(&mut all) {
            (case.id, case.no) = (CaseId::new(id), CaseNo::new(date(2026, 11, 20), 3, u32::try_from(id).unwrap()));
            keep(&t.db, case, false);
        }
        let due = |before, after, limit| {
            t.db.read(|tx| cases_to_pack(tx, &region(), before, CaseId::new(after), limit)).unwrap()
        };
        let ids = |is: fn(&Stage) -> bool| all.iter().filter(|c| is(&c.stage)).map(|c| c.id).collect::<Vec<_>>();
        let ended = ids(|s| matches!(s, Stage::Ended(..)));
        let finished = ids(|s| matches!(s, Stage::Ended(..) | Stage::Delivered(..) | Stage::Rated(..)));
        assert!(!ended.is_empty() && finished.len() > ended.len() && finished.len() > 2);
        let handed = all.iter().filter_map(|c| c.stage.delivery()).map(|d| d.at).max().unwrap();
        assert_eq!(due(handed + jiff::SignedDuration::from_secs(1), 0, 100), finished);
        assert_eq!(due(jiff::Timestamp::UNIX_EPOCH, 0, 100), ended, "only what has no hand-over to wait for");
        let far = jiff::Timestamp::MAX;
        assert_eq!(due(far, finished[0].get(), 2), finished[1..3], "page by page");
    });
}

#[test]
fn times_at_which_a_number_was_shown_are_read_by_case() {
    on_every_engine(|t| {
        let row = |case, seq, day: &str| NumberShownRow {
            case: CaseId::new(case),
            staff: StaffId::new(2),
            seq,
            at: format!("2026-11-{day}T01:00:00Z").parse().unwrap(),
            office: "县政务服务中心".into(),
        };
        let (first, second, other) = (row(7, 1, "20"), row(7, 2, "21"), row(8, 3, "22"));
        let changes = [&first, &second, &other].map(|r| number_shown_change(&region(), r)).to_vec();
        put(&t.db, &Stream::staff(StaffId::new(2)), changes);
        let shown = t.db.read(|tx| numbers_shown(tx, &region(), CaseId::new(7))).unwrap();
        assert_eq!(shown, [second, first], "the last first, of this case alone");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
