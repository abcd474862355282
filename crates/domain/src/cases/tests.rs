use super::*;
use crate::{
    base::{Calendar, CaseId, DepartmentId, ItemId, PersonId, StaffId, calendar::parse_csv},
    catalogue::{Clients, Content, Guide, Item, ItemType, Limit, LimitUnit, Material, Need, Origin, Standing, Status},
};
use jiff::{Timestamp, civil::date};

fn calendar() -> Calendar {
    Calendar::new(parse_csv(include_str!("../../../services/data/calendar.csv")).unwrap()).unwrap()
}

fn material(name: &str, need: Need) -> Material {
    Material {
        name: name.into(),
        need,
        form: "原件".into(),
        origin: Origin::Applicant,
        copies: 1,
        ..Material::default()
    }
}

fn item(item_type: &str, status: Status) -> Item {
    let guide = Guide {
        materials: vec![
            material("申请书", Need::Required),
            material("委托书", Need::Optional),
            material("证明", Need::Required),
        ],
        ..Guide::default()
    };
    let content = Content {
        code: "990101-1".into(),
        department: DepartmentId::new(1),
        division: String::new(),
        main_name: String::new(),
        name: "食品经营许可（新办）".into(),
        item_type: ItemType::parse(item_type).unwrap(),
        status,
        case_kind: None,
        clients: None,
        statutory: Some(Limit::workdays(20)),
        promised: Some(Limit::workdays(5)),
        standing: Standing::default(),
        guide,
        raw: std::collections::BTreeMap::new(),
    };
    Item { id: ItemId::new(1), version: 3, effective_on: date(2026, 1, 1), content }
}

fn opening() -> Opening {
    Opening {
        id: CaseId::new(1),
        no: CaseNo::new(date(2026, 2, 13), 3, 1),
        person: PersonId::new(1),
        by: Some(StaffId::new(1)),
        channel: Channel::Window,
        window_no: Some(3),
        accepting_department: None,
        at: Timestamp::UNIX_EPOCH,
        today: date(2026, 2, 13),
    }
}

fn taken(item: &Item, kind: ApplicantKind, ticked: &[usize]) -> Result<(Case, CaseAccepted), Refusal> {
    let (calendar, rules) = (calendar(), rules());
    let brought = Brought { ticked, ..Brought::default() };
    accept(&facts(item, brought, &calendar, &rules), kind, opening())
}

fn facts<'a>(item: &'a Item, brought: Brought<'a>, calendar: &'a Calendar, rules: &'a CaseRules) -> AcceptFacts<'a> {
    AcceptFacts { item, brought, promised: false, by_commitment: false, calendar, rules }
}

pub(crate) fn rules() -> CaseRules {
    CaseRules {
        notice_workdays: 5,
        correction_workdays: 15,
        correction_lapse: Lapse::Withdrawn,
        deferred_workdays: 10,
        deferred_lapse: Lapse::Cancelled,
        extension_workdays: 10,
        joint_extension_workdays: 15,
        delivery_workdays: 10,
        commitment_workdays: 60,
        draft_days: 60,
        again_workdays: 15,
        again_times: 2,
        drafts_per_address: 30,
    }
}

mod files;
mod joint;
mod model;
mod time;

