//! 列名对照: which column of a department's table is which.
//!
//! The same element goes by many titles: the words of the national guide
//! (GB/T 39046-2020), the field names of the exchange tables (`task_name`), and
//! what the offices write. Titles are compared without blanks, brackets and
//! marks of obligation, and without regard to width or case.
//!
//! Deliberately not here: what the cells below the title mean.

use std::collections::BTreeMap;

use domain::catalogue::Column;

use super::{table::TableRow, titles::TITLES};

/// Titles the column goes by, the most exact first.
#[cfg(test)]
fn titles(column: Column) -> &'static [&'static str] {
    TITLES.iter().find(|(known, _)| *known == column).map_or(&[], |(_, titles)| titles)
}

/// The column a title names, if we know it.
#[must_use]
pub fn column_of(title: &str) -> Option<Column> {
    ranked(&folded(title)).map(|(column, _)| column)
}

/// A title that names no column we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownHeader {
    /// Its place in the row, from 0.
    pub place: usize,
    /// The title as written.
    pub title: String,
}

/// Which column stands where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnMap {
    places: BTreeMap<Column, usize>,
    /// Titles we do not know; their cells are not imported.
    pub unknown: Vec<UnknownHeader>,
    /// Required columns ([`Column::REQUIRED`]) that the table does not have.
    pub missing: Vec<Column>,
    /// Columns that stand twice under equally good titles, so that it is not
    /// clear which one counts; the first is used for the preview.
    pub repeated: Vec<Column>,
    /// Places, from 0, that name a column which another title names better
    /// (事项名称 beside 业务办理项名称).
    pub passed_over: Vec<usize>,
}

impl ColumnMap {
    /// Where the column stands, from 0.
    #[must_use]
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.get(&column).copied()
    }

    /// The columns found, in the order of [`Column`].
    pub fn found(&self) -> impl Iterator<Item = Column> + '_ {
        self.places.keys().copied()
    }

    /// The row's text in that column; `None` where the table lacks the column
    /// or the cell is empty. Both mean "unknown", never "no".
    #[must_use]
    pub fn text<'row>(&self, row: &'row TableRow, column: Column) -> Option<&'row str> {
        let text = row.cells.get(self.place(column)?)?.as_str();
        (!text.is_empty()).then_some(text)
    }

    /// The sentence to show when the table cannot be imported as it stands;
    /// `None` when it can.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        let names = |columns: &[Column]| columns.iter().map(|column| column.label()).collect::<Vec<_>>().join("、");
        if !self.missing.is_empty() {
            return Some(format!("表头缺少：{}，请补上列名再上传", names(&self.missing)));
        }
        let doubtful: Vec<Column> =
            Column::REQUIRED.into_iter().filter(|column| self.repeated.contains(column)).collect();
        (!doubtful.is_empty()).then(|| format!("这些列出现了两次：{}，请只留一列", names(&doubtful)))
    }
}

/// Finds the columns by their titles.
#[must_use]
pub fn map_columns(header: &[String]) -> ColumnMap {
    let mut map = ColumnMap::default();
    let mut ranks: BTreeMap<Column, usize> = BTreeMap::new();
    for (place, title) in header.iter().enumerate() {
        let key = folded(title);
        if key.is_empty() {
            continue;
        }
        let Some((column, rank)) = ranked(&key) else {
            map.unknown.push(UnknownHeader { place, title: title.clone() });
            continue;
        };
        match ranks.get(&column) {
            Some(&known) if rank > known => map.passed_over.push(place),
            Some(&known) if rank == known => {
                if !map.repeated.contains(&column) {
                    map.repeated.push(column);
                }
            }
            Some(_) | None => {
                map.passed_over.extend(map.places.insert(column, place));
                map.repeated.retain(|other| *other != column);
                ranks.insert(column, rank);
            }
        }
    }
    // A list on the level of 实施清单 has no code of variants: its own code is the key then.
    if map.place(Column::Code).is_none()
        && let Some(place) = map.places.remove(&Column::ImplCode)
    {
        map.places.insert(Column::Code, place);
    }
    map.missing = Column::REQUIRED.into_iter().filter(|column| map.place(*column).is_none()).collect();
    map
}

