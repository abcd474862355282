//! Staff and departments as lists (人员名单). Changing them is in `staff`.

use domain::people::{Act, Department, Desk, Staff};
use store::{StoreError, people as rows};

use super::StaffRefusal;
use crate::{Bureau, Failure};

/// One line of the staff list.
#[derive(Debug, Clone)]
pub struct StaffLine {
    /// The person.
    pub staff: Staff,
    /// Department's name.
    pub department: String,
}

/// Everybody.
pub fn staff_lines(bureau: &Bureau, desk: &Desk) -> Result<Vec<StaffLine>, Failure<StaffRefusal>> {
    bureau.may(desk, Act::StaffView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let departments = rows::departments(tx, region)?;
        let named = |id| departments.iter().find(|d| Some(d.id) == id).map(|d| d.name.clone()).unwrap_or_default();
        Ok(rows::staff_list(tx, region)?
            .into_iter()
            .map(|staff| StaffLine { department: named(staff.department), staff })
            .collect())
    })?)
}

/// All departments, for lists to choose from. Their names are public.
pub fn departments(bureau: &Bureau) -> Result<Vec<Department>, StoreError> {
    bureau.db().read(|tx| rows::departments(tx, bureau.region()))
}
