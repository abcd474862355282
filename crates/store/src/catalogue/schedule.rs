//! Which version holds on a day (生效): the greatest whose first day has come. `service_item` points to it.
//!
//! Not here: who publishes a version, and when.

use std::collections::BTreeSet;

use domain::{
    base::{ItemId, Region},
    catalogue::{Item, Versions},
};
use jiff::civil::Date;

use super::item::{COLUMNS, read};
use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// The number of the version of `{alias}` in force on the day of parameter `{day}`, as SQL: one text for
/// the pointers, the snapshots and the check of both.
pub(crate) fn in_force_sql(alias: &str, day: &str) -> String {
    format!(
        "(SELECT max(n.version) FROM item_version n WHERE n.region = {alias}.region AND n.item_id = {alias}.item_id \
         AND n.effective_on <= {day})"
    )
}

/// Whether another item has the code of `v` now: then `v` cannot be pointed to, as codes are unique. Such a
/// version is left where it is until somebody gives it another code; the check of the store names it.
const HELD_ELSEWHERE: &str = "EXISTS (SELECT 1 FROM service_item h WHERE h.region = v.region AND h.code = v.code \
     AND h.id <> v.item_id)";

/// The versions in force today that their items' pointers are behind of and can be moved to, as the end of
/// a query over `v`.
fn behind() -> String {
    format!(
        "FROM item_version v LEFT JOIN service_item s ON s.region = v.region AND s.id = v.item_id \
         WHERE v.region = $1 AND v.effective_on <= $2 AND v.version > coalesce(s.version, 0) AND v.version = {} \
         AND NOT {HELD_ELSEWHERE}",
        in_force_sql("v", "$2")
    )
}

/// Whether the day of some coming version is there.
pub fn is_force_due(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<bool, StoreError> {
    let due = tx.row(&format!("SELECT v.item_id AS id {} LIMIT 1", behind()), vals![region, today])?;
    Ok(due.is_some())
}

/// Moves the pointers of items whose coming version's day is there. Returns how many moved. Pointers are
/// computed from the versions, so no event tells of it.
pub fn bring_into_force(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<u64, StoreError> {
    let mut moved = 0;
    // One item may wait for the code that another gives up the same day, so once is not always enough.
    loop {
        let due = tx.rows(&format!("SELECT {COLUMNS} {} ORDER BY v.item_id", behind()), vals![region, today])?;
        if due.is_empty() {
            return Ok(moved);
        }
        let mut taken = BTreeSet::new();
        for row in &due {
            let item = read(row)?;
            if taken.insert(item.content.code.clone()) {
                super::point(tx, region, &item)?;
                moved += 1;
            }
        }
    }
}

/// Points to every version that an import made and whose day has come, in one statement.
pub fn point_import(tx: &mut Tx<'_>, region: &Region, import_id: i64, today: Date) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO service_item (region, id, version, code, department_id, name, item_type, status) \
         SELECT v.region, v.item_id, v.version, v.code, v.department_id, v.name, v.item_type, v.status \
         FROM item_version v WHERE v.region = $1 AND v.import_id = $2 AND v.effective_on <= $3 \
         ON CONFLICT (region, id) DO UPDATE SET version = excluded.version, \
         code = excluded.code, department_id = excluded.department_id, name = excluded.name, \
         item_type = excluded.item_type, status = excluded.status",
        vals![region, import_id, today],
    )?;
    Ok(())
}

/// The newest version of each item whose day is to come, or that is held up because another item has its code.
pub fn waiting_versions(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Vec<Item>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM item_version v LEFT JOIN service_item s ON s.region = v.region AND s.id = v.item_id \
             WHERE v.region = $1 AND (v.effective_on > $2 OR (v.version > coalesce(s.version, 0) AND {HELD_ELSEWHERE})) \
             AND v.version = (SELECT max(n.version) FROM item_version n WHERE n.region = v.region AND n.item_id = v.item_id) \
             ORDER BY v.effective_on, v.item_id"
        ),
        vals![region, today],
    )?
    .iter()
    .map(read)
    .collect()
}

/// Every version of an item with its first day.
pub fn versions(tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Versions, StoreError> {
    let days = tx
        .rows(
            "SELECT version, effective_on FROM item_version WHERE region = $1 AND item_id = $2 ORDER BY version",
            vals![region, id],
        )?
        .iter()
        .map(|r| Ok((r.int("version")?, r.date("effective_on")?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(Versions { item: id, days })
}

/// The item other than `asker` that has a code now, or will have it when its newest version holds, or whose
/// draft asks for it.
pub fn code_holder(tx: &mut Tx<'_>, region: &Region, code: &str, asker: ItemId) -> Result<Option<ItemId>, StoreError> {
    let found = tx.row(
        "SELECT id AS id FROM service_item WHERE region = $1 AND code = $2 AND id <> $3 \
         UNION SELECT v.item_id AS id FROM item_version v WHERE v.region = $1 AND v.code = $2 AND v.item_id <> $3 \
         AND v.version = (SELECT max(n.version) FROM item_version n WHERE n.region = v.region AND n.item_id = v.item_id) \
         UNION SELECT item_id AS id FROM item_draft WHERE region = $1 AND code = $2 AND item_id <> $3 \
         ORDER BY id",
        vals![region, code, asker],
    )?;
    found.map(|r| Ok(ItemId::new(r.int("id")?))).transpose()
}
