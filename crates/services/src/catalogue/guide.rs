//! A guide as the public reads it, and an item as intake needs it.

use domain::{
    base::ItemId,
    catalogue::{Item, Status},
    people::{Department, Desk},
};
use store::{StoreError, catalogue as rows, people};

use crate::Bureau;

/// A guide with its department.
#[derive(Debug, Clone)]
pub struct GuideView {
    /// The current version.
    pub item: Item,
    /// Whose it is.
    pub department: Department,
}

/// The public guide of an item. Items that are not in use are shown to staff only.
pub fn guide(bureau: &Bureau, desk: &Desk, id: ItemId) -> Result<Option<GuideView>, StoreError> {
    let found = item(bureau, id)?;
    Ok(found.filter(|g| match g.item.content.status {
        Status::InUse | Status::Suspended => true,
        Status::Cancelled | Status::Draft => desk.staff.is_some(),
    }))
}

/// The current version of an item with its department.
pub fn item(bureau: &Bureau, id: ItemId) -> Result<Option<GuideView>, StoreError> {
    let region = bureau.region();
    bureau.db().read(|tx| {
        let Some(item) = rows::item(tx, region, id)? else { return Ok(None) };
        let department = people::department(tx, region, item.content.department)?.ok_or_else(|| {
            StoreError::Corrupt { place: "service_item.department_id".into(), why: "没有这个部门".into() }
        })?;
        Ok(Some(GuideView { item, department }))
    })
}
