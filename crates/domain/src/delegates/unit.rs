//! The one internal unit that a department concentrates its approvals in (审批职能向一个科室集中, domain §4.2): a fact
//! that somebody records, by which document. Nothing else in the program knows it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Refusal, refusal::words};
use crate::{
    base::{DepartmentId, StaffId},
    people::Department,
};

/// Most units that a department can be said to have.
const MOST_OFFICES: u16 = 99;

/// Where a department's approvals are (审批科室). The last record counts; those before stand in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalUnit {
    /// Whose.
    pub department: DepartmentId,
    /// Expected version for the next record = records so far.
    pub version: i64,
    /// The unit, or the one that leads where there are several, as `行政审批股`.
    pub name: String,
    /// How many internal units still approve (办审批的科室数); 1 = concentrated.
    pub offices: u16,
    /// Number of the document that says so, as `青市监〔2026〕8号`.
    pub doc_no: String,
    /// First day, included.
    pub from: Date,
    /// Instant of the entry.
    pub recorded_at: Timestamp,
    /// Who entered it.
    pub recorded_by: StaffId,
}

impl ApprovalUnit {
    /// Whether all approvals are in one unit.
    #[must_use]
    pub const fn is_one(&self) -> bool {
        self.offices == 1
    }
}

/// What is recorded.
#[derive(Debug, Clone, Copy)]
pub struct NewUnit<'a> {
    /// Whose.
    pub department: &'a Department,
    /// The unit.
    pub name: &'a str,
    /// How many units approve.
    pub offices: u16,
    /// 文号.
    pub doc_no: &'a str,
    /// First day.
    pub from: Date,
    /// Who enters it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// Records where a department's approvals are, in the place of what was recorded before.
///
/// # Errors
/// No name, no number of units, no document, a day that has not come, or nothing that is new.
pub fn record_unit(
    new: &NewUnit<'_>,
    before: Option<&ApprovalUnit>,
    today: Date,
) -> Result<(ApprovalUnit, UnitRecorded), Refusal> {
    let name = words(new.name, "科室名称", Refusal::UnitMissing)?;
    if !(1..=MOST_OFFICES).contains(&new.offices) {
        return Err(Refusal::OfficesMissing);
    }
    let doc_no = words(new.doc_no, "文号", Refusal::DocNoMissing)?;
    if new.from > today {
        return Err(Refusal::Future { what: "起始日", today });
    }
    let same =
        |u: &ApprovalUnit| u.name == name && u.offices == new.offices && u.doc_no == doc_no && u.from == new.from;
    if before.is_some_and(same) {
        return Err(Refusal::Done("照这样登记"));
    }
    let unit = ApprovalUnit {
        department: new.department.id,
        version: before.map_or(0, |u| u.version) + 1,
        name,
        offices: new.offices,
        doc_no,
        from: new.from,
        recorded_at: new.at,
        recorded_by: new.by,
    };
    let event = UnitRecorded {
        department: new.department.name.clone(),
        unit: unit.name.clone(),
        offices: unit.offices,
        doc_no: unit.doc_no.clone(),
        from: unit.from,
    };
    Ok((unit, event))
}

/// Event: somebody recorded where a department's approvals are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecorded {
    /// Name of the department.
    pub department: String,
    /// The unit.
    pub unit: String,
    /// How many units approve.
    pub offices: u16,
    /// 文号.
    pub doc_no: String,
    /// First day.
    pub from: Date,
}
