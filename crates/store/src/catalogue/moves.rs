//! Which items moved into the hall or out of it (进出备案), as their versions say.

use domain::{
    base::{DepartmentId, ImportId, ItemId, Region},
    catalogue::Exemption,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// A version in which it differs from the one before whether the item is in the hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidencyChange {
    /// Item.
    pub item: ItemId,
    /// The version that says so.
    pub version: i64,
    /// 业务办理项编码 in it.
    pub code: String,
    /// Name in it.
    pub name: String,
    /// Whose.
    pub department: DepartmentId,
    /// First day it holds.
    pub on: Date,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// The import that made it; `None` by hand.
    pub import: Option<ImportId>,
    /// Before.
    pub was: Option<bool>,
    /// Now.
    pub is: Option<bool>,
    /// What exempts it now.
    pub exemption: Option<Exemption>,
}

/// Such versions that hold on a day or held before, the newest first, at most so many. An item's first version is no
/// change.
pub fn residency_changes(
    tx: &mut Tx<'_>,
    region: &Region,
    on: Date,
    limit: i64,
) -> Result<Vec<ResidencyChange>, StoreError> {
    tx.rows(
        "SELECT v.item_id AS item_id, v.version AS version, v.code AS code, v.name AS name, \
         v.department_id AS department_id, v.effective_on AS effective_on, v.entered_at AS entered_at, \
         v.import_id AS import_id, w.resident AS was, v.resident AS resident, v.exempt_hall AS exempt_hall \
         FROM item_version v JOIN item_version w ON w.region = v.region AND w.item_id = v.item_id \
         AND w.version = v.version - 1 WHERE v.region = $1 AND v.effective_on <= $2 \
         AND coalesce(v.resident, -1) <> coalesce(w.resident, -1) \
         ORDER BY v.effective_on DESC, v.entered_at DESC, v.item_id, v.version DESC LIMIT $3",
        vals![region, on, limit],
    )?
    .iter()
    .map(|r| {
        let exemption = r.opt_text("exempt_hall")?.map(|t| serde_json::from_str(&t)).transpose();
        Ok(ResidencyChange {
            item: ItemId::new(r.int("item_id")?),
            version: r.int("version")?,
            code: r.text("code")?,
            name: r.text("name")?,
            department: DepartmentId::new(r.int("department_id")?),
            on: r.date("effective_on")?,
            entered_at: r.instant("entered_at")?,
            import: r.opt_int("import_id")?.map(ImportId::new),
            was: r.opt_flag("was")?,
            is: r.opt_flag("resident")?,
            exemption: exemption.map_err(|e| StoreError::corrupt("exempt_hall", format!("豁免：{e}")))?,
        })
    })
    .collect()
}
