//! 数据行: telling the data below the titles from everything else there.
//!
//! Subtotals, the titles printed again on a second page, remarks and signatures
//! below the table, and our template's example are passed over, each by a mark
//! it bears; a row that is merely odd is left to the importer to refuse.
//!
//! Deliberately not here: whether a row's values are right.

use super::{
    cells::{Budget, RawRow},
    limits::Limits,
    note::{NoteKind, Notes},
    refusal::ReadRefusal,
    table::{Merge, PlainRow, SkipReason, SkippedRow},
};

/// What the first cell of an example row begins with.
pub(super) const EXAMPLE: &str = "【示例】";

/// Words of a row of sums.
const TOTALS: [&str; 7] = ["合计", "小计", "总计", "共计", "总数", "累计", "合计数"];

/// What remarks and signatures below a table begin with.
const FOOTNOTES: [&str; 22] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "填表人",
    "填报人",
    "填报单位",
    "填表单位",
    "填表日期",
    "填报日期",
    "填报时间",
    "制表",
    "制表人",
    "审核人",
    "复核人",
    "负责人",
    "单位负责人",
    "联系人",
    "联系电话",
    "日期",
    "盖章",
];

/// Takes out the rows that are no data.
pub(super) fn sift(rows: &mut Vec<RawRow>, titles: &[&RawRow], notes: &mut Notes) -> Vec<SkippedRow> {
    let mut skipped: Vec<SkippedRow> = Vec::new();
    let mut foot = rows.len();
    while foot > 0 && (is_footnote(&rows[foot - 1]) || (foot < rows.len() && is_total(&rows[foot - 1]))) {
        foot -= 1;
    }
    let mut place = 0;
    rows.retain(|row| {
        let why = if is_total(row) {
            Some(SkipReason::Total)
        } else if place >= foot {
            Some(SkipReason::Footnote)
        } else if is_example(row) {
            Some(SkipReason::Example)
        } else if titles.iter().any(|title| again(row, title)) {
            Some(SkipReason::TitlesAgain)
        } else {
            None
        };
        place += 1;
        if let Some(why) = why {
            skipped.push(SkippedRow { row: plain(row), why });
        }
        why.is_none()
    });
    for why in [SkipReason::Example, SkipReason::Total, SkipReason::TitlesAgain, SkipReason::Footnote] {
        let numbers: Vec<u32> = skipped.iter().filter(|row| row.why == why).map(|row| row.row.number).collect();
        let first = numbers.first().copied();
        let rows = numbers.iter().take(20).copied().collect();
        let kind = match why {
            SkipReason::Example => NoteKind::Examples,
            SkipReason::Total => NoteKind::Totals { rows },
            SkipReason::TitlesAgain => NoteKind::TitlesAgain { rows },
            SkipReason::Footnote => NoteKind::Footnotes { rows },
        };
        notes.add_many(kind, numbers.len(), first);
    }
    skipped
}

pub(super) fn plain(row: &RawRow) -> PlainRow {
    PlainRow { number: row.number, cells: row.cells.clone() }
}

fn is_example(row: &RawRow) -> bool {
    let bare = EXAMPLE.trim_matches(['【', '】']);
    row.filled().next().is_some_and(|text| text.starts_with(EXAMPLE) || text == bare)
}

/// A word of sums in one of the first three filled cells, and nothing but
/// numbers behind it.
fn is_total(row: &RawRow) -> bool {
    let cells: Vec<&str> = row.filled().collect();
    let place = cells.iter().take(3).position(|text| {
        let word: String = text.chars().filter(|c| !c.is_whitespace() && !"：:".contains(*c)).collect();
        let word = word.split(['（', '(']).next().unwrap_or_default();
        // 县水务局小计 is one too, 合计生育 is not.
        TOTALS.contains(&word) || (word.chars().count() <= 20 && (word.ends_with("小计") || word.ends_with("合计")))
    });
    place.is_some_and(|place| cells[place + 1..].iter().all(|text| is_count(text)))
}

fn is_count(text: &str) -> bool {
    let number = text.trim_end_matches(['项', '个', '条', '件', '%', '％']).replace([',', '，', ' '], "");
    (number.len() <= 12 && number.parse::<f64>().is_ok()) || matches!(text, "-" | "—" | "/" | "——")
}

/// Begins with a word of remarks, and so does each further cell, unless it fills
/// in what the cell before it asks for (`填表人：`, `张三`).
fn is_footnote(row: &RawRow) -> bool {
    let opens = |text: &str| {
        FOOTNOTES.iter().any(|word| {
            text.strip_prefix(word).is_some_and(|rest| {
                let rest = rest.trim_start();
                rest.is_empty()
                    || rest.starts_with(['：', ':', '、', '.', '，'])
                    || rest.starts_with(|c: char| c.is_ascii_digit())
                    || (rest.starts_with(['（', '(']) && rest.ends_with(['：', ':']))
            })
        })
    };
    let mut answered = false;
    let mut cells = row.filled();
    let Some(first) = cells.next().filter(|text| opens(text)) else { return false };
    let mut asked = first.ends_with(['：', ':']);
    for text in cells {
        if opens(text) {
            asked = text.ends_with(['：', ':']);
            answered = false;
        } else if asked && !answered {
            answered = true;
        } else {
            return false;
        }
    }
    true
}

