use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date, civil::date};

use super::*;
use crate::{
    base::{AppointmentId, DepartmentId, ItemId, LetterId, StaffId},
    people::{Department, Login, Role, Staff},
};

pub(super) const OFFICE: StaffId = StaffId::new(1);
pub(super) const TODAY: Date = date(2026, 11, 20);

pub(super) fn at() -> Timestamp {
    Timestamp::from_second(1_795_136_400).expect("within range")
}

pub(crate) fn rules() -> DelegateRules {
    let rank = |name: &str, enough| Rank { name: name.into(), enough };
    DelegateRules {
        ranks: vec![rank("副科级", true), rank("股级", true), rank("科员", false)],
        low_rank: Strictness::Warn,
        off_roster: Strictness::Refuse,
        stay_months: 24,
        longest_months: 36,
        remind_days: 30,
        look_back_days: 30,
    }
}

pub(crate) fn window_rules() -> WindowRules {
    WindowRules {
        version: 0,
        trend_months: 6,
        obstacles: Vec::new(),
        send_back_reasons: vec![
            SendBackReason { name: "要现场勘察".into(), in_words: false },
            SendBackReason { name: "其他".into(), in_words: true },
        ],
        source: "办法".into(),
    }
}

pub(super) fn department(id: i64) -> Department {
    Department {
        id: DepartmentId::new(id),
        name: format!("部门{id}"),
        code: String::new(),
        window_no: None,
        place: String::new(),
        phone: String::new(),
    }
}

fn person(id: i64, department: i64) -> Staff {
    Staff {
        id: StaffId::new(id),
        login: Login::parse(&format!("p{id}")).expect("a sign-in name"),
        name: format!("人员{id}"),
        roles: vec![Role::Approver],
        department: Some(DepartmentId::new(department)),
        window_no: None,
        active: true,
        version: 1,
    }
}

struct Named<'a> {
    person: &'a Staff,
    rank: &'a str,
    on_roster: bool,
    doc_no: &'a str,
    from: Date,
}

fn name(
    n: &Named<'_>,
    others: &[AppointmentLetter],
    rules: &DelegateRules,
) -> Result<(AppointmentLetter, AppointmentMade), Refusal> {
    let new = NewAppointment {
        id: AppointmentId::new(n.person.id.get()),
        department: &department(1),
        person: n.person,
        rank: n.rank,
        on_roster: n.on_roster,
        doc_no: n.doc_no,
        from: n.from,
        rules_version: 0,
        by: OFFICE,
        at: at(),
    };
    appoint(&new, others, rules)
}

fn named(person: &Staff) -> Named<'_> {
    Named { person, rank: "股级", on_roster: true, doc_no: "任〔2026〕1号", from: date(2026, 1, 1) }
}

fn in_office(id: i64) -> AppointmentLetter {
    let person = person(id, 1);
    let doc_no = format!("任〔2026〕{id}号");
    name(&Named { doc_no: &doc_no, ..named(&person) }, &[], &rules()).expect("fit").0
}

#[test]
fn a_fit_person_of_the_department_is_named_once() {
    let seven = person(7, 1);
    let (letter, event) = name(&named(&seven), &[], &rules()).expect("fit");
    assert_eq!((letter.version, letter.person, letter.warnings.clone()), (1, seven.id, vec![]));
    assert_eq!((event.doc_no.as_str(), event.rank.as_str(), event.on_roster), ("任〔2026〕1号", "股级", true));
    assert!(letter.holds_on(date(2026, 1, 1)) && !letter.holds_on(date(2025, 12, 31)));

    let again = Named { doc_no: "任〔2026〕2号", ..named(&seven) };
    let told = name(&again, std::slice::from_ref(&letter), &rules()).expect_err("in office");
    assert_eq!(told.to_string(), "人员7已由“任〔2026〕1号”任命，还在任，不用再任命");
    let eight = person(8, 1);
    let taken = name(&named(&eight), std::slice::from_ref(&letter), &rules()).expect_err("the number");
    assert_eq!((taken.code(), taken.field()), ("doc_no_taken", "doc_no"));

    let gone = dismiss(letter, (TODAY, "岗位调整"), &rules(), (OFFICE, at(), TODAY)).expect("in office").0;
    let back = Named { from: TODAY, ..again };
    assert!(name(&back, std::slice::from_ref(&gone), &rules()).is_ok(), "out of office since today");
    let early = Named { from: TODAY.yesterday().expect("a day before"), ..back };
    assert_eq!(name(&early, &[gone], &rules()).map_err(|r| r.code()), Err("appointed_already"));
}

