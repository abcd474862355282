//! What an import would change (导入预览): decided purely, so that a preview and the real thing are
//! the same plan. Rows absent from the file are "not in file"; nothing is removed unless the file is
//! declared complete, and then only in departments that the file names.
//!
//! Not here: taking an import back (`undo`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Column, Content, Patch, RawRow, RowChange, RowFlaw, Status, compare, read_row};
use crate::base::{DepartmentId, ItemId};

/// What the county knows before the import.
#[derive(Debug, Default)]
pub struct Known {
    /// Content in force by code, with the newest version's number. A new item that waits for its first
    /// day stands under `waiting` alone.
    pub items: HashMap<String, (ItemId, i64, Content)>,
    /// Departments by name.
    pub departments: HashMap<String, DepartmentId>,
    /// Codes of items that somebody cancelled by hand: a file that merely lists them does not revive
    /// them, one that says 在用 does.
    pub cancelled_by_hand: BTreeSet<String>,
    /// Items whose newest version waits for its day, by the code in force and by the coming one.
    pub waiting: HashMap<String, (Date, Content)>,
}

/// The file as the plan needs it.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Its rows.
    pub rows: &'a [RawRow],
    /// Rows with more or fewer cells than the header.
    pub ragged: &'a BTreeSet<u32>,
    /// Titles whose cells have a column of their own: a change in such a cell is told by its field alone.
    pub mapped: &'a BTreeSet<String>,
    /// The office says that it lists everything its departments have.
    pub complete: bool,
    /// The day of the import: a row that names a later 生效日期 waits for that day.
    pub today: Date,
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
    /// A day to come on which it takes force; `None` = at once.
    pub effective_on: Option<Date>,
    /// Fields that differ: label, before, after.
    pub changes: Vec<RowChange>,
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
    /// Rows that are taken, with a remark.
    pub notes: Vec<(u32, String)>,
    /// Departments that must be made first: name and code.
    pub new_departments: Vec<(String, String)>,
}

impl Plan {
    /// True when carrying it out would write nothing.
    pub fn is_idle(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Plans an import.
pub fn plan(known: &Known, sheet: Sheet<'_>) -> Plan {
    let names = known.departments.iter().map(|(n, id)| (*id, n.as_str())).collect();
    let mut former = HashMap::new();
    for (code, (_, _, content)) in &known.items {
        for old in &content.guide.replaces {
            former.insert(old.as_str(), code.as_str());
        }
    }
    let mut planner = Planner {
        known,
        sheet,
        names,
        former,
        seen: HashMap::new(),
        in_file: BTreeSet::new(),
        new_departments: BTreeMap::new(),
        out: Plan { rows: sheet.rows.len() as u64, ..Plan::default() },
    };
    for row in sheet.rows {
        if let Err(flaws) = planner.take(row) {
            planner.out.refused.push((row.number, flaws));
        }
    }
    planner.unsure_departments();
    planner.leave_or_remove();
    planner.out.new_departments = planner.new_departments.into_iter().collect();
    planner.out
}

struct Planner<'a> {
    known: &'a Known,
    sheet: Sheet<'a>,
    names: HashMap<DepartmentId, &'a str>,
    /// Codes that items had before, with the code they have now.
    former: HashMap<&'a str, &'a str>,
    /// Codes that rows of the file stand for, with the row.
    seen: HashMap<String, u32>,
    in_file: BTreeSet<String>,
    new_departments: BTreeMap<String, String>,
    out: Plan,
}

impl Planner<'_> {
    fn take(&mut self, row: &RawRow) -> Result<(), Vec<RowFlaw>> {
        if self.sheet.ragged.contains(&row.number) {
            return Err(vec![RowFlaw::Ragged]);
        }
        let patch = read_row(row)?;
        let one = |flaw: RowFlaw| Err(vec![flaw]);
        if let Some(first) = self.seen.get(&patch.code) {
            return one(RowFlaw::Repeated(*first));
        }
        let key = match self.key(&patch) {
            Ok(key) => key,
            Err(flaw) => return one(flaw),
        };
        self.seen.insert(patch.code.clone(), patch.number);
        if let Some(old) = &key {
            self.seen.insert(old.clone(), patch.number);
        }
        self.in_file.insert(patch.department.clone());
        if !self.known.departments.contains_key(&patch.department) {
            let code = patch.department_code.clone().unwrap_or_default();
            self.new_departments.entry(patch.department.clone()).or_insert(code);
        }
        self.place(patch, key)
    }

