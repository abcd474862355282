//! Each detector on small facts, and all of them on made-up counties.

use jiff::{SignedDuration, Timestamp, civil::date};

use super::*;
use crate::base::{Calendar, CaseId, DepartmentId, ImportId, ItemId, PersonId, StaffId, shanghai_midnight};

mod simulate;
mod table;

pub(in crate::oversight) const SHIPPED: &str = include_str!("../../../../../services/data/detectors.json");

fn profile() -> Profile {
    Profile::parse(SHIPPED).expect("shipped with the program")
}

fn calendar() -> Calendar {
    let table = include_str!("../../../../../services/data/calendar.csv");
    Calendar::new(crate::base::calendar::parse_csv(table).expect("shipped")).expect("shipped")
}

/// A moment of November 2026; the 2nd is a Monday.
fn at(day: i8, hour: i64, minute: i64) -> Timestamp {
    shanghai_midnight(date(2026, 11, day)) + SignedDuration::from_mins(hour * 60 + minute)
}

const DEPARTMENT: DepartmentId = DepartmentId::new(3);
const ITEM: ItemId = ItemId::new(7);

fn leads(outcome: &Outcome) -> &[Lead] {
    assert!(matches!(outcome, Outcome::Tested(_)), "{outcome:?}");
    outcome.leads()
}

#[test]
fn the_shipped_profile_names_every_detector_once() {
    let shipped = profile();
    assert_eq!(shipped.settings.len(), Detector::ALL.len());
    let mut twice = shipped.clone();
    twice.settings.push(twice.settings[0].clone());
    assert_eq!(twice.check(), Err(ProfileFlaw::Times(Detector::NoCasesHere.label())));
    let mut bare = shipped.clone();
    bare.settings[2].explanations = vec![" ".into()];
    assert_eq!(bare.check(), Err(ProfileFlaw::NoExplanation(Detector::BatchEntry.label())));
    let mut zero = shipped.clone();
    zero.settings[1].at_least = 0;
    assert_eq!(zero.check(), Err(ProfileFlaw::Number(Detector::InstantFinish.label())));
    let mut turned = shipped;
    turned.hall.hours.reverse();
    assert_eq!(turned.check(), Err(ProfileFlaw::Hours));
    for detector in Detector::ALL {
        assert_eq!(Detector::parse(detector.id()), Some(detector));
        assert_eq!(Detector::parse(detector.as_str()), Some(detector));
    }
}

#[test]
fn a_profile_from_before_the_month_ends_is_completed() {
    let mut older = profile();
    older.settings.retain(|s| !s.detector.came_later());
    assert_eq!(older.check(), Ok(()), "it was right when it was set");
    let completed = older.clone().completed(&profile());
    assert_eq!(completed.settings.len(), Detector::ALL.len());
    assert_eq!(completed.setting(Detector::MonthEnd), profile().setting(Detector::MonthEnd));
    let mut own = profile();
    own.settings.iter_mut().for_each(|s| s.at_least = 77);
    assert_eq!(own.clone().completed(&profile()), own, "what the county set stays");
}

#[test]
fn the_ends_of_months_are_told_apart_from_closing_time_and_by_share() {
    // November 2026 ends on a Monday, the 30th; the desk of 1 takes three each working day, that of 2 waits for the end.
    let workdays = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30];
    let entry = |by: i64, case: i64, moment| Entry {
        case: CaseId::new(case),
        department: DEPARTMENT,
        by: StaffId::new(by),
        at: moment,
    };
    let mut entries: Vec<Entry> = Vec::new();
    for day in workdays {
        entries.extend((0..3).map(|n| entry(1, i64::from(day) * 100 + n, at(day, 9 + n, 0))));
    }
    let span = (date(2026, 11, 2), date(2026, 11, 30));
    let looked = |entries: &[Entry]| month_end(entries, span, &profile(), &calendar());
    assert!(leads(&looked(&entries)).is_empty(), "an even desk");
    entries.extend((0..12).map(|n| entry(2, 90_000 + n, at(30, 9, 10 + n * 9))));
    entries.extend((0..8).map(|n| entry(2, 91_000 + n, at(4, 9, n * 7))));
    let outcome = looked(&entries);
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.person, lead.part, lead.whole), (Some(StaffId::new(2)), 12, 20));
    assert!(lead.finding.ends_with("21 个工作日里这样的日子有 1 个"), "{}", lead.finding);
    let at_closing = batch_entry(&entries, &profile());
    assert!(leads(&at_closing).iter().all(|l| !l.finding.contains("月末")), "{at_closing:?}");
    // Where everybody's month ends so, nobody stands out.
    entries.extend((0..40).map(|n| entry(1, 80_000 + n, at(30, 9, n))));
    assert!(leads(&looked(&entries)).is_empty());
    let without = month_end(&entries, (date(2026, 11, 2), date(2026, 11, 20)), &profile(), &calendar());
    assert!(matches!(without, Outcome::NoData(_)), "no month ends within these days");
}