#[test]
fn who_may_be_named_is_data() {
    let seven = person(7, 1);
    let refused = |n: &Named<'_>, rules: &DelegateRules| name(n, &[], rules).map_err(|r| r.code());
    let low = Named { rank: "科员", ..named(&seven) };
    assert_eq!(name(&low, &[], &rules()).expect("a warning").0.warnings, [Warning::LowRank]);
    let strict = DelegateRules { low_rank: Strictness::Refuse, ..rules() };
    assert_eq!(name(&low, &[], &strict).expect_err("strict").to_string(), "首席事务代表要副科级、股级，请换一位");
    let hired = Named { on_roster: false, ..named(&seven) };
    assert_eq!(refused(&hired, &rules()), Err("off_roster"));
    let lenient = DelegateRules { off_roster: Strictness::Warn, ..rules() };
    let both = Named { on_roster: false, rank: "科员", ..named(&seven) };
    let (letter, event) = name(&both, &[], &lenient).expect("two warnings");
    assert_eq!(letter.warnings, [Warning::OffRoster, Warning::LowRank]);
    assert_eq!(event.warnings, ["off_roster", "low_rank"]);

    assert_eq!(refused(&Named { rank: "皇帝", ..named(&seven) }, &rules()), Err("rank_unknown"));
    assert_eq!(refused(&Named { doc_no: " ", ..named(&seven) }, &rules()), Err("doc_no_missing"));
    let long = "号".repeat(201);
    let told = name(&Named { doc_no: &long, ..named(&seven) }, &[], &rules()).expect_err("too long");
    assert_eq!((told.code(), told.field()), ("too_many_words", "doc_no"));
    assert_eq!(refused(&named(&person(7, 2)), &rules()), Err("other_department"));
    assert_eq!(refused(&named(&Staff { active: false, ..seven.clone() }), &rules()), Err("left"));
}

#[test]
fn a_dismissal_before_its_time_is_noted() {
    let who = (OFFICE, at(), TODAY);
    let (gone, event) = dismiss(in_office(7), (TODAY, " 岗位调整 "), &rules(), who).expect("in office");
    assert!(event.early && gone.warnings == [Warning::Early] && event.reason == "岗位调整");
    assert!(!gone.holds_on(TODAY) && gone.holds_on(TODAY.yesterday().expect("a day before")));
    let later = dismiss(in_office(7), (date(2028, 1, 1), "期满"), &rules(), who).expect("in office");
    assert!(!later.1.early && later.0.warnings.is_empty(), "two years to the day are enough");
    assert!(dismiss(in_office(7), (date(2027, 12, 31), "期满"), &rules(), who).expect("in office").1.early);
    let refused = |letter, from, reason| dismiss(letter, (from, reason), &rules(), who).map_err(|r| r.code());
    assert_eq!(refused(gone, TODAY, "再来"), Err("done"));
    assert_eq!(refused(in_office(7), TODAY, ""), Err("reason_missing"));
    assert_eq!(refused(in_office(7), date(2026, 11, 19), "补记"), Err("past"));
}

fn items() -> BTreeMap<ItemId, String> {
    (1..=4).map(|n| (ItemId::new(n), format!("事项{n}"))).collect()
}

/// What a test asks for, from a letter that would do.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) id: i64,
    pub(super) staff: i64,
    pub(super) deputy: Option<i64>,
    pub(super) scope: ItemScope,
    pub(super) powers: BTreeSet<Power>,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) replaces: Option<i64>,
}

pub(super) fn wanted(id: i64, staff: i64) -> Wanted {
    Wanted {
        id,
        staff,
        deputy: None,
        scope: ItemScope::all(),
        powers: Power::ALL.into_iter().collect(),
        from: TODAY,
        to: date(2027, 12, 31),
        replaces: None,
    }
}

