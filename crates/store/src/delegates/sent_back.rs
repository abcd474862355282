//! What went back to the departments (退回部门): cases that somebody who could have decided them passed on, and those that
//! were taken at a window and decided in the department without a word.

use domain::{
    base::{DepartmentId, ItemId, Region, StaffId, parse_date},
    delegates::SentBack,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The row of a case that was passed on.
pub fn sent_back_change(region: &Region, s: &SentBack) -> Change {
    Change::put(
        "sent_back",
        vec![
            ("region", Val::from(region)),
            ("case_id", Val::from(s.case)),
            ("version", Val::from(s.version)),
            ("staff_id", Val::from(s.by)),
            ("letter_id", Val::from(s.authority.letter)),
            ("letter_no", Val::from(&s.authority.doc_no)),
            ("capacity", Val::from(s.authority.capacity.as_str())),
            ("item_id", Val::from(s.item)),
            ("department_id", Val::from(s.department)),
            ("sent_at", Val::from(s.at)),
            ("reason", Val::from(&s.reason)),
            ("words", Val::from(&s.words)),
        ],
    )
}

/// A case that went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBackLine {
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: ItemId,
    /// Its name.
    pub item_name: String,
    /// Whose.
    pub department: DepartmentId,
    /// When it was passed on, else when the department decided it.
    pub at: Timestamp,
    /// Who passed it on, else who decided it.
    pub by: StaffId,
    /// Why, with the words that came with it; `None` = it was decided in the department and nobody said why.
    pub why: Option<(String, String)>,
}

