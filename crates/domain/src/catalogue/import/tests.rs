//! Plans of imports.

use jiff::civil::date;

use super::*;

fn row(number: u32, department: &str, code: &str, name: &str) -> RawRow {
    let cells = [(Column::Department, department), (Column::Code, code), (Column::Name, name), (Column::ItemType, "1")];
    RawRow { number, cells: cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect(), ..RawRow::default() }
}

const TODAY: Date = date(2026, 11, 20);

fn planned(known: &Known, rows: &[RawRow], complete: bool) -> Plan {
    let none = (BTreeSet::new(), BTreeSet::new());
    plan(known, Sheet { rows, ragged: &none.0, mapped: &none.1, complete, today: TODAY })
}

fn known(items: &[(&str, &str, i64)]) -> Known {
    let mut known = Known::default();
    known.departments.insert("县民政局".into(), DepartmentId::new(1));
    known.departments.insert("县公安局".into(), DepartmentId::new(2));
    for (i, (code, name, department)) in items.iter().enumerate() {
        let content = read_row(&row(1, "x", code, name)).unwrap().create(DepartmentId::new(*department));
        known.items.insert((*code).to_owned(), (ItemId::new(i as i64 + 1), 1, content));
    }
    known
}

#[test]
fn a_second_load_changes_nothing() {
    let known = known(&[("A", "一", 1), ("B", "二", 2)]);
    let rows = [row(2, "县民政局", "A", "一"), row(3, "县公安局", "B", "二")];
    let plan = planned(&known, &rows, false);
    assert!(plan.is_idle());
    assert_eq!(plan.unchanged, 2);
}

#[test]
fn nothing_is_removed_unless_the_file_is_complete() {
    let known = known(&[("A", "一", 1), ("B", "二", 1), ("C", "三", 2)]);
    let rows = [row(2, "县民政局", "A", "一")];
    let careful = planned(&known, &rows, false);
    assert_eq!(careful.not_in_file, ["B", "C"]);
    assert!(careful.removed.is_empty());
    let complete = planned(&known, &rows, true);
    let removed: Vec<_> = complete.removed.iter().map(|r| r.content.code.as_str()).collect();
    assert_eq!(removed, ["B"], "only departments that are in the file");
    assert_eq!(complete.not_in_file, ["C"]);
}

/// The damaged code of a refused row may be that of any item of its department.
#[test]
fn where_a_row_is_refused_nothing_is_removed() {
    let known = known(&[("A", "一", 1), ("B", "二", 1), ("C", "三", 2), ("D", "四", 2)]);
    let rows = [row(2, "县民政局", "A", "一"), row(3, "县民政局", "3.7E+30", "二"), row(4, "县公安局", "C", "三")];
    let plan = planned(&known, &rows, true);
    assert_eq!(plan.refused.len(), 1);
    let removed: Vec<_> = plan.removed.iter().map(|r| r.content.code.as_str()).collect();
    assert_eq!(removed, ["D"], "the other department is complete");
    assert_eq!(plan.not_in_file, ["B"]);
    let nobody = [row(2, "县民政局", "A", "一"), row(3, "", "B", "二"), row(4, "县公安局", "C", "三")];
    assert!(planned(&known, &nobody, true).removed.is_empty());
}

#[test]
fn what_was_cancelled_by_hand_stays_cancelled() {
    let mut known = known(&[("A", "一", 1)]);
    known.items.get_mut("A").unwrap().2.status = Status::Cancelled;
    let file = [row(2, "县民政局", "A", "一")];
    assert_eq!(planned(&known, &file, false).changed.len(), 1, "taken out by an import: in use again");
    known.cancelled_by_hand.insert("A".into());
    assert_eq!(planned(&known, &file, false).unchanged, 1);
}

#[test]
fn a_full_width_code_is_the_same_item() {
    let known = known(&[("A-1", "一", 1)]);
    let plan = planned(&known, &[row(2, "县民政局", "Ａ－１", "一")], true);
    assert_eq!((plan.unchanged, plan.removed.len()), (1, 0));
}

#[test]
fn a_code_twice_is_refused_the_second_time() {
    let rows = [row(2, "县民政局", "A", "一"), row(3, "县民政局", "A", "二")];
    let plan = planned(&known(&[]), &rows, false);
    assert_eq!(plan.refused, [(3, vec![RowFlaw::Repeated(2)])]);
    assert_eq!(plan.added.len(), 1);
}

#[test]
fn changes_are_told_field_by_field() {
    let plan = planned(&known(&[("A", "一", 1)]), &[row(2, "县民政局", "A", "甲")], false);
    assert_eq!(
        plan.changed[0].changes,
        [RowChange { field: "业务办理项名称", before: "一".into(), after: "甲".into() }]
    );
}

fn more(mut row: RawRow, cells: &[(Column, &str)]) -> RawRow {
    row.cells.extend(cells.iter().map(|(c, v)| (*c, (*v).to_owned())));
    row
}