fn ask(w: &Wanted, letters: &[AuthorizationLetter], appointments: &[AppointmentLetter]) -> Result<Authorised, Refusal> {
    let (representative, deputy) = (person(w.staff, 1), w.deputy.map(|d| person(d, 1)));
    let new = NewLetter {
        id: LetterId::new(w.id),
        department: &department(1),
        representative: &representative,
        deputy: deputy.as_ref(),
        scope: &w.scope,
        powers: &w.powers,
        doc_no: &format!("授〔2026〕{}号", w.id),
        valid_from: w.from,
        valid_to: w.to,
        file_digest: "",
        replaces: w.replaces.map(LetterId::new),
    };
    let (items, rules) = (items(), rules());
    let ground = Ground {
        appointments,
        letters,
        items: &items,
        rules: &rules,
        rules_version: 0,
        by: OFFICE,
        at: at(),
        today: TODAY,
    };
    authorise(&new, &ground)
}

pub(super) fn made(w: &Wanted) -> AuthorizationLetter {
    ask(w, &[], &[in_office(w.staff)]).expect("a whole letter").letter
}

fn some(items: impl IntoIterator<Item = i64>) -> ItemScope {
    ItemScope::listed(items.into_iter().map(ItemId::new))
}

#[test]
fn a_letter_needs_an_office_powers_items_and_a_term() {
    let letter = ask(&wanted(1, 7), &[], &[in_office(7)]).expect("a whole letter");
    assert_eq!(letter.event.powers, "受理、审查、决定、用章、颁证");
    assert_eq!((letter.event.listed, letter.event.excluded, letter.replaced), (None, 0, None));
    assert_eq!((letter.letter.representative.rank.as_str(), letter.letter.representative.on_roster), ("股级", true));

    let refused = |w: Wanted| ask(&w, &[], &[in_office(7)]).map(|_| ()).map_err(|r| r.to_string());
    let base = || wanted(1, 7);
    let told = |text: &str| Err(text.to_owned());
    assert_eq!(
        refused(wanted(1, 8)),
        told("人员8在2026年11月20日（周五）没有有效的任命书，请先任命"),
        "somebody else is in office"
    );
    assert_eq!(refused(Wanted { powers: BTreeSet::new(), ..base() }), told("请至少选一项权限"));
    let nothing = "请至少选一个事项，或改选“本部门全部事项”";
    assert_eq!(refused(Wanted { scope: some([]), ..base() }), told(nothing));
    let emptied = ItemScope { excluded: BTreeSet::from([ItemId::new(1)]), ..some([1]) };
    assert_eq!(refused(Wanted { scope: emptied, ..base() }), told(nothing));
    assert_eq!(refused(Wanted { scope: some([1, 9]), ..base() }), told("“9”不是这个部门的事项，请去掉"));
    assert_eq!(refused(Wanted { deputy: Some(7), ..base() }), told("AB角不能是首席事务代表本人，请换一位或留空"));
    let before = Wanted { to: date(2026, 11, 19), ..base() };
    assert_eq!(refused(before.clone()), told("截止日不能早于起始日 2026年11月20日（周五）"));
    assert_eq!(refused(Wanted { from: date(2026, 1, 1), ..before }), told("截止日已经过了，请核对年份"));
    let most = Wanted { to: date(2029, 11, 19), ..base() };
    assert_eq!(refused(most.clone()), Ok(()));
    let over = Wanted { to: date(2029, 11, 20), ..most };
    assert_eq!(refused(over), told("授权期限最长 36 个月，截止日最晚 2029年11月19日（周一）"));
    let one = made(&base());
    assert_eq!(ask(&base(), &[one], &[in_office(7)]).map_err(|r| r.code()), Err("doc_no_taken"));
}

#[test]
fn two_representatives_never_hold_the_same_power_over_an_item() {
    let offices = [in_office(7), in_office(8)];
    let first = made(&Wanted { scope: some([1, 2]), to: date(2026, 12, 31), ..wanted(1, 7) });
    let tried = |w: &Wanted| ask(w, std::slice::from_ref(&first), &offices).map(|_| ()).map_err(|r| r.to_string());
    let same = Wanted { scope: some([2, 3]), ..wanted(2, 8) };
    let clash = "与“授〔2026〕1号”（人员7）重复授权：同一事项的同一权限同时只能授给一位代表。请改事项、权限或期限，或选更换这一份";
    assert_eq!(tried(&same), Err(clash.into()));
    assert_eq!(tried(&wanted(2, 8)), Err(clash.into()), "all items meet some");
    assert_eq!(tried(&Wanted { scope: some([3, 4]), ..same.clone() }), Ok(()), "other items");
    let all_but = ItemScope { excluded: [1, 2].map(ItemId::new).into(), ..ItemScope::all() };
    assert_eq!(tried(&Wanted { scope: all_but, ..same.clone() }), Ok(()), "the others of the department");
    assert_eq!(tried(&Wanted { from: date(2027, 1, 1), ..same.clone() }), Ok(()), "the day after");
    assert_eq!(tried(&Wanted { from: date(2026, 12, 31), ..same.clone() }), Err(clash.into()), "the last day");
    assert_eq!(tried(&Wanted { scope: some([1, 2]), ..wanted(2, 7) }), Ok(()), "the same representative");

    let accepts = made(&Wanted { powers: [Power::Accept].into(), ..wanted(1, 7) });
    let decides = Wanted { powers: [Power::Decide].into(), ..wanted(2, 8) };
    assert!(ask(&decides, &[accepts], &offices).is_ok(), "another power");
}

