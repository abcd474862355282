use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::*;
use crate::{
    base::{
        Calendar, CardId, CaseId, DepartmentId, Due, ItemId, PersonId, StaffId, SupervisionId, calendar::parse_csv,
    },
    cases::{
        Acceptance, Accepter, ApplicantKind, Case, CaseNo, Channel, Clocks, Completion, Decision, DueDay, EndKind,
        Ending, Extension, HandedIn, Means, Outcome, Pause, PauseKind, PauseSpan, Receipt, Review, Stage,
    },
};

pub(super) const CLERK: StaffId = StaffId::new(1);
const APPROVER: StaffId = StaffId::new(2);
const SUPERVISOR: StaffId = StaffId::new(3);

pub(super) fn calendar() -> Calendar {
    Calendar::new(parse_csv(include_str!("../../../../services/data/calendar.csv")).expect("rows")).expect("a calendar")
}

pub(super) fn profile() -> WatchProfile {
    serde_json::from_str(include_str!("../../../../services/data/oversight.json")).expect("the shipped rules")
}

/// Ten in the morning of a day in the county.
pub(super) fn at(on: Date) -> Timestamp {
    format!("{on}T02:00:00Z").parse().expect("an instant")
}

pub(super) fn acceptance(on: Date, due: Option<Date>) -> Acceptance {
    Acceptance {
        at: at(on),
        on,
        by: Accepter::Staff(CLERK),
        clocks: Clocks {
            promised: due.map(|on| Due { on, provisional: false }),
            statutory: None,
            due: DueDay { on: due, provisional: false, limit_text: "承诺".into() },
        },
        stopped: Vec::new(),
        extension: None,
    }
}

pub(super) fn case(stage: Stage) -> Case {
    let received = date(2026, 11, 2);
    Case {
        id: CaseId::new(1),
        version: 3,
        no: CaseNo::new(received, 3, 1),
        item_id: ItemId::new(1),
        item_version: 1,
        item_name: "食品经营许可（新办）".into(),
        department: DepartmentId::new(7),
        accepting_department: None,
        window_no: Some(3),
        channel: Channel::Window,
        foreign: None,
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        materials: Vec::new(),
        receipt: Receipt { at: at(received), on: received, by: Some(CLERK), notice_by: Some(date(2026, 11, 9)) },
        correction: None,
        commitment: None,
        elsewhere: None,
        matter: None,
        stage,
    }
}

fn in_review(due: Date) -> Case {
    let accepted = date(2026, 11, 2);
    let review = Review { at: at(accepted), by: APPROVER };
    case(Stage::InReview(acceptance(accepted, Some(due)), review))
}

fn decision(on: Date, outcome: Outcome, reason: &str) -> Decision {
    Decision {
        at: at(on),
        by: Some(APPROVER),
        outcome,
        reason: reason.into(),
        opinion: String::new(),
        deliver_by: None,
        taken_as: None,
    }
}

fn completed(due: Date, on: Date) -> Case {
    let result =
        Completion { at: at(on), by: Some(APPROVER), result_name: "许可证".into(), result_no: String::new() };
    let accepted = acceptance(date(2026, 11, 2), Some(due));
    case(Stage::Completed(accepted, decision(on, Outcome::Grant, ""), result))
}

fn of_whole(case: &Case, today: Date) -> Vec<(Level, Date)> {
    let all = reached((case, None), &profile(), &calendar(), today);
    all.into_iter().filter(|r| r.point == Point::Whole).map(|r| (r.level, r.on)).collect()
}

pub(super) fn card(reached: Reached) -> Card {
    let of = case(Stage::Submitted);
    let new = NewCard {
        id: CardId::new(5),
        case: of.id,
        case_no: of.no,
        item_name: of.item_name,
        department: of.department,
        at_window: false,
        profile_version: 0,
        at: at(reached.on),
        today: reached.on,
    };
    give(reached, new).0
}