fn ranked(key: &str) -> Option<(Column, usize)> {
    TITLES.iter().find_map(|(column, titles)| titles.iter().position(|title| *title == key).map(|rank| (*column, rank)))
}

/// A title without what offices decorate it with: blanks and line breaks,
/// brackets with their content, `*`; full-width letters made half-width.
fn folded(title: &str) -> String {
    let mut depth = 0_usize;
    let mut key = String::new();
    for c in title.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '*' | '＊' | '★' | '：' | ':' => {}
            '！'..='～' if depth == 0 => {
                // The full-width forms mirror ASCII at this distance (Unicode U+FF01).
                let half = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
                key.extend(half.to_lowercase());
            }
            _ if c.is_whitespace() || depth > 0 => {}
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(titles: &[&str]) -> ColumnMap {
        map_columns(&titles.iter().map(|&title| title.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn no_title_names_two_columns_and_all_are_written_folded() {
        let mut seen = BTreeMap::new();
        for column in Column::ALL.iter().copied() {
            for title in titles(column) {
                assert_eq!(folded(title), *title);
                assert_eq!(seen.insert(title, column), None, "{title}");
                assert_eq!(column_of(title), Some(column));
            }
        }
    }

    #[test]
    fn every_column_has_its_own_title() {
        for column in Column::ALL.iter().copied() {
            assert!(titles(column).contains(&column.label()), "{column:?}");
        }
    }

    #[test]
    fn titles_are_known_in_their_decorations() {
        for title in [" *业务办理项\n名称（必填）", "业务办理项名称：", "业务 办理项\u{3000}名称"]
        {
            assert_eq!(column_of(title), Some(Column::Name), "{title}");
        }
        for title in ["TASK_NAME", "ｔａｓｋ＿ｎａｍｅ", "Task_Name(字符)"] {
            assert_eq!(column_of(title), Some(Column::Name), "{title}");
        }
        assert_eq!(column_of("备注"), None);
        assert_eq!(column_of(""), None);
    }

    #[test]
    fn the_exacter_title_wins_wherever_it_stands() {
        for (titles, place) in [(["事项名称", "业务办理项名称"], 1), (["业务办理项名称", "事项名称"], 0)]
        {
            let map = map(&titles);
            assert_eq!(map.place(Column::Name), Some(place));
            assert_eq!(map.passed_over, [1 - place]);
            assert!(map.repeated.is_empty());
        }
    }

    #[test]
    fn missing_unknown_and_repeated_are_told_apart() {
        let found = map(&["部门", "事项名称", "", "备注", "事项类型"]);
        assert_eq!(found.missing, [Column::Code]);
        assert_eq!(found.unknown, [UnknownHeader { place: 3, title: "备注".to_owned() }]);
        assert_eq!(found.refusal().as_deref(), Some("表头缺少：业务办理项编码，请补上列名再上传"));
        let twice = map(&["部门", "事项名称", "事项编码", "事项类型", "部门*", "办理地点", "办理地点"]);
        assert_eq!(twice.repeated, [Column::Department, Column::Place]);
        assert_eq!(twice.place(Column::Department), Some(0));
        assert_eq!(twice.refusal().as_deref(), Some("这些列出现了两次：部门，请只留一列"));
        let whole = map(&["实施主体", "task_name", "task_code", "权力类型"]);
        assert_eq!(whole.refusal(), None);
        assert_eq!(whole.found().count(), 4);
    }

    #[test]
    fn an_empty_cell_is_unknown() {
        let map = map(&["部门", "网上办理深度"]);
        let row = TableRow {
            number: 2,
            cells: vec!["局".to_owned(), String::new()],
            shape: super::super::table::RowShape::Whole,
        };
        assert_eq!(map.text(&row, Column::Department), Some("局"));
        assert_eq!(map.text(&row, Column::OnlineDepth), None);
        assert_eq!(map.text(&row, Column::Resident), None);
    }
}
