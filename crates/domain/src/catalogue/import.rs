//! What an import would change (导入预览): decided purely, so that a preview and the real thing are
//! the same plan. Rows absent from the file are "not in file"; nothing is removed unless the file is
//! declared complete, and then only in departments that the file names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{Content, Patch, RawRow, RowFlaw, Status, read_row};
use crate::base::{DepartmentId, ItemId};

/// What the county knows before the import.
#[derive(Debug, Default)]
pub struct Known {
    /// Current content by code.
    pub items: HashMap<String, (ItemId, i64, Content)>,
    /// Departments by name.
    pub departments: HashMap<String, DepartmentId>,
    /// Codes of items that somebody cancelled by hand: a file that merely lists them does not revive
    /// them, one that says 在用 does.
    pub cancelled_by_hand: BTreeSet<String>,
}

/// One item that the import writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// Row in the file; `None` for a removal.
    pub number: Option<u32>,
    /// Existing item and its version; `None` for a new one.
    pub item: Option<(ItemId, i64)>,
    /// Department by name, because new departments have no id yet.
    pub department: String,
    /// Content; its department id is the planned one only for existing departments.
    pub content: Content,
    /// Fields that differ: label, before, after.
    pub changes: Vec<RowChange>,
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Which.
    pub field: &'static str,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// The whole plan.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Rows read from the file, good and bad.
    pub rows: u64,
    /// New items.
    pub added: Vec<PlannedRow>,
    /// Items whose content differs.
    pub changed: Vec<PlannedRow>,
    /// Items taken out of use (only of a complete file).
    pub removed: Vec<PlannedRow>,
    /// Rows that say what is known already.
    pub unchanged: u64,
    /// Items in use that the file does not list and that stay as they are.
    pub not_in_file: Vec<String>,
    /// Rows that cannot be taken: row number and why.
    pub refused: Vec<(u32, Vec<RowFlaw>)>,
    /// Departments that must be made first: name and code.
    pub new_departments: Vec<(String, String)>,
}