pub(super) fn red(point: Point) -> Card {
    let due_on = date(2026, 11, 9);
    card(Reached { point, level: Level::Red, from: date(2026, 11, 2), due_on, on: date(2026, 11, 10) })
}

#[test]
fn the_shipped_rules_can_be_used_and_are_those_of_the_dossier() {
    let shipped = profile();
    assert_eq!(shipped.check(), Ok(()));
    assert_eq!((shipped.version, shipped.reminder_left, shipped.yellow_left, shipped.case_reds), (0, 1, 1, 2));
    assert!(shipped.rule(Point::Whole).is_some() && shipped.rule(Point::Reasons).is_some());
}

#[test]
fn yellow_on_the_last_working_day_but_one_and_red_on_the_day_after() {
    // Accepted on Monday 2 November 2026, due on Monday 9 November.
    let case = in_review(date(2026, 11, 9));
    assert_eq!(of_whole(&case, date(2026, 11, 5)), []);
    // Friday: one working day is left.
    let near = date(2026, 11, 6);
    assert_eq!(of_whole(&case, near), [(Level::Reminder, near), (Level::Yellow, near)]);
    assert_eq!(of_whole(&case, date(2026, 11, 9)).len(), 2, "the last day is still within the limit");
    let over = date(2026, 11, 10);
    assert_eq!(of_whole(&case, over), [(Level::Reminder, near), (Level::Yellow, near), (Level::Red, over)]);
    assert_eq!(of_whole(&case, date(2027, 1, 4)), of_whole(&case, over), "and no more, ever");
}

#[test]
fn what_is_finished_keeps_the_levels_it_had_reached_and_reaches_no_more() {
    let due = date(2026, 11, 9);
    let levels = |done: Date| {
        let all = of_whole(&completed(due, done), date(2026, 11, 30));
        all.into_iter().map(|(level, _)| level).collect::<Vec<_>>()
    };
    assert_eq!(levels(date(2026, 11, 6)), [], "on the day of the warning itself");
    assert_eq!(levels(due), [Level::Reminder, Level::Yellow]);
    assert_eq!(levels(date(2026, 11, 10)), Level::ALL);
    assert_eq!(levels(date(2026, 11, 20)), Level::ALL);
}

#[test]
fn no_card_while_a_special_procedure_stands_and_a_hold_stops_nothing() {
    let due = date(2026, 11, 9);
    let rest = |what: PauseKind| {
        let from = date(2026, 11, 4);
        let pause = Pause { what, reason: "等".into(), at: at(from), from, until: date(2026, 11, 20), by: APPROVER };
        case(Stage::Suspended(acceptance(date(2026, 11, 2), Some(due)), None, pause))
    };
    let special = PauseKind::Special { procedure: "听证".into(), notice_no: "特〔2026〕1号".into() };
    let all = reached((&rest(special), None), &profile(), &calendar(), date(2026, 12, 30));
    assert!(all.iter().all(|r| r.point == Point::Answer), "{all:?}");
    assert_eq!(of_whole(&rest(PauseKind::Hold), date(2026, 11, 10)).len(), 3);
}

#[test]
fn stopped_days_and_an_extension_move_the_cards() {
    let profile = profile();
    let accepted = date(2026, 11, 2);
    let mut extended = acceptance(accepted, Some(date(2026, 11, 23)));
    extended.extension = Some(Extension {
        workdays: 10,
        rank: crate::cases::ApproverRank::AgencyHead,
        approver: "王芳".into(),
        reason: "补充核查".into(),
        at: at(date(2026, 11, 6)),
        by: APPROVER,
    });
    let case_of = |a: Acceptance| case(Stage::Accepted(a));
    assert_eq!(of_whole(&case_of(extended), date(2026, 11, 13)), []);
    let handing = |a: Acceptance| {
        let clocks = clocks_of(&case_of(a), None, &profile, &calendar());
        clocks.into_iter().find(|c| c.point == Point::Handing).map(|c| c.due_on)
    };
    assert_eq!(handing(acceptance(accepted, None)), Some(date(2026, 11, 3)));
    let mut stopped = acceptance(accepted, None);
    stopped.stopped.push(PauseSpan { from: date(2026, 11, 2), to: date(2026, 11, 6) });
    assert_eq!(handing(stopped), Some(date(2026, 11, 9)));
}

