//! Rows of an export against the county (对应事项和部门): which item each is about, what it says, who applied.
//!
//! Not here: writing.

use std::collections::HashMap;

use domain::{
    base::{CitizenId, DepartmentId, Mobile, Region, TableRow, fold_code, fold_name},
    cases::{Reported, ReportedApplicant, read_applicant, read_report},
    catalogue::Item,
    people::Department,
};
use jiff::{Timestamp, civil::Date};
use store::{StoreError, Tx, catalogue, people};

use super::export_file::{CaseFile, end_of, kind_of, way_of};

/// The items and departments that rows are held against.
pub(super) struct Ground {
    items: Vec<Item>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<(DepartmentId, String), usize>,
    departments: HashMap<String, DepartmentId>,
}

/// A row that can be taken.
pub(super) struct Taken {
    pub(super) row: u32,
    pub(super) report: Reported,
    pub(super) applicant: ReportedApplicant,
    /// Place of the item in [`Ground`].
    pub(super) item: usize,
    /// Who took it in, where that is another department than the one that decides.
    pub(super) accepting: Option<DepartmentId>,
}

/// A row that is not taken, and why.
pub(super) type RefusedRow = (u32, String);

impl Ground {
    pub(super) fn load(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Self, StoreError> {
        let items: Vec<Item> = catalogue::current_items(tx, region, today)?
            .into_iter()
            .map(|i| Item { id: i.id, version: i.version, effective_on: today, content: i.content })
            .collect();
        let mut by_code: HashMap<String, usize> = HashMap::new();
        let mut by_name = HashMap::new();
        for (place, item) in items.iter().enumerate() {
            by_code.insert(fold_code(&item.content.code), place);
            by_name.entry((item.content.department, fold_name(&item.content.name))).or_insert(place);
        }
        // A code that another took the place of names that other, as long as no item has it itself.
        for (place, item) in items.iter().enumerate() {
            for old in &item.content.guide.replaces {
                by_code.entry(fold_code(old)).or_insert(place);
            }
        }
        let mut departments = HashMap::new();
        for Department { id, name, code, .. } in people::departments(tx, region)? {
            departments.insert(fold_name(&name), id);
            if !code.is_empty() {
                departments.insert(fold_code(&code), id);
            }
        }
        Ok(Self { items, by_code, by_name, departments })
    }

    pub(super) fn item(&self, place: usize) -> &Item {
        &self.items[place]
    }

    fn department(&self, row: &TableRow) -> Option<DepartmentId> {
        let named = row.text("department").and_then(|name| self.departments.get(&fold_name(&name)));
        let coded = || row.text("department_code").and_then(|code| self.departments.get(&fold_code(&code)));
        named.or_else(coded).copied()
    }

    /// The item by its code or one that was replaced, else by its exact name within the department.
    fn find(&self, row: &TableRow, department: Option<DepartmentId>) -> Result<usize, String> {
        let codes: Vec<String> = ["handle_code", "item_code"].iter().filter_map(|key| row.text(key)).collect();
        if let Some(place) = codes.iter().find_map(|code| self.by_code.get(&fold_code(code))) {
            return Ok(*place);
        }
        let name = row.text("item_name");
        let by_name = || self.by_name.get(&(department?, fold_name(name.as_ref()?)));
        if let Some(place) = by_name() {
            return Ok(*place);
        }
        Err(match (codes.first(), name, department) {
            (Some(code), _, _) => format!("事项编码{}不在事项库里，请先导入事项清单或核对编码", quoted(code)),
            (None, Some(name), Some(_)) => format!("这个部门没有叫{}的事项，请补上事项编码或核对名称", quoted(&name)),
            (None, Some(_), None) => "没有事项编码，部门也不认识，请补上其中一个".to_owned(),
            (None, None, _) => "没有事项编码，也没有事项名称，请补上".to_owned(),
        })
    }

    fn take(&self, row: &TableRow, now: Timestamp) -> Result<Taken, RefusedRow> {
        let refused = |why: String| (row.number, why);
        let report = read_report(row, end_of, way_of, now).map_err(|e| refused(e.to_string()))?;
        let department = self.department(row);
        let item = self.find(row, department).map_err(refused)?;
        let accepting = department.filter(|d| *d != self.items[item].content.department);
        Ok(Taken { row: row.number, report, applicant: read_applicant(row, kind_of, now), item, accepting })
    }
}

/// A cell in a sentence that is kept: never one that may name a person, which a shifted column would bring.
fn quoted(cell: &str) -> String {
    if CitizenId::parse(cell, Date::MAX).is_ok() || Mobile::parse(cell).is_ok() {
        return "（这一格像证件号或手机号，请核对列是否错位）".to_owned();
    }
    format!("“{}”", cell.chars().take(40).collect::<String>())
}

/// Reads every row, on all processors. A number that stands twice is taken once: what two rows say of the
/// same case would depend on their order.
pub(super) fn read_rows(ground: &Ground, file: &CaseFile, now: Timestamp) -> (Vec<Taken>, Vec<RefusedRow>) {
    let read = |rows: &[TableRow]| rows.iter().map(|row| ground.take(row, now)).collect::<Vec<_>>();
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in in_parallel(&file.rows, read) {
        match row {
            Ok(row) => match seen.get(&row.report.no) {
                Some(first) => refused.push((row.row, format!("第 {first} 行已有这个办件编号，一份文件里只写一行"))),
                None => {
                    seen.insert(row.report.no.clone(), row.row);
                    taken.push(row);
                }
            },
            Err(row) => refused.push(row),
        }
    }
    refused.sort();
    (taken, refused)
}

/// Does the same with parts of a list on all processors; the answers stay in the order of the list.
pub(super) fn in_parallel<T: Sync, R: Send>(all: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part = all.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = all.chunks(part).map(|some| scope.spawn(move || work(some))).collect();
        running.into_iter().flat_map(|r| r.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