#[test]
fn without_data_there_is_no_answer() {
    let p = profile();
    let all = [
        no_cases_here(&[], None, &p),
        instant_finish(&[], &p),
        batch_entry(&[], &p),
        month_end(&[], (date(2026, 11, 2), date(2026, 11, 30)), &p, &calendar()),
        off_hours(&[], &p, &calendar()),
        early_result(&[], &p),
        off_hall_terminal(&[], &p),
        no_ticket(None, &p),
        shared_phone(&[], &p),
        two_doors(None, &p),
        guide_address(&[], &p),
        late_entry(&[], &p),
        off_hall_answer(None, &p),
    ];
    for (detector, outcome) in Detector::ALL.iter().zip(&all) {
        assert!(matches!(outcome, Outcome::NoData(why) if !why.is_empty()), "{detector:?}: {outcome:?}");
    }
}

#[test]
fn the_halls_hours_have_a_pause_days_off_and_make_up_days() {
    let (hall, calendar) = (profile().hall, calendar());
    for (moment, open) in [
        (at(2, 8, 0), true),
        (at(2, 7, 59), false),
        (at(2, 12, 20), true),
        (at(2, 12, 45), false),
        (at(2, 18, 0), true),
        (at(2, 18, 1), false),
        (at(7, 10, 0), false),
    ] {
        assert_eq!(hall.is_open(moment, &calendar), open, "{moment}");
    }
    assert!(hall.is_closing(at(2, 17, 20), 10) && !hall.is_closing(at(2, 17, 19), 10));
    assert_eq!(hall.open_minutes(), 450);
    assert!(hall::ends(at(30, 9, 0), &calendar) && !hall::ends(at(27, 9, 0), &calendar));
    assert!(hall.is_at("临江县人民路1号　政务服务中心 3楼") && !hall.is_at("临江县交通运输局二楼"));
}

mod hall {
    pub(super) fn ends(at: jiff::Timestamp, calendar: &crate::base::Calendar) -> bool {
        super::super::hours::is_month_end(at, calendar)
    }
}

#[test]
fn an_idle_item_is_a_lead_only_with_decisions_elsewhere() {
    let elsewhere = |item: i64, row: u32, matched: bool| ElsewhereDecision {
        item: (item > 0).then(|| ItemId::new(item)),
        row: Row::Ledger { import: ImportId::new(1), row },
        says: format!("第 {row} 行"),
        matched,
    };
    let resident = |item: i64, cases: u64| ResidentItem { item: ItemId::new(item), department: DEPARTMENT, cases };
    let decisions: Vec<_> = (2..6)
        .map(|row| elsewhere(1, row, row == 2))
        .chain((6..9).map(|row| elsewhere(2, row, false)))
        .chain([elsewhere(0, 9, false), elsewhere(99, 10, false)])
        .collect();
    let outcome = no_cases_here(&[resident(1, 0), resident(2, 4), resident(3, 0)], Some(&decisions), &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.item, lead.part, lead.whole), (Some(ItemId::new(1)), 3, 4));
    assert_eq!(lead.evidence[0].row, Row::Ledger { import: ImportId::new(1), row: 3 });
    let Outcome::Tested(tested) = &outcome else { panic!("{outcome:?}") };
    assert_eq!(tested.left_out, ["1 行没认出是哪个事项，没有算在内", "1 行的事项没有进驻，不在这一项里比"]);
}

