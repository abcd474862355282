//! Where a department's approvals are (审批科室): the last record of each.

use domain::{
    base::{DepartmentId, Region, StaffId},
    delegates::ApprovalUnit,
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "department_id, version, name, offices, doc_no, valid_from, recorded_at, recorded_by";

fn read(row: &Row) -> Result<ApprovalUnit, StoreError> {
    Ok(ApprovalUnit {
        department: DepartmentId::new(row.int("department_id")?),
        version: row.int("version")?,
        name: row.text("name")?,
        offices: row.num("offices")?,
        doc_no: row.text("doc_no")?,
        from: row.date("valid_from")?,
        recorded_at: row.instant("recorded_at")?,
        recorded_by: StaffId::new(row.int("recorded_by")?),
    })
}

/// All of them, by department.
pub fn units(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<ApprovalUnit>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM approval_unit WHERE region = $1 ORDER BY department_id");
    tx.rows(&sql, vals![region])?.iter().map(read).collect()
}

/// That of one department; `None` = nobody recorded it.
pub fn unit(tx: &mut Tx<'_>, region: &Region, of: DepartmentId) -> Result<Option<ApprovalUnit>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM approval_unit WHERE region = $1 AND department_id = $2");
    tx.row(&sql, vals![region, of])?.as_ref().map(read).transpose()
}

/// The after-image of one.
pub fn unit_change(region: &Region, u: &ApprovalUnit) -> Change {
    Change::put(
        "approval_unit",
        vec![
            ("region", Val::from(region)),
            ("department_id", Val::from(u.department)),
            ("version", Val::from(u.version)),
            ("name", Val::from(&u.name)),
            ("offices", Val::from(i64::from(u.offices))),
            ("doc_no", Val::from(&u.doc_no)),
            ("valid_from", Val::from(u.from)),
            ("recorded_at", Val::from(u.recorded_at)),
            ("recorded_by", Val::from(u.recorded_by)),
        ],
    )
}