/// Cases of one department or of all that were passed on from an instant to before another, the newest first.
pub fn passed_on(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    (since, before): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<SentBackLine>, StoreError> {
    let sql = "SELECT c.case_no AS case_no, b.item_id AS item_id, c.item_name AS item_name, \
         b.department_id AS department_id, b.sent_at AS at, b.staff_id AS staff_id, b.reason AS reason, \
         b.words AS words FROM sent_back b JOIN service_case c ON c.region = b.region AND c.id = b.case_id \
         WHERE b.region = $1 AND b.sent_at >= $2 AND b.sent_at < $3 \
         AND (CAST($4 AS BIGINT) IS NULL OR b.department_id = CAST($4 AS BIGINT)) \
         ORDER BY b.sent_at DESC, b.case_id DESC, b.version DESC LIMIT $5";
    tx.rows(sql, vals![region, since, before, department, limit])?
        .iter()
        .map(|r| {
            Ok(SentBackLine {
                case_no: r.text("case_no")?,
                item: ItemId::new(r.int("item_id")?),
                item_name: r.text("item_name")?,
                department: DepartmentId::new(r.int("department_id")?),
                at: r.instant("at")?,
                by: StaffId::new(r.int("staff_id")?),
                why: Some((r.text("reason")?, r.text("words")?)),
            })
        })
        .collect()
}

/// Cases taken at a window, decided by the department's approver, that nobody passed on: the newest first.
pub fn decided_away(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    (since, before): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<SentBackLine>, StoreError> {
    let sql = "SELECT c.case_no AS case_no, c.item_id AS item_id, c.item_name AS item_name, \
         c.department_id AS department_id, c.decided_at AS at, c.decided_by AS staff_id FROM service_case c \
         WHERE c.region = $1 AND c.decided_at >= $2 AND c.decided_at < $3 AND c.decided_by IS NOT NULL \
         AND c.decided_as = 'approver' AND c.window_no IS NOT NULL \
         AND (CAST($4 AS BIGINT) IS NULL OR c.department_id = CAST($4 AS BIGINT)) \
         AND NOT EXISTS (SELECT 1 FROM sent_back b WHERE b.region = c.region AND b.case_id = c.id) \
         ORDER BY c.decided_at DESC, c.id DESC LIMIT $5";
    tx.rows(sql, vals![region, since, before, department, limit])?
        .iter()
        .map(|r| {
            Ok(SentBackLine {
                case_no: r.text("case_no")?,
                item: ItemId::new(r.int("item_id")?),
                item_name: r.text("item_name")?,
                department: DepartmentId::new(r.int("department_id")?),
                at: r.instant("at")?,
                by: StaffId::new(r.int("staff_id")?),
                why: None,
            })
        })
        .collect()
}

/// How often each reason was given, the most often first.
pub fn reasons(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    (since, before): (Timestamp, Timestamp),
) -> Result<Vec<(String, u64)>, StoreError> {
    let sql = "SELECT reason, count(*) AS n FROM sent_back WHERE region = $1 AND sent_at >= $2 AND sent_at < $3 \
         AND (CAST($4 AS BIGINT) IS NULL OR department_id = CAST($4 AS BIGINT)) GROUP BY reason ORDER BY n DESC, reason";
    let rows = tx.rows(sql, vals![region, since, before, department])?;
    rows.iter().map(|r| Ok((r.text("reason")?, r.num("n")?))).collect()
}

/// Decisions on one item of one day, of cases that were taken at a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayDecisions {
    /// Item.
    pub item: ItemId,
    /// Whose.
    pub department: DepartmentId,
    /// The civil day of the decisions.
    pub on: Date,
    /// By a representative or deputy, under a letter.
    pub at_window: u64,
    /// By the department's approver.
    pub away: u64,
}

/// Decisions of cases that were taken at a window, by item and civil day, from an instant to before another. Those in no
/// capacity that was recorded are left out.
pub fn decisions_by_day(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    (since, before): (Timestamp, Timestamp),
) -> Result<Vec<DayDecisions>, StoreError> {
    // Instants are UTC; the civil day of Asia/Shanghai is the next one from 16:00 on.
    const DAY: &str = "substr(decided_at, 1, 10)";
    const LATE: &str = "CASE WHEN substr(decided_at, 12, 2) >= '16' THEN 1 ELSE 0 END";
    let sql = format!(
        "SELECT item_id, department_id, {DAY} AS utc_day, {LATE} AS late, \
         CAST(sum(CASE WHEN decided_as = 'approver' THEN 0 ELSE 1 END) AS BIGINT) AS at_window, \
         CAST(sum(CASE WHEN decided_as = 'approver' THEN 1 ELSE 0 END) AS BIGINT) AS away \
         FROM service_case WHERE region = $1 AND decided_at >= $2 AND decided_at < $3 AND decided_by IS NOT NULL \
         AND decided_as IS NOT NULL AND window_no IS NOT NULL \
         AND (CAST($4 AS BIGINT) IS NULL OR department_id = CAST($4 AS BIGINT)) \
         GROUP BY item_id, department_id, {DAY}, {LATE} ORDER BY item_id, utc_day, late"
    );
    tx.rows(&sql, vals![region, since, before, department])?
        .iter()
        .map(|r| {
            let text = r.text("utc_day")?;
            let day = parse_date(&text).map_err(|_| StoreError::corrupt("service_case.decided_at", "不是时间"))?;
            let late = r.flag("late")?;
            Ok(DayDecisions {
                item: ItemId::new(r.int("item_id")?),
                department: DepartmentId::new(r.int("department_id")?),
                on: if late { day.tomorrow().unwrap_or(day) } else { day },
                at_window: r.num("at_window")?,
                away: r.num("away")?,
            })
        })
        .collect()
}

/// Decisions of a department of one day by item: how many, and how many of them `staff` took under a letter on the day
/// on which the case was accepted (当场办).
pub fn decisions_today(
    tx: &mut Tx<'_>,
    region: &Region,
    (department, staff): (DepartmentId, StaffId),
    (since, before): (Timestamp, Timestamp),
    today: Date,
) -> Result<Vec<(ItemId, u64, u64)>, StoreError> {
    let sql = "SELECT item_id, count(*) AS n, CAST(sum(CASE WHEN decided_by = $5 AND decided_under IS NOT NULL \
         AND accepted_on = $6 THEN 1 ELSE 0 END) AS BIGINT) AS here FROM service_case \
         WHERE region = $1 AND decided_at >= $2 AND decided_at < $3 AND decided_by IS NOT NULL AND department_id = $4 \
         GROUP BY item_id ORDER BY item_id";
    let rows = tx.rows(sql, vals![region, since, before, department, staff, today])?;
    rows.iter().map(|r| Ok((ItemId::new(r.int("item_id")?), r.num("n")?, r.num("here")?))).collect()
}