#[test]
fn a_refusal_without_a_reason_is_red_at_once_and_one_with_a_reason_is_not() {
    let on = date(2026, 11, 4);
    let ended = |kind: EndKind, reason: &str| {
        case(Stage::Ended(None, Ending { kind, at: at(on), by: None, reason: reason.into(), body: String::new() }))
    };
    let reds = |case: &Case| {
        let all = reached((case, None), &profile(), &calendar(), date(2026, 11, 30));
        all.into_iter().filter(|r| r.point == Point::Reasons).map(|r| (r.level, r.on)).collect::<Vec<_>>()
    };
    assert_eq!(reds(&ended(EndKind::NotAccepted, " ")), [(Level::Red, on)]);
    assert_eq!(reds(&ended(EndKind::NotAccepted, "不属于本机关职权")), []);
    assert_eq!(reds(&ended(EndKind::Withdrawn, "")), []);
    let denied = |reason| case(Stage::Decided(acceptance(on, None), decision(on, Outcome::Deny, reason)));
    assert_eq!(reds(&denied("")), [(Level::Red, on)]);
    assert_eq!(reds(&denied("场所不符合要求")), []);
}

#[test]
fn a_case_entered_by_mistake_has_no_clock_and_one_of_another_system_only_where_the_county_says_so() {
    let mut elsewhere = acceptance(date(2026, 11, 2), Some(date(2026, 11, 9)));
    elsewhere.by = Accepter::Elsewhere;
    let case = case(Stage::Accepted(elsewhere));
    let watched = WatchProfile { imported: true, ..profile() };
    let apart = WatchProfile { imported: false, ..profile() };
    assert_eq!(reached((&case, None), &apart, &calendar(), date(2026, 11, 30)), []);
    assert!(!reached((&case, None), &watched, &calendar(), date(2026, 11, 30)).is_empty());
    let ending = Ending {
        kind: EndKind::Voided,
        at: at(date(2026, 11, 20)),
        by: None,
        reason: "重复".into(),
        body: String::new(),
    };
    let voided = super::tests::case(Stage::Ended(Some(acceptance(date(2026, 11, 2), Some(date(2026, 11, 9)))), ending));
    assert_eq!(reached((&voided, None), &watched, &calendar(), date(2026, 11, 30)), []);
}

#[test]
fn the_first_answer_is_watched_until_somebody_answers() {
    let late = |case: &Case| {
        let all = reached((case, None), &profile(), &calendar(), date(2026, 11, 30));
        all.iter().any(|r| (r.point, r.level) == (Point::Answer, Level::Red))
    };
    assert!(late(&case(Stage::Submitted)));
    assert!(!late(&in_review(date(2026, 11, 9))), "accepted on the day it came");
    let mut of_matter = case(Stage::Submitted);
    of_matter.matter = Some(crate::base::MatterId::new(1));
    assert!(!late(&of_matter), "answered for the whole");
}

