//! Orders as lists and counts. That an order is overdue is no column: it follows from the day.

use domain::{
    base::{CaseId, DepartmentId, OrderId, Region},
    rectification::{Order, OrderNo, Source, SubjectKind},
};
use jiff::civil::Date;

use super::order::{COLUMNS, number, read};
use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// Which part of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderState {
    /// 全部, withdrawn ones too.
    #[default]
    All,
    /// 未销号: waits for an answer or for the check.
    Open,
    /// 待答复, overdue or not.
    Issued,
    /// 超期: waits for an answer whose day is over.
    Overdue,
    /// 待核验.
    Answered,
    /// 已销号.
    Closed,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    /// Which part.
    pub state: OrderState,
    /// Ordered to one department.
    pub department: Option<DepartmentId>,
    /// Ordered to a unit of this name, a department or not.
    pub unit: Option<String>,
    /// From one source.
    pub source: Option<Source>,
    /// Of one thing of the source, such as an indicator.
    pub source_ref: Option<String>,
    /// Opened together.
    pub batch: Option<i64>,
}

/// `$2` today, `$3` department, `$4` source, `$5` reference, `$6` batch, `$7` unit. The same for every list and count, so
/// that they cannot disagree.
const WITHIN: &str = "region = $1 AND CAST($2 AS TEXT) IS NOT NULL \
     AND (CAST($3 AS BIGINT) IS NULL OR department_id = CAST($3 AS BIGINT)) \
     AND (CAST($4 AS TEXT) IS NULL OR source = CAST($4 AS TEXT)) \
     AND (CAST($5 AS TEXT) IS NULL OR source_ref = CAST($5 AS TEXT)) \
     AND (CAST($6 AS BIGINT) IS NULL OR batch_id = CAST($6 AS BIGINT)) \
     AND (CAST($7 AS TEXT) IS NULL OR unit_name = CAST($7 AS TEXT))";

const OVERDUE: &str = "stage = 'issued' AND due_on < $2";

fn is_in(state: OrderState) -> &'static str {
    match state {
        OrderState::All => "",
        OrderState::Open => " AND stage IN ('issued', 'answered')",
        OrderState::Issued => " AND stage = 'issued'",
        OrderState::Overdue => " AND stage = 'issued' AND due_on < $2",
        OrderState::Answered => " AND stage = 'answered'",
        OrderState::Closed => " AND stage = 'closed'",
    }
}

fn narrowed(region: &Region, filter: &OrderFilter, today: Date) -> Vec<Val> {
    vals![
        region,
        today,
        filter.department,
        filter.source.map(Source::as_str),
        filter.source_ref.clone(),
        filter.batch,
        filter.unit.clone()
    ]
    .to_vec()
}

/// A page of orders by last day, after a key.
pub fn orders(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &OrderFilter,
    today: Date,
    after: Option<(Date, i64)>,
    limit: i64,
) -> Result<Vec<Order>, StoreError> {
    let (due, id) = after.map_or((String::new(), 0), |(day, id)| (day.to_string(), id));
    let mut values = narrowed(region, filter, today);
    values.extend([Val::from(due), Val::from(id), Val::from(limit)]);
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM rectification_order WHERE {WITHIN}{} \
             AND (due_on > $8 OR (due_on = $8 AND id > $9)) ORDER BY due_on, id LIMIT $10",
            is_in(filter.state)
        ),
        &values,
    )?
    .iter()
    .map(read)
    .collect()
}

/// How many orders stand in each part of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderCounts {
    /// 待答复, overdue ones among them.
    pub issued: u64,
    /// 超期, of those.
    pub overdue: u64,
    /// 待核验.
    pub answered: u64,
    /// 已销号.
    pub closed: u64,
    /// 已撤回.
    pub withdrawn: u64,
}

impl OrderCounts {
    /// 未销号.
    pub fn open(&self) -> u64 {
        self.issued + self.answered
    }

    /// 全部.
    pub fn all(&self) -> u64 {
        self.open() + self.closed + self.withdrawn
    }
}

fn sums() -> String {
    let sum = |met: &str, name: &str| {
        format!("CAST(coalesce(sum(CASE WHEN {met} THEN 1 ELSE 0 END), 0) AS BIGINT) AS {name}")
    };
    [
        sum("stage = 'issued'", "issued"),
        sum(OVERDUE, "overdue"),
        sum("stage = 'answered'", "answered"),
        sum("stage = 'closed'", "closed"),
        sum("stage = 'withdrawn'", "withdrawn"),
    ]
    .join(", ")
}

