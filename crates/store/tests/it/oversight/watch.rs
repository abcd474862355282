//! Clocks under watch: every stage reads back, lists and counts agree, a card is there once, numbers are given once.

use domain::{
    base::{CardId, CaseId, DepartmentId, StaffId, SupervisionId},
    cases::{CaseNo, Outcome, Stage},
    oversight::watch::{
        Card, Cause, Level, NewCard, NewOrder, Point, PointRule, Reached, Recipient, Rung, SupervisionNo,
        SupervisionOrder, Verdict, WatchProfile, close, dispute, escalate, explain, give, hand_over, issue, reply,
        rule, send_back, withdraw,
    },
};
use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, date},
};
use store::{
    Database, StoreError,
    cases::{case_change, cases_completed, cases_received},
    journal::{Stream, verify},
    oversight::watch::{
        CardFilter, CardState, CardTally, SupervisionFilter, SupervisionState, SupervisionTally, Waiting, Whose, card,
        card_change, card_tallies, cards, cards_of_case, cases_to_watch, fresh_cards, open_clocks, supervision_order,
        supervision_order_by_no, supervision_order_change, supervision_orders, supervision_orders_of_case,
        supervision_tallies, take_supervision_number, waiting_supervision_orders, watch_profile, watch_profile_change,
        watch_profiles, watch_waiting,
    },
};
use testkit::{accepted_case, completed, decided, on_every_engine, region, stamp, weekdays};

use crate::{
    common::{put, write},
    journal::sealed_fields,
};

const TODAY: Date = date(2026, 11, 20);
const UNIT: StaffId = StaffId::new(2);
const SUPERVISOR: StaffId = StaffId::new(3);

fn at(hours: i64) -> Timestamp {
    stamp().happened_at + SignedDuration::from_hours(hours)
}

/// Rules that a test reads at a glance.
pub(crate) fn the_rules(version: i64, valid_from: Date) -> WatchProfile {
    WatchProfile {
        version,
        valid_from,
        points: vec![
            PointRule { point: "whole".into(), workdays: None },
            PointRule { point: "handing".into(), workdays: Some(1) },
        ],
        reminder_left: 1,
        yellow_left: 1,
        red_after: 0,
        case_reds: 2,
        overdue_workdays: 5,
        reply_workdays: 3,
        dispute_workdays: 5,
        look_back_days: 7,
        imported: false,
        ladder: vec![
            Rung { after_workdays: 0, rank: "分管负责人".into() },
            Rung { after_workdays: 3, rank: "主要负责人".into() },
        ],
        source: "县政府办〔2026〕8号".into(),
    }
}

pub(crate) fn a_card(id: i64, department: i64, point: Point, level: Level) -> Card {
    let new = NewCard {
        id: CardId::new(id),
        case: CaseId::new(7),
        case_no: CaseNo::new(date(2026, 11, 2), 3, 1),
        item_name: "临时救助".into(),
        department: DepartmentId::new(department),
        at_window: false,
        profile_version: 1,
        at: at(0),
        today: TODAY,
    };
    let reached = Reached { point, level, from: date(2026, 11, 2), due_on: date(2026, 11, 18), on: date(2026, 11, 19) };
    give(reached, new).0
}

pub(crate) fn a_supervision_order(id: i64, department: i64) -> SupervisionOrder {
    let new = NewOrder {
        id: SupervisionId::new(id),
        no: SupervisionNo::new(2026, u32::try_from(id).unwrap()),
        cause: Cause::CaseReds,
        case: CaseId::new(7),
        case_no: CaseNo::new(date(2026, 11, 2), 3, 1),
        item_name: "临时救助".into(),
        department: DepartmentId::new(department),
        department_name: format!("部门{department}"),
        reds: 2,
        due_on: Some(date(2026, 11, 18)),
        words: String::new(),
        at: at(0),
        today: TODAY,
        by: None,
    };
    issue(new, &the_rules(1, TODAY), &weekdays()).unwrap().0
}

fn disputed(card: Card) -> Card {
    dispute(card, ("数据晚到", ""), TODAY, (UNIT, at(1), TODAY)).unwrap().0
}

fn passed_on(back: SupervisionOrder) -> SupervisionOrder {
    let to = Recipient { id: DepartmentId::new(2), name: "部门2".into() };
    hand_over(back, (to, "该他们办"), (&the_rules(1, TODAY), &weekdays()), date(2026, 11, 24)).unwrap().0
}