#[test]
fn a_letter_takes_the_place_of_another() {
    let offices = [in_office(7), in_office(8)];
    let first = made(&Wanted { from: TODAY, ..wanted(1, 7) });
    let next = Wanted { replaces: Some(1), from: date(2026, 12, 1), ..wanted(2, 8) };
    let done = ask(&next, std::slice::from_ref(&first), &offices).expect("takes its place");
    let (old, event) = done.replaced.expect("ended");
    assert_eq!((old.last_day(), event.replaced_by), (Some(date(2026, 11, 30)), Some(LetterId::new(2))));
    assert_eq!((event.reason.as_str(), old.version), ("由“授〔2026〕2号”更换", 2));
    let refused = |w: &Wanted, old: AuthorizationLetter| ask(w, &[old], &offices).map(|_| ()).map_err(|r| r.code());
    assert_eq!(refused(&next, old), Err("not_replaceable"), "ended once");
    assert_eq!(
        refused(&next, AuthorizationLetter { department: DepartmentId::new(2), ..first.clone() }),
        Err("not_replaceable")
    );
    let back = Wanted { from: date(2026, 11, 19), ..next.clone() };
    assert_eq!(refused(&back, first.clone()), Err("replaces_back"));
    assert_eq!(refused(&Wanted { replaces: Some(9), ..next }, first), Err("not_replaceable"));
}

#[test]
fn a_letter_is_filed_published_and_revoked_once() {
    let letter = || made(&wanted(1, 7));
    let (filed, event) = file_letter(letter(), (TODAY, " 备〔2026〕3号 "), TODAY).expect("not on record");
    assert_eq!((event.no.as_str(), filed.version), ("备〔2026〕3号", 2));
    let code = |r: Refusal| r.code();
    assert_eq!(file_letter(filed, (TODAY, "x"), TODAY).map(|_| ()).map_err(code), Err("done"));
    assert_eq!(file_letter(letter(), (TODAY, ""), TODAY).map(|_| ()).map_err(code), Err("filing_missing"));
    let tomorrow = date(2026, 11, 21);
    assert_eq!(file_letter(letter(), (tomorrow, "x"), TODAY).map(|_| ()).map_err(code), Err("future"));
    let office = file_appointment(in_office(7), (TODAY, "备1"), TODAY).expect("not on record").0;
    assert_eq!(office.filing, Some(Filing { on: TODAY, no: "备1".into() }));

    let (shown, event) = publish(letter(), TODAY).expect("not shown");
    assert_eq!((shown.published_on, event.on), (Some(TODAY), TODAY));
    assert_eq!(publish(shown, TODAY).map(|_| ()).map_err(code), Err("done"));
    assert_eq!(publish(letter(), date(2028, 1, 1)).map(|_| ()).map_err(code), Err("no_more"));

    let who = (OFFICE, at(), TODAY);
    let (gone, _) = revoke(letter(), (tomorrow, "机构改革"), who).expect("in force");
    assert_eq!((gone.state_on(TODAY), gone.state_on(tomorrow)), (LetterState::InForce, LetterState::Revoked));
    assert_eq!(revoke(gone, (tomorrow, "再来"), who).map(|_| ()).map_err(code), Err("done"));
    assert_eq!(revoke(letter(), (TODAY, " "), who).map(|_| ()).map_err(code), Err("reason_missing"));
    let yesterday = date(2026, 11, 19);
    assert_eq!(revoke(letter(), (yesterday, "补记"), who).map(|_| ()).map_err(code), Err("past"));
    let late = (OFFICE, at(), date(2028, 1, 1));
    assert_eq!(revoke(letter(), (date(2028, 1, 1), "晚了"), late).map(|_| ()).map_err(code), Err("no_more"));
    let never = revoke(letter(), (TODAY, "写错"), who).expect("in force").0;
    assert_eq!((never.last_day(), never.state_on(TODAY)), (None, LetterState::Revoked), "taken back on its first day");
}

