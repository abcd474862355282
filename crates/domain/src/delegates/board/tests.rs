use jiff::civil::date;

use super::{super::tests::*, *};
use crate::{
    base::LetterId,
    delegates::{NewUnit, Reminder, end_with_office, record_unit, reminders, revoke},
};

fn item(id: i64, department: i64) -> BoardItem {
    BoardItem {
        id: ItemId::new(id),
        code: format!("A-{id}"),
        name: format!("事项{id}"),
        department: DepartmentId::new(department),
        published: Some(true),
        exempt_publication: false,
        resident: Some(true),
        exempt_hall: false,
        cases: WatchedCases::default(),
    }
}

fn staff(id: i64, department: i64, window_no: Option<u16>) -> BoardStaff {
    BoardStaff {
        id: StaffId::new(id),
        name: format!("人员{id}"),
        department: DepartmentId::new(department),
        window_no,
        taken_in: 0,
    }
}

fn recorded(id: i64, offices: u16) -> ApprovalUnit {
    let (of, by) = (department(id), OFFICE);
    let new =
        NewUnit {
            department: &of, name: "行政审批股", offices, doc_no: "编〔2026〕1号", from: TODAY, by, at: at()
        };
    record_unit(&new, None, TODAY).expect("can be recorded").0
}

/// Three departments with items and one without.
fn departments() -> Vec<BoardDepartment> {
    (1..=4)
        .map(|id| BoardDepartment {
            id: DepartmentId::new(id),
            name: format!("部门{id}"),
            code: format!("D{id}"),
            window_no: None,
        })
        .collect()
}

#[test]
fn a_share_speaks_of_its_parts() {
    let parts = |met, lacking, unknown| Parts { met, lacking, unknown, exempt: 7 };
    let told = |p: Parts| (p.text("项"), p.lack("项"));
    assert_eq!(told(parts(2, 0, 0)), ("2/2（100%）".into(), "到位".into()));
    assert_eq!(told(parts(2, 1, 0)), ("2/3（66.67%）".into(), "还差1项".into()));
    assert_eq!(told(parts(2, 1, 1)), ("至少2/4（50.00%）".into(), "还差1项，1项不清楚".into()));
    assert_eq!(told(parts(2, 0, 1)), ("至少2/3（66.67%）".into(), "1项不清楚".into()));
    assert_eq!(told(parts(0, 0, 3)), ("不清楚（3项）".into(), "3项不清楚".into()), "nothing known is no figure");
    assert_eq!(told(parts(0, 0, 0)), ("没有".into(), String::new()), "what is exempt is in neither part");
    assert_eq!(parts(39_999, 1, 0).text("项"), "39999/40000（99.99%）");
    assert!(parts(1, 0, 0).is_complete() && !parts(0, 0, 0).is_complete() && !parts(1, 0, 1).is_complete());
}