/// The same titles in the same places, at least two.
fn again(row: &RawRow, titles: &RawRow) -> bool {
    let filled = row.filled().count();
    filled >= 2
        && filled == titles.filled().count()
        && row.cells.iter().enumerate().all(|(place, text)| text == titles.cell(place))
}

/// Repeats a value merged downwards (a department beside its items) in each row
/// it covers, in the merge's first column. Merges within one row are left alone.
pub(super) fn fill_merged(
    rows: &mut [RawRow],
    merges: &[Merge],
    limits: &Limits,
    notes: &mut Notes,
) -> Result<(), ReadRefusal> {
    let mut budget = Budget::new(limits);
    for merge in merges.iter().filter(|merge| merge.top < merge.bottom) {
        let place = merge.left as usize;
        let first = rows.partition_point(|row| row.number < merge.top);
        let Some(head) = rows.get(first).filter(|row| row.number == merge.top) else {
            continue;
        };
        let value = head.cell(place).to_owned();
        if value.is_empty() {
            continue;
        }
        for row in rows[first + 1..].iter_mut().take_while(|row| row.number <= merge.bottom) {
            budget.spend(1)?;
            if place >= row.cells.len() {
                budget.spend(place - row.cells.len())?;
                row.cells.resize(place + 1, String::new());
                row.fields = place + 1;
            }
            if row.cells[place].is_empty() {
                budget.spend_bytes(value.len())?;
                row.cells[place].clone_from(&value);
                notes.add(NoteKind::MergedCells, Some(row.number));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> RawRow {
        RawRow { number, cells: cells.iter().map(|&c| c.to_owned()).collect(), fields: cells.len() }
    }

    #[test]
    fn sums_are_told_from_items() {
        for sum in [
            &["合计", "", "34"][..],
            &["", "小 计", "12", "3.5%"],
            &["县水务局", "小计"],
            &["县水务局小计（项）", "", "1,024 项"],
            &["总计："],
        ] {
            assert!(is_total(&row(1, sum)), "{sum:?}");
        }
        for item in [
            &["县水务局", "取水许可", "小计表备案", "A1"][..],
            &["合计生育登记", "1"],
            &["小计", "取水许可", "A1"],
            &["县水务局", "12"],
        ] {
            assert!(!is_total(&row(1, item)), "{item:?}");
        }
    }

    #[test]
    fn remarks_are_told_from_items() {
        for remark in [
            &["注：1.本表一式两份"][..],
            &["填表人：张三", "", "审核人：李四", "联系电话：", "0817-1234567"],
            &["备注1、略"],
            &["说明（一）："],
        ] {
            assert!(is_footnote(&row(1, remark)), "{remark:?}");
        }
        for item in
            [&["注册登记", "取水"][..], &["说明书备案"], &["填表人：", "张三", "李四"], &["日期变更"], &["注销登记"]]
        {
            assert!(!is_footnote(&row(1, item)), "{item:?}");
        }
    }

    #[test]
    fn repeating_a_merged_value_costs_bytes() {
        let rows = || -> Vec<RawRow> {
            let mut rows = vec![row(2, &["0123456789", "a"])];
            rows.extend((3..=12).map(|number| row(number, &["", "b"])));
            rows
        };
        let merges = [Merge { top: 2, left: 0, bottom: 12, right: 0 }];
        let with = |unpacked_bytes| Limits { unpacked_bytes, ..Limits::default() };
        let fill = |limits| fill_merged(&mut rows(), &merges, &limits, &mut Notes::default());
        assert_eq!(fill(with(100)), Ok(()));
        assert_eq!(fill(with(99)), Err(ReadRefusal::UnpacksTooLarge { limit: 99 }));
    }

    #[test]
    fn what_is_no_data_is_named_by_row() {
        let titles = row(1, &["部门", "名称"]);
        let mut rows = vec![
            row(2, &["【示例】县水务局", "取水"]),
            row(3, &["局", "名"]),
            row(4, &["小计", "1"]),
            row(5, &["部门", "名称"]),
            row(6, &["注：这一行在中间，留给导入检查", "x"]),
            row(7, &["局", "名二"]),
            row(8, &["合计", "2"]),
            row(9, &["填表人：张三"]),
        ];
        let mut notes = Notes::default();
        let skipped = sift(&mut rows, &[&titles], &mut notes);
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 6, 7]);
        assert_eq!(skipped.len(), 5);
        let said: Vec<String> = notes.into_vec().iter().map(super::super::Note::sentence).collect();
        assert!(said.contains(&"第 4、8 行是小计或合计，没有导入".to_owned()), "{said:?}");
        assert!(said.contains(&"第 5 行又是表头，没有导入".to_owned()), "{said:?}");
        assert!(said.contains(&"第 9 行是表下的说明，没有导入".to_owned()), "{said:?}");
    }
}