#[test]
fn a_new_code_that_replaces_a_known_one_is_the_same_item() {
    let known = known(&[("OLD", "一", 1), ("B", "二", 1)]);
    let rows = [more(row(2, "县民政局", "NEW", "一"), &[(Column::Replaces, "OLD")]), row(3, "县民政局", "B", "二")];
    let plan = planned(&known, &rows, true);
    assert_eq!((plan.added.len(), plan.removed.len(), plan.changed.len()), (0, 0, 1), "{plan:?}");
    let changed = &plan.changed[0];
    assert_eq!(changed.item, Some((ItemId::new(1), 1)));
    assert_eq!((&*changed.content.code, &*changed.content.guide.replaces), ("NEW", &["OLD".to_owned()][..]));
    assert!(changed.changes.contains(&RowChange {
        field: "业务办理项编码",
        before: "OLD".into(),
        after: "NEW".into()
    }));
}

#[test]
fn a_code_is_replaced_once() {
    let known = known(&[("OLD", "一", 1)]);
    let new = |number, code| more(row(number, "县民政局", code, "一"), &[(Column::Replaces, "OLD")]);
    let twice = planned(&known, &[new(2, "N1"), new(3, "N2")], false);
    assert_eq!(twice.refused, [(3, vec![RowFlaw::ReplacedTwice(2)])]);
    let beside = planned(&known, &[row(2, "县民政局", "OLD", "一"), new(3, "N2")], false);
    assert_eq!(beside.refused, [(3, vec![RowFlaw::ReplacedTwice(2)])]);
    let reversed = planned(&known, &[new(2, "N2"), row(3, "县民政局", "OLD", "一")], false);
    assert_eq!(reversed.refused, [(3, vec![RowFlaw::Repeated(2)])]);
}

#[test]
fn a_replaced_code_nobody_knows_is_a_remark() {
    let rows = [more(row(2, "县民政局", "NEW", "一"), &[(Column::Replaces, "OLD")])];
    let plan = planned(&known(&[]), &rows, false);
    assert_eq!((plan.added.len(), plan.refused.len()), (1, 0));
    assert_eq!(plan.notes, [(2, "原编码“OLD”事项库里没有，按新增事项收下".to_owned())]);
}

#[test]
fn a_code_that_was_replaced_is_not_taken_for_a_new_item() {
    let mut known = known(&[("NEW", "一", 1)]);
    known.items.get_mut("NEW").unwrap().2.guide.replaces.push("OLD".into());
    let plan = planned(&known, &[row(2, "县民政局", "OLD", "一")], false);
    assert_eq!(plan.refused, [(2, vec![RowFlaw::OldCode("NEW".into())])]);
}

#[test]
fn an_item_that_waits_for_its_day_is_left_alone() {
    let mut known = known(&[("A", "一", 1)]);
    let coming = Content { name: "甲".into(), ..known.items["A"].2.clone() };
    known.waiting.insert("A".into(), (date(2026, 12, 1), coming));
    let plan = planned(&known, &[row(2, "县民政局", "A", "乙")], true);
    assert_eq!(plan.refused, [(2, vec![RowFlaw::Waiting(date(2026, 12, 1))])]);
    let sentence = plan.refused[0].1[0].to_string();
    assert!(sentence.contains("2026年12月1日"), "{sentence}");
    assert_eq!(planned(&known, &[row(2, "县民政局", "A", "甲")], true).unchanged, 1, "it says what is coming");
    let absent = planned(&known, &[row(2, "县民政局", "B", "乙")], true);
    assert_eq!((absent.removed.len(), &*absent.not_in_file), (0, &["A".to_owned()][..]));
}

#[test]
fn a_day_to_come_in_the_file_is_waited_for() {
    let known = known(&[("A", "一", 1)]);
    let on = |day| planned(&known, &[more(row(2, "县民政局", "A", "甲"), &[(Column::EffectiveOn, day)])], false);
    assert_eq!(on("2026-12-01").changed[0].effective_on, Some(date(2026, 12, 1)));
    assert_eq!(on("2019年1月1日").changed[0].effective_on, None);
    assert!(matches!(on("明年").refused[0].1[0], RowFlaw::Day(Column::EffectiveOn, _)));
}

#[test]
fn cells_worded_anew_change_nothing_and_other_columns_do() {
    let mut known = known(&[("A", "一", 1)]);
    known.items.get_mut("A").unwrap().2.raw =
        BTreeMap::from([("事项".into(), "一".into()), ("备注".into(), "甲".into())]);
    let titles = BTreeSet::from(["名称".to_owned()]);
    let with = |title: &str, cell: &str| {
        let mut row = row(2, "县民政局", "A", "一");
        row.raw.insert(title.into(), cell.into());
        plan(&known, Sheet { rows: &[row], ragged: &BTreeSet::new(), mapped: &titles, complete: false, today: TODAY })
    };
    assert_eq!(with("名称", "一").unchanged, 1);
    assert_eq!(with("备注", "甲").unchanged, 1);
    assert_eq!(with("备注", "乙").changed[0].changes[0].field, "其他列");
}

#[test]
fn a_damaged_code_of_a_claimed_scheme_is_refused_with_its_part() {
    let rows = [row(2, "县民政局", "11370800MB285591853370117002011", "一")];
    let plan = planned(&known(&[]), &rows, false);
    let sentence = plan.refused[0].1[0].to_string();
    assert!(sentence.contains("前18位"), "{sentence}");
}