fn counted(row: &Row) -> Result<OrderCounts, StoreError> {
    Ok(OrderCounts {
        issued: row.num("issued")?,
        overdue: row.num("overdue")?,
        answered: row.num("answered")?,
        closed: row.num("closed")?,
        withdrawn: row.num("withdrawn")?,
    })
}

/// The parts of the register in figures; the filter's state does not matter.
pub fn order_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &OrderFilter,
    today: Date,
) -> Result<OrderCounts, StoreError> {
    let values = narrowed(region, filter, today);
    let sql = format!("SELECT {} FROM rectification_order WHERE {WITHIN}", sums());
    tx.row(&sql, &values)?.as_ref().map_or(Ok(OrderCounts::default()), counted)
}

/// One unit's part of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCounts {
    /// Department, when it is one.
    pub department: Option<DepartmentId>,
    /// Its name.
    pub unit_name: String,
    /// Its orders.
    pub counts: OrderCounts,
}

/// The same by unit, by name; of closed and withdrawn orders those that ended on or after `since`.
pub fn unit_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &OrderFilter,
    today: Date,
    since: Option<jiff::Timestamp>,
) -> Result<Vec<UnitCounts>, StoreError> {
    let mut values = narrowed(region, filter, today);
    values.push(Val::from(since));
    let sql = format!(
        "SELECT department_id, unit_name, {} FROM rectification_order WHERE {WITHIN} \
         AND (CAST($8 AS TEXT) IS NULL OR closed_at IS NULL OR closed_at >= CAST($8 AS TEXT)) \
         GROUP BY department_id, unit_name ORDER BY unit_name, department_id",
        sums()
    );
    tx.rows(&sql, &values)?
        .iter()
        .map(|r| {
            Ok(UnitCounts {
                department: r.opt_int("department_id")?.map(DepartmentId::new),
                unit_name: r.text("unit_name")?,
                counts: counted(r)?,
            })
        })
        .collect()
}

/// An order that is not over, as lists of another word show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOrder {
    /// Id.
    pub id: OrderId,
    /// Number.
    pub no: OrderNo,
    /// Key of its subject.
    pub subject: String,
    /// Last day for the answer.
    pub due_on: Date,
    /// `issued` or `answered`.
    pub stage: String,
}

/// All open orders of one thing of a source, by subject.
pub fn open_orders(
    tx: &mut Tx<'_>,
    region: &Region,
    source: Source,
    source_ref: &str,
) -> Result<Vec<OpenOrder>, StoreError> {
    tx.rows(
        "SELECT id, order_no, subject, due_on, stage FROM rectification_order \
         WHERE region = $1 AND source = $2 AND source_ref = $3 AND stage IN ('issued', 'answered') \
         ORDER BY subject, id",
        vals![region, source.as_str(), source_ref],
    )?
    .iter()
    .map(|r| {
        Ok(OpenOrder {
            id: OrderId::new(r.int("id")?),
            no: number(r)?,
            subject: r.text("subject")?,
            due_on: r.date("due_on")?,
            stage: r.text("stage")?,
        })
    })
    .collect()
}

/// The order of a case that one of these sources opened and that nobody has answered; there is one at most.
pub fn unanswered_order_of_case(
    tx: &mut Tx<'_>,
    region: &Region,
    case: CaseId,
    sources: [Source; 2],
) -> Result<Option<OrderId>, StoreError> {
    let [one, other] = sources.map(Source::as_str);
    let found = tx.row(
        "SELECT id FROM rectification_order WHERE region = $1 AND subject_kind = $2 AND subject = $3 \
         AND stage = 'issued' AND source IN ($4, $5) ORDER BY id LIMIT 1",
        vals![region, SubjectKind::Case.as_str(), case.to_string(), one, other],
    )?;
    found.map(|row| Ok(OrderId::new(row.int("id")?))).transpose()
}

/// Orders that wait for an answer and whose last day is `day` or before.
pub fn orders_due_by(tx: &mut Tx<'_>, region: &Region, day: Date) -> Result<Vec<Order>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM rectification_order WHERE region = $1 AND stage = 'issued' AND due_on <= $2 \
             ORDER BY due_on, id"
        ),
        vals![region, day],
    )?
    .iter()
    .map(read)
    .collect()
}