    /// The known code that the row stands for; `None` for a new item.
    fn key(&mut self, patch: &Patch<'_>) -> Result<Option<String>, RowFlaw> {
        if self.known.items.contains_key(&patch.code) || self.known.waiting.contains_key(&patch.code) {
            return Ok(Some(patch.code.clone()));
        }
        if let Some(now) = self.former.get(patch.code.as_str()) {
            return Err(RowFlaw::OldCode((*now).to_owned()));
        }
        let is_known = |code: &&String| self.known.items.contains_key(*code) || self.known.waiting.contains_key(*code);
        if let Some(old) = patch.replaces.iter().find(is_known) {
            return match self.seen.get(old) {
                Some(first) => Err(RowFlaw::ReplacedTwice(*first)),
                None => Ok(Some(old.clone())),
            };
        }
        if let Some(old) = patch.replaces.first() {
            self.out.notes.push((patch.number, format!("原编码“{old}”事项库里没有，按新增事项收下")));
        }
        Ok(None)
    }

    fn place(&mut self, patch: Patch<'_>, key: Option<String>) -> Result<(), Vec<RowFlaw>> {
        // A department that is not known yet has no id; one is made when the plan is carried out.
        let department = self.known.departments.get(&patch.department).copied().unwrap_or(DepartmentId::new(0));
        let (number, effective_on) = (Some(patch.number), patch.effective_on.filter(|d| *d > self.sheet.today));
        let code = key.unwrap_or_else(|| patch.code.clone());
        if let Some((day, coming)) = self.known.waiting.get(&code) {
            let content = patch.apply(coming, department);
            return if self.says_nothing_new(coming, &content) {
                self.out.unchanged += 1;
                Ok(())
            } else {
                Err(vec![RowFlaw::Waiting(*day)])
            };
        }
        let Some((id, version, old)) = self.known.items.get(&code) else {
            let (content, changes) = (patch.create(department), Vec::new());
            let row = PlannedRow { number, item: None, department: patch.department, content, effective_on, changes };
            self.out.added.push(row);
            return Ok(());
        };
        let mut content = patch.apply(old, department);
        if patch.status.is_none() && self.known.cancelled_by_hand.contains(&code) {
            content.status = Status::Cancelled;
        }
        if self.says_nothing_new(old, &content) {
            self.out.unchanged += 1;
            return Ok(());
        }
        let mut changes = compare(old, &content);
        if old.department != department {
            let before = self.names.get(&old.department).copied().unwrap_or_default().to_owned();
            changes.insert(0, RowChange { field: Column::Department.label(), before, after: patch.department.clone() });
        }
        let (item, department) = (Some((*id, *version)), patch.department);
        self.out.changed.push(PlannedRow { number, item, department, content, effective_on, changes });
        Ok(())
    }

    /// Cells that have a field of their own may be worded anew and say the same.
    fn says_nothing_new(&self, old: &Content, new: &Content) -> bool {
        let same = *new == *old
            || Content { raw: BTreeMap::new(), ..new.clone() } == Content { raw: BTreeMap::new(), ..old.clone() };
        same && new
            .raw
            .iter()
            .all(|(title, cell)| self.sheet.mapped.contains(title) || old.raw.get(title) == Some(cell))
    }

    /// A refused row may be any item of its department, because its code may be what is damaged: where
    /// a row is refused nothing is removed, and a refused row without a department holds up everything.
    fn unsure_departments(&mut self) {
        let refused: BTreeSet<u32> = self.out.refused.iter().map(|(number, _)| *number).collect();
        for row in self.sheet.rows.iter().filter(|r| refused.contains(&r.number)) {
            match row.cells.get(&Column::Department).map(|d| d.trim()).filter(|d| !d.is_empty()) {
                Some(department) => {
                    self.in_file.remove(department);
                }
                None => {
                    self.in_file.clear();
                    return;
                }
            }
        }
    }

    fn leave_or_remove(&mut self) {
        let mut absent: Vec<_> = self
            .known
            .items
            .iter()
            .filter(|(code, (_, _, c))| c.status != Status::Cancelled && !self.seen.contains_key(code.as_str()))
            .collect();
        absent.sort_by_key(|(code, _)| code.as_str());
        for (code, (id, version, content)) in absent {
            let department = self.names.get(&content.department).copied().unwrap_or_default();
            if self.sheet.complete && self.in_file.contains(department) && !self.known.waiting.contains_key(code) {
                let removed = Content { status: Status::Cancelled, ..content.clone() };
                self.out.removed.push(PlannedRow {
                    number: None,
                    item: Some((*id, *version)),
                    department: department.to_owned(),
                    effective_on: None,
                    changes: compare(content, &removed),
                    content: removed,
                });
            } else {
                self.out.not_in_file.push(code.clone());
            }
        }
    }
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
mod tests;