#[test]
fn acceptance_counts_from_the_next_working_day_over_the_spring_festival() {
    let (case, event) = taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap();
    // Saturday 14 February 2026 works, then nine days off (domain §3.7).
    assert_eq!(case.due().on, Some(date(2026, 2, 27)));
    assert!(!case.due().provisional);
    assert_eq!((event.item_version, case.version), (3, 1));
    assert_eq!(case.materials.iter().map(|m| m.received).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn everything_missing_is_told_at_once() {
    let refusal = taken(&item("01", Status::InUse), ApplicantKind::Person, &[1]).unwrap_err();
    assert_eq!(refusal, Refusal::MaterialsMissing(vec!["申请书".into(), "证明".into()]));
}

#[test]
fn what_is_not_applied_for_is_not_accepted() {
    for status in [Status::Suspended, Status::Cancelled, Status::Draft] {
        let refusal = taken(&item("01", status), ApplicantKind::Person, &[0, 2]).unwrap_err();
        assert_eq!(refusal.code(), "item_not_in_use");
    }
    for ex_officio in ["02", "03", "04", "06"] {
        let refusal = taken(&item(ex_officio, Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap_err();
        assert_eq!(refusal.code(), "not_on_application", "{ex_officio}");
    }
    let mut for_companies = item("01", Status::InUse);
    for_companies.content.clients = Some(Clients::Organisation);
    assert_eq!(taken(&for_companies, ApplicantKind::Person, &[0, 2]).unwrap_err().code(), "wrong_client");
    assert!(taken(&for_companies, ApplicantKind::Organisation, &[0, 2]).is_ok());
}

#[track_caller]
fn due(kind: &str, promised: Option<Limit>, statutory: Option<Limit>, wanted: Option<jiff::civil::Date>, says: &str) {
    let terms = Terms::new(&ItemType::parse(kind).unwrap(), promised, statutory);
    let due = clocks(date(2026, 9, 18), terms, &[], None, &calendar()).due;
    assert_eq!(due.on, wanted);
    assert!(due.limit_text.contains(says), "{}", due.limit_text);
}

#[test]
fn the_limit_comes_from_the_promise_then_the_guide_then_the_law_and_is_never_invented() {
    let twenty = Some(Limit::workdays(20));
    due("01", Some(Limit::workdays(0)), twenty, Some(date(2026, 9, 18)), "当场办结");
    due("20", None, twenty, Some(date(2026, 10, 22)), "法定");
    // A promise longer than the law allows binds nobody.
    due("01", Some(Limit::workdays(30)), twenty, Some(date(2026, 10, 22)), "法定");
    due("01", None, None, Some(date(2026, 10, 22)), "行政许可法第四十二条");
    due("20", None, None, None, "没有写");
    // Natural days end on a holiday and roll to the next working day (民法典 203).
    let week = Some(Limit { value: 7, unit: LimitUnit::Day });
    due("20", week, None, Some(date(2026, 9, 28)), "自然日");
}

/// 民法典 201–203: the same day number, or the month's last day; over holidays to the next working day.
#[test]
fn months_and_years_end_on_the_day_with_the_same_number() {
    let limit = |value, unit| Some(Limit { value, unit });
    // 2026-10-18 is a Sunday; 2027-09-18 is beyond the last notice.
    due("20", limit(1, LimitUnit::Month), None, Some(date(2026, 10, 19)), "1 个月");
    let ends = |start, value, unit| {
        let terms = Terms::new(&ItemType::parse("20").unwrap(), limit(value, unit), None);
        clocks(start, terms, &[], None, &calendar()).due
    };
    assert_eq!(ends(date(2026, 8, 31), 6, LimitUnit::Month).on, Some(date(2027, 3, 1)), "28 February is a Sunday");
    assert_eq!(ends(date(2026, 3, 31), 1, LimitUnit::Month).on, Some(date(2026, 4, 30)));
    assert_eq!(ends(date(2025, 3, 31), 1, LimitUnit::Year).on, Some(date(2026, 3, 31)));
    assert!(ends(date(2026, 9, 18), 1, LimitUnit::Year).provisional);
    // Hours end on the day itself; whole days of hours are days.
    assert_eq!(ends(date(2026, 9, 18), 2, LimitUnit::Hour).on, Some(date(2026, 9, 18)));
    assert_eq!(ends(date(2026, 9, 17), 24, LimitUnit::Hour).on, Some(date(2026, 9, 18)));
}

#[test]
fn the_shorter_of_a_month_and_its_working_days_holds() {
    let month = Some(Limit { value: 1, unit: LimitUnit::Month });
    due("01", Some(Limit::workdays(30)), month, Some(date(2026, 10, 19)), "法定");
    due("01", Some(Limit::workdays(5)), month, Some(date(2026, 9, 24)), "承诺");
}

#[test]
fn beyond_the_last_announced_year_a_day_is_provisional() {
    let terms = Terms::new(&ItemType::parse("01").unwrap(), None, None);
    let due = clocks(date(2026, 12, 25), terms, &[], None, &calendar()).due;
    assert!(due.provisional);
}

#[test]
fn reasons_and_numbers_are_demanded_where_the_law_does() {
    let (case, _) = taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap();
    let (by, at, today) = (StaffId::new(2), Timestamp::UNIX_EPOCH, date(2026, 2, 24));
    let (rules, days) = (rules(), calendar());
    let decided = |case: Case, outcome, reason: &str| {
        decide(case, outcome, (reason, "意见"), (&rules, &days), (by, at, today), None)
    };
    assert_eq!(decided(case.clone(), Outcome::Deny, "  ").unwrap_err(), Refusal::ReasonMissing);
    let (granted, event) = decided(case.clone(), Outcome::Grant, "").unwrap();
    // 行政许可法 44: ten working days for the certificate; Saturday 28 February 2026 works.
    assert_eq!(event.deliver_by, Some(date(2026, 3, 9)));
    assert_eq!(complete(granted.clone(), "许可证", "", "证照", by, at).unwrap_err(), Refusal::ResultNumberMissing);
    assert!(complete(granted.clone(), "登记回执", "", "其他", by, at).is_ok());
    assert_eq!(complete(granted, " ", "1", "证照", by, at).unwrap_err(), Refusal::ResultNameMissing);
    let (denied, _) = decided(case, Outcome::Deny, "场所不符").unwrap();
    let (done, _) = complete(denied, "不予许可决定书", "", "证照", by, at).unwrap();
    assert_eq!(deliver(done, DeliveryWay::Window, " ", by, at).unwrap_err(), Refusal::ReceiverMissing);
}

/// 容缺受理 (domain §3.5): only what the guide lists, only with a written commitment, with a last day
/// and a consequence.
#[test]
fn what_may_follow_later_does_so_by_a_written_commitment() {
    let mut licence = item("01", Status::InUse);
    licence.content.guide.materials[2].need = Need::Deferrable;
    let (days, rules) = (calendar(), rules());
    let wanted = Brought { ticked: &[0], deferred: &[2], ..Brought::default() };
    let unsigned = facts(&licence, wanted, &days, &rules);
    assert_eq!(accept(&unsigned, ApplicantKind::Person, opening()).unwrap_err(), Refusal::PromiseMissing);
    let signed = AcceptFacts { promised: true, ..facts(&licence, wanted, &days, &rules) };
    let (case, event) = accept(&signed, ApplicantKind::Person, opening()).unwrap();
    assert_eq!((event.deferred.as_slice(), event.deferred_until), (&["证明".to_owned()][..], Some(date(2026, 3, 5))));
    let barred = Brought { ticked: &[2], deferred: &[0], ..Brought::default() };
    let barred = AcceptFacts { promised: true, ..facts(&licence, barred, &days, &rules) };
    assert_eq!(accept(&barred, ApplicantKind::Person, opening()).unwrap_err().code(), "not_deferrable");
    let (by, at) = (StaffId::new(2), Timestamp::UNIX_EPOCH);
    let who = (by, at, date(2026, 2, 24));
    let owed = decide(case.clone(), Outcome::Grant, ("", ""), (&rules, &days), who, None).unwrap_err();
    assert_eq!(owed, Refusal::Owed(vec!["证明".into()]));
    assert_eq!(lapse_owed(case.clone(), &rules, at, date(2026, 3, 5)).unwrap_err().code(), "day");
    let (lapsed, _) = lapse_owed(case.clone(), &rules, at, date(2026, 3, 6)).unwrap();
    assert_eq!(lapsed.stage.as_str(), "acceptance_cancelled");
    let (brought, _) = bring(case, &[2], Means::Paper).unwrap();
    assert!(decide(brought, Outcome::Grant, ("", ""), (&rules, &days), who, None).is_ok());
}

/// In a batch nobody looks at one material: what is owed or unfit is decided by itself.
#[test]
fn a_batch_takes_only_what_has_nothing_open() {
    let (mut case, _) = taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap();
    assert_eq!(fits_a_batch(&case), Ok(()));
    case.materials[1].deferred_until = Some(date(2026, 3, 5));
    assert_eq!(fits_a_batch(&case), Err(Refusal::Owed(vec!["委托书".into()])));
    case.materials[1].deferred_until = None;
    case.materials[0].verdict = Some(Verdict { ok: false, note: "没有签字".into() });
    let unfit = fits_a_batch(&case).unwrap_err();
    assert_eq!((unfit.code(), unfit.to_string().contains("申请书")), ("materials_unfit", true));
    case.materials[0].verdict = Some(Verdict { ok: true, note: String::new() });
    case.stage = Stage::Submitted;
    assert_eq!(fits_a_batch(&case).unwrap_err().code(), "wrong_stage");
}

/// 告知承诺: only where the guide offers it; decided at once, checked within 60 working days.
#[test]
fn a_commitment_is_checked_after_the_decision() {
    let mut licence = item("01", Status::InUse);
    let (days, rules) = (calendar(), rules());
    let brought = Brought { ticked: &[0, 2], ..Brought::default() };
    let by_word = |item: &Item| {
        let facts = AcceptFacts { promised: true, by_commitment: true, ..facts(item, brought, &days, &rules) };
        accept(&facts, ApplicantKind::Person, opening())
    };
    assert_eq!(by_word(&licence).unwrap_err().code(), "not_by_commitment");
    licence.content.guide.approval_mode = "告知承诺".into();
    let (case, _) = by_word(&licence).unwrap();
    let (by, at) = (StaffId::new(2), Timestamp::UNIX_EPOCH);
    let who = (by, at, date(2026, 2, 13));
    let (granted, _) = decide(case, Outcome::Grant, ("", ""), (&rules, &days), who, None).unwrap();
    assert_eq!(granted.check_by(), Some(days.add_workdays(date(2026, 2, 13), 60).on));
    assert_eq!(check_commitment(granted.clone(), false, " ", by, at).unwrap_err().code(), "why_missing");
    let (checked, _) = check_commitment(granted, false, "面积与承诺不符", by, at).unwrap();
    assert_eq!(checked.check_by(), None);
    assert_eq!(check_commitment(checked, true, "", by, at).unwrap_err(), Refusal::CheckedBefore);
}

#[test]
fn a_case_is_passed_on_with_a_reason_by_whoever_could_decide_it() {
    let rules = crate::delegates::tests::window_rules();
    let letter = crate::base::LetterId::new(4);
    let authority = || crate::delegates::Authority {
        letter,
        doc_no: "授〔2026〕4号".into(),
        capacity: crate::delegates::Capacity::Deputy,
    };
    let (by, at) = (StaffId::new(2), Timestamp::UNIX_EPOCH);
    let held = take_up(taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap().0, by, at).unwrap().0;
    let (case, event) = send_back(held.clone(), Some(authority()), ("要现场勘察", " 店面要看 "), &rules).unwrap();
    assert_eq!((case.stage.as_str(), case.version), ("accepted", held.version + 1));
    assert_eq!((event.reason.as_str(), event.words.as_str(), event.letter), ("要现场勘察", "店面要看", letter));
    let refused = |authority, reason: &str, words: &str| {
        send_back(held.clone(), authority, (reason, words), &rules).map_err(|r| r.code())
    };
    assert_eq!(refused(None, "要现场勘察", ""), Err("no_power_to_decide"));
    assert_eq!(refused(Some(authority()), "", "不想办"), Err("why_missing"));
    assert_eq!(refused(Some(authority()), "其他", " "), Err("why_missing"));
    assert!(refused(Some(authority()), "其他", "系统停机").is_ok());
}
