//! Decisions by the capacity in which they were taken.

use domain::{
    base::{CaseId, DepartmentId, ItemId, LetterId, StaffId},
    cases::{Case, Decision, Foreign, Outcome, Stage, TakenAs},
    catalogue::{Content, Standing},
    delegates::{Authority, Capacity, Footing, Power, PowerUse, SentBack, power_used},
};
use jiff::SignedDuration;
use store::{
    Database, StoreError,
    cases::case,
    delegates::{
        BareDecision, ItemDecisions, SentBackLine, decided_away, decisions_by_day, decisions_by_item, decisions_today,
        decisions_under_letters, decisions_without_letter, passed_on, power_use_change, reasons, sent_back_change,
        uses_lacking, uses_of_case,
    },
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

fn authority() -> Authority {
    Authority { letter: LetterId::new(1), doc_no: "民授〔2026〕1号".into(), capacity: Capacity::Deputy }
}

fn put_rows(db: &Database, case: i64, rows: Vec<store::journal::Change>) {
    crate::common::put(db, &store::journal::Stream::case(CaseId::new(case)), rows);
}

#[test]
fn uses_that_no_letter_gave_are_listed_and_rebuilt() {
    on_every_engine(|t| {
        let db = &t.db;
        hall(db);
        let at = stamp().happened_at;
        let used = |case: i64, act: &str, lacking, hours| PowerUse {
            case: CaseId::new(case),
            act: act.into(),
            version: 2,
            power: power_used(act).unwrap(),
            footing: Footing { authority: authority(), lacking },
            by: StaffId::new(8),
            item: ItemId::new(1),
            department: DepartmentId::new(1),
            at: at + SignedDuration::from_hours(hours),
        };
        for (case, act, lacking, hours) in [
            (1, "case.accepted", false, 0),
            (1, "case.completed", true, 1),
            (2, "case.taken_up", true, 2),
            (2, "certificate.issued", true, 48),
        ] {
            put_rows(db, case, vec![power_use_change(&region(), &used(case, act, lacking, hours))]);
        }
        let span = (at, at + SignedDuration::from_hours(24));
        let look = |department| {
            let department = Some(DepartmentId::new(department));
            db.read(|tx| uses_lacking(tx, &region(), department, span, 1)).unwrap()
        };
        let (rows, count) = look(1);
        let first = &rows[0];
        assert_eq!((count, rows.len(), first.power, first.by), (2, 1, Power::Review, StaffId::new(8)));
        assert_eq!((first.item_name.is_empty(), first.letter_no.as_str()), (false, "民授〔2026〕1号"));
        assert_eq!(look(2).1, 0);
        let acts = db.read(|tx| uses_of_case(tx, &region(), CaseId::new(1))).unwrap();
        assert_eq!(acts.iter().map(|(act, _)| act.as_str()).collect::<Vec<_>>(), ["case.accepted", "case.completed"]);
        assert_eq!(db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(db, |tx| tx.run("UPDATE power_use SET power = 'rule' WHERE case_id = 2", &[]).map(|_| ())).unwrap();
        let told = db.read(|tx| uses_lacking(tx, &region(), None, span, 9));
        assert!(matches!(told, Err(StoreError::Corrupt { .. })), "{told:?}");
    });
}

#[test]
fn what_went_back_is_told_with_its_reason_or_without() {
    on_every_engine(|t| {
        let db = &t.db;
        hall(db);
        let at = decided_at();
        let back = |case: i64, reason: &str, hours| SentBack {
            case: CaseId::new(case),
            version: 3,
            authority: authority(),
            by: StaffId::new(8),
            item: ItemId::new(1),
            department: DepartmentId::new(1),
            at: at + SignedDuration::from_hours(hours),
            reason: reason.into(),
            words: "店面要看".into(),
        };
        put_rows(db, 4, vec![sent_back_change(&region(), &back(4, "要现场勘察", 1))]);
        put_rows(db, 5, vec![sent_back_change(&region(), &back(5, "其他", 2))]);
        let span = (at, at + SignedDuration::from_hours(24));
        let read = |department: Option<i64>| {
            let of = department.map(DepartmentId::new);
            db.read(|tx| {
                Ok((
                    passed_on(tx, &region(), of, span, 9)?,
                    decided_away(tx, &region(), of, span, 9)?,
                    reasons(tx, &region(), of, span)?,
                    decisions_by_day(tx, &region(), of, span)?,
                ))
            })
            .unwrap()
        };
        let (passed, away, why, days) = read(None);
        let words = |line: &SentBackLine| line.why.clone().unwrap();
        assert_eq!(
            passed.iter().map(words).collect::<Vec<_>>(),
            [("其他".to_owned(), "店面要看".to_owned()), ("要现场勘察".to_owned(), "店面要看".to_owned())]
        );
        // Case 4 went back with a reason, case 6 was decided away without a word, the others at the window or unknown.
        assert_eq!(away.iter().map(|l| (l.item.get(), l.why.clone())).collect::<Vec<_>>(), [(2, None)]);
        assert_eq!(why, [("其他".to_owned(), 1), ("要现场勘察".to_owned(), 1)]);
        let sums: Vec<(i64, u64, u64)> = days.iter().map(|d| (d.item.get(), d.at_window, d.away)).collect();
        assert_eq!(sums, [(1, 3, 1), (2, 1, 1)]);
        assert!(read(Some(2)).0.is_empty() && read(Some(2)).3.is_empty());
        let who = (DepartmentId::new(1), StaffId::new(7));
        let today = domain::base::shanghai_day(at);
        let mine = db.read(|tx| decisions_today(tx, &region(), who, span, today)).unwrap();
        assert_eq!(mine.iter().map(|(i, n, here)| (i.get(), *n, *here)).collect::<Vec<_>>(), [(1, 5, 2), (2, 2, 1)]);
        assert_eq!(db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_decision_in_the_evening_of_utc_counts_for_the_next_day_here() {
    on_every_engine(|t| {
        let db = &t.db;
        seed_department(db, &department(1, "县民政局"));
        seed_item(db, &item(1, content("A-1", "低保", 1)));
        let midnight = domain::base::shanghai_midnight(jiff::civil::date(2026, 12, 1));
        for (id, minutes) in [(1, -1), (2, 1)] {
            let case = decided_as(id, 1, Some(9), 0, Some(TakenAs::Approver));
            let Stage::Decided(acceptance, decision) = case.stage.clone() else { panic!("decided") };
            let decision = Decision { at: midnight + SignedDuration::from_mins(minutes), ..decision };
            keep(db, &Case { stage: Stage::Decided(acceptance, decision), ..case }, false);
        }
        let span = (midnight - SignedDuration::from_hours(24), midnight + SignedDuration::from_hours(24));
        let days = db.read(|tx| decisions_by_day(tx, &region(), None, span)).unwrap();
        let days: Vec<(String, u64)> = days.iter().map(|d| (d.on.to_string(), d.away)).collect();
        assert_eq!(days, [("2026-11-30".to_owned(), 1), ("2026-12-01".to_owned(), 1)]);
    });
}

/// When the first case of the hall was decided.
fn decided_at() -> jiff::Timestamp {
    let case = decided_as(1, 1, Some(7), 0, None);
    case.stage.decision().unwrap().at
}
