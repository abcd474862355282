use jiff::{Timestamp, ToSpan as _, civil::date};

use super::*;
use crate::base::{DepartmentId, OrderId, StaffId};

const OFFICE: StaffId = StaffId::new(1);
const UNIT: StaffId = StaffId::new(2);
const CHECKER: StaffId = StaffId::new(3);
const TODAY: jiff::civil::Date = date(2026, 11, 20);

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400 + hours * 3_600).expect("within range")
}

fn new() -> NewOrder {
    NewOrder {
        source: Source::Gap,
        source_ref: "provincial_publication_rate".into(),
        subject: Subject { kind: SubjectKind::Item, key: "7".into(), name: "临时救助".into() },
        department: Some(DepartmentId::new(1)),
        unit_name: "县民政局".into(),
        blocker: "省平台未同步".into(),
        requirement: "把“省级平台发布”办成“是”".into(),
        was: "省级平台发布：否".into(),
    }
}

fn opening(requirement: &str) -> Opening<'_> {
    Opening {
        id: OrderId::new(9),
        no: OrderNo::new(2026, 12),
        batch: None,
        by: OFFICE,
        at: at(0),
        today: TODAY,
        due_on: date(2026, 12, 11),
        requirement,
    }
}

fn issued() -> Order {
    issue(&new(), &opening("")).expect("a whole row").0
}

fn answered() -> Order {
    answer(issued(), "已同步", UNIT, at(1)).expect("waits for it").0
}

fn proof(condition: Condition) -> Proof {
    Proof { condition, effect: "省级平台发布：是".into() }
}

fn returned() -> Order {
    send_back(answered(), "还查不到", date(2026, 12, 18), CHECKER, at(2), TODAY).expect("answered").0
}

fn closed(ending: Ending) -> Order {
    let condition = match ending {
        Ending::Met => Condition::Met,
        Ending::Unattainable => Condition::NotMet,
    };
    close(answered(), ending, "查实", &proof(condition), CHECKER, at(2)).expect("answered").0
}

fn withdrawn() -> Order {
    withdraw(issued(), "选错事项", OFFICE, at(1)).expect("open").0
}

#[test]
fn the_whole_life() {
    let order = issued();
    assert_eq!((order.version, order.stage.as_str(), order.stage.label()), (1, "issued", "待答复"));
    let (order, event) = answer(order, " 已同步 ", UNIT, at(1)).expect("issued");
    assert_eq!((order.version, order.stage.label(), event.answer.as_str()), (2, "待核验", "已同步"));
    let day = date(2026, 12, 18);
    let reminded = Order { reminded_on: Some(TODAY), ..order };
    let (order, event) = send_back(reminded, "还查不到", day, CHECKER, at(2), TODAY).expect("answered");
    assert_eq!((order.due_on, order.reminded_on, event.due_on), (day, None, day));
    let Stage::Issued(Some(last)) = &order.stage else { panic!("{order:?}") };
    assert_eq!((last.answer.text.as_str(), last.finding.as_str()), ("已同步", "还查不到"));
    assert_eq!((order.stage.as_str(), order.stage.label()), ("issued", "退回待答复"));
    let (order, _) = answer(order, "接口已修复", UNIT, at(3)).expect("returned");
    let (order, event) = close(order, Ending::Met, "", &proof(Condition::Met), CHECKER, at(4)).expect("answered");
    assert_eq!((order.version, order.stage.label()), (5, "已销号"));
    assert_eq!((event.ending.as_str(), event.effect.as_str()), ("met", "省级平台发布：是"));
}

