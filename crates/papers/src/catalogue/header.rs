//! 表头: finding the one or two rows of column titles.
//!
//! Offices put a title and a remark above the titles; both are passed over. A
//! group (承诺时限) may stand above its columns (数值, 单位) in a row of its own.
//!
//! Deliberately not here: three storeys of titles; the lower two are read.

use super::{cells::RawRow, table::Merge, title_set::Index};

/// Rows looked through for the column titles.
const ROWS_SEARCHED: usize = 20;

/// The titles that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Place of the first row of titles among the rows.
    pub(super) place: usize,
    /// 1 or 2.
    pub(super) rows: usize,
    /// The titles, those of two rows joined as `组/子`.
    pub(super) titles: Vec<String>,
    /// How many different columns they name, and how much of the titles had to be
    /// left out for it.
    pub(super) fit: (usize, usize),
}

/// Finds the titles: where most columns are known (at least two); failing that,
/// the first row of several cells none of which is a number, so that other tables
/// can be read too. `wanted` is the row number the clerk chose.
pub(super) fn find(rows: &[RawRow], merges: &[Merge], index: &Index<'_>, wanted: Option<u32>) -> Option<Found> {
    if let Some(number) = wanted {
        let place = rows.iter().position(|row| row.number == number)?;
        return Some(better(rows, place, merges, index));
    }
    let searched = rows.len().min(ROWS_SEARCHED);
    let mut best: Option<Found> = None;
    for place in 0..searched {
        let found = better(rows, place, merges, index);
        let wins = |old: &Found| (found.fit.0, old.fit.1) > (old.fit.0, found.fit.1);
        if found.fit.0 >= 2 && best.as_ref().is_none_or(wins) {
            best = Some(found);
        }
    }
    best.or_else(|| {
        let place = rows[..searched].iter().position(looks_like_titles)?;
        Some(better(rows, place, merges, index))
    })
}

/// One row of titles or two from here, whichever names more columns; of equals
/// two, since a row that is shaped like the lower storey is not data.
fn better(rows: &[RawRow], place: usize, merges: &[Merge], index: &Index<'_>) -> Found {
    let titles = rows[place].cells.clone();
    let one = Found { place, rows: 1, fit: index.fit(&titles), titles };
    let below = rows.get(place + 1).filter(|row| row.number == rows[place].number + 1);
    match below.and_then(|below| joined(&rows[place], below, merges)) {
        Some(titles) => {
            let two = Found { place, rows: 2, fit: index.fit(&titles), titles };
            if two.fit.0 >= one.fit.0 { two } else { one }
        }
        None => one,
    }
}

/// The titles of two rows, if the second is shaped like the lower storey: its
/// cells are titles and stand only below groups, and a group spans two or more.
fn joined(upper: &RawRow, lower: &RawRow, merges: &[Merge]) -> Option<Vec<String>> {
    if upper.filled().count() < 2 || lower.filled().count() < 2 || !lower.filled().all(is_title) {
        return None;
    }
    let width = upper.cells.len().max(lower.cells.len());
    let groups: Vec<Option<usize>> = (0..width).map(|place| group_of(upper, lower, merges, place)).collect();
    let mut spans = 0;
    for place in 0..width {
        let (own, sub) = (!upper.cell(place).is_empty(), !lower.cell(place).is_empty());
        let heads = own && groups.get(place + 1).is_some_and(|group| *group == Some(place));
        spans += usize::from(heads);
        if own && sub && !heads && !merged_over(merges, upper.number, place) {
            return None;
        }
        // Something below nothing: not the lower storey of a group.
        if sub && !own && groups[place].is_none() {
            return None;
        }
    }
    if spans == 0 {
        return None;
    }
    let title = |place: usize| {
        let top = groups[place].map_or("", |group| upper.cell(group));
        match (top, lower.cell(place)) {
            (top, "") => top.to_owned(),
            ("", sub) => sub.to_owned(),
            (top, sub) if top == sub => top.to_owned(),
            (top, sub) => format!("{top}/{sub}"),
        }
    };
    Some((0..width).map(title).collect())
}

