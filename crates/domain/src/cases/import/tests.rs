use jiff::civil::date;

use super::*;
use crate::{
    base::{DepartmentId, ItemId, TableRow, parse_moment},
    cases::{DeliveryWay, EndKind, RowFlaw, read_applicant, read_report},
    catalogue::{Guide, ItemType, Limit, Standing, Status},
};

fn item() -> Item {
    let content = Content {
        code: "A-1".into(),
        department: DepartmentId::new(1),
        division: String::new(),
        main_name: String::new(),
        name: "临时救助".into(),
        item_type: ItemType::parse("5").unwrap(),
        status: Status::Cancelled,
        case_kind: None,
        clients: None,
        statutory: Some(Limit::workdays(4)),
        promised: Some(Limit::workdays(2)),
        standing: Standing::default(),
        guide: Guide::default(),
        raw: std::collections::BTreeMap::new(),
    };
    Item { id: ItemId::new(1), version: 2, effective_on: date(2026, 1, 1), content }
}

fn row(cells: &[(&str, &str)]) -> TableRow {
    let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    TableRow { number: 2, cells, ..TableRow::default() }
}

fn now() -> Timestamp {
    parse_moment("2026-06-30 12:00").unwrap()
}

fn report(cells: &[(&str, &str)]) -> Result<Reported, RowFlaw> {
    let end = |word: &str| match word {
        "0" => Some(End::Decided(Outcome::Grant)),
        "退件" => Some(End::Without(EndKind::Returned)),
        _ => None,
    };
    read_report(&row(cells), end, |_| Some(DeliveryWay::Mail), now())
}

fn taken_in(report: &Reported) -> (Case, Vec<&'static str>) {
    let place = Imported {
        id: CaseId::new(1),
        no: CaseNo::imported(date(2026, 3, 2), 1),
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        source: "省级平台".into(),
        accepting_department: None,
    };
    let (case, steps) = import(&item(), report, place, &Calendar::new(Vec::new()).unwrap());
    assert_eq!(case.version, steps.len() as i64);
    (case, steps.iter().map(|s| s.event.kind()).collect())
}

const ACCEPTED: [(&str, &str); 3] =
    [("foreign_no", "P-1"), ("received_at", "2026-03-02"), ("accepted_at", "2026-03-02")];

#[test]
fn a_case_has_the_steps_that_the_export_knows_and_goes_on_from_any_of_them() {
    let done =
        [&ACCEPTED[..], &[("completed_at", "2026-03-04"), ("result", "0"), ("delivered_at", "2026-03-05")]].concat();
    let whole = report(&done).unwrap();
    let all = ["case.imported", "case.accepted", "case.decided", "case.completed", "case.delivered"];
    assert_eq!(taken_in(&whole).1, all);
    for (cells, so_far) in [(&ACCEPTED[..2], 1), (&ACCEPTED[..], 2), (&done[..5], 4)] {
        let before = report(cells).unwrap();
        let (case, kinds) = taken_in(&before);
        assert_eq!((kinds.as_slice(), case.stage.as_str()), (&all[..so_far], before.stage()));
        assert!(whole.goes_beyond(case.stage.as_str()) && !before.goes_beyond(case.stage.as_str()));
        let (last, later) = advance(case, &item().content, &whole, &Calendar::new(Vec::new()).unwrap());
        assert_eq!(later.iter().map(|s| s.event.kind()).collect::<Vec<_>>(), all[so_far..]);
        assert_eq!((last.version, last.stage.as_str()), (5, "delivered"));
        assert_eq!(
            advance(last.clone(), &item().content, &before, &Calendar::new(Vec::new()).unwrap()),
            (last, vec![])
        );
    }
}

#[test]
fn an_end_without_a_decision_keeps_its_reason() {
    let cells =
        [&ACCEPTED[..2], &[("completed_at", "2026-03-04"), ("result", "退件"), ("reason", "材料不属实")]].concat();
    let (case, kinds) = taken_in(&report(&cells).unwrap());
    assert_eq!(kinds, ["case.imported", "case.ended"]);
    assert_eq!(case.stage.ending().unwrap().reason, "材料不属实");
    assert!(!report(&cells).unwrap().goes_beyond("completed"));
}

#[test]
fn the_promised_day_of_the_export_binds_unless_the_law_is_earlier() {
    // A Monday; four working days by law end on Friday.
    for (promised, due) in [("", 4), ("2026-03-05", 5), ("2026-03-10", 6)] {
        let cells = [&ACCEPTED[..], &[("promised_on", promised)]].concat();
        let cells: Vec<_> = cells.into_iter().filter(|(_, v)| !v.is_empty()).collect();
        let (case, _) = taken_in(&report(&cells).unwrap());
        assert_eq!(case.due().on, Some(date(2026, 3, due)), "{promised}");
    }
}

#[test]
fn a_day_alone_is_not_before_a_time_of_the_same_day() {
    let cells = [("foreign_no", "P-1"), ("received_at", "2026-03-02 16:00"), ("accepted_at", "2026-03-02")];
    let read = report(&cells).unwrap();
    assert_eq!(read.accepted_at, Some(read.received_at));
    let before = [("foreign_no", "P-1"), ("received_at", "2026-03-02 16:00"), ("accepted_at", "2026-03-01")];
    assert_eq!(report(&before), Err(RowFlaw::Order("受理时间", "申请时间")));
}

#[test]
fn only_a_number_that_tells_people_apart_is_one() {
    for (code, known) in [
        ("11010519491231002X", Some("11010519491231002X")),
        ("e12345678", Some("E12345678")),
        ("5116**********1234", None),
        ("无", None),
        ("000000000000000000", None),
        ("", None),
    ] {
        let read = read_applicant(&row(&[("applicant", "张 三"), ("code", code)]), |_| None, now());
        assert_eq!((read.code.as_deref(), read.name.as_str()), (known, "张三"), "{code}");
    }
}