fn ruled(card: Card, verdict: Verdict) -> Card {
    rule(card, verdict, "核对回执", (SUPERVISOR, at(2))).unwrap().0
}

fn keep(db: &Database, card: &Card) {
    put(db, &Stream::card(card.id), vec![card_change(&region(), card)]);
}

fn keep_order(db: &Database, order: &SupervisionOrder) {
    put(db, &Stream::supervision(order.id), vec![supervision_order_change(&region(), order)]);
}

#[test]
fn a_card_reads_back_in_every_stage() {
    on_every_engine(|t| {
        let first = || a_card(1, 1, Point::Whole, Level::Red);
        let all = [
            first(),
            a_card(1, 1, Point::Handing, Level::Yellow),
            disputed(first()),
            ruled(disputed(first()), Verdict::Uphold),
            ruled(disputed(first()), Verdict::Annul),
            ruled(first(), Verdict::Annul),
            explain(disputed(first()), "等待省级系统", &[], (UNIT, at(3))).unwrap().0,
            Card { at_window: true, ..a_card(1, 1, Point::Answer, Level::Red) },
        ];
        for now in all {
            keep(&t.db, &now);
            assert_eq!(t.db.read(|tx| card(tx, &region(), now.id)), Ok(Some(now.clone())));
            assert_eq!(t.db.read(|tx| cards_of_case(tx, &region(), now.case)), Ok(vec![now]));
        }
        assert_eq!(t.db.read(|tx| card(tx, &region(), CardId::new(2))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_case_has_one_card_of_a_point_and_a_level_of_one_clock() {
    on_every_engine(|t| {
        let first = a_card(1, 1, Point::Whole, Level::Red);
        keep(&t.db, &first);
        let put_off = Reached { due_on: date(2026, 11, 25), ..first.reached };
        keep(&t.db, &Card { id: CardId::new(4), reached: put_off, ..first });
        keep(&t.db, &a_card(2, 1, Point::Whole, Level::Yellow));
        let again = a_card(3, 1, Point::Whole, Level::Red);
        let twice = write(&t.db, move |tx| {
            let entry = store::journal::Entry::new(Stream::card(again.id), 0, "oversight.card_given", &"试");
            store::journal::append(tx, &region(), &stamp(), entry.with(card_change(&region(), &again)))
        });
        assert!(twice.is_err(), "{twice:?}");
        assert_eq!(t.db.read(|tx| cards_of_case(tx, &region(), CaseId::new(7))).unwrap().len(), 3);
    });
}

#[test]
fn a_stage_that_does_not_add_up_is_named() {
    on_every_engine(|t| {
        keep(&t.db, &disputed(a_card(1, 1, Point::Whole, Level::Red)));
        keep_order(&t.db, &reply(a_supervision_order(1, 1), "明天办结", (UNIT, at(1))).unwrap().0);
        for sql in [
            "UPDATE watch_card SET stage = 'given'",
            "UPDATE watch_card SET stage = 'disputed', dispute = NULL",
            "UPDATE watch_card SET dispute = '晚', level = 'blue'",
            "UPDATE watch_card SET level = 'red', point = 'mood'",
            "UPDATE watch_card SET point = 'whole', case_no = 'x'",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| card(tx, &region(), CardId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
        for sql in [
            "UPDATE supervision_order SET stage = 'closed'",
            "UPDATE supervision_order SET stage = 'replied', replied_by = NULL",
            "UPDATE supervision_order SET replied_by = 2, cause = 'whim'",
            "UPDATE supervision_order SET cause = 'case_reds', told = '['",
        ] {
            write(&t.db, move |tx| tx.run(sql, &[])).unwrap();
            let read = t.db.read(|tx| supervision_order(tx, &region(), SupervisionId::new(1)));
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{sql}: {read:?}");
        }
    });
}

/// 1: red and disputed, 2: yellow, 3: red and annulled, of department 1; 4: red of department 2; 5: a reminder.
fn register(db: &Database) {
    let of = |card: Card, case: i64| Card { case: CaseId::new(case), ..card };
    for card in [
        disputed(of(a_card(1, 1, Point::Whole, Level::Red), 1)),
        of(a_card(2, 1, Point::Handing, Level::Yellow), 2),
        ruled(of(a_card(3, 1, Point::Whole, Level::Red), 3), Verdict::Annul),
        Card { given_on: date(2026, 10, 9), ..of(a_card(4, 2, Point::Whole, Level::Red), 4) },
        of(a_card(5, 1, Point::Whole, Level::Reminder), 5),
    ] {
        keep(db, &card);
    }
}

#[test]
fn lists_of_cards_go_backwards_and_agree_with_the_counts() {
    on_every_engine(|t| {
        register(&t.db);
        let ids = |filter: CardFilter| {
            let found = t.db.read(|tx| cards(tx, &region(), &filter, None, 100)).unwrap();
            found.iter().map(|c| c.id.get()).collect::<Vec<_>>()
        };
        let state = |state| CardFilter { state, ..CardFilter::default() };
        assert_eq!(ids(state(CardState::All)), [3, 2, 1, 4]);
        assert_eq!(ids(state(CardState::Counting)), [2, 1, 4]);
        assert_eq!(ids(state(CardState::Disputed)), [1]);
        assert_eq!(ids(state(CardState::Annulled)), [3]);
        assert_eq!(ids(state(CardState::Unexplained)), [1, 4]);
        let of = CardFilter {
            whose: Whose::Department(DepartmentId::new(1)),
            level: Some(Level::Red),
            ..CardFilter::default()
        };
        assert_eq!(ids(of), [3, 1]);
        assert_eq!(ids(CardFilter { point: Some(Point::Handing), ..CardFilter::default() }), [2]);
        assert_eq!(ids(CardFilter { since: Some(TODAY), ..CardFilter::default() }), [3, 2, 1]);
        let all = CardFilter::default();
        let page = |before| t.db.read(|tx| cards(tx, &region(), &all, before, 2)).unwrap();
        let (first, then) = (page(None), page(Some((TODAY, 2))));
        assert_eq!(first.iter().chain(&then).map(|c| c.id.get()).collect::<Vec<_>>(), [3, 2, 1, 4]);
        let one = CardTally { yellow: 1, red: 1, disputed: 1, annulled: 1, unexplained: 1 };
        let two = CardTally { red: 1, unexplained: 1, ..CardTally::default() };
        let tallies = t.db.read(|tx| card_tallies(tx, &region(), &all)).unwrap();
        assert_eq!(tallies, [(Some(DepartmentId::new(1)), one), (Some(DepartmentId::new(2)), two)]);
        let window = Card { case: CaseId::new(9), at_window: true, ..a_card(9, 2, Point::Answer, Level::Red) };
        keep(&t.db, &window);
        let tallies = t.db.read(|tx| card_tallies(tx, &region(), &all)).unwrap();
        let of_window = CardTally { red: 1, ..CardTally::default() };
        assert_eq!(tallies[0], (None, of_window), "the hall's own window is no department");
        assert_eq!(tallies[2], (Some(DepartmentId::new(2)), two));
        let of_two = CardFilter { whose: Whose::Department(DepartmentId::new(2)), ..CardFilter::default() };
        let theirs = t.db.read(|tx| cards(tx, &region(), &of_two, None, 100)).unwrap();
        assert!(theirs.iter().all(|c| c.id != window.id));
        let whose = |whose| ids(CardFilter { whose, ..CardFilter::default() });
        assert_eq!(whose(Whose::Window), [9]);
        assert_eq!(whose(Whose::Both(DepartmentId::new(2))), [9, 4]);
        let fresh = |whose| t.db.read(|tx| fresh_cards(tx, &region(), whose, TODAY)).unwrap();
        let (one_of, two_of) = (DepartmentId::new(1), DepartmentId::new(2));
        let all =
            [Whose::All, Whose::Window, Whose::Department(one_of), Whose::Department(two_of), Whose::Both(one_of)];
        assert_eq!(all.map(fresh), [0, 1, 1, 0, 2], "disputed, annulled and older ones are not new");
        let mut both = one;
        both.add(&two);
        assert_eq!((both.red, both.unexplained), (2, 2));
    });
}

#[test]
fn a_supervision_order_reads_back_in_every_stage() {
    on_every_engine(|t| {
        let first = || a_supervision_order(1, 1);
        let replied = || reply(first(), "明天办结", (UNIT, at(1))).unwrap().0;
        let all = [
            first(),
            SupervisionOrder { issued_by: Some(SUPERVISOR), cause: Cause::ByHand, ..first() },
            escalate(first(), &the_rules(1, TODAY).ladder[1], TODAY).0,
            send_back(first(), "不是本部门的", (UNIT, at(1))).unwrap().0,
            passed_on(send_back(first(), "不是本部门的", (UNIT, at(1))).unwrap().0),
            replied(),
            close(replied(), "已办结", (SUPERVISOR, at(2))).unwrap().0,
            withdraw(first(), "红牌已撤销", (SUPERVISOR, at(2))).unwrap().0,
        ];
        for now in all {
            keep_order(&t.db, &now);
            assert_eq!(t.db.read(|tx| supervision_order(tx, &region(), now.id)), Ok(Some(now.clone())));
            assert_eq!(t.db.read(|tx| supervision_order_by_no(tx, &region(), now.no)), Ok(Some(now.clone())));
            assert_eq!(t.db.read(|tx| supervision_orders_of_case(tx, &region(), now.case)), Ok(vec![now]));
        }
        let none = t.db.read(|tx| supervision_order_by_no(tx, &region(), SupervisionNo::new(2027, 1)));
        assert_eq!(none, Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn lists_of_orders_go_backwards_and_agree_with_the_counts() {
    on_every_engine(|t| {
        let replied = reply(a_supervision_order(2, 1), "明天", (UNIT, at(1))).unwrap().0;
        let gone = withdraw(a_supervision_order(3, 2), "误发", (SUPERVISOR, at(1))).unwrap().0;
        let closed = reply(a_supervision_order(4, 2), "好", (UNIT, at(1))).unwrap().0;
        let closed = close(closed, "查实", (SUPERVISOR, at(2))).unwrap().0;
        let back = send_back(a_supervision_order(5, 3), "不是本部门的", (UNIT, at(1))).unwrap().0;
        for order in [a_supervision_order(1, 1), replied, gone, closed, back] {
            keep_order(&t.db, &order);
        }
        let late = TODAY.saturating_add(30.days());
        let ids = |state, department: Option<i64>| {
            let filter = SupervisionFilter { state, department: department.map(DepartmentId::new) };
            let found = t.db.read(|tx| supervision_orders(tx, &region(), &filter, late, None, 100)).unwrap();
            found.iter().map(|o| o.id.get()).collect::<Vec<_>>()
        };
        assert_eq!(ids(SupervisionState::All, None), [5, 4, 3, 2, 1]);
        assert_eq!(ids(SupervisionState::All, Some(2)), [4, 3]);
        assert_eq!(ids(SupervisionState::Open, None), [5, 2, 1]);
        assert_eq!(ids(SupervisionState::SentBack, None), [5]);
        assert_eq!(ids(SupervisionState::Issued, None), [1]);
        assert_eq!(ids(SupervisionState::Overdue, None), [1]);
        assert_eq!(ids(SupervisionState::Replied, None), [2]);
        let all = SupervisionFilter::default();
        let page = t.db.read(|tx| supervision_orders(tx, &region(), &all, TODAY, Some(3), 1)).unwrap();
        assert_eq!(page[0].id.get(), 2);
        let waiting = t.db.read(|tx| waiting_supervision_orders(tx, &region())).unwrap();
        assert_eq!(waiting.iter().map(|o| o.id.get()).collect::<Vec<_>>(), [1]);
        let one = SupervisionTally { issued: 1, replied: 1, ..SupervisionTally::default() };
        let two = SupervisionTally { closed: 1, withdrawn: 1, ..SupervisionTally::default() };
        let on = |day| t.db.read(|tx| supervision_tallies(tx, &region(), &all, day)).unwrap();
        let three = SupervisionTally { sent_back: 1, ..SupervisionTally::default() };
        let all_three = [one, two, three].into_iter().zip(1..).map(|(tally, id)| (DepartmentId::new(id), tally));
        assert_eq!(on(TODAY), all_three.collect::<Vec<_>>());
        assert_eq!(on(late)[0].1, SupervisionTally { overdue: 1, ..one });
        let mut both = one;
        both.add(&two);
        assert_eq!((both.issued, both.closed), (1, 1));
    });
}

#[test]
fn what_waits_is_what_the_lists_say() {
    on_every_engine(|t| {
        register(&t.db);
        keep_order(&t.db, &a_supervision_order(1, 1));
        keep_order(&t.db, &reply(a_supervision_order(2, 2), "明天", (UNIT, at(1))).unwrap().0);
        let waits = |department: Option<i64>, day| {
            t.db.read(|tx| watch_waiting(tx, &region(), department.map(DepartmentId::new), day)).unwrap()
        };
        keep_order(&t.db, &send_back(a_supervision_order(3, 1), "不是本部门的", (UNIT, at(1))).unwrap().0);
        let all = Waiting { unexplained: 2, disputed: 1, issued: 1, overdue: 0, sent_back: 1, replied: 1 };
        assert_eq!(waits(None, TODAY), all);
        assert_eq!(waits(None, TODAY.saturating_add(30.days())), Waiting { overdue: 1, ..all });
        assert_eq!(waits(Some(1), TODAY), Waiting { unexplained: 1, replied: 0, ..all });
        let other = Waiting { unexplained: 1, replied: 1, ..Waiting::default() };
        assert_eq!(waits(Some(2), TODAY), other);
        assert_eq!(waits(Some(3), TODAY), Waiting::default());
    });
}

#[test]
fn numbers_count_within_a_year() {
    on_every_engine(|t| {
        let next = |year| write(&t.db, move |tx| take_supervision_number(tx, &region(), year)).unwrap();
        assert_eq!([next(2026), next(2026), next(2027), next(2026)], [1, 2, 1, 3]);
    });
}

#[test]
fn the_rules_in_use_are_the_newest_that_had_begun() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| watch_profile(tx, &region(), TODAY)), Ok(None));
        let (old, new) = (the_rules(1, date(2026, 1, 1)), the_rules(2, date(2026, 12, 1)));
        let rows = [&old, &new].map(|p| watch_profile_change(&region(), p)).to_vec();
        put(&t.db, &Stream::watch_profile(), rows);
        assert_eq!(t.db.read(|tx| watch_profile(tx, &region(), TODAY)), Ok(Some(old.clone())));
        assert_eq!(t.db.read(|tx| watch_profile(tx, &region(), date(2026, 12, 1))), Ok(Some(new.clone())));
        assert_eq!(t.db.read(|tx| watch_profiles(tx, &region())), Ok(vec![new, old]));
    });
}

#[test]
fn what_is_open_or_lately_done_is_looked_at() {
    on_every_engine(|t| {
        let accepted =
            |id: i64, department: i64| accepted_case(id, domain::base::ItemId::new(1), DepartmentId::new(department));
        let submitted = domain::cases::Case { stage: Stage::Submitted, ..accepted(3, 1) };
        for case in [accepted(1, 1), completed(decided(accepted(2, 1), Outcome::Grant)), submitted, accepted(4, 2)] {
            put(&t.db, &Stream::case(case.id), vec![case_change(&region(), &case, &sealed_fields())]);
        }
        let looked = |since: i64| {
            let since = (at(since), TODAY);
            let found = t.db.read(|tx| cases_to_watch(tx, &region(), since)).unwrap();
            found.iter().map(|id| id.get()).collect::<Vec<_>>()
        };
        assert_eq!(looked(-1), [1, 2, 3, 4]);
        let open = |department: Option<i64>| {
            let found = t.db.read(|tx| open_clocks(tx, &region(), department.map(DepartmentId::new))).unwrap();
            found.into_iter().map(|c| (c.case.get(), c.stage, c.due_on)).collect::<Vec<_>>()
        };
        let due = Some(date(2026, 11, 27));
        assert_eq!(open(None), [(1, "accepted".to_owned(), due), (4, "accepted".to_owned(), due)]);
        assert_eq!(open(Some(2)), [(4, "accepted".to_owned(), due)]);
        let done = |from: i64, to: i64, department: Option<i64>| {
            let department = department.map(DepartmentId::new);
            let found = t.db.read(|tx| cases_completed(tx, &region(), (at(from), at(to)), department)).unwrap();
            found.iter().map(|c| c.id.get()).collect::<Vec<_>>()
        };
        assert_eq!((done(-9, 9, None), done(-9, 9, Some(1)), done(-9, 9, Some(2))), (vec![2], vec![2], vec![]));
        assert_eq!(done(8, 9, None), Vec::<i64>::new());
        let received = |from, to| {
            let found = t.db.read(|tx| cases_received(tx, &region(), (from, to))).unwrap();
            found.iter().map(|c| c.id.get()).collect::<Vec<_>>()
        };
        assert_eq!(received(date(2026, 1, 1), date(2026, 12, 31)), [1, 2, 3, 4]);
        assert_eq!(received(date(2025, 1, 1), date(2025, 12, 31)), Vec::<i64>::new());
    });
}
