//! What the province's export does to our items.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::publication::differences::tests::{ours, theirs};

fn row(number: u32, code: &str, name: &str, status: &str, audit: &str) -> TableRow {
    let cells = [("code", code), ("name", name), ("department", "民政局"), ("status", status), ("audit", audit)];
    let cells = cells.into_iter().filter(|(_, v)| !v.is_empty());
    TableRow { number, cells: cells.map(|(k, v)| (k.to_owned(), v.to_owned())).collect(), ..TableRow::default() }
}

fn asked(complete: bool) -> PublicationAsked {
    PublicationAsked { as_of: date(2026, 11, 20), complete, last: None }
}

fn item(id: i64, code: &str, name: &str, published: Option<bool>) -> CurrentItem {
    let mut item = ours(id, code, name);
    item.content.standing.published = published;
    item
}

#[test]
fn what_is_let_through_is_published_and_the_rest_is_not() {
    let items = [
        item(1, "A-1", "甲", None),
        item(2, "A-2", "乙", Some(true)),
        item(3, "A-3", "丙", Some(true)),
        item(4, "A-4", "丁", Some(true)),
        item(5, "A-5", "戊", Some(true)),
    ];
    let rows = [
        row(2, "A-1", "甲", "在用", "已发布"),
        row(3, "A-2", "乙", "在用", "待审核"),
        row(4, "A-3", "丙", "暂停", ""),
        row(5, "A-4", "丁", "", ""),
    ];
    let plan = plan_publication(&items, &[], &rows, asked(true));
    assert_eq!(plan.marks, [(0, true), (1, false), (2, false), (4, false)]);
    let remarks: Vec<_> = plan.told.changed.iter().map(|l| (l.row, l.remark.as_str())).collect();
    assert_eq!(
        remarks,
        [(Some(2), ""), (Some(3), "省级平台上是“待审核”"), (Some(4), "省级平台上是“暂停”"), (None, "省级平台没有列出"),]
    );
    assert_eq!(plan.told.notes, ["有 1 行没写状态，按“已发布”算"]);
    let part = plan_publication(&items, &[], &rows, asked(false));
    assert_eq!(part.marks, [(0, true), (1, false), (2, false)], "a list of some says nothing of the others");
}

#[test]
fn a_part_of_the_list_renews_its_rows_and_keeps_the_others() {
    let before = [theirs("A-1", "甲", ProvinceState::Pending), theirs("A-2", "乙", ProvinceState::Published)];
    let items = [item(1, "A-1", "甲", Some(false)), item(2, "A-2", "乙", Some(true))];
    let plan = plan_publication(&items, &before, &[row(2, "A-1", "甲", "在用", "已发布")], asked(false));
    assert_eq!((plan.kept.len(), plan.told.not_in_file.len()), (2, 1));
    assert_eq!(plan.marks, [(0, true)]);
    let whole = plan_publication(&items, &before, &[row(2, "A-1", "甲", "在用", "已发布")], asked(true));
    assert_eq!((whole.kept.len(), whole.told.removed.len()), (1, 1));
    assert_eq!(whole.marks, [(0, true), (1, false)]);
}

#[test]
fn a_refused_row_holds_up_what_absence_would_say() {
    let items = [item(1, "A-1", "甲", Some(true))];
    let rows = [row(2, "3.7E+30", "甲", "在用", ""), row(3, "B", "乙", "在用", ""), row(4, "B", "丙", "在用", "")];
    let plan = plan_publication(&items, &[], &rows, asked(true));
    assert_eq!((plan.told.refused.len(), plan.marks.len()), (2, 0));
    assert!(plan.told.notes.iter().any(|n| n.contains("先不改为未发布")), "{:?}", plan.told.notes);
}

#[test]
fn an_item_that_waits_for_its_day_is_passed_over_by_name() {
    let mut waits = item(1, "A-1", "甲", Some(false));
    waits.waiting = Some(date(2026, 12, 1));
    let plan = plan_publication(&[waits], &[], &[row(2, "A-1", "甲", "在用", "已发布")], asked(true));
    assert!(plan.marks.is_empty());
    assert_eq!(plan.told.notes, ["有待生效的版本，先不改：甲（2026-12-01）"]);
}

#[test]
fn the_same_list_of_a_later_day_is_a_renewal() {
    let items = [item(1, "A-1", "甲", Some(true))];
    let before = [theirs("A-1", "甲", ProvinceState::Published)];
    let rows = [row(2, "A-1", "甲", "在用", "已发布")];
    let at = |last| plan_publication(&items, &before, &rows, PublicationAsked { last, ..asked(true) });
    assert!(at(Some(date(2026, 11, 20))).told.is_idle(), "the same day again is nothing new");
    let later = at(Some(date(2026, 10, 31)));
    assert_eq!(later.told.sizes(), (0, 0, 0));
    assert!(later.told.renewal.is_some() && !later.told.is_idle());
}

proptest! {
    /// Taking a list twice marks nothing the second time.
    #[test]
    fn a_second_load_changes_nothing(
        rows in prop::collection::vec((0_u8..5, 0_u8..4, 0_u8..3), 0..8),
        known in prop::collection::vec(prop::option::of(any::<bool>()), 5),
        complete in any::<bool>(),
    ) {
        let words = (["在用", "暂停", "草稿", ""], ["已发布", "待审核", ""]);
        let rows: Vec<TableRow> = rows.iter().enumerate().map(|(i, (code, status, audit))| {
            let code = format!("A-{code}");
            row(i as u32 + 2, &code, &code, words.0[*status as usize], words.1[*audit as usize])
        }).collect();
        let mut items: Vec<CurrentItem> = known.iter().enumerate()
            .map(|(i, published)| item(i as i64, &format!("A-{i}"), &format!("A-{i}"), *published))
            .collect();
        let first = plan_publication(&items, &[], &rows, asked(complete));
        for (at, published) in &first.marks {
            items[*at].content.standing.published = Some(*published);
        }
        let again = PublicationAsked { last: Some(date(2026, 11, 20)), ..asked(complete) };
        let second = plan_publication(&items, &first.kept, &rows, again);
        prop_assert!(second.told.is_idle() && second.marks.is_empty(), "{:?}", second.told);
        prop_assert_eq!(second.kept, first.kept);
    }
}