#[test]
fn a_card_is_disputed_by_one_and_ruled_on_by_another_and_never_goes_away() {
    let today = date(2026, 11, 12);
    let until = dispute_until(&red(Point::Whole), &profile(), &calendar());
    assert_eq!(until, date(2026, 11, 17));
    let who = (APPROVER, at(today), today);
    let late = dispute(red(Point::Whole), ("数据晚到", ""), until, (APPROVER, at(today), date(2026, 11, 18)));
    assert_eq!(late.map(|_| ()), Err(Refusal::DisputeLate(until)));
    assert_eq!(dispute(red(Point::Whole), (" ", ""), until, who).map(|_| ()), Err(Refusal::DisputeReasonMissing));
    let (disputed, event) = dispute(red(Point::Whole), (" 省级系统晚回传 ", ""), until, who).expect("in time");
    assert_eq!((event.reason.as_str(), disputed.version, disputed.counts()), ("省级系统晚回传", 2, true));
    let again = dispute(disputed.clone(), ("再提", ""), until, who).map(|_| ());
    assert_eq!(again, Err(Refusal::WrongStage { now: "有异议，待裁定", wanted: "提出异议" }));
    let own = rule(disputed.clone(), Verdict::Annul, "是", (APPROVER, at(today))).map(|_| ());
    assert_eq!(own, Err(Refusal::OwnDispute));
    let (annulled, _) = rule(disputed.clone(), Verdict::Annul, "回执为证", (SUPERVISOR, at(today))).expect("disputed");
    assert!(!annulled.counts());
    assert_eq!(annulled.reached, red(Point::Whole).reached, "what was true then stays");
    let (upheld, _) = rule(disputed, Verdict::Uphold, "回执是超期之后的", (SUPERVISOR, at(today))).expect("disputed");
    assert!(upheld.counts());
    for (over, wanted) in [(annulled, "撤销"), (upheld, "撤销")] {
        let now = over.stage.label();
        let told = rule(over, Verdict::Annul, "再", (SUPERVISOR, at(today))).map(|_| ());
        assert_eq!(told, Err(Refusal::WrongStage { now, wanted }));
    }
    let told = rule(red(Point::Whole), Verdict::Uphold, "维持", (SUPERVISOR, at(today))).map(|_| ());
    assert_eq!(told, Err(Refusal::WrongStage { now: "已发", wanted: "维持" }));
    assert!(rule(red(Point::Whole), Verdict::Annul, "误发", (SUPERVISOR, at(today))).is_ok());
}

#[test]
fn the_window_names_what_shows_it_and_a_department_may() {
    let today = date(2026, 11, 12);
    let who = (CLERK, at(today), today);
    let card = || Card { at_window: true, ..red(Point::Answer) };
    assert_eq!(dispute(card(), ("当天已答复", " "), today, who).map(|_| ()), Err(Refusal::EvidenceMissing));
    let long = dispute(card(), ("当天已答复", &"长".repeat(201)), today, who).map(|_| ());
    assert_eq!(long, Err(Refusal::TooLong { field: "凭据", most: 200, count: 201 }));
    let (disputed, event) = dispute(card(), ("当天已答复", " 取号单 A012 "), today, who).expect("in time");
    assert_eq!((disputed.evidence.as_deref(), event.evidence.as_str()), (Some("取号单 A012"), "取号单 A012"));
    let bare = dispute(red(Point::Answer), ("数据晚到", ""), today, who).expect("a department waits for others").0;
    assert_eq!(bare.evidence, None);
}

#[test]
fn papers_for_what_is_promised_online_are_red_where_the_county_watches_them() {
    let day = date(2026, 11, 2);
    let mut watching = profile();
    watching.points.push(PointRule { point: "online".into(), workdays: None });
    let handed = |means| HandedIn { name: "申请表".into(), received: true, means, ..HandedIn::default() };
    let online = |means| Case {
        channel: Channel::Online,
        materials: vec![handed(Means::Upload), handed(means)],
        ..in_review(date(2026, 11, 27))
    };
    let found = papers_taken(&online(Means::Paper), true, &watching, day).expect("papers were taken");
    assert_eq!((found.point, found.level, found.on), (Point::Online, Level::Red, day));
    assert_eq!(papers_taken(&online(Means::Upload), true, &watching, day), None);
    assert_eq!(papers_taken(&online(Means::Certificate), true, &watching, day), None);
    assert_eq!(papers_taken(&online(Means::Paper), false, &watching, day), None, "nothing was promised");
    assert_eq!(papers_taken(&online(Means::Paper), true, &profile(), day), None, "not watched unless the county does");
    let at_window = Case { channel: Channel::Window, ..online(Means::Paper) };
    assert_eq!(papers_taken(&at_window, true, &watching, day), None, "who comes to the window chose to");
    assert_eq!(papers_taken(&online(Means::Paper), true, &watching, date(2026, 11, 1)), None, "not before it happened");
    let owed = Case { materials: vec![HandedIn { received: false, ..handed(Means::Paper) }], ..online(Means::Paper) };
    assert_eq!(papers_taken(&owed, true, &watching, day), None);
}

