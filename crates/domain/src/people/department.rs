//! Departments (部门): whose items they are and who decides them.

use crate::base::DepartmentId;

/// One department of the county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Id in this county.
    pub id: DepartmentId,
    /// Name as the office writes it; items are matched by it on import.
    pub name: String,
    /// 统一社会信用代码 or an older code, kept as text.
    pub code: String,
    /// Window in the hall where its matters are taken, if it has one.
    pub window_no: Option<u16>,
    /// Where to find it; empty when not known.
    pub place: String,
    /// Telephone with area code; empty when not known.
    pub phone: String,
}
