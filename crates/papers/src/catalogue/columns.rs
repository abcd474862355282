//! 事项表的列: the catalogue's own columns among the titles of a table.
//!
//! Deliberately not here: how titles are compared (see [`super::title_set`]), and
//! what the cells below them mean.

use std::collections::BTreeMap;

use domain::catalogue::Column;

use super::{
    table::TableRow,
    title_set::{TitleMap, map_titles},
    titles::CATALOGUE,
};

/// Which column of the catalogue stands where.
pub type ColumnMap = TitleMap<Column>;

/// The column of the catalogue a title names, if it is known.
#[must_use]
pub fn column_of(title: &str) -> Option<Column> {
    CATALOGUE.column_of(title)
}

/// Finds the columns of a catalogue by their titles.
#[must_use]
pub fn map_columns(header: &[String]) -> ColumnMap {
    let mut map = map_titles(header, &CATALOGUE);
    // A list on the level of 实施清单 has no code of variants: its own code is the key then.
    map.stand_in(Column::Code, Column::ImplCode);
    map
}

/// Units that offices write behind the title of a limit, once for all its rows.
const UNITS: [&str; 9] = ["工作日", "自然日", "日", "天", "小时", "月", "年", "个工作日", "个月"];

impl TitleMap<Column> {
    /// All known cells of the row, with the unit that stands in brackets behind
    /// the title of a limit (`承诺时限（工作日）` over a bare `20`) put into the
    /// unit's own column, where the table has none.
    #[must_use]
    pub fn cells(&self, row: &TableRow) -> BTreeMap<Column, String> {
        let mut cells = self.row(row);
        for (limit, unit) in
            [(Column::StatutoryLimit, Column::StatutoryLimitUnit), (Column::PromisedLimit, Column::PromisedLimitUnit)]
        {
            let bare = cells.get(&limit).is_some_and(|text| text.chars().all(|c| c.is_ascii_digit()));
            let named =
                self.bracket(limit).map(|inside| inside.trim_start_matches("单位").trim_start_matches(['：', ':']));
            if let Some(word) = named.filter(|word| bare && UNITS.contains(word)) {
                cells.entry(unit).or_insert_with(|| word.to_owned());
            }
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{RowShape, UnknownHeader, title_set::folded};

    fn map(titles: &[&str]) -> ColumnMap {
        map_columns(&titles.iter().map(|&title| title.to_owned()).collect::<Vec<_>>())
    }

    fn row(cells: &[&str]) -> TableRow {
        TableRow { number: 2, cells: cells.iter().map(|&c| c.to_owned()).collect(), shape: RowShape::Whole }
    }

    #[test]
    fn no_title_names_two_columns_and_all_are_written_folded() {
        let mut seen = BTreeMap::new();
        for (column, titles) in CATALOGUE.entries {
            for title in *titles {
                assert_eq!(folded(title), *title);
                assert_eq!(seen.insert(title, column), None, "{title}");
                assert_eq!(column_of(title), Some(*column), "{title}");
            }
        }
    }

    #[test]
    fn every_column_has_its_own_title_and_what_offices_call_it() {
        for column in Column::ALL.iter().copied() {
            assert_eq!(CATALOGUE.label(column), column.label());
            let titles = CATALOGUE.entries.iter().find(|(c, _)| *c == column).map_or(0, |(_, titles)| titles.len());
            assert!(titles >= 4, "{column:?} has {titles} titles");
        }
        assert_eq!(CATALOGUE.entries.len(), Column::ALL.len());
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
        assert_eq!(column_of("/"), None);
    }

    #[test]
    fn titles_of_two_parts_are_tried_as_a_whole_and_by_their_parts() {
        for (title, column) in [
            ("篇扩办件类型/pkdeclareType", Some(Column::CaseKind)),
            ("扩展是否进驻政务大厅/kzIsEntry", Some(Column::Resident)),
            ("task_name/事项名称", Some(Column::Name)),
            ("事项名称/TASK_NAME", Some(Column::Name)),
            ("承诺时限/数值", Some(Column::PromisedLimit)),
            ("承诺时限/单位", Some(Column::PromisedLimitUnit)),
            ("法定办结时限/说明", Some(Column::StatutoryNote)),
            ("基本信息/事项名称", Some(Column::Name)),
            ("时限/承诺时限/单位", Some(Column::PromisedLimitUnit)),
            ("申请材料/份数", None),
            ("篇扩自定义项/pkOther", None),
        ] {
            assert_eq!(column_of(title), column, "{title}");
        }
    }

    #[test]
    fn the_exacter_title_wins_wherever_it_stands() {
        for (titles, place) in [
            (["事项名称", "业务办理项名称"], 1),
            (["业务办理项名称", "事项名称"], 0),
            (["其他/事项名称", "事项名称"], 1),
        ] {
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
        let twice = map(&["部门", "事项名称", "事项编码", "事项类型", "部门*", "办理地点", "办理地点(2)"]);
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
        let row = row(&["局", ""]);
        assert_eq!(map.text(&row, Column::Department), Some("局"));
        assert_eq!(map.text(&row, Column::OnlineDepth), None);
        assert_eq!(map.text(&row, Column::Resident), None);
        assert_eq!(map.cells(&row).len(), 1);
    }

    #[test]
    fn a_unit_in_the_title_reaches_bare_numbers_only() {
        let titled = map(&["承诺时限（工作日）", "法定时限(单位：自然日)"]);
        let cells = titled.cells(&row(&["20", "7日"]));
        assert_eq!(cells.get(&Column::PromisedLimitUnit).map(String::as_str), Some("工作日"));
        assert_eq!(cells.get(&Column::StatutoryLimitUnit), None);
        assert_eq!(titled.cells(&row(&["", "9"])).get(&Column::StatutoryLimitUnit).map(String::as_str), Some("自然日"));
        let own = map(&["承诺时限（工作日）", "承诺时限单位"]);
        assert_eq!(own.cells(&row(&["20", "小时"])).get(&Column::PromisedLimitUnit).map(String::as_str), Some("小时"));
        assert_eq!(map(&["承诺时限（必填）"]).cells(&row(&["20"])).len(), 1);
    }
}