/// A busy clerk is no suspect; one who enters eight in two minutes of a quiet day is looked at.
#[test]
fn batches_are_held_against_what_the_desk_does_all_day() {
    let entry = |by: i64, n: i64, at: Timestamp| Entry {
        case: CaseId::new(by * 1_000 + n),
        department: DEPARTMENT,
        by: StaffId::new(by),
        at,
    };
    // 210 a day, one every two minutes, and five in each ten minutes.
    let busy = (0..210).map(|n| entry(1, n, at(3, 8, 30) + SignedDuration::from_secs(n * 125)));
    let burst = (0..9).map(|n| entry(2, n, at(3, 15, 0) + SignedDuration::from_secs(n * 15)));
    let steady = (0..9).map(|n| entry(3, n, at(3, 9, 0) + SignedDuration::from_mins(n * 40)));
    let entries: Vec<Entry> = busy.chain(burst).chain(steady).collect();
    let outcome = batch_entry(&entries, &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.person, lead.part, lead.whole), (Some(StaffId::new(2)), 9, 9));
    assert_eq!(lead.finding, "有 1 天在 10 分钟内成批录入，最多一次 9 件");
    assert!(lead.one_in > Some(1_000));
}

#[test]
fn entries_at_the_end_of_the_day_are_seen_too() {
    let entries: Vec<Entry> = (2..7)
        .flat_map(|day| (0..6).map(move |n| (day, n)))
        .flat_map(|(day, n)| {
            let entry = |by: i64, at: Timestamp| Entry {
                case: CaseId::new(by * 10_000 + i64::from(day) * 100 + n),
                department: DEPARTMENT,
                by: StaffId::new(by),
                at,
            };
            let spread = at(day, 9, 0) + SignedDuration::from_mins(n * 75);
            [entry(1, spread), entry(2, at(day, 17, 25) + SignedDuration::from_mins(n * 11))]
        })
        .collect();
    let outcome = batch_entry(&entries, &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.person, lead.part, lead.whole), (Some(StaffId::new(2)), 30, 30));
}

#[test]
fn letters_are_compared_where_no_terminal_is_listed() {
    let act = |n: i64, terminal: &str, decided| HallAct {
        case: CaseId::new(n),
        item: ITEM,
        department: DEPARTMENT,
        by: StaffId::new(n % 2),
        terminal: terminal.into(),
        decided,
    };
    let acts: Vec<HallAct> = (0..40)
        .map(|n| {
            let decided = if n % 2 == 0 { DecidedBy::Nobody } else { DecidedBy::Representative };
            act(n, "办公室-2", Some(decided))
        })
        .chain((40..60).map(|n| act(n, "大厅-1", None)))
        .collect();
    let without = off_hall_terminal(&acts, &profile());
    let [lead] = leads(&without) else { panic!("{without:?}") };
    assert_eq!((lead.person, lead.part, lead.whole), (Some(StaffId::new(0)), 20, 20));
    let Outcome::Tested(tested) = &without else { panic!("{without:?}") };
    assert_eq!(tested.left_out, ["没有大厅终端清单，只比对了决定人有没有授权书"]);
    let mut listing = profile();
    listing.hall.terminals = vec!["大厅-1".into()];
    let with = off_hall_terminal(&acts, &listing);
    let Outcome::Tested(tested) = &with else { panic!("{with:?}") };
    assert_eq!((tested.rows, tested.left_out.len()), (60, 0));
}

