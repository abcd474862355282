//! The register as lists and figures.

use domain::{
    base::{Calendar, DepartmentId},
    people::{Act, Desk, Reach, reach},
    rectification::{Order, Source},
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use store::rectification::{self as rows, OrderCounts, OrderFilter, OrderState, UnitCounts};

use crate::{
    Bureau, Failure, Never,
    cases::{Outlook, outlook},
};

/// What the filter row holds.
#[derive(Debug, Clone, Default)]
pub struct ListForm {
    /// Which part.
    pub state: OrderState,
    /// Name of the unit.
    pub unit: Option<String>,
    /// Source.
    pub source: Option<Source>,
    /// What of the source.
    pub source_ref: Option<String>,
    /// Opened together.
    pub batch: Option<i64>,
    /// Key of the page before: last day and id.
    pub after: Option<(Date, i64)>,
    /// Lines, at most 10,000.
    pub limit: u32,
}

/// One line.
#[derive(Debug, Clone)]
pub struct RegisterLine {
    /// The order.
    pub order: Order,
    /// Its last day from today; stopped once it is answered.
    pub outlook: Outlook,
}

/// A page of the register.
#[derive(Debug, Clone)]
pub struct Register {
    /// Lines by last day.
    pub lines: Vec<RegisterLine>,
    /// Key of the next page, if there is one.
    pub next: Option<(Date, i64)>,
    /// The parts in figures, under the same filter but the state.
    pub counts: OrderCounts,
    /// Units that have orders in the asker's reach, with theirs, whatever the filter.
    pub units: Vec<UnitCounts>,
}

/// The filter of a desk: an approver's is bound to the own department. `None` = sees nothing.
fn within(desk: &Desk) -> Result<Option<Option<DepartmentId>>, Failure<Never>> {
    Ok(match reach(desk, Act::RectificationView)? {
        Reach::County => Some(None),
        Reach::Department(own) => Some(Some(own)),
        Reach::Nothing => None,
    })
}

/// How an order's last day looks from today. It runs while the unit has not answered.
pub(super) fn outlook_of(order: &Order, today: Date, calendar: &Calendar) -> Outlook {
    let waits = order.stage.as_str() == "issued";
    outlook(Some(order.due_on), !waits, today, calendar)
}

/// The orders that whoever sits here may see.
pub fn list(bureau: &Bureau, desk: &Desk, form: &ListForm) -> Result<Register, Failure<Never>> {
    let Some(department) = within(desk)? else {
        let (lines, units) = (Vec::new(), Vec::new());
        return Ok(Register { lines, next: None, counts: OrderCounts::default(), units });
    };
    let (region, today) = (bureau.region(), bureau.today());
    let filter = OrderFilter {
        state: form.state,
        department,
        unit: form.unit.clone(),
        source: form.source,
        source_ref: form.source_ref.clone(),
        batch: form.batch,
    };
    let limit = form.limit.clamp(1, 10_000) as usize;
    Ok(bureau.db().read(|tx| {
        let calendar = bureau.calendar(tx)?;
        // One line more than the page, so that the next page is known to exist.
        let mut found = rows::orders(tx, region, &filter, today, form.after, limit as i64 + 1)?;
        let next = (found.len() > limit).then(|| (found[limit - 1].due_on, found[limit - 1].id.get()));
        found.truncate(limit);
        let counts = rows::order_counts(tx, region, &filter, today)?;
        let all = OrderFilter { department, ..OrderFilter::default() };
        let units = rows::unit_counts(tx, region, &all, today, None)?;
        let line = |order: Order| RegisterLine { outlook: outlook_of(&order, today, &calendar), order };
        Ok(Register { lines: found.into_iter().map(line).collect(), next, counts, units })
    })?)
}

/// The register in figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// All units together.
    pub counts: OrderCounts,
    /// By unit, by name.
    pub units: Vec<UnitCounts>,
}

/// The register in figures, for reports; of closed and withdrawn orders those that ended on or after `since`.
pub fn summary(bureau: &Bureau, desk: &Desk, since: Option<Date>) -> Result<Summary, Failure<Never>> {
    let Some(department) = within(desk)? else { return Ok(Summary::default()) };
    let (region, today) = (bureau.region(), bureau.today());
    let filter = OrderFilter { department, ..OrderFilter::default() };
    let units = bureau.db().read(|tx| rows::unit_counts(tx, region, &filter, today, since.and_then(midnight)))?;
    let mut counts = OrderCounts::default();
    for unit in &units {
        counts.issued += unit.counts.issued;
        counts.overdue += unit.counts.overdue;
        counts.answered += unit.counts.answered;
        counts.closed += unit.counts.closed;
        counts.withdrawn += unit.counts.withdrawn;
    }
    Ok(Summary { counts, units })
}

/// The first instant of a day in Asia/Shanghai; `None` at the end of time.
fn midnight(day: Date) -> Option<Timestamp> {
    Offset::constant(8).to_timestamp(day.at(0, 0, 0, 0)).ok()
}