/// Every act on every stage: who may, and who is told where it stands.
#[test]
fn every_transition_from_every_other_stage_is_refused() {
    type Act = (&'static str, fn(Order) -> Result<Order, Refusal>, [bool; 6]);
    let stages = [issued(), returned(), answered(), closed(Ending::Met), closed(Ending::Unattainable), withdrawn()];
    let acts: [Act; 5] = [
        ("答复", |o| answer(o, "做了", UNIT, at(9)).map(|d| d.0), [true, true, false, false, false, false]),
        (
            "退回",
            |o| send_back(o, "没做", date(2026, 12, 18), CHECKER, at(9), TODAY).map(|d| d.0),
            [false, false, true, false, false, false],
        ),
        (
            "销号",
            |o| close(o, Ending::Met, "", &proof(Condition::Met), CHECKER, at(9)).map(|d| d.0),
            [false, false, true, false, false, false],
        ),
        (
            "销号",
            |o| close(o, Ending::Unattainable, "法定到场", &proof(Condition::NotMet), CHECKER, at(9)).map(|d| d.0),
            [false, false, true, false, false, false],
        ),
        ("撤回", |o| withdraw(o, "选错", OFFICE, at(9)).map(|d| d.0), [true, true, true, false, false, false]),
    ];
    for (wanted, act, may) in acts {
        for (order, may) in stages.iter().zip(may) {
            let (version, now) = (order.version, order.stage.label());
            match act(order.clone()) {
                Ok(next) => assert!(may && next.version == version + 1, "{wanted} {now}"),
                Err(told) => assert_eq!((may, told), (false, Refusal::WrongStage { now, wanted }), "{wanted} {now}"),
            }
        }
    }
}

#[test]
fn an_order_needs_a_unit_a_requirement_and_a_day_that_can_be_meant() {
    let told = |new: &NewOrder, opening: &Opening<'_>| issue(new, opening).expect_err("not a whole order").to_string();
    let nobody = NewOrder { unit_name: " ".into(), ..new() };
    assert_eq!(told(&nobody, &opening("")), "“临时救助”没有责任单位，请先填写");
    let nothing = NewOrder { requirement: " ".into(), ..new() };
    assert_eq!(told(&nothing, &opening("  ")), "请填写整改要求，例如：接通省级平台发布接口");
    let past = Opening { due_on: date(2026, 11, 19), ..opening("") };
    assert_eq!(told(&new(), &past), "完成期限不能早于今天 11月20日（周五）");
    let far = Opening { due_on: date(2126, 11, 20), ..opening("") };
    assert_eq!(told(&new(), &far), "完成期限最长两年，请核对年份");
    assert!(issue(&new(), &Opening { due_on: TODAY, ..opening("") }).is_ok(), "today is a day");
    let long = "长".repeat(2_001);
    assert_eq!(told(&new(), &opening(&long)), "整改要求最多 2000 字，现在是 2001 字，请删减");
}

#[test]
fn what_the_batch_says_in_common_goes_before_what_the_row_says() {
    let (order, event) = issue(&new(), &opening(" 月底前发布 ")).expect("whole");
    assert_eq!((order.requirement.as_str(), event.requirement.as_str()), ("月底前发布", "月底前发布"));
    assert_eq!(issued().requirement, "把“省级平台发布”办成“是”");
    assert_eq!(event.order_no, "整改〔2026〕12号");
}

#[test]
fn an_order_is_closed_as_the_proof_allows() {
    use {Condition::*, Ending::*};
    for (ending, condition, finding, expected) in [
        (Ending::Met, Condition::Met, "", Ok(())),
        (Ending::Met, NotMet, "看着不错", Err(Refusal::NotMet)),
        (Ending::Met, Judged, "", Err(Refusal::FindingMissing)),
        (Ending::Met, Judged, "现场看过", Ok(())),
        (Unattainable, Condition::Met, "做不到", Err(Refusal::IsMet)),
        (Unattainable, NotMet, " ", Err(Refusal::ReasonMissing)),
        (Unattainable, NotMet, "法律要求到场", Ok(())),
        (Unattainable, Judged, "", Err(Refusal::ReasonMissing)),
        (Unattainable, Judged, "没有场地", Ok(())),
    ] {
        let done = close(answered(), ending, finding, &proof(condition), CHECKER, at(2));
        assert_eq!(done.map(|_| ()), expected, "{ending:?} {condition:?} {finding}");
    }
    assert_eq!(closed(Unattainable).stage.label(), "不能整改，已销号");
}

#[test]
fn nobody_checks_the_own_answer() {
    let own = send_back(answered(), "没做", date(2026, 12, 18), UNIT, at(2), TODAY);
    assert_eq!(own.map(|_| ()), Err(Refusal::OwnAnswer));
    let own = close(answered(), Ending::Met, "", &proof(Condition::Met), UNIT, at(2));
    assert_eq!(own.map(|_| ()), Err(Refusal::OwnAnswer));
}

#[test]
fn words_that_are_needed_are_asked_for() {
    assert_eq!(answer(issued(), " \n", UNIT, at(1)).map(|_| ()), Err(Refusal::AnswerMissing));
    let bare = send_back(answered(), "", date(2026, 12, 18), CHECKER, at(2), TODAY);
    assert_eq!(bare.map(|_| ()), Err(Refusal::FindingMissing));
    let early = send_back(answered(), "没做", date(2026, 11, 19), CHECKER, at(2), TODAY);
    assert_eq!(early.map(|_| ()), Err(Refusal::DuePast(TODAY)));
    assert_eq!(withdraw(issued(), "", OFFICE, at(1)).map(|_| ()), Err(Refusal::WithdrawalReasonMissing));
    let long = answer(issued(), &"字".repeat(2_001), UNIT, at(1)).expect_err("too long");
    assert_eq!(long.code(), "too_long");
}

#[test]
fn a_unit_is_reminded_twice_at_most() {
    let due = date(2026, 12, 11);
    let order = issued();
    assert_eq!(nudge(&order, date(2026, 12, 7), 4, 3), None, "there is time");
    assert_eq!(nudge(&order, date(2026, 12, 8), 3, 3), Some(Nudge::Soon));
    let (order, event) = remind(order, Nudge::Soon, date(2026, 12, 8), 3);
    assert_eq!((event.what.as_str(), event.workdays_left, order.version), ("soon", 3, 2));
    for day in [date(2026, 12, 8), date(2026, 12, 9), due] {
        assert_eq!(nudge(&order, day, 0, 3), None, "told already");
    }
    let over = due.saturating_add(1.day());
    assert_eq!(nudge(&order, over, 0, 3), Some(Nudge::Overdue));
    let (order, _) = remind(order, Nudge::Overdue, over, 0);
    assert_eq!(nudge(&order, over.saturating_add(30.days()), -20, 3), None);
    assert!(order.is_overdue(over) && !issued().is_overdue(due));
    // The job stood still over the last days: one reminder, of what is.
    assert_eq!(nudge(&issued(), over, 0, 3), Some(Nudge::Overdue));
    for done in [answered(), closed(Ending::Met), withdrawn()] {
        assert_eq!(nudge(&done, over, -1, 3), None);
        assert!(!done.is_overdue(over));
    }
    assert_eq!(nudge(&returned(), date(2026, 12, 16), 2, 3), Some(Nudge::Soon), "a return begins anew");
}

#[test]
fn every_word_reads_back_and_every_refusal_has_a_code() {
    assert_eq!(Source::ALL.map(|s| Source::parse(s.as_str())), Source::ALL.map(Some));
    assert_eq!(SubjectKind::ALL.map(|k| SubjectKind::parse(k.as_str())), SubjectKind::ALL.map(Some));
    assert_eq!(Ending::ALL.map(|e| Ending::parse(e.as_str())), Ending::ALL.map(Some));
    assert_eq!((Source::parse(""), SubjectKind::parse("x"), Ending::parse("")), (None, None, None));
    let stages = [issued(), answered(), closed(Ending::Met), withdrawn()].map(|o| o.stage.as_str());
    assert_eq!(stages, Stage::WORDS);
    let open = [issued(), answered(), closed(Ending::Met), withdrawn()].map(|o| o.stage.is_open());
    assert_eq!(open, [true, true, false, false]);
    let told = Refusal::AlreadyOpen { subject: "临时救助".into(), no: OrderNo::new(2026, 3) };
    assert_eq!(told.to_string(), "“临时救助”已有整改〔2026〕3号，还没有销号");
}