impl Plan {
    /// True when carrying it out would write nothing.
    pub fn is_idle(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Plans an import. `complete` = the office says that the file lists everything its departments have.
pub fn plan(known: &Known, rows: &[RawRow], ragged: &BTreeSet<u32>, complete: bool) -> Plan {
    let mut out = Plan { rows: rows.len() as u64, ..Plan::default() };
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut in_file: BTreeSet<String> = BTreeSet::new();
    let mut new_departments: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        if ragged.contains(&row.number) {
            out.refused.push((row.number, vec![RowFlaw::Ragged]));
            continue;
        }
        let patch = match read_row(row) {
            Ok(patch) => patch,
            Err(flaws) => {
                out.refused.push((row.number, flaws));
                continue;
            }
        };
        if let Some(first) = seen.get(&patch.code) {
            out.refused.push((row.number, vec![RowFlaw::Repeated(*first)]));
            continue;
        }
        seen.insert(patch.code.clone(), row.number);
        in_file.insert(patch.department.clone());
        if !known.departments.contains_key(&patch.department) {
            let code = patch.department_code.clone().unwrap_or_default();
            new_departments.entry(patch.department.clone()).or_insert(code);
        }
        place(known, patch, &mut out);
    }
    // A refused row may be any item of its department, because its code may be what is damaged: where
    // a row is refused nothing is removed, and a refused row without a department holds up everything.
    let refused: BTreeSet<u32> = out.refused.iter().map(|(number, _)| *number).collect();
    let mut unsure = Vec::new();
    for row in rows.iter().filter(|r| refused.contains(&r.number)) {
        let department = row.cells.get(&super::Column::Department).map(|d| d.trim().to_owned());
        unsure.push(department.filter(|d| !d.is_empty()));
    }
    if unsure.contains(&None) {
        in_file.clear();
    }
    for department in unsure.into_iter().flatten() {
        in_file.remove(&department);
    }
    leave_or_remove(known, &seen, &in_file, complete, &mut out);
    out.new_departments = new_departments.into_iter().collect();
    out
}

fn place(known: &Known, patch: Patch, out: &mut Plan) {
    // A department that is not known yet has no id; one is made when the plan is carried out.
    let department = known.departments.get(&patch.department).copied().unwrap_or(DepartmentId::new(0));
    let number = Some(patch.number);
    match known.items.get(&patch.code) {
        None => {
            let content = patch.create(department);
            out.added.push(PlannedRow {
                number,
                item: None,
                department: patch.department,
                content,
                changes: Vec::new(),
            });
        }
        Some((id, version, old)) => {
            let mut content = patch.apply(old, department);
            if patch.status.is_none() && known.cancelled_by_hand.contains(&patch.code) {
                content.status = Status::Cancelled;
            }
            if content == *old {
                out.unchanged += 1;
                return;
            }
            let mut changes = differences(old, &content);
            if old.department != department {
                changes.push(RowChange { field: "部门", before: String::new(), after: patch.department.clone() });
            }
            out.changed.push(PlannedRow {
                number,
                item: Some((*id, *version)),
                department: patch.department,
                content,
                changes,
            });
        }
    }
}

fn leave_or_remove(
    known: &Known,
    seen: &HashMap<String, u32>,
    in_file: &BTreeSet<String>,
    complete: bool,
    out: &mut Plan,
) {
    let names: HashMap<DepartmentId, &str> = known.departments.iter().map(|(n, id)| (*id, n.as_str())).collect();
    let mut absent: Vec<_> = known
        .items
        .iter()
        .filter(|(code, (_, _, content))| content.status != Status::Cancelled && !seen.contains_key(code.as_str()))
        .collect();
    absent.sort_by_key(|(code, _)| code.as_str());
    for (code, (id, version, content)) in absent {
        let department = names.get(&content.department).copied().unwrap_or_default();
        if complete && in_file.contains(department) {
            let removed = Content { status: Status::Cancelled, ..content.clone() };
            out.removed.push(PlannedRow {
                number: None,
                item: Some((*id, *version)),
                department: department.to_owned(),
                changes: differences(content, &removed),
                content: removed,
            });
        } else {
            out.not_in_file.push(code.clone());
        }
    }
}

fn differences(old: &Content, new: &Content) -> Vec<RowChange> {
    let unknown = || "未知".to_owned();
    let limit = |l: Option<super::Limit>| l.map_or_else(unknown, |l| l.to_string());
    let flag = |f: Option<bool>| f.map_or_else(unknown, |f| if f { "是" } else { "否" }.to_owned());
    let fields = [
        ("业务办理项名称", old.name.clone(), new.name.clone()),
        ("主项名称", old.main_name.clone(), new.main_name.clone()),
        ("区划代码", old.division.clone(), new.division.clone()),
        ("事项类型", old.item_type.label().to_owned(), new.item_type.label().to_owned()),
        ("事项状态", old.status.label().to_owned(), new.status.label().to_owned()),
        ("办件类型", word(old.case_kind.map(super::CaseKind::label)), word(new.case_kind.map(super::CaseKind::label))),
        ("服务对象", word(old.clients.map(super::Clients::label)), word(new.clients.map(super::Clients::label))),
        ("法定办结时限", limit(old.statutory), limit(new.statutory)),
        ("承诺办结时限", limit(old.promised), limit(new.promised)),
        (
            "网上办理深度",
            word(old.standing.online_depth.map(super::OnlineDepth::label)),
            word(new.standing.online_depth.map(super::OnlineDepth::label)),
        ),
        (
            "到现场次数",
            old.standing.onsite_visits.map_or_else(unknown, |n| n.to_string()),
            new.standing.onsite_visits.map_or_else(unknown, |n| n.to_string()),
        ),
        ("省级平台发布", flag(old.standing.published), flag(new.standing.published)),
        ("进驻大厅", flag(old.standing.resident), flag(new.standing.resident)),
    ];
    let mut out: Vec<RowChange> = fields
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| RowChange { field, before, after })
        .collect();
    if out.is_empty() && old.raw != new.raw {
        out.push(RowChange {
            field: "其他列", before: String::new(), after: "表中其他列的内容有变".into()
        });
    }
    out
}

fn word(label: Option<&str>) -> String {
    label.unwrap_or("未知").to_owned()
}

