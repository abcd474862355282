//! What a residency list does to items.

use jiff::civil::date;

use super::*;
use crate::{
    base::DepartmentId,
    catalogue::{Guide, ItemType, Standing},
};

const TODAY: Date = Date::constant(2026, 11, 20);

fn item(id: i64, code: &str, resident: Option<bool>) -> CurrentItem {
    let content = Content {
        code: code.into(),
        department: DepartmentId::new(1),
        division: String::new(),
        main_name: String::new(),
        name: format!("事项{code}"),
        item_type: ItemType::parse("01").unwrap(),
        status: Status::InUse,
        case_kind: None,
        clients: None,
        statutory: None,
        promised: None,
        standing: Standing { resident, ..Standing::default() },
        guide: Guide::default(),
        raw: BTreeMap::new(),
    };
    CurrentItem { id: ItemId::new(id), version: 1, department: "县公安局".into(), waiting: None, content }
}

fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
    let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    TableRow { number, cells, ..TableRow::default() }
}

const WHOLE: [(&str, &str); 8] = [
    ("code", "A-1"),
    ("resident", "否"),
    ("reason_code", "场地限制"),
    ("basis", "《应进必进目录》第七条"),
    ("approval_no", "青府办〔2026〕3号"),
    ("place", "县车管所"),
    ("from", "2026-01-01"),
    ("to", "2027-12-31"),
];

fn without(key: &str) -> Vec<(&'static str, &'static str)> {
    WHOLE.into_iter().filter(|(k, _)| *k != key).collect()
}

#[test]
fn a_whole_exemption_exempts_and_a_second_load_changes_nothing() {
    let mut items = [item(1, "A-1", Some(true)), item(2, "A-2", Some(true))];
    let plan = plan_residency(&items, &[row(2, &WHOLE)], TODAY);
    let (at, content) = &plan.contents[0];
    assert_eq!((*at, content.standing.resident), (0, Some(false)));
    let exemption = content.standing.exempt_hall.clone().unwrap();
    assert_eq!((exemption.code.as_str(), exemption.reason.as_str()), ("venue", "场地限制"));
    assert_eq!((exemption.from, exemption.to), (Some(date(2026, 1, 1)), Some(date(2027, 12, 31))));
    assert_eq!(plan.told.changed[0].changes.len(), 9, "{:?}", plan.told.changed[0].changes);
    assert_eq!(plan.told.not_in_file.len(), 1);
    items[0].content = content.clone();
    let again = plan_residency(&items, &[row(2, &WHOLE)], TODAY);
    assert!(again.told.is_idle() && again.told.unchanged == 1);
    let bare = plan_residency(&items, &[row(2, &WHOLE[..2])], TODAY);
    assert!(bare.told.is_idle(), "what a row leaves blank stays");
    let moved_in = plan_residency(&items, &[row(2, &[("code", "A-1"), ("resident", "是"), ("window", "3")])], TODAY);
    let (_, content) = &moved_in.contents[0];
    assert_eq!((content.standing.resident, &content.standing.exempt_hall), (Some(true), &None));
    assert_eq!(content.raw.get("进驻窗口").map(String::as_str), Some("3"));
}

#[test]
fn without_a_whole_exemption_an_item_is_neither_resident_nor_exempt() {
    for (key, label) in [
        ("reason_code", "原因类别"),
        ("basis", "依据"),
        ("approval_no", "批准文号"),
        ("place", "实际办理地点"),
        ("from", "起始日期"),
    ] {
        let plan = plan_residency(&[item(1, "A-1", None)], &[row(2, &without(key))], TODAY);
        let standing = &plan.contents[0].1.standing;
        assert_eq!((standing.resident, &standing.exempt_hall), (Some(false), &None), "{key}");
        assert_eq!(plan.told.changed[0].remark, format!("豁免缺{label}，按未进驻计、不豁免"));
        assert_eq!(plan.told.notes, ["豁免要素不全，按未进驻计、不豁免：第 2 行"]);
    }
    let plain = plan_residency(&[item(1, "A-1", None)], &[row(2, &WHOLE[..2])], TODAY);
    assert_eq!(plain.told.changed[0].remark, "没有豁免，按未进驻计");
}