#[test]
fn a_letter_stands_somewhere_on_every_day() {
    let letter = made(&wanted(1, 7));
    let of = |day| letter.state_on(day);
    assert_eq!(of(date(2026, 11, 19)), LetterState::Waiting);
    assert_eq!((of(TODAY), of(date(2027, 12, 31))), (LetterState::InForce, LetterState::InForce));
    assert_eq!(of(date(2028, 1, 1)), LetterState::Ended);
}

#[test]
fn the_deputy_acts_where_the_letter_names_one() {
    let letter = made(&Wanted { deputy: Some(9), scope: some([1, 2]), ..wanted(1, 7) });
    let other = made(&Wanted { scope: some([2]), from: date(2026, 12, 1), ..wanted(2, 9) });
    let letters = [letter, other];
    let of = |item: i64, staff: i64, on| {
        let at = (ItemId::new(item), DepartmentId::new(1));
        authority(&letters, at, StaffId::new(staff), Power::Decide, on).map(|a| (a.letter.get(), a.capacity))
    };
    assert_eq!(of(1, 7, TODAY), Some((1, Capacity::Representative)));
    assert_eq!(of(1, 9, TODAY), Some((1, Capacity::Deputy)));
    assert_eq!(of(2, 9, date(2026, 12, 1)), Some((2, Capacity::Representative)), "before deputy");
    assert_eq!((of(3, 7, TODAY), of(1, 8, TODAY), of(1, 7, date(2028, 1, 1))), (None, None, None));
}

#[test]
fn letters_are_reminded_of_unless_another_goes_on() {
    let ends = |id, to| made(&Wanted { to, ..wanted(id, 7) });
    let (soon, later) = (ends(1, date(2026, 12, 19)), ends(2, date(2026, 12, 20)));
    let ids = |letters: &[AuthorizationLetter]| -> Vec<i64> {
        ending_within(letters, TODAY, 30).iter().map(|l| l.id.get()).collect()
    };
    assert_eq!(ids(std::slice::from_ref(&soon)), [1], "30 days, today among them");
    assert_eq!(ids(std::slice::from_ref(&later)), [0; 0], "31 days");
    assert_eq!(ids(&[soon.clone(), later]), [0; 0], "the other goes on for a day");
    let other = made(&Wanted { to: date(2026, 12, 10), ..wanted(4, 8) });
    assert_eq!(ids(&[soon.clone(), other.clone()]), [4, 1], "those that end first");
    let gone = revoke(soon, (date(2026, 12, 1), "调整"), (OFFICE, at(), TODAY)).expect("in force").0;
    assert_eq!(ids(&[other, gone.clone()]), [1, 4], "what was taken back ends too");
    assert_eq!(ending_within(&[gone], date(2026, 12, 1), 30), [] as [&AuthorizationLetter; 0], "over");
}

#[test]
fn what_is_in_the_hall_and_nobody_may_decide_is_found() {
    let resident = |id: i64, department: i64| ResidentItem {
        id: ItemId::new(id),
        code: format!("A-{id}"),
        name: format!("事项{id}"),
        department: DepartmentId::new(department),
    };
    let all = [resident(1, 1), resident(2, 1), resident(3, 1), resident(4, 1), resident(5, 2)];
    let listed = ItemScope { excluded: [ItemId::new(2)].into(), ..some([1, 2]) };
    let decides = made(&Wanted { scope: listed, ..wanted(1, 7) });
    let accepts = made(&Wanted { scope: some([3]), powers: [Power::Accept].into(), ..wanted(2, 7) });
    let letters = [publish(decides, TODAY).expect("not shown").0, accepts];
    let found = check(&all, &letters, TODAY);
    let gaps: Vec<(i64, Gap)> = found.items.iter().map(|u| (u.item.id.get(), u.gap)).collect();
    assert_eq!(
        gaps,
        [
            (2, Gap::Excluded(LetterId::new(1))),
            (3, Gap::NotDecide(LetterId::new(2))),
            (4, Gap::NotListed),
            (5, Gap::NoLetter),
        ]
    );
    assert_eq!((found.authorised, found.departments), (1, vec![DepartmentId::new(2)]));
    assert_eq!((found.unfiled.len(), found.unpublished), (2, vec![LetterId::new(2)]));
    let after = check(&all, &letters, date(2028, 1, 1));
    assert_eq!((after.items.len(), after.departments.len(), after.unfiled.len()), (5, 2, 0), "all letters are over");
}