#[test]
fn a_public_reason_names_nobody_and_is_for_the_whole_alone() {
    let names = ["张三丰".to_owned()];
    let said = |card: Card, text: &str| explain(card, text, &names, (APPROVER, at(date(2026, 11, 12))));
    let told = |text: &str| said(red(Point::Whole), text).map(|_| ());
    assert_eq!(told(""), Err(Refusal::PublicReasonMissing));
    assert_eq!(told("请找 13800138000"), Err(Refusal::LongNumber));
    assert_eq!(told("张三丰没有来"), Err(Refusal::NamesApplicant));
    assert_eq!(said(red(Point::Handing), "等待").map(|_| ()), Err(Refusal::NotOverdue));
    let (card, event) = said(red(Point::Whole), "等待省级系统核验，11月20日恢复").expect("public");
    assert_eq!((card.version, event.reason.as_str()), (2, "等待省级系统核验，11月20日恢复"));
    assert!(said(card, "已办结").is_ok(), "it may be said anew");
    let long = told(&"长".repeat(201)).expect_err("too long").to_string();
    assert_eq!(long, "超期原因最多 200 字，现在是 201 字，请删减");
}

fn new_order(cause: Cause, words: &str) -> NewOrder {
    let of = case(Stage::Submitted);
    NewOrder {
        id: SupervisionId::new(8),
        no: SupervisionNo::new(2026, 12),
        cause,
        case: of.id,
        case_no: of.no,
        item_name: of.item_name,
        department: of.department,
        department_name: "县市场监管局".into(),
        reds: 2,
        due_on: Some(date(2026, 11, 9)),
        words: words.into(),
        at: at(date(2026, 11, 16)),
        today: date(2026, 11, 16),
        by: None,
    }
}

fn order() -> SupervisionOrder {
    issue(new_order(Cause::CaseReds, ""), &profile(), &calendar()).expect("whole").0
}

#[test]
fn the_second_red_card_makes_an_order_and_annulled_ones_do_not_count() {
    let (profile, calendar, today) = (profile(), calendar(), date(2026, 11, 12));
    let whole =
        Clock { point: Point::Whole, from: date(2026, 11, 2), due_on: date(2026, 11, 9), done_on: None, stands: false };
    let made = |cards: &[Card], clock: Option<&Clock>, on: Date| due_order(cards, clock, &profile, &calendar, on);
    let two = [red(Point::Whole), red(Point::Review)];
    assert_eq!(made(&two[..1], Some(&whole), today), None);
    assert_eq!(made(&two, Some(&whole), today), Some(Cause::CaseReds));
    let annulled = rule(red(Point::Review), Verdict::Annul, "误发", (SUPERVISOR, at(today))).expect("given").0;
    assert_eq!(made(&[red(Point::Whole), annulled.clone()], Some(&whole), today), None);
    let over = calendar.add_workdays(whole.due_on, profile.overdue_workdays).on;
    assert_eq!(made(&[red(Point::Whole), annulled], Some(&whole), over), Some(Cause::LongOverdue));
    assert_eq!(made(&[], Some(&whole), over), None, "without a card that counts there is nothing to supervise");
    let done = Clock { done_on: Some(today), ..whole };
    let stands = Clock { stands: true, ..whole };
    assert_eq!(
        (made(&two, Some(&done), over), made(&two, Some(&stands), over), made(&two, None, over)),
        (None, None, None)
    );
}