#[test]
fn every_figure_is_the_sum_of_its_rows() {
    let items = [
        BoardItem { published: None, ..item(1, 1) },
        BoardItem { resident: Some(false), ..item(2, 1) },
        BoardItem { resident: Some(false), exempt_hall: true, published: Some(false), ..item(3, 1) },
        BoardItem { exempt_hall: true, exempt_publication: true, published: Some(false), ..item(4, 2) },
        BoardItem {
            resident: None,
            cases: WatchedCases { live: 3, unclocked: 1, reported: 2, ..WatchedCases::default() },
            ..item(5, 2)
        },
        item(6, 3),
    ];
    let all = made(&wanted(1, 7));
    let accepts = made(&Wanted { powers: [Power::Accept, Power::Decide].into(), ..wanted(2, 8) });
    let accepts = AuthorizationLetter { department: DepartmentId::new(2), ..accepts };
    let facts = BoardFacts {
        departments: &departments(),
        units: &[recorded(1, 1), recorded(2, 3)],
        staff: &[staff(7, 1, Some(4)), staff(10, 1, None), staff(9, 2, Some(5))],
        items: &items,
        letters: &[all, accepts],
        on: TODAY,
    };
    let seen = board(&facts);
    let of = |line: &BoardLine, cell| {
        let p = line.parts(cell);
        (p.met, p.lacking, p.unknown, p.exempt)
    };
    let line = |name: &str| seen.departments.iter().find(|l| l.name == name).expect("a department with items");
    let (one, two, three) = (line("部门1"), line("部门2"), line("部门3"));
    assert_eq!(
        Cell::ALL.map(|c| of(one, c)),
        [(1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 0, 1), (1, 0, 0, 0), (0, 0, 0, 0),]
    );
    // In the hall though it need not be: it counts. A letter without review leaves the item bare.
    assert_eq!(
        Cell::ALL.map(|c| of(two, c)),
        [(0, 1, 0, 0), (1, 0, 0, 0), (1, 0, 0, 1), (1, 0, 1, 0), (0, 1, 0, 0), (3, 2, 1, 0),]
    );
    assert_eq!(of(three, Cell::Unit), (0, 0, 1, 0), "nobody recorded it");
    assert_eq!(of(three, Cell::Hall), (0, 0, 1, 0), "nobody is known");
    assert_eq!(of(three, Cell::Authority), (0, 1, 0, 0), "no letter");
    let names: Vec<&str> = seen.departments.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["部门2", "部门1", "部门3"], "what lacks most first; no items, no line");
    for cell in Cell::ALL {
        let rows = rows(&facts, cell);
        let added = rows.iter().fold(Parts::default(), |sum, r| sum.and(r.parts));
        assert_eq!(seen.county.parts(cell), added, "{}", cell.label());
        assert!(rows.is_sorted_by_key(|r| r.parts.rank()), "{}", cell.label());
    }
    let why: Vec<String> = rows(&facts, Cell::Authority).iter().map(|r| r.why.text()).collect();
    let short = "授权书 授〔2026〕2号 没有同时给受理、审查、决定";
    assert_eq!(why, [short, "部门没有有效的授权书", "授权书 授〔2026〕1号"]);
    let later = BoardFacts { on: date(2028, 1, 1), ..facts };
    assert_eq!(board(&later).county.parts(Cell::Authority).met, 0, "no letter holds then");
    let earlier = BoardFacts { on: date(2026, 11, 19), ..facts };
    assert_eq!(of(&board(&earlier).county, Cell::Unit), (0, 0, 3, 0), "recorded from the day after");
}

#[test]
fn residency_is_told_by_window_letter_and_cases_each_with_its_source() {
    let (named, taker) = (staff(7, 1, None), BoardStaff { taken_in: 4, ..staff(8, 1, None) });
    let mut of_three = departments();
    of_three[2].window_no = Some(9);
    let facts = BoardFacts {
        departments: &of_three,
        units: &[],
        staff: &[named, taker, staff(10, 1, None), staff(11, 2, Some(5))],
        items: &[item(1, 1), item(2, 2), item(3, 3)],
        letters: &[made(&wanted(1, 7))],
        on: TODAY,
    };
    let told = |on| {
        let rows = rows(&BoardFacts { on, ..facts }, Cell::Hall);
        rows.iter().map(|r| (r.why.text(), r.why.source(), r.parts.met)).collect::<Vec<_>>()
    };
    let bare = ("没有窗口号，没有授权书，也没有在窗口受理过".to_owned(), "人员表、授权书、办件", 0);
    let rest = [
        ("在大厅窗口受理了 4 件".to_owned(), "办件", 1),
        ("5 号窗口".to_owned(), "人员表", 1),
        ("部门登记在 9 号窗口，人员表里没有坐窗口的人".to_owned(), "部门表", 1),
    ];
    let mut wanted = vec![bare.clone(), ("授权书 授〔2026〕1号 派驻大厅".to_owned(), "授权书", 1)];
    wanted.extend(rest.clone());
    assert_eq!(told(TODAY), wanted);
    let mut later = vec![bare.clone(), bare];
    later.extend(rest);
    assert_eq!(told(date(2028, 1, 1)), later, "a letter that is over names nobody");
}

#[test]
fn open_cases_are_watched_as_well() {
    let cases = WatchedCases { live: 3, open: 2, open_unclocked: 1, ..WatchedCases::default() };
    let facts = BoardFacts {
        departments: &departments(),
        units: &[],
        staff: &[],
        items: &[BoardItem { cases, ..item(1, 1) }],
        letters: &[],
        on: TODAY,
    };
    let rows = rows(&facts, Cell::Watch);
    let p = rows[0].parts;
    assert_eq!((p.met, p.lacking, p.unknown), (5, 0, 1));
    let words = "决定的在本系统办理 3 件，事后导入 0 件；在办 3 件，其中没有时限 1 件";
    assert_eq!((rows[0].why.text().as_str(), rows[0].why.source()), (words, "办件"));
}

