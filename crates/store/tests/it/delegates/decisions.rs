//! Decisions by the capacity in which they were taken.

use domain::{
    base::{CaseId, DepartmentId, ItemId, LetterId, StaffId},
    cases::{Case, Decision, Foreign, Outcome, Stage, TakenAs},
    catalogue::{Content, Standing},
    delegates::{Authority, Capacity},
};
use jiff::SignedDuration;
use store::{
    Database, StoreError,
    cases::case,
    delegates::{BareDecision, ItemDecisions, decisions_by_item, decisions_under_letters, decisions_without_letter},
    journal::verify,
};
use testkit::{
    accepted_case, content, decided, department, item, on_every_engine, region, seed_department, seed_item, stamp,
};

use crate::{cases::keep, common::write};

fn under(letter: i64, capacity: Capacity) -> Option<TakenAs> {
    Some(TakenAs::Delegate(Authority {
        letter: LetterId::new(letter),
        doc_no: format!("民授〔2026〕{letter}号"),
        capacity,
    }))
}

/// A case of an item, decided by somebody so many hours after the first.
fn decided_as(id: i64, of: i64, by: Option<i64>, hours: i64, taken_as: Option<TakenAs>) -> Case {
    let case = decided(accepted_case(id, ItemId::new(of), DepartmentId::new(1)), Outcome::Grant);
    let Stage::Decided(acceptance, decision) = case.stage else { panic!("decided") };
    let at = decision.at + SignedDuration::from_hours(hours);
    let decision = Decision { by: by.map(StaffId::new), at, taken_as, ..decision };
    let foreign = by.is_none().then(|| Foreign { no: format!("W{id}"), source: "旧系统".into() });
    Case { stage: Stage::Decided(acceptance, decision), foreign, ..case }
}

fn hall(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    let outside = content("A-2", "临时救助", 1);
    let outside = Content { standing: Standing { resident: Some(false), ..outside.standing.clone() }, ..outside };
    seed_item(db, &item(1, content("A-1", "低保", 1)));
    seed_item(db, &item(2, outside));
    for case in [
        decided_as(1, 1, Some(7), 0, under(1, Capacity::Representative)),
        decided_as(2, 1, Some(7), 1, under(1, Capacity::Representative)),
        decided_as(3, 1, Some(8), 2, under(1, Capacity::Deputy)),
        decided_as(4, 1, Some(9), 3, Some(TakenAs::Approver)),
        decided_as(5, 1, Some(9), 4, None),
        decided_as(6, 2, Some(9), 5, Some(TakenAs::Approver)),
        decided_as(7, 1, None, 6, None),
        decided_as(8, 2, Some(7), 7, under(2, Capacity::Representative)),
    ] {
        keep(db, &case, false);
    }
}

#[test]
fn a_decision_keeps_the_capacity_it_was_taken_in() {
    on_every_engine(|t| {
        for taken_as in [None, Some(TakenAs::Approver), under(3, Capacity::Deputy), under(3, Capacity::Representative)]
        {
            let now = decided_as(1, 1, Some(7), 0, taken_as);
            keep(&t.db, &now, false);
            let back = t.db.read(|tx| case(tx, &region(), CaseId::new(1))).unwrap().unwrap().0;
            assert_eq!(back, now);
        }
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        for sql in [
            "UPDATE service_case SET decided_as = 'king'",
            "UPDATE service_case SET decided_as = 'approver'",
            "UPDATE service_case SET decided_as = NULL",
            "UPDATE service_case SET decided_under = NULL",
            "UPDATE service_case SET decided_under_no = NULL, decided_as = 'deputy'",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| case(tx, &region(), CaseId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
    });
}

#[test]
fn decisions_are_counted_by_item_and_by_letter() {
    on_every_engine(|t| {
        hall(&t.db);
        let start = stamp().happened_at;
        let at = |hours| start + SignedDuration::from_hours(hours);
        let by_item = |span| t.db.read(|tx| decisions_by_item(tx, &region(), span)).unwrap();
        let counts = |item, representative, deputy, department, other| ItemDecisions {
            item: ItemId::new(item),
            representative,
            deputy,
            department,
            other,
        };
        assert_eq!(by_item((start, at(9))), [counts(1, 2, 1, 1, 1), counts(2, 1, 0, 1, 0)]);
        assert_eq!(by_item((at(1), at(3))), [counts(1, 1, 1, 0, 0)], "the end is not in it");
        let letters = t.db.read(|tx| decisions_under_letters(tx, &region(), (start, at(9)))).unwrap();
        let seen: Vec<(i64, i64, u64)> = letters.iter().map(|(l, s, n)| (l.get(), s.get(), *n)).collect();
        assert_eq!(seen, [(1, 7, 2), (1, 8, 1), (2, 7, 1)]);
    });
}

#[test]
fn decisions_without_a_letter_are_those_on_what_was_in_the_hall() {
    on_every_engine(|t| {
        hall(&t.db);
        let start = stamp().happened_at;
        let span = (start, start + SignedDuration::from_hours(9));
        let (rows, count) = t.db.read(|tx| decisions_without_letter(tx, &region(), None, span, 10)).unwrap();
        let ids: Vec<i64> = rows.iter().map(|r| r.id.get()).collect();
        assert_eq!((ids, count), (vec![5, 4], 2), "the newest first; other systems and other items are not in it");
        let approver = BareDecision {
            id: CaseId::new(4),
            case_no: accepted_case(4, ItemId::new(1), DepartmentId::new(1)).no.to_string(),
            item: ItemId::new(1),
            item_name: rows[1].item_name.clone(),
            department: DepartmentId::new(1),
            decided_at: start + SignedDuration::from_hours(3),
            decided_by: StaffId::new(9),
            decided_as: Some("approver".into()),
        };
        assert_eq!((&rows[1], &rows[0].decided_as), (&approver, &None));
        let of = |id| t.db.read(|tx| decisions_without_letter(tx, &region(), Some(DepartmentId::new(id)), span, 1));
        assert_eq!((of(1).unwrap().1, of(2).unwrap().1), (2, 0));
        let (first, all) = of(1).unwrap();
        assert_eq!((first.len(), all), (1, 2), "the count is of all");
    });
}
