use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

use super::*;
use crate::{
    base::{Calendar, CaseId, DepartmentId, ItemId, PersonId, StaffId, calendar::parse_csv},
    catalogue::{Clients, Content, Guide, Item, ItemType, Limit, LimitUnit, Material, Need, Origin, Standing, Status},
};

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
        by: StaffId::new(1),
        window_no: Some(3),
        accepting_department: None,
        at: Timestamp::UNIX_EPOCH,
        today: date(2026, 2, 13),
    }
}

fn taken(item: &Item, kind: ApplicantKind, ticked: &[usize]) -> Result<(Case, CaseAccepted), Refusal> {
    accept(&AcceptFacts { item, applicant: kind, ticked, calendar: &calendar() }, opening())
}

#[test]
fn acceptance_counts_from_the_next_working_day_over_the_spring_festival() {
    let (case, event) = taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap();
    // Saturday 14 February 2026 works, then nine days off (domain §3.7).
    assert_eq!(case.due.on, Some(date(2026, 2, 27)));
    assert!(!case.due.provisional);
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
    let due = due_day(date(2026, 9, 18), &ItemType::parse(kind).unwrap(), promised, statutory, &calendar());
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
        let kind = ItemType::parse("20").unwrap();
        due_day(start, &kind, limit(value, unit), None, &calendar())
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
    let due = due_day(date(2026, 12, 25), &ItemType::parse("01").unwrap(), None, None, &calendar());
    assert!(due.provisional);
}

#[derive(Debug, Clone, Copy)]
enum Verb {
    Grant,
    Deny,
    Complete,
    Deliver,
}

fn apply(case: Case, verb: Verb) -> Result<Case, Box<(Case, Refusal)>> {
    let (by, at, kept) = (StaffId::new(2), Timestamp::UNIX_EPOCH, case.clone());
    let done = match verb {
        Verb::Grant => decide(case, Outcome::Grant, "", "", by, at).map(|d| d.0),
        Verb::Deny => decide(case, Outcome::Deny, "场所不符合要求", "", by, at).map(|d| d.0),
        Verb::Complete => complete(case, "食品经营许可证", "JY1", "证照", by, at).map(|d| d.0),
        Verb::Deliver => deliver(case, DeliveryWay::Window, "王某", by, at).map(|d| d.0),
    };
    done.map_err(|r| Box::new((kept, r)))
}

/// The reference: which stage each verb may follow, and where it leads.
fn reference(stage: &str, verb: Verb) -> Option<&'static str> {
    match (stage, verb) {
        ("accepted", Verb::Grant | Verb::Deny) => Some("decided"),
        ("decided", Verb::Complete) => Some("completed"),
        ("completed", Verb::Deliver) => Some("delivered"),
        (_, Verb::Grant | Verb::Deny | Verb::Complete | Verb::Deliver) => None,
    }
}

proptest! {
    /// No sequence of verbs skips a step, and a refused verb leaves the case as it was.
    #[test]
    fn no_sequence_of_verbs_skips_a_step(
        verbs in prop::collection::vec(prop::sample::select(vec![Verb::Grant, Verb::Deny, Verb::Complete, Verb::Deliver]), 0..12)
    ) {
        let (mut case, _) = taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap();
        for verb in verbs {
            let (before, version) = (case.stage.as_str(), case.version);
            case = match apply(case, verb) {
                Ok(next) => {
                    prop_assert_eq!(reference(before, verb), Some(next.stage.as_str()));
                    prop_assert_eq!(next.version, version + 1);
                    next
                }
                Err(refused) => {
                    let (kept, refusal) = *refused;
                    prop_assert_eq!(reference(before, verb), None);
                    prop_assert_eq!(refusal.code(), "wrong_stage");
                    kept
                }
            };
        }
    }
}

#[test]
fn reasons_and_numbers_are_demanded_where_the_law_does() {
    let (case, _) = taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap();
    let (by, at) = (StaffId::new(2), Timestamp::UNIX_EPOCH);
    assert_eq!(decide(case.clone(), Outcome::Deny, "  ", "意见", by, at).unwrap_err(), Refusal::ReasonMissing);
    let (granted, _) = decide(case.clone(), Outcome::Grant, "", "", by, at).unwrap();
    assert_eq!(complete(granted.clone(), "许可证", "", "证照", by, at).unwrap_err(), Refusal::ResultNumberMissing);
    assert!(complete(granted.clone(), "登记回执", "", "其他", by, at).is_ok());
    assert_eq!(complete(granted, " ", "1", "证照", by, at).unwrap_err(), Refusal::ResultNameMissing);
    let (denied, _) = decide(case, Outcome::Deny, "场所不符", "", by, at).unwrap();
    let (done, _) = complete(denied, "不予许可决定书", "", "证照", by, at).unwrap();
    assert_eq!(deliver(done, DeliveryWay::Window, " ", by, at).unwrap_err(), Refusal::ReceiverMissing);
}
