//! What an import wrote, for taking it back.

use std::collections::HashMap;

use domain::{
    base::{ImportId, ItemId, Region},
    catalogue::{Content, Touched},
};

use super::item::{COLUMNS, read};
use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Every item that an import wrote, with what it was before and its newest version now.
pub fn touched(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Vec<Touched>, StoreError> {
    // What held before is the version below: an import takes no item whose newest version waits.
    let before: HashMap<ItemId, Content> = tx
        .rows(
            &format!(
                "SELECT {COLUMNS} FROM item_version w JOIN item_version v ON v.region = w.region \
                 AND v.item_id = w.item_id AND v.version = w.version - 1 \
                 WHERE w.region = $1 AND w.import_id = $2"
            ),
            vals![region, id],
        )?
        .iter()
        .map(|r| read(r).map(|item| (item.id, item.content)))
        .collect::<Result<_, _>>()?;
    let mut before = before;
    tx.rows(
        &format!(
            "SELECT {COLUMNS}, (SELECT max(n.version) FROM item_version n WHERE n.region = v.region \
             AND n.item_id = v.item_id) AS newest FROM item_version v \
             WHERE v.region = $1 AND v.import_id = $2 ORDER BY v.item_id"
        ),
        vals![region, id],
    )?
    .iter()
    .map(|r| {
        let item = read(r)?;
        let before = before.remove(&item.id);
        Ok(Touched { item: item.id, written: item.version, newest: r.int("newest")?, after: item.content, before })
    })
    .collect()
}

/// Which item has each code now, or else will have it when its newest version holds.
pub fn code_holders(tx: &mut Tx<'_>, region: &Region) -> Result<HashMap<String, ItemId>, StoreError> {
    let coming = "SELECT v.code AS code, v.item_id AS id FROM item_version v \
         LEFT JOIN service_item s ON s.region = v.region AND s.id = v.item_id \
         WHERE v.region = $1 AND v.version > coalesce(s.version, 0) AND v.version = \
         (SELECT max(n.version) FROM item_version n WHERE n.region = v.region AND n.item_id = v.item_id)";
    let mut out = HashMap::new();
    // Who has it now comes first: what is to come does not take it away.
    for sql in ["SELECT code, id FROM service_item WHERE region = $1", coming] {
        for row in &tx.rows(sql, vals![region])? {
            out.entry(row.text("code")?).or_insert(ItemId::new(row.int("id")?));
        }
    }
    Ok(out)
}
