//! Departments.

use domain::{
    base::{DepartmentId, Region},
    people::Department,
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn read(row: &Row) -> Result<Department, StoreError> {
    Ok(Department {
        id: DepartmentId::new(row.int("id")?),
        name: row.text("name")?,
        code: row.text("code")?,
        window_no: row.opt_num("window_no")?,
        place: row.text("place")?,
        phone: row.text("phone")?,
    })
}

/// All departments, in the order they were made.
pub fn departments(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Department>, StoreError> {
    tx.rows(
        "SELECT id, name, code, window_no, place, phone FROM department WHERE region = $1 ORDER BY id",
        vals![region],
    )?
    .iter()
    .map(read)
    .collect()
}

/// One department.
pub fn department(tx: &mut Tx<'_>, region: &Region, id: DepartmentId) -> Result<Option<Department>, StoreError> {
    tx.row(
        "SELECT id, name, code, window_no, place, phone FROM department WHERE region = $1 AND id = $2",
        vals![region, id],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// A department by the name offices write.
pub fn department_by_name(tx: &mut Tx<'_>, region: &Region, name: &str) -> Result<Option<Department>, StoreError> {
    tx.row(
        "SELECT id, name, code, window_no, place, phone FROM department WHERE region = $1 AND name = $2",
        vals![region, name],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// The after-image of a department.
pub fn department_change(region: &Region, d: &Department) -> Change {
    Change::put(
        "department",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(d.id)),
            ("name", Val::from(&d.name)),
            ("code", Val::from(&d.code)),
            ("window_no", Val::from(d.window_no)),
            ("place", Val::from(&d.place)),
            ("phone", Val::from(&d.phone)),
        ],
    )
}
