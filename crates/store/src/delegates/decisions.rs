//! Decisions by the capacity in which they were taken (授权与行使). Those of other systems, which no member of staff of the
//! house took, are left out: nobody here could have been authorised.

use domain::base::{CaseId, DepartmentId, ItemId, LetterId, Region, StaffId};
use jiff::Timestamp;

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// How often an item was decided in each capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemDecisions {
    /// Item.
    pub item: ItemId,
    /// By the representative, at the window.
    pub representative: u64,
    /// By the deputy.
    pub deputy: u64,
    /// By the department's approver: it was sent back to the department.
    pub department: u64,
    /// In no capacity that was recorded.
    pub other: u64,
}

const DECIDED: &str = "region = $1 AND decided_at >= $2 AND decided_at < $3 AND decided_by IS NOT NULL";

/// Decisions of each item from an instant to before another.
pub fn decisions_by_item(
    tx: &mut Tx<'_>,
    region: &Region,
    (since, before): (Timestamp, Timestamp),
) -> Result<Vec<ItemDecisions>, StoreError> {
    let sum = |met: &str, name: &str| format!("CAST(sum(CASE WHEN {met} THEN 1 ELSE 0 END) AS BIGINT) AS {name}");
    let sql = format!(
        "SELECT item_id, {}, {}, {}, {} FROM service_case WHERE {DECIDED} GROUP BY item_id ORDER BY item_id",
        sum("decided_as = 'representative'", "representative"),
        sum("decided_as = 'deputy'", "deputy"),
        sum("decided_as = 'approver'", "department"),
        sum("decided_as IS NULL", "other"),
    );
    tx.rows(&sql, vals![region, since, before])?
        .iter()
        .map(|r| {
            Ok(ItemDecisions {
                item: ItemId::new(r.int("item_id")?),
                representative: r.num("representative")?,
                deputy: r.num("deputy")?,
                department: r.num("department")?,
                other: r.num("other")?,
            })
        })
        .collect()
}

/// How often each letter was decided under, by its representative and by its deputy.
pub fn decisions_under_letters(
    tx: &mut Tx<'_>,
    region: &Region,
    (since, before): (Timestamp, Timestamp),
) -> Result<Vec<(LetterId, StaffId, u64)>, StoreError> {
    let sql = format!(
        "SELECT decided_under, decided_by, count(*) AS n FROM service_case WHERE {DECIDED} \
         AND decided_under IS NOT NULL GROUP BY decided_under, decided_by ORDER BY decided_under, decided_by"
    );
    tx.rows(&sql, vals![region, since, before])?
        .iter()
        .map(|r| Ok((LetterId::new(r.int("decided_under")?), StaffId::new(r.int("decided_by")?), r.num("n")?)))
        .collect()
}

/// A decision on an item that was in the hall, by somebody whom no letter let decide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BareDecision {
    /// Case; with the instant the key of the next page.
    pub id: CaseId,
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: ItemId,
    /// Its name.
    pub item_name: String,
    /// Whose.
    pub department: DepartmentId,
    /// When.
    pub decided_at: Timestamp,
    /// By whom.
    pub decided_by: StaffId,
    /// `approver`; `None` = in no capacity that was recorded.
    pub decided_as: Option<String>,
}

/// Such decisions of one department or of all, the newest first, and how many there are in all. The item counts as it
/// was when the case was filed.
pub fn decisions_without_letter(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    (since, before): (Timestamp, Timestamp),
    limit: i64,
) -> Result<(Vec<BareDecision>, u64), StoreError> {
    const BARE: &str = "FROM service_case c JOIN item_version v ON v.region = c.region AND v.item_id = c.item_id \
         AND v.version = c.item_version WHERE c.region = $1 AND c.decided_at >= $2 AND c.decided_at < $3 \
         AND c.decided_by IS NOT NULL AND c.decided_under IS NULL AND v.resident = 1 \
         AND (CAST($4 AS BIGINT) IS NULL OR c.department_id = CAST($4 AS BIGINT))";
    let all = tx.row(&format!("SELECT count(*) AS n {BARE}"), vals![region, since, before, department])?;
    let count = all.as_ref().map_or(Ok(0), |r| r.num("n"))?;
    let sql = format!(
        "SELECT c.id AS id, c.case_no AS case_no, c.item_id AS item_id, c.item_name AS item_name, \
         c.department_id AS department_id, c.decided_at AS decided_at, c.decided_by AS decided_by, \
         c.decided_as AS decided_as {BARE} ORDER BY c.decided_at DESC, c.id DESC LIMIT $5"
    );
    let rows = tx.rows(&sql, vals![region, since, before, department, limit])?;
    let bare = rows.iter().map(|r| {
        Ok(BareDecision {
            id: CaseId::new(r.int("id")?),
            case_no: r.text("case_no")?,
            item: ItemId::new(r.int("item_id")?),
            item_name: r.text("item_name")?,
            department: DepartmentId::new(r.int("department_id")?),
            decided_at: r.instant("decided_at")?,
            decided_by: StaffId::new(r.int("decided_by")?),
            decided_as: r.opt_text("decided_as")?,
        })
    });
    Ok((bare.collect::<Result<_, StoreError>>()?, count))
}
