//! The board of what has really moved (三集中三到位), on both engines.

use domain::{
    base::DepartmentId,
    delegates::{Cell, Refusal},
    people::{Denied, Role},
};
use jiff::civil::date;
use services::{
    Failure,
    delegates::{BoardLine, DelegateRefusal, UnitForm, authorise, board, board_rows, record_unit},
};
use testkit::engines;

use super::{authorised, decisions::decided, id_of, is_sound, named, open, wanted};
use crate::cases::County;

fn unit(version: i64, offices: u16) -> UnitForm {
    UnitForm {
        department: 1,
        version,
        name: "行政审批股".into(),
        offices,
        doc_no: "编〔2026〕1号".into(),
        from: "2026-03-01".into(),
    }
}

/// Figures of a line in the order of the six words: met, lacking, not known.
fn figures(line: &BoardLine) -> Vec<(u64, u64, u64)> {
    let of = |cell| {
        let p = line.parts(cell);
        (p.met, p.lacking, p.unknown)
    };
    Cell::ALL.into_iter().map(of).collect()
}

fn line(county: &County, name: &str) -> BoardLine {
    let seen = board(&county.bureau, &county.desk("sunhong"), None).unwrap().board;
    seen.departments.into_iter().find(|l| l.name == name).unwrap()
}

#[test]
fn the_board_moves_with_what_is_done() {
    for db in engines() {
        let county = open(db);
        let market = || line(&county, "县市场监督管理局");
        assert_eq!(figures(&market()), [(0, 0, 1), (1, 2, 0), (1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 0)]);
        assert_eq!(record_unit(&county.bureau, &county.desk("bianzhi"), &unit(0, 2), Some("k")), Ok(1));
        assert_eq!(record_unit(&county.bureau, &county.desk("bianzhi"), &unit(0, 2), Some("k")), Ok(1), "one effect");
        assert_eq!(figures(&market())[0], (0, 1, 0), "two units approve");
        assert_eq!(record_unit(&county.bureau, &county.desk("bianzhi"), &unit(1, 1), None), Ok(2));
        assert_eq!(figures(&market())[0], (1, 0, 0));
        let mut moved = unit(2, 3);
        moved.from = "2026-11-10".into();
        assert_eq!(record_unit(&county.bureau, &county.desk("bianzhi"), &moved, None), Ok(3));
        let on = |day| {
            let seen = board(&county.bureau, &county.desk("sunhong"), Some(day)).unwrap().board;
            seen.departments.into_iter().find(|l| l.name == "县市场监督管理局").map(|l| figures(&l)[0])
        };
        assert_eq!(on(date(2026, 11, 9)), Some((1, 0, 0)), "as the record before the last says");
        assert_eq!((on(date(2026, 11, 10)), on(date(2099, 1, 1))), (Some((0, 1, 0)), Some((0, 1, 0))));
        named(&county, "daibiao", "市监任〔2026〕1号");
        let mut form = wanted(&county, "daibiao", "市监授〔2026〕1号");
        form.powers = vec!["accept".into(), "decide".into()];
        authorised(&county, &form).unwrap();
        assert_eq!(figures(&market())[4], (0, 1, 0), "without the power to review");
        form.doc_no = "市监授〔2026〕2号".into();
        form.powers.push("review".into());
        authorise(&county.bureau, &county.desk("bianzhi"), &form, None).unwrap();
        assert_eq!(figures(&market())[4], (1, 0, 0));
        decided(&county, "daibiao");
        assert_eq!(figures(&market())[5], (1, 0, 0), "handled here under a clock");
        is_sound(&county);
    }
}

#[test]
fn a_figure_opens_into_its_rows() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("sunhong"));
        for cell in Cell::ALL {
            let all = board_rows(bureau, &desk, (None, cell), None).unwrap();
            assert_eq!(all.parts, board(bureau, &desk, None).unwrap().board.county.parts(cell));
            let sum: u64 = all.rows.iter().map(|r| r.parts.whole()).sum();
            assert_eq!(sum, all.parts.whole(), "{}", cell.label());
        }
        let hall = board_rows(bureau, &desk, (Some(DepartmentId::new(1)), Cell::Hall), None).unwrap();
        let seen: Vec<(&str, String)> = hall.rows.iter().map(|r| (r.name.as_str(), r.why.text())).collect();
        assert_eq!(seen.last().unwrap(), &("周代", "3 号窗口".to_owned()), "who sits at a window comes last");
        assert!(!hall.may_edit && hall.department.is_some_and(|(_, name)| name == "县市场监督管理局"));
        let nothing = board_rows(bureau, &desk, (Some(DepartmentId::new(9)), Cell::Hall), None);
        assert!(matches!(nothing, Err(Failure::NotFound)));
        record_unit(bureau, &county.desk("bianzhi"), &unit(0, 1), None).unwrap();
        let of = board_rows(bureau, &county.desk("bianzhi"), (Some(DepartmentId::new(1)), Cell::Unit), None).unwrap();
        assert!(of.may_edit && of.unit.is_some_and(|(u, by)| u.version == 1 && by == "陈编"));
    }
}

#[test]
fn who_may_see_and_record_stands_in_the_table() {
    for db in engines() {
        let county = open(db);
        let bureau = &county.bureau;
        let own = board(bureau, &county.desk("zhaolei"), None).unwrap().board;
        let names: Vec<&str> = own.departments.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["县人力资源和社会保障局"], "an approver sees the own department");
        assert_eq!(figures(&own.county), figures(&own.departments[0]), "and nothing of others is added up");
        let other = board_rows(bureau, &county.desk("zhaolei"), (Some(DepartmentId::new(1)), Cell::Unit), None);
        assert!(matches!(other, Err(Failure::NotFound)));
        assert!(matches!(board(bureau, &county.desk("zhangmin"), None), Err(Failure::Denied(_))));
        for login in ["sunhong", "liqiang"] {
            let told = record_unit(bureau, &county.desk(login), &unit(0, 1), None);
            assert!(matches!(told, Err(Failure::Denied(Denied::Role(_)))), "{login}: {told:?}");
        }
        let desk = county.desk("bianzhi");
        let refused = |form: UnitForm| record_unit(bureau, &desk, &form, None);
        assert_eq!(refused(unit(1, 1)), Err(Failure::Stale), "nothing is recorded yet");
        let gone = UnitForm { department: 9, ..unit(0, 1) };
        assert_eq!(refused(gone), Err(Failure::Refused(DelegateRefusal::Department)));
        let zero = Err(Failure::Refused(DelegateRefusal::Rule(Refusal::OfficesMissing)));
        assert_eq!(refused(unit(0, 0)), zero);
        let day = refused(UnitForm { from: "去年".into(), ..unit(0, 1) });
        assert!(matches!(&day, Err(Failure::Refused(r)) if r.field() == "from"), "{day:?}");
        county.add(("boss", "钱局"), &[Role::Supervisor], None);
        assert!(board(bureau, &county.desk("boss"), None).is_ok() && id_of(&county, "boss") > 0);
    }
}
