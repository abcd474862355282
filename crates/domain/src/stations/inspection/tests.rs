use jiff::civil::date;

use super::*;

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

fn point(key: &str, group: PointGroup, text: &str, villages: bool) -> CheckPoint {
    CheckPoint { key: key.into(), group, text: text.into(), villages }
}

fn list() -> Checklist {
    Checklist {
        version: 1,
        source: "规范".into(),
        due_workdays: 10,
        points: vec![
            point("sign", PointGroup::Sign, "牌子规范", true),
            point("hours", PointGroup::Hours, "时间上墙", true),
            point("window", PointGroup::Equipment, "有综合窗口", false),
        ],
    }
}

fn station() -> Station {
    Station {
        code: code("990101100201"),
        name: "双桥村便民服务站".into(),
        plate: String::new(),
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        open: true,
        name_ok: None,
        plate_ok: None,
        name_checked_on: None,
        name_evidence: String::new(),
        plate_checked_on: None,
        plate_evidence: String::new(),
        version: 1,
    }
}

const TODAY: Date = Date::constant(2026, 12, 10);

fn round() -> Round {
    let new = NewRound { title: "四季度", begins_on: date(2026, 12, 1), ends_on: date(2026, 12, 31) };
    open_round(RoundId::new(1), new, &list(), StaffId::new(9)).unwrap().0
}

type Answers = BTreeMap<String, (Option<bool>, String)>;

fn answers(of: &[(&str, Option<bool>, &str)]) -> Answers {
    of.iter().map(|(key, met, note)| ((*key).to_owned(), (*met, (*note).to_owned()))).collect()
}

fn visit(round: &Round, last: Option<&Visit>, on: Date, said: &Answers) -> Result<Visit, InspectionRefusal> {
    let new = NewVisit { on, answers: said, photo: None, by: StaffId::new(9), at: Timestamp::UNIX_EPOCH, today: TODAY };
    inspect((round, &list()), &station(), last, &new).map(|(v, _)| v)
}

#[test]
fn a_village_is_asked_its_points_and_each_wants_an_answer() {
    let good = answers(&[("sign", Some(true), "多余"), ("hours", Some(true), "")]);
    let clean = visit(&round(), None, TODAY, &good).unwrap();
    assert!(clean.is_clean() && clean.findings.len() == 2, "the point of the centres is not asked");
    assert_eq!(clean.findings["sign"].note, "");
    let refused = |said: &Answers, on| visit(&round(), None, on, said).map(|_| ()).map_err(|e| e.code());
    assert_eq!(refused(&answers(&[("sign", Some(true), "")]), TODAY), Err("unanswered"));
    let silent = answers(&[("sign", Some(false), " "), ("hours", Some(true), "")]);
    assert_eq!(refused(&silent, TODAY), Err("note_missing"));
    assert_eq!(refused(&good, date(2026, 12, 11)), Err("outside_round"), "tomorrow");
    assert_eq!(refused(&good, date(2026, 11, 30)), Err("outside_round"));
    let again = visit(&round(), Some(&clean), TODAY, &good);
    assert_eq!(again, Err(InspectionRefusal::Done));
    let (closed, event) = close_round(round(), std::slice::from_ref(&clean), TODAY).unwrap();
    assert_eq!(event.inspected, 1);
    assert_eq!(visit(&closed, None, TODAY, &good), Err(InspectionRefusal::Over));
    assert_eq!(close_round(closed, &[], TODAY), Err(InspectionRefusal::Over));
}

#[test]
fn a_second_visit_looks_at_what_was_lacking() {
    let bad = answers(&[("sign", Some(false), "还是旧牌子"), ("hours", Some(true), "")]);
    let mut first = visit(&round(), None, date(2026, 12, 2), &bad).unwrap();
    first.order = Some(OrderId::new(7));
    let (towns, all) = inspected(&[station()], std::slice::from_ref(&first));
    assert_eq!((all.stations, all.inspected, all.clean, all.lacking), (1, 1, 0, 1));
    assert_eq!(towns[&code("990101100000")], all);
    let before = visit(&round(), Some(&first), date(2026, 12, 1), &bad);
    assert!(matches!(before, Err(InspectionRefusal::OutsideRound(..))));
    let (closed, _) = close_round(round(), &[], TODAY).unwrap();
    let second = visit(&closed, Some(&first), TODAY, &answers(&[("sign", Some(true), "")])).unwrap();
    assert_eq!((second.no, second.findings.len(), second.order), (2, 1, first.order));
    let (_, all) = inspected(&[station(), Station { open: false, ..station() }], &[second, first]);
    assert_eq!((all.stations, all.clean, all.lacking), (1, 1, 0), "the newest visit counts, whatever the order");
}

#[test]
fn the_list_reads_back_from_its_lines() {
    let known = list();
    assert_eq!(known.lines(), "标识名称｜牌子规范\n服务时间｜时间上墙\n设施设备｜有综合窗口｜乡镇");
    assert_eq!(known.with_lines(&known.lines(), 10), Err(InspectionRefusal::Unchanged));
    let next = known.with_lines("人员|有专人值班\n\n标识名称｜牌子规范", 15).unwrap();
    assert_eq!((next.version, next.due_workdays), (2, 15));
    let keys: Vec<&str> = next.points.iter().map(|p| p.key.as_str()).collect();
    assert_eq!(keys, ["p1", "sign"], "a point that stays keeps its key");
    for (lines, days, wrong) in [
        ("", 10, "line"),
        ("天气｜晴", 10, "line"),
        ("人员｜", 10, "line"),
        ("人员｜有人｜火星", 10, "line"),
        ("人员｜有人\n人员｜有人", 10, "line"),
        ("人员｜有人", 0, "due_workdays"),
    ] {
        assert_eq!(known.with_lines(lines, days).map_err(|e| e.code()).map(|_| ()), Err(wrong), "{lines}");
    }
}

#[test]
fn a_round_has_a_name_and_ends_after_it_begins() {
    let open = |title, begins_on, ends_on| {
        open_round(RoundId::new(1), NewRound { title, begins_on, ends_on }, &list(), StaffId::new(9))
            .map(|_| ())
            .map_err(|e| e.code())
    };
    assert_eq!(open("", TODAY, TODAY), Err("title_missing"));
    assert_eq!(open("一", TODAY, date(2026, 12, 9)), Err("ends_before"));
    assert_eq!(open("一", TODAY, TODAY), Ok(()));
}