#[test]
fn words_of_cells_read_back() {
    for cell in Cell::ALL {
        assert_eq!(Cell::parse(cell.as_str()), Some(cell));
        assert!(!cell.label().is_empty() && cell.meaning().contains('÷'));
    }
    assert_eq!(Cell::parse("other"), None);
}

#[test]
fn a_unit_is_recorded_with_its_document() {
    let of = department(1);
    let new = NewUnit {
        department: &of,
        name: " 行政审批股 ",
        offices: 2,
        doc_no: "编〔2026〕1号",
        from: TODAY,
        by: OFFICE,
        at: at(),
    };
    let (unit, event) = record_unit(&new, None, TODAY).expect("can be recorded");
    assert_eq!((unit.version, unit.name.as_str(), unit.is_one(), event.offices), (1, "行政审批股", false, 2));
    let now = NewUnit { offices: 1, ..new };
    let (next, _) = record_unit(&now, Some(&unit), TODAY).expect("something is new");
    assert!(next.version == 2 && next.is_one());
    let refused = |n: NewUnit<'_>, before: Option<&ApprovalUnit>| {
        record_unit(&n, before, TODAY).map(|_| ()).map_err(|r| (r.code(), r.field()))
    };
    assert_eq!(refused(now, Some(&next)), Err(("done", "")), "nothing is new");
    assert_eq!(refused(NewUnit { name: " ", ..new }, None), Err(("unit_missing", "unit")));
    assert_eq!(refused(NewUnit { offices: 0, ..new }, None), Err(("offices_missing", "offices")));
    assert_eq!(refused(NewUnit { offices: 100, ..new }, None), Err(("offices_missing", "offices")));
    assert_eq!(refused(NewUnit { doc_no: "", ..new }, None), Err(("doc_no_missing", "doc_no")));
    assert_eq!(refused(NewUnit { from: date(2026, 11, 21), ..new }, None), Err(("future", "on")));
    let long = "股".repeat(201);
    assert_eq!(refused(NewUnit { name: &long, ..new }, None), Err(("too_many_words", "unit")));
}

#[test]
fn a_dismissal_moves_an_end_forward_and_never_back() {
    let who = (OFFICE, at());
    let letter = made(&wanted(1, 7));
    let later = revoke(letter.clone(), (date(2026, 12, 31), "机构改革"), (OFFICE, at(), TODAY)).expect("in force").0;
    let (ended, event) = end_with_office(later.clone(), date(2026, 12, 1), who).expect("reaches the day");
    assert_eq!((ended.last_day(), ended.version), (Some(date(2026, 11, 30)), later.version + 1));
    assert_eq!((event.from, event.reason.as_str()), (date(2026, 12, 1), "代表已免去"));
    assert_eq!(end_with_office(ended, date(2026, 12, 15), who), None, "it has ended by then");
    assert_eq!(end_with_office(letter.clone(), date(2028, 1, 1), who), None, "its term is over by then");
    let other = Some(LetterId::new(9));
    let mut replaced = later;
    if let Some(r) = &mut replaced.revocation {
        r.replaced_by = other;
    }
    let (_, event) = end_with_office(replaced, date(2026, 12, 1), who).expect("reaches the day");
    assert_eq!(event.replaced_by, other, "which letter comes after stays noted");
    let never = end_with_office(letter, TODAY, who).expect("reaches the day").0;
    assert_eq!(never.last_day(), None, "it would have begun that day");
}

#[test]
fn a_letter_is_reminded_of_before_and_after_its_last_day() {
    let letters = [made(&Wanted { to: date(2026, 12, 10), ..wanted(1, 7) }), made(&wanted(2, 8))];
    let on = |since, day| -> Vec<(i64, Reminder, Date)> {
        let found = reminders(&letters, (since, day), 30);
        found.into_iter().map(|(l, r)| (l.id.get(), r.what, r.last_day)).collect()
    };
    let last = date(2026, 12, 10);
    assert_eq!(on(date(2026, 10, 11), date(2026, 11, 10)), [], "not begun");
    assert_eq!(on(date(2026, 10, 22), TODAY), [(1, Reminder::Ending, last)]);
    assert_eq!(on(date(2026, 11, 11), last), [(1, Reminder::Ending, last)], "on its last day");
    assert_eq!(on(date(2026, 11, 12), date(2026, 12, 11)), [(1, Reminder::Ended, last)]);
    assert_eq!(on(date(2026, 12, 11), date(2027, 1, 10)), [], "longer ago than is looked back on");
}