#[test]
fn an_exemption_that_is_over_is_kept_and_said() {
    let mut cells = without("to");
    cells.push(("to", "2026-11-19"));
    let plan = plan_residency(&[item(1, "A-1", None)], &[row(2, &cells)], TODAY);
    assert!(plan.contents[0].1.standing.exempt_hall.is_some());
    assert_eq!(plan.told.notes, ["豁免已过截止日期，按未进驻计：第 2 行"]);
}

#[test]
fn rows_that_cannot_be_taken_say_why() {
    let mut waits = item(3, "A-3", None);
    waits.waiting = Some(date(2026, 12, 1));
    let mut gone = item(4, "A-4", None);
    gone.content.status = Status::Cancelled;
    let items = [item(1, "A-1", None), item(2, "A-2", None), waits, gone];
    let rows = [
        row(2, &[("code", "B-1"), ("name", "事项A-2"), ("resident", "是")]),
        row(3, &[("code", "B-2"), ("resident", "是")]),
        row(4, &[("name", "x"), ("resident", "是")]),
        row(5, &[("code", "3.7E+30"), ("resident", "是")]),
        row(6, &[("code", "A-1"), ("resident", "也许"), ("reason_code", "不方便")]),
        row(7, &[("code", "A-1"), ("resident", "否"), ("from", "2027-01-01"), ("to", "2026-01-01")]),
        row(8, &[("code", "A-2"), ("resident", "是")]),
        row(9, &[("code", "A-2"), ("resident", "否")]),
        row(10, &[("code", "A-3"), ("resident", "是")]),
        row(11, &[("code", "A-4"), ("resident", "是")]),
    ];
    let plan = plan_residency(&items, &rows, TODAY);
    let why: Vec<_> = plan.told.refused.iter().map(|r| (r.row, r.why.join("；"))).collect();
    for (at, (row, sentence)) in [
        (2, "事项库里没有这个编码；同名事项的编码是 A-2"),
        (3, "事项库里没有这个编码，请核对，或先导入事项"),
        (4, "缺事项编码，请补上"),
        (5, "编码“3.7E+30”被表格软件变成了科学计数，请把该列设为文本后重填"),
        (6, "是否进驻“也许”不认识，请写是或否；原因类别“不方便”不认识，请写场地限制、国家秘密、法律另有规定或其他"),
        (7, "截止日期早于起始日期，请核对"),
        (9, "与第 8 行是同一事项，请保留一行"),
        (10, "这项有 2026-12-01 才生效的版本，请等生效后再导入"),
        (11, "这项已取消，请先恢复使用，或删去这一行"),
    ]
    .iter()
    .enumerate()
    {
        assert_eq!((why[at].0, why[at].1.as_str()), (*row, *sentence));
    }
    assert_eq!(plan.told.changed.len(), 1);
}

#[test]
fn a_replaced_code_leads_to_its_item() {
    let mut items = [item(1, "NEW", None)];
    items[0].content.guide.replaces = vec!["OLD".into()];
    let plan = plan_residency(&items, &[row(2, &[("code", "OLD"), ("name", "旧名"), ("resident", "是")])], TODAY);
    assert_eq!(plan.contents[0].0, 0);
    assert_eq!(plan.told.notes, ["名称与库里不同，按编码收下：第 2 行"]);
}

#[test]
fn an_exemption_made_by_hand_is_kept_and_said_to_be_incomplete() {
    let mut items = [item(1, "A-1", None)];
    let by_hand =
        Exemption { reason: "场地限制".into(), basis: "政办〔2026〕3号".into(), ..Exemption::default() };
    items[0].content.standing.exempt_hall = Some(by_hand.clone());
    let plan = plan_residency(&items, &[row(2, &[("code", "A-1"), ("resident", "否")])], TODAY);
    assert_eq!(plan.contents[0].1.standing.exempt_hall, Some(by_hand));
    assert_eq!(
        plan.told.changed[0].remark,
        "豁免要素不全：缺原因类别、批准文号、实际办理地点、起始日期，保留原来登记的豁免"
    );
    assert_eq!(plan.told.notes, ["豁免要素不全，保留原来登记的豁免，请补齐：第 2 行"]);
}
