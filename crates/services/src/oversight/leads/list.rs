//! The register of leads as a list (线索台账), within what the desk may see.

use std::collections::HashMap;

use domain::{
    base::{DepartmentId, LeadId},
    oversight::{detectors::Detector, leads::TrackedLead},
    people::{Act, Desk, Reach, reach},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, catalogue,
    oversight::{self as rows, LeadFilter},
    people,
};

use crate::{Bureau, Failure, Never};

/// Lines of one page.
const PAGE: i64 = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct ListForm {
    /// One detector.
    pub detector: Option<Detector>,
    /// One department.
    pub department: Option<DepartmentId>,
    /// One stage, by its word.
    pub stage: Option<String>,
    /// Found in days that end on this one or later.
    pub since: Option<Date>,
    /// After this lead of the page before.
    pub after: Option<LeadId>,
    /// All at once instead of a page.
    pub all: bool,
}

/// A lead with the names that a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadLine {
    /// The lead.
    pub lead: TrackedLead,
    /// Name of the item; empty = of several.
    pub item: String,
    /// Name of the department; empty = of several.
    pub department: String,
    /// Name of the person; empty = about nobody.
    pub person: String,
}

/// A page of leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadList {
    /// The lines, the newest first.
    pub lines: Vec<LeadLine>,
    /// Where the next page begins; `None` = this is the last.
    pub next: Option<LeadId>,
    /// Departments that the desk may narrow to, by name.
    pub departments: Vec<(DepartmentId, String)>,
}

/// Names of departments, people and items, as lines need them.
pub(super) struct Names {
    pub(super) departments: HashMap<DepartmentId, String>,
    staff: HashMap<domain::base::StaffId, String>,
}

impl Names {
    pub(super) fn load(bureau: &Bureau, tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let region = bureau.region();
        Ok(Self {
            departments: people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect(),
            staff: people::staff_list(tx, region)?.into_iter().map(|s| (s.id, s.name)).collect(),
        })
    }

    pub(super) fn staff(&self, id: domain::base::StaffId) -> String {
        self.staff.get(&id).cloned().unwrap_or_default()
    }

    pub(super) fn line(&self, bureau: &Bureau, tx: &mut Tx<'_>, lead: TrackedLead) -> Result<LeadLine, StoreError> {
        let item = match lead.lead.item {
            Some(id) => catalogue::shared_item(tx, bureau.region(), id)?.map(|i| i.content.name.clone()),
            None => None,
        };
        let department = lead.lead.department.and_then(|id| self.departments.get(&id).cloned());
        Ok(LeadLine {
            item: item.unwrap_or_default(),
            department: department.unwrap_or_default(),
            person: lead.lead.person.map(|id| self.staff(id)).unwrap_or_default(),
            lead,
        })
    }
}

/// Leads within what the desk may see.
pub fn list(bureau: &Bureau, desk: &Desk, form: &ListForm) -> Result<LeadList, Failure<Never>> {
    let reach = reach(desk, Act::LeadView)?;
    let department = match reach {
        Reach::County => form.department,
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok(LeadList { lines: Vec::new(), next: None, departments: Vec::new() }),
    };
    let filter = LeadFilter { detector: form.detector, department, stage: form.stage.clone(), since: form.since };
    let limit = if form.all { i64::MAX } else { PAGE + 1 };
    let (mut lines, names) = bureau.db().read(|tx| {
        let names = Names::load(bureau, tx)?;
        let found = rows::tracked_leads(tx, bureau.region(), &filter, form.after, limit)?;
        let lines =
            found.into_iter().map(|lead| names.line(bureau, tx, lead)).collect::<Result<Vec<_>, StoreError>>()?;
        Ok((lines, names))
    })?;
    let more = !form.all && lines.len() as i64 > PAGE;
    if more {
        lines.truncate(PAGE as usize);
    }
    let next = lines.last().filter(|_| more).map(|l| l.lead.id);
    let mut departments: Vec<(DepartmentId, String)> =
        names.departments.into_iter().filter(|(id, _)| reach.covers(*id)).collect();
    departments.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(LeadList { lines, next, departments })
}