/// The column whose upper title stands over this one: its own, the one merged
/// over it, or, where nothing is merged, the last one to the left.
fn group_of(upper: &RawRow, lower: &RawRow, merges: &[Merge], place: usize) -> Option<usize> {
    if !upper.cell(place).is_empty() {
        return Some(place);
    }
    if lower.cell(place).is_empty() {
        return None;
    }
    let across = |merge: &&Merge| merge.top <= upper.number && merge.bottom >= upper.number && merge.right > merge.left;
    let mut here = merges.iter().filter(across).peekable();
    if here.peek().is_some() {
        return here
            .find(|merge| (merge.left..=merge.right).contains(&(u32::try_from(place).unwrap_or(u32::MAX))))
            .map(|merge| merge.left as usize)
            .filter(|left| !upper.cell(*left).is_empty());
    }
    (0..place).rev().find(|left| !upper.cell(*left).is_empty())
}

fn merged_over(merges: &[Merge], row: u32, place: usize) -> bool {
    merges.iter().any(|m| m.top == row && m.bottom == row && m.left as usize == place && m.right > m.left)
}

fn is_title(text: &str) -> bool {
    text.chars().count() <= 40
        && text.chars().any(char::is_alphabetic)
        // Codes are long runs of letters and digits; titles are not.
        && text.chars().filter(char::is_ascii_digit).count() < 6
}

fn looks_like_titles(row: &RawRow) -> bool {
    row.filled().count() >= 2 && row.filled().all(is_title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::titles::CATALOGUE;

    fn rows(lines: &[&str]) -> Vec<RawRow> {
        let cells = |line: &&str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
        (1..)
            .zip(lines)
            .filter(|(_, line)| !line.replace(',', "").is_empty())
            .map(|(number, line)| RawRow { number, fields: cells(line).len(), cells: cells(line) })
            .collect()
    }

    fn found(lines: &[&str], merges: &[Merge]) -> Option<Found> {
        let known = CATALOGUE.known();
        find(&rows(lines), merges, &Index::new(&known), None)
    }

    #[test]
    fn a_group_over_its_columns_is_joined_with_and_without_merges() {
        let lines =
            ["2026年目录,,,,", "部门,事项名称,承诺时限,,备注", ",,数值,单位,", "县水务局,取水许可,20,工作日,无"];
        let merge = Merge { top: 2, left: 2, bottom: 2, right: 3 };
        for merges in [&[][..], &[merge]] {
            let found = found(&lines, merges).expect("has titles");
            assert_eq!((found.place, found.rows), (1, 2));
            assert_eq!(found.titles, ["部门", "事项名称", "承诺时限/数值", "承诺时限/单位", "备注"]);
            assert_eq!(found.fit.0, 4);
        }
    }

    #[test]
    fn a_title_merged_over_everything_is_no_group() {
        let lines = ["2026年目录,,", "部门,事项名称,事项编码", "局,名,码"];
        let merge = Merge { top: 1, left: 0, bottom: 1, right: 2 };
        let found = found(&lines, &[merge]).expect("has titles");
        assert_eq!((found.place, found.rows), (1, 1));
    }

    #[test]
    fn data_below_titles_is_not_a_second_storey() {
        for second in ["局,名,码,备", "局,,码,", ",名,,备", "局,名,,"] {
            let found = found(&["部门,事项名称,,备注", second], &[]).expect("has titles");
            assert_eq!(found.rows, 1, "{second}");
        }
    }

    #[test]
    fn groups_over_every_column_lose_to_known_titles_below_them() {
        let merges = [Merge { top: 1, left: 0, bottom: 1, right: 1 }, Merge { top: 1, left: 2, bottom: 1, right: 3 }];
        let lines = ["基本信息,,时限,", "部门,事项名称,承诺时限,承诺时限单位", "局,名,20,工作日"];
        let known = found(&lines, &merges).expect("has titles");
        assert_eq!((known.place, known.rows, known.fit), (1, 1, (4, 0)));
        let needed =
            found(&["基本信息,,承诺时限,", "部门,事项名称,数值,单位", "局,名,20,工作日"], &merges).expect("has titles");
        assert_eq!((needed.place, needed.rows, needed.fit.0), (0, 2, 4));
    }

    #[test]
    fn a_chosen_row_is_taken_and_a_missing_one_is_not() {
        let rows = rows(&["甲,乙", "部门,事项名称", "局,名"]);
        let known = CATALOGUE.known();
        let index = Index::new(&known);
        assert_eq!(find(&rows, &[], &index, Some(1)).map(|found| found.titles), Some(vec!["甲".into(), "乙".into()]));
        assert_eq!(find(&rows, &[], &index, Some(9)), None);
    }
}
