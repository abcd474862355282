//! What the board of the hall is made from (三集中三到位): items in use with how their cases came to be known, and who of
//! each department handles cases.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, Region, StaffId},
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

/// Items in use on a day that people apply for, by department and code, in the version that was in force then; the cases
/// are those decided from an instant to before another, and those in hand at its end.
pub fn board_items(
    tx: &mut Tx<'_>,
    region: &Region,
    on: Date,
    span: (Timestamp, Timestamp),
) -> Result<Vec<BoardItem>, StoreError> {
    let cases = watched(tx, region, span)?;
    let rows = tx.rows(
        // A version whose day has come and that is held up is not in force: none after the one pointed to counts.
        "SELECT s.id AS id, v.code AS code, v.name AS name, v.department_id AS department_id, v.item_type AS item_type, \
         v.published AS published, v.resident AS resident, v.exempt_publication AS exempt_publication, \
         v.exempt_hall AS exempt_hall FROM service_item s \
         JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = (SELECT max(n.version) \
         FROM item_version n WHERE n.region = s.region AND n.item_id = s.id AND n.version <= s.version \
         AND n.effective_on <= $2) \
         WHERE s.region = $1 AND v.status = 'in_use' ORDER BY v.department_id, v.code",
        vals![region, on],
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

/// Decided cases of each item, by how they came to be known, and those in hand at the end. A case that only an export told
/// of ran under no clock here; one that ended without a decision is counted on no day.
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
    let mut found: BTreeMap<ItemId, WatchedCases> = BTreeMap::new();
    for r in tx.rows(&sql, vals![region, since, before])? {
        let cases = found.entry(ItemId::new(r.int("item_id")?)).or_default();
        (cases.live, cases.unclocked, cases.reported) = (r.num("live")?, r.num("unclocked")?, r.num("reported")?);
    }
    // In hand then: those that are in hand now, and those decided since.
    let narrowed = [
        "stage IN ('accepted', 'in_review', 'suspended') AND decided_at IS NULL AND accepted_at < $2",
        "decided_at >= $2 AND accepted_at < $2",
    ];
    for narrowed in narrowed {
        let sql = format!(
            "SELECT item_id, {}, {} FROM service_case WHERE region = $1 AND {narrowed} AND {HERE} \
             GROUP BY item_id ORDER BY item_id",
            sum("due_on IS NOT NULL", "open"),
            sum("due_on IS NULL", "bare"),
        );
        for r in tx.rows(&sql, vals![region, before])? {
            let cases = found.entry(ItemId::new(r.int("item_id")?)).or_default();
            cases.open += r.num::<u64>("open")?;
            cases.open_unclocked += r.num::<u64>("bare")?;
        }
    }
    Ok(found)
}

/// How many cases each member of staff accepted at a window from a day to another, both included.
fn taken_in(tx: &mut Tx<'_>, region: &Region, (since, on): (Date, Date)) -> Result<BTreeMap<StaffId, u64>, StoreError> {
    tx.rows(
        "SELECT accepted_by, count(*) AS n FROM service_case WHERE region = $1 AND accepted_on >= $2 \
         AND accepted_on <= $3 AND window_no IS NOT NULL AND accepted_by IS NOT NULL \
         GROUP BY accepted_by ORDER BY accepted_by",
        vals![region, since, on],
    )?
    .iter()
    .map(|r| Ok((StaffId::new(r.int("accepted_by")?), r.num("n")?)))
    .collect()
}

/// Active members of staff who handle cases of a department, by id, with what they accepted at a window from a day to
/// another.
pub fn board_staff(tx: &mut Tx<'_>, region: &Region, days: (Date, Date)) -> Result<Vec<BoardStaff>, StoreError> {
    let taken = taken_in(tx, region, days)?;
    let mut all = people::staff_list(tx, region)?;
    all.retain(|s| s.active && (s.roles.contains(&Role::Clerk) || s.roles.contains(&Role::Approver)));
    let mut found: Vec<BoardStaff> = all
        .into_iter()
        .filter_map(|s| {
            let window_no = s.window();
            let taken_in = taken.get(&s.id).copied().unwrap_or_default();
            Some(BoardStaff { id: s.id, department: s.department?, window_no, taken_in, name: s.name })
        })
        .collect();
    found.sort_by_key(|s| s.id);
    Ok(found)
}