#[test]
fn an_order_says_what_is_asked_and_is_told_from_rank_to_rank() {
    let (profile, calendar) = (profile(), calendar());
    let order = order();
    assert_eq!(order.no.to_string(), "督办〔2026〕12号");
    assert!(
        order.words.contains("最迟应于11月9日（周一）办结") && order.words.contains("红牌 2 张"),
        "{}",
        order.words
    );
    assert_eq!(order.reply_by, calendar.add_workdays(order.issued_on, profile.reply_workdays).on);
    let at_once = profile.ladder.iter().filter(|r| r.after_workdays == 0).count();
    assert_eq!(order.told.len(), at_once);
    assert!(rungs_due(&order, &profile.ladder, &calendar, order.issued_on).is_empty());
    let far = date(2026, 12, 31);
    let due = rungs_due(&order, &profile.ladder, &calendar, far);
    assert_eq!(due.len(), profile.ladder.len() - at_once);
    let (next, event) = escalate(order.clone(), due[0], far);
    assert_eq!((event.rank.as_str(), next.version), (due[0].rank.as_str(), 2));
    assert_eq!(rungs_due(&next, &profile.ladder, &calendar, far).len(), due.len() - 1);
    let replied = reply(order, "明天办结", (APPROVER, at(far))).expect("issued").0;
    assert!(rungs_due(&replied, &profile.ladder, &calendar, far).is_empty(), "a reply ends it");
    let bare = issue(new_order(Cause::ByHand, " "), &profile, &calendar).map(|_| ());
    assert_eq!(bare, Err(Refusal::WordsMissing));
}

#[test]
fn an_order_is_replied_to_and_closed_by_somebody_else() {
    let now = at(date(2026, 11, 18));
    assert!(order().is_overdue(date(2026, 12, 31)) && !order().is_overdue(order().reply_by));
    assert_eq!(reply(order(), "", (APPROVER, now)).map(|_| ()), Err(Refusal::ReplyMissing));
    let early = close(order(), "查过", (SUPERVISOR, now)).map(|_| ());
    assert_eq!(early, Err(Refusal::WrongStage { now: "待答复", wanted: "办结" }));
    let (replied, _) = reply(order(), "11月20日办结", (APPROVER, now)).expect("issued");
    assert_eq!(close(replied.clone(), "查过", (APPROVER, now)).map(|_| ()), Err(Refusal::OwnReply));
    assert_eq!(close(replied.clone(), " ", (SUPERVISOR, now)).map(|_| ()), Err(Refusal::FindingMissing));
    let (closed, event) = close(replied.clone(), "已办结", (SUPERVISOR, now)).expect("replied");
    assert_eq!((closed.version, event.finding.as_str(), closed.stage.is_open()), (3, "已办结", false));
    assert!(withdraw(replied, "红牌已撤销", (SUPERVISOR, now)).is_ok());
    assert_eq!(withdraw(order(), "", (SUPERVISOR, now)).map(|_| ()), Err(Refusal::WithdrawalReasonMissing));
    let over = withdraw(closed, "再", (SUPERVISOR, now)).map(|_| ());
    assert_eq!(over, Err(Refusal::WrongStage { now: "已办结", wanted: "撤回" }));
}

