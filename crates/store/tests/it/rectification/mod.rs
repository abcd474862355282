//! The register of rectification: every stage reads back, lists and counts agree, numbers are given once.

use domain::{
    base::{CaseId, DepartmentId, OrderId, StaffId},
    rectification::{
        Condition, Ending, NewOrder, Opening, Order, OrderNo, Proof, Source, Subject, SubjectKind, answer, close,
        issue, remind, send_back, withdraw,
    },
};
use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, date},
};
use store::{
    Database, StoreError,
    journal::{Stream, verify},
    rectification::{
        OrderCounts, OrderFilter, OrderState, open_orders, order, order_by_no, order_change, order_counts, orders,
        orders_due_by, take_order_numbers, unanswered_order_of_case, unit_counts,
    },
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{put, write};

const TODAY: Date = date(2026, 11, 20);

fn at(hours: i64) -> Timestamp {
    stamp().happened_at + SignedDuration::from_hours(hours)
}

pub(crate) fn an_order(id: i64, subject: &str, department: Option<i64>, due_on: Date) -> Order {
    let new = NewOrder {
        source: Source::Gap,
        source_ref: "hall_residency_rate".into(),
        subject: Subject { kind: SubjectKind::Item, key: subject.into(), name: format!("事项{subject}") },
        department: department.map(DepartmentId::new),
        unit_name: department.map_or_else(|| "云溪镇".into(), |d| format!("部门{d}")),
        blocker: "场地限制".into(),
        requirement: "进驻大厅".into(),
        was: "进驻大厅：否".into(),
    };
    let opening = Opening {
        id: OrderId::new(id),
        no: OrderNo::new(2026, u32::try_from(id).unwrap()),
        batch: (id > 2).then_some(77),
        by: StaffId::new(1),
        at: at(0),
        today: TODAY.min(due_on),
        due_on,
        requirement: "",
    };
    issue(&new, &opening).unwrap().0
}

fn answered(order: Order) -> Order {
    answer(order, "已经进驻", StaffId::new(2), at(1)).unwrap().0
}

fn closed(order: Order, ending: Ending, hours: i64) -> Order {
    let condition = match ending {
        Ending::Met => Condition::Met,
        Ending::Unattainable => Condition::NotMet,
    };
    let proof = Proof { condition, effect: "进驻大厅：是".into() };
    close(answered(order), ending, "查实", &proof, StaffId::new(3), at(hours)).unwrap().0
}

fn keep(db: &Database, order: &Order) {
    put(db, &Stream::order(order.id), vec![order_change(&region(), order)]);
}

#[test]
fn an_order_reads_back_in_every_stage() {
    on_every_engine(|t| {
        let first = || an_order(1, "7", Some(1), TODAY);
        let elsewhere = an_order(1, "990101100201", None, TODAY);
        let due = TODAY.saturating_add(7.days());
        let returned = send_back(answered(first()), "没有窗口", due, StaffId::new(3), at(2), TODAY).unwrap().0;
        let bare = Proof { condition: Condition::Met, effect: String::new() };
        let all = [
            first(),
            Order { batch: Some(5), source: Source::Supervision, ..elsewhere },
            remind(first(), domain::rectification::Nudge::Soon, TODAY, 0).0,
            answered(first()),
            returned.clone(),
            answered(returned.clone()),
            closed(first(), Ending::Met, 2),
            closed(first(), Ending::Unattainable, 2),
            close(answered(first()), Ending::Met, "", &bare, StaffId::new(3), at(2)).unwrap().0,
            withdraw(first(), "选错", StaffId::new(1), at(3)).unwrap().0,
            withdraw(returned, "选错", StaffId::new(1), at(3)).unwrap().0,
        ];
        for now in all {
            keep(&t.db, &now);
            assert_eq!(t.db.read(|tx| order(tx, &region(), now.id)), Ok(Some(now.clone())));
            assert_eq!(t.db.read(|tx| order_by_no(tx, &region(), now.no)), Ok(Some(now.clone())));
        }
        assert_eq!(t.db.read(|tx| order(tx, &region(), OrderId::new(2))), Ok(None));
        assert_eq!(t.db.read(|tx| order_by_no(tx, &region(), OrderNo::new(2027, 1))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_stage_that_does_not_add_up_is_named() {
    on_every_engine(|t| {
        keep(&t.db, &closed(an_order(1, "7", Some(1), TODAY), Ending::Met, 2));
        for sql in [
            "UPDATE rectification_order SET stage = 'answered'",
            "UPDATE rectification_order SET stage = 'closed', outcome = 'perhaps'",
            "UPDATE rectification_order SET outcome = NULL",
            "UPDATE rectification_order SET outcome = 'met', effect = NULL",
            "UPDATE rectification_order SET effect = '', closed_by = NULL",
            "UPDATE rectification_order SET closed_by = 3, answer = NULL",
            "UPDATE rectification_order SET answer = '已办', checked_at = closed_at",
            "UPDATE rectification_order SET checked_at = NULL, source = 'rumour'",
            "UPDATE rectification_order SET source = 'gap', subject_kind = 'feeling'",
            "UPDATE rectification_order SET subject_kind = 'item', order_no = 'x'",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| order(tx, &region(), OrderId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
    });
}

/// 1 and 2 wait (2 is overdue), 3 is answered and late, 4 closed, 5 withdrawn, 6 waits at a township.
fn register(db: &Database) {
    let day = |n: i32| TODAY.saturating_add(n.days());
    let late = an_order(3, "3", Some(2), day(-9));
    let gone = withdraw(an_order(5, "5", Some(1), day(3)), "选错", StaffId::new(1), at(48)).unwrap().0;
    for order in [
        an_order(1, "1", Some(1), day(5)),
        an_order(2, "2", Some(1), day(-1)),
        answered(late),
        closed(an_order(4, "4", Some(1), day(1)), Ending::Met, 24),
        gone,
        Order { source_ref: "station_coverage_rate".into(), ..an_order(6, "990101100201", None, day(0)) },
    ] {
        keep(db, &order);
    }
}

fn filter(state: OrderState) -> OrderFilter {
    OrderFilter { state, ..OrderFilter::default() }
}

#[test]
fn lists_go_by_last_day_and_are_as_long_as_the_counts_say() {
    on_every_engine(|t| {
        register(&t.db);
        let page = |filter: &OrderFilter, after, limit| {
            t.db.read(|tx| orders(tx, &region(), filter, TODAY, after, limit)).unwrap()
        };
        let ids = |filter: &OrderFilter| page(filter, None, 100).iter().map(|o| o.id.get()).collect::<Vec<_>>();
        for (state, expected) in [
            (OrderState::All, &[3, 2, 6, 4, 5, 1][..]),
            (OrderState::Open, &[3, 2, 6, 1]),
            (OrderState::Issued, &[2, 6, 1]),
            (OrderState::Overdue, &[2]),
            (OrderState::Answered, &[3]),
            (OrderState::Closed, &[4]),
        ] {
            assert_eq!(ids(&filter(state)), expected, "{state:?}");
        }
        let one = OrderFilter { department: Some(DepartmentId::new(1)), ..filter(OrderState::Open) };
        assert_eq!(ids(&one), [2, 1]);
        assert_eq!(ids(&OrderFilter { source: Some(Source::Supervision), ..filter(OrderState::All) }), [0; 0]);
        assert_eq!(ids(&OrderFilter { unit: Some("云溪镇".into()), ..filter(OrderState::All) }), [6]);
        let stations = Some("station_coverage_rate".to_owned());
        assert_eq!(ids(&OrderFilter { source_ref: stations, ..filter(OrderState::All) }), [6]);
        assert_eq!(ids(&OrderFilter { batch: Some(77), ..filter(OrderState::Issued) }), [6]);
        for narrowed in [filter(OrderState::All), one] {
            let counts = t.db.read(|tx| order_counts(tx, &region(), &narrowed, TODAY)).unwrap();
            let length = |state| ids(&OrderFilter { state, ..narrowed.clone() }).len() as u64;
            assert_eq!(
                [counts.all(), counts.open(), counts.issued, counts.overdue, counts.answered, counts.closed],
                [
                    OrderState::All,
                    OrderState::Open,
                    OrderState::Issued,
                    OrderState::Overdue,
                    OrderState::Answered,
                    OrderState::Closed
                ]
                .map(length)
            );
        }
        // Page by page, each once, whatever the size of a page.
        for size in 1..=7 {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let part = page(&filter(OrderState::All), after, size);
                let Some(last) = part.last() else { break };
                after = Some((last.due_on, last.id.get()));
                seen.extend(part.iter().map(|o| o.id.get()));
                assert!(seen.len() <= 6, "{size} a page: {seen:?}");
            }
            assert_eq!(seen, [3, 2, 6, 4, 5, 1], "{size} a page");
        }
    });
}

#[test]
fn units_are_counted_apart_and_ends_from_a_day_on() {
    on_every_engine(|t| {
        register(&t.db);
        let counts = |since| t.db.read(|tx| unit_counts(tx, &region(), &OrderFilter::default(), TODAY, since)).unwrap();
        let all = counts(None);
        let names: Vec<&str> = all.iter().map(|u| u.unit_name.as_str()).collect();
        assert_eq!(names.len(), 3);
        let of = |units: &[store::rectification::UnitCounts], name: &str| {
            units.iter().find(|u| u.unit_name == name).map(|u| (u.department, u.counts)).unwrap()
        };
        let first = OrderCounts { issued: 2, overdue: 1, answered: 0, closed: 1, withdrawn: 1 };
        assert_eq!(of(&all, "部门1"), (Some(DepartmentId::new(1)), first));
        assert_eq!(of(&all, "部门2").1, OrderCounts { answered: 1, ..OrderCounts::default() });
        assert_eq!(of(&all, "云溪镇"), (None, OrderCounts { issued: 1, ..OrderCounts::default() }));
        let later = OrderCounts { closed: 0, ..first };
        assert_eq!(of(&counts(Some(at(25))), "部门1").1, later, "closed before");
        assert_eq!(of(&counts(Some(at(24))), "部门1").1, first);
        assert_eq!(of(&counts(Some(at(49))), "部门1").1, OrderCounts { withdrawn: 0, ..later });
    });
}

#[test]
fn open_orders_and_those_that_come_due() {
    on_every_engine(|t| {
        register(&t.db);
        let open = t.db.read(|tx| open_orders(tx, &region(), Source::Gap, "hall_residency_rate")).unwrap();
        let seen: Vec<(&str, String, &str)> =
            open.iter().map(|o| (o.subject.as_str(), o.no.to_string(), o.stage.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("1", "整改〔2026〕1号".to_owned(), "issued"),
                ("2", "整改〔2026〕2号".to_owned(), "issued"),
                ("3", "整改〔2026〕3号".to_owned(), "answered"),
            ]
        );
        assert_eq!((open[1].id, open[1].due_on), (OrderId::new(2), date(2026, 11, 19)));
        assert_eq!(t.db.read(|tx| open_orders(tx, &region(), Source::Supervision, "")).unwrap(), []);
        let due = |day| -> Vec<i64> {
            t.db.read(|tx| orders_due_by(tx, &region(), day)).unwrap().iter().map(|o| o.id.get()).collect()
        };
        assert_eq!(due(date(2026, 11, 18)), [0; 0], "an answered one is not the unit's delay");
        assert_eq!(due(TODAY), [2, 6]);
        assert_eq!(due(date(2026, 12, 31)), [2, 6, 1]);
    });
}

#[test]
fn every_number_of_a_year_is_given_once() {
    on_every_engine(|t| {
        let take = |year, many| write(&t.db, move |tx| take_order_numbers(tx, &region(), year, many)).unwrap();
        assert_eq!([take(2026, 1), take(2026, 11), take(2026, 1), take(2027, 2), take(2026, 1)], [1, 2, 13, 1, 14]);
        let db = &t.db;
        let mut firsts: Vec<u32> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| write(db, |tx| take_order_numbers(tx, &region(), 2028, 3)).unwrap()))
                .collect();
            all.into_iter().map(|t| t.join().unwrap()).collect()
        });
        firsts.sort_unstable();
        assert_eq!(firsts, [1, 4, 7, 10, 13, 16, 19, 22]);
    });
}

#[test]
fn the_unanswered_order_of_a_case_is_found_by_its_sources() {
    on_every_engine(|t| {
        let of_case = |id, case: &str, source| {
            let order = an_order(id, case, Some(3), date(2026, 12, 1));
            Order { subject: Subject { kind: SubjectKind::Case, ..order.subject.clone() }, source, ..order }
        };
        keep(&t.db, &of_case(1, "11", Source::FollowUp));
        keep(&t.db, &answered(of_case(2, "12", Source::FollowUp)));
        keep(&t.db, &of_case(3, "13", Source::Gap));
        let found = |case| {
            let sources = [Source::FollowUp, Source::Review];
            t.db.read(|tx| unanswered_order_of_case(tx, &region(), CaseId::new(case), sources)).unwrap()
        };
        assert_eq!(found(11), Some(OrderId::new(1)));
        assert_eq!((found(12), found(13), found(14)), (None, None, None), "answered, of another source, not there");
    });
}
