//! Supervision orders as lists and counts. That one is overdue is no column: it follows from the day.

use domain::{
    base::{DepartmentId, Region},
    oversight::watch::SupervisionOrder,
};
use jiff::civil::Date;

use super::order::{COLUMNS, read};
use crate::{
    seam::{StoreError, Tx, Val},
    vals,
};

/// Which part of the register of orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SupervisionState {
    /// 全部.
    #[default]
    All,
    /// 没有办结: waits for a reply, for the check, or for an answer to the department that sent it back.
    Open,
    /// 待答复.
    Issued,
    /// 逾期没有答复.
    Overdue,
    /// 部门退回，待处理.
    SentBack,
    /// 已答复，待核实.
    Replied,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct SupervisionFilter {
    /// Which part.
    pub state: SupervisionState,
    /// To one department.
    pub department: Option<DepartmentId>,
}

/// `$2` today, `$3` department.
const WITHIN: &str = "region = $1 AND CAST($2 AS TEXT) IS NOT NULL \
     AND (CAST($3 AS BIGINT) IS NULL OR department_id = CAST($3 AS BIGINT))";

fn is_in(state: SupervisionState) -> &'static str {
    match state {
        SupervisionState::All => "",
        SupervisionState::Open => " AND stage IN ('issued', 'sent_back', 'replied')",
        SupervisionState::Issued => " AND stage = 'issued'",
        SupervisionState::Overdue => " AND stage = 'issued' AND reply_by < $2",
        SupervisionState::SentBack => " AND stage = 'sent_back'",
        SupervisionState::Replied => " AND stage = 'replied'",
    }
}

/// A page of orders, the newest first, before a key.
pub fn supervision_orders(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &SupervisionFilter,
    today: Date,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<SupervisionOrder>, StoreError> {
    let values = vals![region, today, filter.department, before.unwrap_or(i64::MAX), limit];
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM supervision_order WHERE {WITHIN}{} AND id < $4 ORDER BY id DESC LIMIT $5",
            is_in(filter.state)
        ),
        values,
    )?
    .iter()
    .map(read)
    .collect()
}

/// All that wait for a reply, for whoever tells the next rank.
pub fn waiting_supervision_orders(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<SupervisionOrder>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM supervision_order WHERE region = $1 AND stage = 'issued' ORDER BY id"),
        vals![region],
    )?
    .iter()
    .map(read)
    .collect()
}

/// One department's orders in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SupervisionTally {
    /// 待答复, overdue ones among them.
    pub issued: u64,
    /// 逾期没有答复, of those.
    pub overdue: u64,
    /// 部门退回，待处理.
    pub sent_back: u64,
    /// 已答复，待核实.
    pub replied: u64,
    /// 已办结.
    pub closed: u64,
    /// 已撤回.
    pub withdrawn: u64,
}

impl SupervisionTally {
    /// With another department's.
    pub fn add(&mut self, other: &Self) {
        self.issued += other.issued;
        self.overdue += other.overdue;
        self.sent_back += other.sent_back;
        self.replied += other.replied;
        self.closed += other.closed;
        self.withdrawn += other.withdrawn;
    }
}

/// The orders in figures by department; the filter's state does not matter.
pub fn supervision_tallies(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &SupervisionFilter,
    today: Date,
) -> Result<Vec<(DepartmentId, SupervisionTally)>, StoreError> {
    let sum = |met: &str, name: &str| {
        format!("CAST(coalesce(sum(CASE WHEN {met} THEN 1 ELSE 0 END), 0) AS BIGINT) AS {name}")
    };
    let sums = [
        sum("stage = 'issued'", "issued"),
        sum("stage = 'issued' AND reply_by < $2", "overdue"),
        sum("stage = 'sent_back'", "sent_back"),
        sum("stage = 'replied'", "replied"),
        sum("stage = 'closed'", "closed"),
        sum("stage = 'withdrawn'", "withdrawn"),
    ]
    .join(", ");
    let values: Vec<Val> = vals![region, today, filter.department].to_vec();
    tx.rows(
        &format!(
            "SELECT department_id, {sums} FROM supervision_order WHERE {WITHIN} GROUP BY department_id \
             ORDER BY department_id"
        ),
        &values,
    )?
    .iter()
    .map(|r| {
        let tally = SupervisionTally {
            issued: r.num("issued")?,
            overdue: r.num("overdue")?,
            sent_back: r.num("sent_back")?,
            replied: r.num("replied")?,
            closed: r.num("closed")?,
            withdrawn: r.num("withdrawn")?,
        };
        Ok((DepartmentId::new(r.int("department_id")?), tally))
    })
    .collect()
}