#[test]
fn a_department_sends_an_order_back_and_gets_it_again() {
    let now = at(date(2026, 11, 18));
    let new_day = date(2026, 11, 24);
    assert_eq!(send_back(order(), " ", (APPROVER, now)).map(|_| ()), Err(Refusal::ReturnReasonMissing));
    let (back, event) = send_back(order(), "不是本部门的", (APPROVER, now)).expect("issued");
    assert_eq!((event.reason.as_str(), back.stage.is_open(), back.version), ("不是本部门的", true, 2));
    assert!(!back.is_overdue(date(2026, 12, 31)), "it waits for whoever issued it");
    assert!(rungs_due(&back, &profile().ladder, &calendar(), date(2026, 12, 31)).is_empty());
    let wanted = reply(back.clone(), "明天办结", (APPROVER, now)).map(|_| ());
    assert_eq!(wanted, Err(Refusal::WrongStage { now: "部门退回，待处理", wanted: "答复" }));
    let (profile, calendar) = (profile(), calendar());
    let own = || Recipient { id: back.department, name: back.department_name.clone() };
    let other = || Recipient { id: DepartmentId::new(9), name: "县公安局".into() };
    let rules = (&profile, &calendar);
    let hand = |order: &SupervisionOrder, to, why| hand_over(order.clone(), (to, why), rules, date(2026, 11, 19));
    assert_eq!(hand(&back, own(), "").map(|_| ()), Err(Refusal::InsistReasonMissing));
    let (again, event) = hand(&back, own(), "清单里是你局").expect("sent back");
    assert_eq!((again.reply_by, event.reply_by, again.stage.clone()), (new_day, new_day, OrderStage::Issued));
    assert_eq!(
        (event.department.as_str(), again.department, again.handed_on),
        ("", back.department, date(2026, 11, 19))
    );
    assert!(reply(again.clone(), "明天办结", (APPROVER, now)).is_ok());
    assert!(hand(&again, own(), "再").is_err(), "nobody sent it back this time");
    let (passed, event) = hand(&back, other(), "实施部门是公安局").expect("sent back");
    assert_eq!((event.department.as_str(), passed.department), ("县公安局", DepartmentId::new(9)));
    let [before] = passed.before.as_slice() else { panic!("{passed:?}") };
    assert_eq!((before.department, before.returned.as_str()), (back.department, "不是本部门的"));
    assert_eq!((before.told.clone(), before.reply_by), (back.told.clone(), back.reply_by), "what was before stays");
    // Ranks are told anew, from the day of the new hand-over on.
    let due = |order: &SupervisionOrder, today| rungs_due(order, &profile.ladder, &calendar, today).len();
    assert_eq!(due(&passed, date(2026, 11, 19)), 0, "the first rung was told at once");
    let late = order();
    let first = profile.ladder.iter().map(|r| r.after_workdays).filter(|n| *n > 0).min().expect("a second rung");
    let day = calendar.add_workdays(late.handed_on, first).on;
    assert!(due(&late, day) > 0 && due(&passed, day) == 0, "the new hand-over has its own time");
    assert!(withdraw(back, "确实不是", (SUPERVISOR, now)).is_ok());
}

#[test]
fn a_card_stands_for_its_own_clock_and_not_for_the_next() {
    let first = red(Point::Answer);
    let same = first.reached;
    assert!(first.stands_for(&same));
    assert!(!first.stands_for(&Reached { level: Level::Yellow, ..same }));
    let later_receipt = Reached { from: same.on.tomorrow().expect("a day"), ..same };
    assert!(!first.stands_for(&later_receipt), "a clock that began after the card is another");
    let put_off = Reached { due_on: same.due_on.tomorrow().expect("a day"), ..same };
    assert!(first.stands_for(&put_off), "a last day that moves makes no second card of one that counts");
    let annulled = rule(first, Verdict::Annul, "误发", (SUPERVISOR, at(same.on))).expect("given").0;
    assert!(annulled.stands_for(&same) && !annulled.stands_for(&put_off));
}

#[test]
fn what_was_decided_is_watched_as_far_as_its_journal_tells() {
    let (mut profile, calendar) = (profile(), calendar());
    profile.points.push(PointRule { point: "review".into(), workdays: Some(3) });
    let handed_over = case(Stage::Decided(
        acceptance(date(2026, 11, 2), Some(date(2026, 11, 27))),
        decision(date(2026, 11, 19), Outcome::Grant, ""),
    ));
    let of = |taken_up| {
        let clocks = clocks_of(&handed_over, taken_up, &profile, &calendar);
        let steps = clocks.into_iter().filter(|c| matches!(c.point, Point::Handing | Point::Review));
        steps.map(|c| (c.point, c.from, c.done_on)).collect::<Vec<_>>()
    };
    assert_eq!(of(None), []);
    let up = date(2026, 11, 9);
    assert_eq!(
        of(Some(up)),
        [(Point::Handing, date(2026, 11, 2), Some(up)), (Point::Review, up, Some(date(2026, 11, 19)))]
    );
    let late = reached((&handed_over, Some(up)), &profile, &calendar, date(2026, 11, 30));
    assert!(late.iter().any(|r| (r.point, r.level) == (Point::Handing, Level::Red)), "{late:?}");
}