#[test]
fn words_read_back() {
    for power in Power::ALL {
        assert_eq!(Power::parse(power.as_str()), Some(power));
    }
    assert_eq!(powers_from(["decide", "accept"]).map(|p| powers_text(&p)), Ok("受理、决定".into()));
    assert_eq!(powers_from(["decide", "rule"]), Err("rule".into()));
    for warning in Warning::ALL {
        assert_eq!(Warning::parse(warning.as_str()), Some(warning));
    }
}

#[test]
fn a_sitting_wants_the_item_at_the_window_and_every_power_it_uses() {
    let item = (ItemId::new(1), DepartmentId::new(1), "事项1");
    let sit = |letters: &[AuthorizationLetter], at: &AtWindow, issues, staff| {
        may_sit(item, (at, issues), letters, StaffId::new(staff), TODAY).map_err(|r| r.code())
    };
    let plain = made(&Wanted { powers: SITTING.into(), deputy: Some(8), ..wanted(1, 7) });
    let letters = [plain];
    assert_eq!(sit(&letters, &AtWindow::Said, false, 7).map(|a| a.capacity), Ok(Capacity::Representative));
    assert_eq!(sit(&letters, &AtWindow::Derived, false, 8).map(|a| a.capacity), Ok(Capacity::Deputy));
    assert_eq!(sit(&letters, &AtWindow::Denied, false, 7), Err("not_at_window"));
    assert_eq!(sit(&letters, &AtWindow::Said, true, 7), Err("power_missing"), "a certificate is issued");
    assert_eq!(sit(&letters, &AtWindow::Said, false, 9), Err("no_letter"));
    let decides = [made(&Wanted { powers: [Power::Decide].into(), ..wanted(1, 7) })];
    let told = may_sit(item, (&AtWindow::Said, false), &decides, StaffId::new(7), TODAY).expect_err("not all");
    assert_eq!(told.to_string(), "授权书没有给您“事项1”的受理、审查权限，不能当场办。请按通常方式收件，转部门办理");
    assert_eq!(sit(&[], &AtWindow::Said, false, 7), Err("no_letter"));
}

#[test]
fn a_power_is_used_under_the_letter_that_gives_it_or_lacking() {
    let of = (ItemId::new(1), DepartmentId::new(1));
    let letters = [made(&Wanted { powers: [Power::Decide].into(), ..wanted(1, 7) })];
    let stands = |staff, power| footing(&letters, of, StaffId::new(staff), power, TODAY).map(|f| f.lacking);
    assert_eq!(stands(7, Power::Decide), Some(false));
    assert_eq!(stands(7, Power::Review), Some(true), "named, and not given it");
    assert_eq!(stands(9, Power::Review), None, "whoever is not named acts under no letter");
    assert_eq!(footing(&letters, of, StaffId::new(7), Power::Decide, date(2026, 1, 1)), None);
    assert_eq!(power_used("case.completed"), Some(Power::Seal));
    assert_eq!(power_used("case.decided"), None, "its event tells the letter already");
}

#[test]
fn what_an_item_lacks_to_be_decided_at_the_window_is_named() {
    let item = |id: i64| ResidentItem {
        id: ItemId::new(id),
        code: format!("A-{id}"),
        name: format!("事项{id}"),
        department: DepartmentId::new(1),
    };
    let decides = made(&Wanted { scope: some([1]), ..wanted(1, 7) });
    let accepts = made(&Wanted { scope: some([2]), powers: [Power::Accept].into(), ..wanted(2, 7) });
    let letters = [decides, accepts];
    let words = |id, on| missing(&item(id), &letters, on).as_str();
    assert_eq!([1, 2, 3].map(|id| words(id, TODAY)), ["habit", "power", "letter"]);
    assert_eq!(words(1, date(2028, 1, 1)), "letter", "the letter is over");
    assert_eq!(missing(&item(3), &letters, TODAY).label(), "授权书没有列这项");
}