/// Event: a file was imported. One event however many rows; the rows are versioned beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// Whether it was declared complete.
    pub complete: bool,
    /// Rows in the file.
    pub rows: u64,
    /// Items made.
    pub added: u64,
    /// Items changed.
    pub changed: u64,
    /// Items taken out of use.
    pub removed: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Column;

    fn row(number: u32, department: &str, code: &str, name: &str) -> RawRow {
        let cells =
            [(Column::Department, department), (Column::Code, code), (Column::Name, name), (Column::ItemType, "1")];
        RawRow { number, cells: cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect(), raw: BTreeMap::new() }
    }

    fn known(items: &[(&str, &str, i64)]) -> Known {
        let mut known = Known::default();
        known.departments.insert("县民政局".into(), DepartmentId::new(1));
        known.departments.insert("县公安局".into(), DepartmentId::new(2));
        for (i, (code, name, department)) in items.iter().enumerate() {
            let patch = read_row(&row(1, "x", code, name)).unwrap();
            let content = patch.create(DepartmentId::new(*department));
            known.items.insert((*code).to_owned(), (ItemId::new(i as i64 + 1), 1, content));
        }
        known
    }

    #[test]
    fn a_second_load_changes_nothing() {
        let known = known(&[("A", "一", 1), ("B", "二", 2)]);
        let rows = [row(2, "县民政局", "A", "一"), row(3, "县公安局", "B", "二")];
        let plan = plan(&known, &rows, &BTreeSet::new(), false);
        assert!(plan.is_idle());
        assert_eq!(plan.unchanged, 2);
    }

    #[test]
    fn nothing_is_removed_unless_the_file_is_complete() {
        let known = known(&[("A", "一", 1), ("B", "二", 1), ("C", "三", 2)]);
        let rows = [row(2, "县民政局", "A", "一")];
        let careful = plan(&known, &rows, &BTreeSet::new(), false);
        assert_eq!(careful.not_in_file, ["B", "C"]);
        assert!(careful.removed.is_empty());
        let complete = plan(&known, &rows, &BTreeSet::new(), true);
        let removed: Vec<_> = complete.removed.iter().map(|r| r.content.code.as_str()).collect();
        assert_eq!(removed, ["B"], "only departments that are in the file");
        assert_eq!(complete.not_in_file, ["C"]);
    }

    /// The damaged code of a refused row may be that of any item of its department.
    #[test]
    fn where_a_row_is_refused_nothing_is_removed() {
        let known = known(&[("A", "一", 1), ("B", "二", 1), ("C", "三", 2), ("D", "四", 2)]);
        let rows = [row(2, "县民政局", "A", "一"), row(3, "县民政局", "3.7E+30", "二"), row(4, "县公安局", "C", "三")];
        let plan = plan(&known, &rows, &BTreeSet::new(), true);
        assert_eq!(plan.refused.len(), 1);
        let removed: Vec<_> = plan.removed.iter().map(|r| r.content.code.as_str()).collect();
        assert_eq!(removed, ["D"], "the other department is complete");
        assert_eq!(plan.not_in_file, ["B"]);
        let nobody = [row(2, "县民政局", "A", "一"), row(3, "", "B", "二"), row(4, "县公安局", "C", "三")];
        assert!(super::plan(&known, &nobody, &BTreeSet::new(), true).removed.is_empty());
    }

    #[test]
    fn what_was_cancelled_by_hand_stays_cancelled() {
        let mut known = known(&[("A", "一", 1)]);
        known.items.get_mut("A").unwrap().2.status = Status::Cancelled;
        let file = [row(2, "县民政局", "A", "一")];
        assert_eq!(
            plan(&known, &file, &BTreeSet::new(), false).changed.len(),
            1,
            "taken out by an import: in use again"
        );
        known.cancelled_by_hand.insert("A".into());
        assert_eq!(plan(&known, &file, &BTreeSet::new(), false).unchanged, 1);
    }

    #[test]
    fn a_full_width_code_is_the_same_item() {
        let known = known(&[("A-1", "一", 1)]);
        let plan = plan(&known, &[row(2, "县民政局", "Ａ－１", "一")], &BTreeSet::new(), true);
        assert_eq!((plan.unchanged, plan.removed.len()), (1, 0));
    }

    #[test]
    fn a_code_twice_is_refused_the_second_time() {
        let rows = [row(2, "县民政局", "A", "一"), row(3, "县民政局", "A", "二")];
        let plan = plan(&known(&[]), &rows, &BTreeSet::new(), false);
        assert_eq!(plan.refused, [(3, vec![RowFlaw::Repeated(2)])]);
        assert_eq!(plan.added.len(), 1);
    }

    #[test]
    fn changes_are_told_field_by_field() {
        let plan = plan(&known(&[("A", "一", 1)]), &[row(2, "县民政局", "A", "甲")], &BTreeSet::new(), false);
        assert_eq!(
            plan.changed[0].changes,
            [RowChange { field: "业务办理项名称", before: "一".into(), after: "甲".into() }]
        );
    }
}