#[test]
fn a_profile_is_checked_before_it_is_used() {
    let told = |change: fn(&mut WatchProfile)| {
        let mut profile = profile();
        change(&mut profile);
        profile.check().expect_err("not usable")
    };
    assert_eq!(told(|p| p.source = " ".into()), ProfileFlaw::Source);
    assert_eq!(told(|p| p.points.clear()), ProfileFlaw::NoPoint);
    assert_eq!(told(|p| p.points[0].point = "x".into()), ProfileFlaw::Point("x".into()));
    assert_eq!(
        told(|p| p.points[1].point = p.points[0].point.clone()).to_string(),
        "监察点“whole”不认识或写了两次，请核对"
    );
    assert_eq!(
        told(|p| p.points = vec![PointRule { point: "review".into(), workdays: None }]),
        ProfileFlaw::Workdays("审查")
    );
    assert_eq!(told(|p| p.yellow_left = 2), ProfileFlaw::YellowFirst);
    assert_eq!(told(|p| p.reply_workdays = 0), ProfileFlaw::Number("答复督办的天数", 1, 120));
    assert_eq!(told(|p| p.ladder.reverse()), ProfileFlaw::Ladder);
    assert_eq!(told(|p| p.ladder.clear()), ProfileFlaw::Ladder);
    assert_eq!(told(|p| p.ladder[1].rank = p.ladder[0].rank.clone()), ProfileFlaw::Ladder);
}

#[test]
fn time_is_where_it_went_and_adds_up() {
    let calendar = calendar();
    let mut accepted = acceptance(date(2026, 11, 4), Some(date(2026, 11, 27)));
    accepted.stopped.push(PauseSpan { from: date(2026, 11, 9), to: date(2026, 11, 13) });
    let result =
        Completion { at: at(date(2026, 11, 23)), by: None, result_name: "证".into(), result_no: String::new() };
    let stage = Stage::Completed(accepted, decision(date(2026, 11, 19), Outcome::Grant, ""), result);
    let of = spent(&case(stage.clone()), &calendar, date(2026, 11, 25));
    let days = Spell::ALL.map(|s| of.of(s));
    assert_eq!(days, [0, 2, 7, 4, 2, 2]);
    assert_eq!(of.total(), calendar.workdays_between(date(2026, 11, 2), date(2026, 11, 25)));
    let mut all = Spent::default();
    all.add(&of);
    all.add(&of);
    assert_eq!(all.total(), 2 * of.total());
    assert_eq!(finish(&case(stage)), Some(Finish::Before));
    let due = date(2026, 11, 9);
    let ends = [due.yesterday(), Ok(due), due.tomorrow()].map(|d| finish(&completed(due, d.expect("a day"))));
    assert_eq!(ends, [Some(Finish::Before), Some(Finish::LastDay), Some(Finish::After)]);
    assert_eq!(finish(&completed(date(2026, 11, 2), date(2026, 11, 2))), None, "done on the spot");
}

#[test]
fn every_word_reads_back() {
    assert_eq!(Point::ALL.map(|p| Point::parse(p.as_str())), Point::ALL.map(Some));
    assert_eq!(Level::ALL.map(|l| Level::parse(l.as_str())), Level::ALL.map(Some));
    assert_eq!(Cause::ALL.map(|c| Cause::parse(c.as_str())), Cause::ALL.map(Some));
    assert_eq!((Point::parse(""), Level::parse("x"), Cause::parse(""), Verdict::parse("")), (None, None, None, None));
    assert_eq!(
        [Verdict::Uphold, Verdict::Annul].map(|v| Verdict::parse(v.as_str())),
        [Verdict::Uphold, Verdict::Annul].map(Some)
    );
}
