//! Items as tables of other offices are held against them: the version in force, its department, the
//! day of a version that waits.

use domain::{base::Region, catalogue::CurrentItem};
use jiff::civil::Date;

use super::item::{COLUMNS, read};
use crate::{
    seam::{Row, StoreError, Tx},
    vals,
};

fn select(narrowed: &str) -> String {
    format!(
        "SELECT {COLUMNS}, d.name AS department_name, w.effective_on AS newest_on, w.version AS newest \
         FROM service_item s JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         JOIN department d ON d.region = v.region AND d.id = v.department_id \
         JOIN item_version w ON w.region = s.region AND w.item_id = s.id AND w.version = (SELECT max(n.version) \
         FROM item_version n WHERE n.region = s.region AND n.item_id = s.id) \
         WHERE s.region = $1{narrowed} ORDER BY s.code"
    )
}

fn current(r: &Row, today: Date) -> Result<CurrentItem, StoreError> {
    let item = read(r)?;
    let newest = r.date("newest_on")?;
    // A version whose day has come and that is not pointed to is held up: it must not be written over.
    let waits = newest > today || r.int("newest")? > item.version;
    Ok(CurrentItem {
        id: item.id,
        version: item.version,
        department: r.text("department_name")?,
        waiting: waits.then_some(newest),
        content: item.content,
    })
}

/// Every item that has a version in force, by code.
pub fn current_items(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Vec<CurrentItem>, StoreError> {
    tx.rows(&select(""), vals![region])?.iter().map(|r| current(r, today)).collect()
}

/// Items in use or suspended that stand in the exemption list of the hall, by code.
pub fn exempt_items(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Vec<CurrentItem>, StoreError> {
    let narrowed = " AND v.exempt_hall IS NOT NULL AND v.status IN ('in_use', 'suspended')";
    tx.rows(&select(narrowed), vals![region])?.iter().map(|r| current(r, today)).collect()
}
