//! Counters of cases: exact at every moment, folded or not, and what counting again comes to.

use domain::{
    base::{DepartmentId, ItemId},
    cases::{Case, Outcome, Side, Stage, Timely},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use store::{
    Database,
    cases::{
        CountedFilter, CounterFilter, Counters, are_uncounted, case_change, count_anew, counted_lines, counters,
        fold_counters, has_unfolded, overdue_by_department, recount, stage_counts,
    },
    journal::{Stream, verify},
};
use testkit::{accepted_case, completed, decided, department, on_every_engine, region, seed_department, stamp};

use super::fields;
use crate::common::{put, write};

fn keep(db: &Database, case: &Case) {
    put(db, &Stream::case(case.id), vec![case_change(&region(), case, &fields(false))]);
}

fn all(db: &Database) -> Counters {
    db.read(|tx| counters(tx, &region(), &CounterFilter::default())).unwrap()
}

fn at(hours: i64) -> Timestamp {
    stamp().happened_at + SignedDuration::from_hours(hours)
}

/// Three cases of two departments: one open, one finished in time, one finished late.
fn hall(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    seed_department(db, &department(2, "县公安局"));
    let open = accepted_case(1, ItemId::new(5), DepartmentId::new(1));
    keep(db, &open);
    for (id, hours) in [(2, 1), (3, 24 * 30)] {
        let mut case = accepted_case(id, ItemId::new(6), DepartmentId::new(2));
        keep(db, &case);
        case = decided(case, Outcome::Grant);
        if let Stage::Decided(_, decision) = &mut case.stage {
            decision.at = at(hours);
        }
        keep(db, &case);
        case = completed(case);
        if let Stage::Completed(_, _, completion) = &mut case.stage {
            completion.at = at(hours);
        }
        keep(db, &case);
    }
}

fn finished(counted: &Counters, timely: Timely) -> i64 {
    let fits = |c: &domain::cases::Cell| c.side == Side::Finished && c.timely == Some(timely);
    counted.iter().filter(|(c, _)| fits(c)).map(|(_, n)| n).sum()
}

#[test]
fn counters_are_exact_before_and_after_folding() {
    on_every_engine(|t| {
        hall(&t.db);
        let before = all(&t.db);
        assert_eq!(before, t.db.read(|tx| recount(tx, &region())).unwrap());
        assert_eq!(before.iter().filter(|(c, _)| c.side == Side::Accepted).map(|(_, n)| n).sum::<i64>(), 3);
        let stages = |of: Option<i64>| t.db.read(|tx| stage_counts(tx, &region(), of.map(DepartmentId::new))).unwrap();
        assert_eq!(stages(None), [("accepted".to_owned(), 1), ("completed".to_owned(), 2)]);
        assert_eq!(stages(Some(2)), [("completed".to_owned(), 2)]);
        assert_eq!((finished(&before, Timely::OnTime), finished(&before, Timely::Late)), (1, 1));
        assert!(t.db.read(|tx| has_unfolded(tx, &region())).unwrap());
        assert_eq!(write(&t.db, |tx| fold_counters(tx, &region())), Ok(false));
        assert!(!t.db.read(|tx| has_unfolded(tx, &region())).unwrap());
        assert_eq!(all(&t.db), before, "folding moves numbers and changes none");
        // A step after it is counted from where it stands.
        let later = accepted_case(4, ItemId::new(6), DepartmentId::new(2));
        keep(&t.db, &later);
        assert_eq!(all(&t.db), t.db.read(|tx| recount(tx, &region())).unwrap());
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_filter_takes_its_part_of_what_is_folded_and_of_what_waits() {
    on_every_engine(|t| {
        hall(&t.db);
        let filter = CounterFilter {
            side: Some(Side::Accepted),
            months: Some(("2026-11".into(), "2026-11".into())),
            department: Some(2),
            item: Some(6),
        };
        let narrowed = |db: &Database, filter: &CounterFilter| -> i64 {
            db.read(|tx| counters(tx, &region(), filter)).unwrap().values().sum()
        };
        let elsewhere = CounterFilter { months: Some(("2026-12".into(), "2026-12".into())), ..filter.clone() };
        for _ in 0..2 {
            assert_eq!((narrowed(&t.db, &filter), narrowed(&t.db, &elsewhere)), (2, 0));
            write(&t.db, |tx| fold_counters(tx, &region())).unwrap();
        }
    });
}

#[test]
fn a_counter_that_was_changed_is_found_and_can_be_counted_anew() {
    on_every_engine(|t| {
        hall(&t.db);
        write(&t.db, |tx| fold_counters(tx, &region())).unwrap();
        write(&t.db, |tx| tx.run("UPDATE case_counter SET n = n + 1 WHERE side = 'accepted' AND item_id = 5", &[]))
            .unwrap();
        let found = t.db.read(|tx| verify(tx, &region())).unwrap().findings;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].place.starts_with("case_counter accepted 2026-11"), "{found:?}");
        assert_eq!(found[0].what, "记数是 2，逐件重数是 1");
        write(&t.db, |tx| count_anew(tx, &region())).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn cases_from_before_the_counters_are_counted_once() {
    on_every_engine(|t| {
        assert!(!t.db.read(|tx| are_uncounted(tx, &region())).unwrap(), "without cases there is nothing to count");
        hall(&t.db);
        assert!(!t.db.read(|tx| are_uncounted(tx, &region())).unwrap());
        let before = all(&t.db);
        write(&t.db, |tx| tx.run("DELETE FROM case_delta", &[])).unwrap();
        assert!(t.db.read(|tx| are_uncounted(tx, &region())).unwrap());
        write(&t.db, |tx| count_anew(tx, &region())).unwrap();
        assert_eq!(all(&t.db), before);
    });
}

#[test]
fn the_cases_behind_a_number_are_as_many_as_it_says() {
    on_every_engine(|t| {
        hall(&t.db);
        let filter = |side, timely, months: (i16, i8, i16, i8)| CountedFilter {
            side,
            days: (date(months.0, months.1, 1), date(months.2, months.3, 1)),
            department: None,
            item: None,
            timely,
            outcome: None,
            same_day: false,
            at_once: false,
        };
        let numbers = |of: &CountedFilter| -> Vec<String> {
            let (lines, next) = t.db.read(|tx| counted_lines(tx, &region(), of, None, 50)).unwrap();
            assert_eq!(next, None);
            lines.into_iter().map(|l| l.case_no).collect()
        };
        let accepted = filter(Side::Accepted, None, (2026, 11, 2026, 12));
        assert_eq!(numbers(&accepted).len(), 3);
        let late = filter(Side::Finished, Some(Timely::Late), (2026, 11, 2027, 1));
        assert_eq!(numbers(&late), ["2026-1120-03-0003"]);
        let same_day = CountedFilter { same_day: true, ..filter(Side::Finished, None, (2026, 11, 2027, 1)) };
        assert_eq!(numbers(&same_day), ["2026-1120-03-0002"]);
        let denied = CountedFilter { outcome: Some(Outcome::Deny), ..late.clone() };
        assert_eq!(numbers(&denied), Vec::<String>::new());
        // Page by page it is the same list.
        let (mut paged, mut key) = (Vec::new(), None);
        loop {
            let (lines, next) = t.db.read(|tx| counted_lines(tx, &region(), &accepted, key.as_ref(), 1)).unwrap();
            paged.extend(lines.into_iter().map(|l| l.case_no));
            match next {
                Some(next) => key = Some(next),
                None => break,
            }
        }
        assert_eq!(paged, numbers(&accepted));
    });
}

#[test]
fn what_is_overdue_is_counted_among_open_cases() {
    on_every_engine(|t| {
        hall(&t.db);
        let on = |day| t.db.read(|tx| overdue_by_department(tx, &region(), None, day)).unwrap();
        assert_eq!(on(date(2026, 11, 27)), [], "its last day is not over");
        assert_eq!(on(date(2026, 11, 28)), [(DepartmentId::new(1), 1)]);
        let of_two = t.db.read(|tx| overdue_by_department(tx, &region(), Some(DepartmentId::new(2)), date(2027, 1, 1)));
        assert_eq!(of_two, Ok(vec![]));
    });
}
