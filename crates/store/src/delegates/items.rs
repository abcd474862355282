//! The items that letters are held against: those in use, and which of them are in the hall.

use domain::{
    base::{DepartmentId, ItemId, Region},
    catalogue::Guide,
    delegates::ResidentItem,
};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// An item in use, as a letter's form lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentItem {
    /// Id.
    pub id: ItemId,
    /// 业务办理项编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// In the hall; `None` = not known.
    pub resident: Option<bool>,
}

/// Items in use of a department, by code.
pub fn items_of_department(
    tx: &mut Tx<'_>,
    region: &Region,
    department: DepartmentId,
) -> Result<Vec<DepartmentItem>, StoreError> {
    tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, v.resident AS resident FROM service_item s \
         JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         WHERE s.region = $1 AND s.department_id = $2 AND s.status = 'in_use' ORDER BY s.code",
        vals![region, department],
    )?
    .iter()
    .map(|r| {
        Ok(DepartmentItem {
            id: ItemId::new(r.int("id")?),
            code: r.text("code")?,
            name: r.text("name")?,
            resident: r.opt_flag("resident")?,
        })
    })
    .collect()
}

/// Items in use that are in the hall (已进驻), by department, then by code.
pub fn resident_items(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<ResidentItem>, StoreError> {
    tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, s.department_id AS department_id FROM service_item s \
         JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         WHERE s.region = $1 AND s.status = 'in_use' AND v.resident = 1 ORDER BY s.department_id, s.code",
        vals![region],
    )?
    .iter()
    .map(|r| {
        Ok(ResidentItem {
            id: ItemId::new(r.int("id")?),
            code: r.text("code")?,
            name: r.text("name")?,
            department: DepartmentId::new(r.int("department_id")?),
        })
    })
    .collect()
}

/// The same with the guide that is in force, for what it says of the window.
pub fn resident_guides(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
) -> Result<Vec<(ResidentItem, Guide)>, StoreError> {
    tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, s.department_id AS department_id, v.guide AS guide \
         FROM service_item s JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         WHERE s.region = $1 AND s.status = 'in_use' AND v.resident = 1 \
         AND (CAST($2 AS BIGINT) IS NULL OR s.department_id = CAST($2 AS BIGINT)) ORDER BY s.department_id, s.code",
        vals![region, department],
    )?
    .iter()
    .map(|r| {
        let item = ResidentItem {
            id: ItemId::new(r.int("id")?),
            code: r.text("code")?,
            name: r.text("name")?,
            department: DepartmentId::new(r.int("department_id")?),
        };
        Ok((item, r.json("guide")?))
    })
    .collect()
}
