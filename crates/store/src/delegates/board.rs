//! What the board of the hall is made from (三集中三到位): items in use with how their cases came to be known, and who of
//! each department handles cases.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, Region},
    catalogue::{Exemption, ItemType},
    delegates::{BoardItem, BoardStaff, WatchedCases},
    people::Role,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    people,
    seam::{Row, StoreError, Tx},
    vals,
};

/// Items in use that people apply for, by department and code, as they stand today; `on` says which exemptions hold, and the cases are those
/// decided from an instant to before another.
pub fn board_items(
    tx: &mut Tx<'_>,
    region: &Region,
    on: Date,
    span: (Timestamp, Timestamp),
) -> Result<Vec<BoardItem>, StoreError> {
    let cases = watched(tx, region, span)?;
    let rows = tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, s.department_id AS department_id, s.item_type AS item_type, \
         v.published AS published, v.resident AS resident, v.exempt_publication AS exempt_publication, v.exempt_hall AS exempt_hall \
         FROM service_item s JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         WHERE s.region = $1 AND s.status = 'in_use' ORDER BY s.department_id, s.code",
        vals![region],
    )?;
    let mut items = Vec::with_capacity(rows.len());
    for r in &rows {
        let item_type = ItemType::parse(&r.text("item_type")?)
            .ok_or_else(|| StoreError::corrupt("service_item.item_type", "不认识的类型"))?;
        if item_type.is_ex_officio() {
            continue;
        }
        let id = ItemId::new(r.int("id")?);
        items.push(BoardItem {
            id,
            code: r.text("code")?,
            name: r.text("name")?,
            department: DepartmentId::new(r.int("department_id")?),
            published: r.opt_flag("published")?,
            exempt_publication: holds(r, "exempt_publication", on)?,
            resident: r.opt_flag("resident")?,
            exempt_hall: holds(r, "exempt_hall", on)?,
            cases: cases.get(&id).copied().unwrap_or_default(),
        });
    }
    Ok(items)
}

/// Whether an exemption holds on a day.
fn holds(row: &Row, column: &'static str, on: Date) -> Result<bool, StoreError> {
    let Some(text) = row.opt_text(column)? else { return Ok(false) };
    let exemption: Exemption =
        serde_json::from_str(&text).map_err(|e| StoreError::corrupt(column, format!("豁免：{e}")))?;
    Ok(exemption.holds_on(on))
}

/// Decided cases of each item, by how they came to be known. A case that only an export told of ran under no clock here.
fn watched(
    tx: &mut Tx<'_>,
    region: &Region,
    (since, before): (Timestamp, Timestamp),
) -> Result<BTreeMap<ItemId, WatchedCases>, StoreError> {
    const TOLD: &str = "channel = 'import'";
    const HERE: &str = "(channel IS NULL OR channel <> 'import')";
    let sum = |met: &str, name: &str| format!("CAST(sum(CASE WHEN {met} THEN 1 ELSE 0 END) AS BIGINT) AS {name}");
    let sql = format!(
        "SELECT item_id, {}, {}, {} FROM service_case WHERE region = $1 AND decided_at >= $2 AND decided_at < $3 \
         GROUP BY item_id ORDER BY item_id",
        sum(TOLD, "reported"),
        sum(&format!("{HERE} AND due_on IS NOT NULL"), "live"),
        sum(&format!("{HERE} AND due_on IS NULL"), "unclocked"),
    );
    tx.rows(&sql, vals![region, since, before])?
        .iter()
        .map(|r| {
            let cases =
                WatchedCases { live: r.num("live")?, unclocked: r.num("unclocked")?, reported: r.num("reported")? };
            Ok((ItemId::new(r.int("item_id")?), cases))
        })
        .collect()
}

/// Active members of staff who handle cases of a department, by id.
pub fn board_staff(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<BoardStaff>, StoreError> {
    let mut all = people::staff_list(tx, region)?;
    all.retain(|s| s.active && (s.roles.contains(&Role::Clerk) || s.roles.contains(&Role::Approver)));
    let mut found: Vec<BoardStaff> = all
        .into_iter()
        .filter_map(|s| {
            let window_no = s.window();
            Some(BoardStaff { id: s.id, department: s.department?, window_no, name: s.name })
        })
        .collect();
    found.sort_by_key(|s| s.id);
    Ok(found)
}