#[test]
fn a_terminal_is_known_by_its_window_its_address_or_the_beginning_of_it() {
    let mut hall = profile().hall;
    hall.terminals = vec!["3号窗口".into(), "10.8.3.*".into(), "10.9.1.7".into()];
    for (terminal, listed) in [
        ("3号窗口 192.168.1.4", true),
        ("13号窗口 192.168.1.4", false),
        ("10.8.3.21", true),
        ("10.8.31.2", false),
        ("4号窗口 10.9.1.7", true),
        ("10.9.1.70", false),
    ] {
        assert_eq!(hall.has_terminal(terminal), listed, "{terminal}");
    }
}

#[test]
fn an_agent_has_many_applicants_and_a_station_is_left_out() {
    let contact = |n: i64, phone: &str, assisted| Contact {
        case: CaseId::new(n),
        item: ITEM,
        department: DEPARTMENT,
        applicant: PersonId::new(n),
        phone: phone.into(),
        assisted,
    };
    let own = (0..200).map(|n| contact(n, &format!("p{n}"), false));
    let agent = (200..209).map(|n| contact(n, "agent", false));
    let pair = (209..211).map(|n| contact(n, "pair", false));
    let station = (211..240).map(|n| contact(n, "station", true));
    let all: Vec<Contact> = own.chain(agent).chain(pair).chain(station).collect();
    let outcome = shared_phone(&all, &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.subject.clone(), lead.part), (Subject::Phone("agent".into()), 9));
    let Outcome::Tested(tested) = &outcome else { panic!("{outcome:?}") };
    assert_eq!(tested.left_out, ["29 件由基层站点帮办代办，没有算在内"]);
}

#[test]
fn what_can_only_come_late_is_left_out() {
    let typed = |n: i64, source: &str, lag: i64| Typed {
        case: CaseId::new(n),
        item: ITEM,
        department: DepartmentId::new(n % 4),
        by: None,
        happened_at: at(3, 10, 0),
        entered_at: at(3, 10, 0) + SignedDuration::from_hours(lag),
        backfilled: false,
        source: source.into(),
    };
    let late = (0..30).map(|n| typed(n * 4, "部门系统", 50));
    let prompt = (0..90).filter(|n| n % 4 != 0).map(|n| typed(n, "部门系统", 1));
    let above = (0..30).map(|n| typed(n * 4 + 1, "省级垂管系统", 500));
    let outcome = late_entry(&late.chain(prompt).chain(above).collect::<Vec<_>>(), &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.subject.clone(), lead.part), (Subject::Department(DepartmentId::new(0)), 30));
    let Outcome::Tested(tested) = &outcome else { panic!("{outcome:?}") };
    assert_eq!(tested.left_out, ["30 件来自只能事后导入的系统，没有算在内"]);
}

#[test]
fn a_guide_that_names_another_place_is_told_with_its_words() {
    let place =
        |n: i64, address: &str| GuidePlace { item: ItemId::new(n), department: DEPARTMENT, address: address.into() };
    let places = [place(1, "县政务服务中心3楼"), place(2, "县交通运输局二楼 201"), place(3, " ")];
    let outcome = guide_address(&places, &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.item, lead.evidence[0].says.as_str()), (Some(ItemId::new(2)), "办理地点：县交通运输局二楼 201"));
    let Outcome::Tested(tested) = &outcome else { panic!("{outcome:?}") };
    assert_eq!((tested.subjects, tested.left_out.as_slice()), (2, ["1 项的指南没有填办理地点".to_owned()].as_slice()));
}

#[test]
fn two_doors_count_what_the_hall_does_not_know() {
    let doors = |item: i64, hall: u64, bare: u32| Doors {
        item: ItemId::new(item),
        department: DEPARTMENT,
        hall,
        elsewhere: hall + u64::from(bare),
        bare: (0..bare)
            .map(|row| Evidence { row: Row::Ledger { import: ImportId::new(1), row }, says: "部门系统".into() })
            .collect(),
    };
    let outcome = two_doors(Some(&[doors(1, 3, 9), doors(2, 20, 9), doors(3, 1, 4), doors(4, 0, 30)]), &profile());
    let [lead] = leads(&outcome) else { panic!("{outcome:?}") };
    assert_eq!((lead.item, lead.part, lead.whole), (Some(ItemId::new(1)), 9, 12));
}
