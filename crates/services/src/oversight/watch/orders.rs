//! Supervision orders as a list, and one with all that was said about it.

use domain::{
    base::DepartmentId,
    oversight::watch::{Card, Level, OrderStage, SupervisionNo, SupervisionOrder},
    people::{Act, Desk, Reach, authorise, reach},
};
use store::{
    journal::{self, EventRow, Stream},
    oversight::watch::{self as rows, SupervisionFilter, SupervisionState, SupervisionTally},
    people,
};

use super::{board::names, step::right};
use crate::{Bureau, Failure, Never, cases::Outlook, cases::outlook};

/// What the filter row holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct OrderForm {
    /// Which part.
    pub state: SupervisionState,
    /// One department.
    pub department: Option<i64>,
    /// Key of the page before.
    pub before: Option<i64>,
    /// Lines, at most 1,000.
    pub limit: u32,
}

/// One line.
#[derive(Debug, Clone)]
pub struct OrderLine {
    /// The order.
    pub order: SupervisionOrder,
    /// The last day for its reply from today; stopped once it is there.
    pub outlook: Outlook,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct OrderList {
    /// Lines, the newest first.
    pub lines: Vec<OrderLine>,
    /// Key of the next page, if there is one.
    pub next: Option<i64>,
    /// All parts in figures, under the same filter but the state.
    pub counts: SupervisionTally,
    /// Departments to narrow by, within reach.
    pub departments: Vec<(i64, String)>,
}

/// The orders that whoever sits here may see: a department its own.
pub fn list_orders(bureau: &Bureau, desk: &Desk, form: &OrderForm) -> Result<OrderList, Failure<Never>> {
    let (department, all) = match reach(desk, Act::OversightView)? {
        Reach::County => (form.department, true),
        Reach::Department(own) => (Some(own.get()), false),
        // A department that there is none of has no orders.
        Reach::Nothing => (Some(0), false),
    };
    let filter = SupervisionFilter { state: form.state, department: department.map(DepartmentId::new) };
    let limit = i64::from(form.limit.clamp(1, 1_000));
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let calendar = bureau.calendar(tx)?;
        let mut found = rows::supervision_orders(tx, region, &filter, today, form.before, limit + 1)?;
        let more = found.len() as i64 > limit;
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|o| o.id.get());
        let mut counts = SupervisionTally::default();
        for (_, tally) in rows::supervision_tallies(tx, region, &filter, today)? {
            counts.add(&tally);
        }
        let lines = found
            .into_iter()
            .map(|order| OrderLine {
                outlook: outlook(Some(order.reply_by), order.stage != OrderStage::Issued, today, &calendar),
                order,
            })
            .collect();
        let departments =
            if all { names(tx, region)?.into_iter().map(|(id, name)| (id.get(), name)).collect() } else { Vec::new() };
        Ok(OrderList { lines, next, counts, departments })
    })?)
}

/// An order with what stands around it.
#[derive(Debug, Clone)]
pub struct OrderView {
    /// The order.
    pub order: SupervisionOrder,
    /// The last day for its reply from today.
    pub outlook: Outlook,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// Cards of its case; no reminders.
    pub cards: Vec<Card>,
    /// Name of whoever issued it; empty where the rule did.
    pub issued_by: String,
    /// The desk may reply now, or send it back.
    pub may_reply: bool,
    /// The desk may hand it over again now.
    pub may_insist: bool,
    /// Departments it can be handed to; none where it cannot be.
    pub departments: Vec<(i64, String)>,
    /// The desk may close it now.
    pub may_close: bool,
    /// The desk may withdraw it now.
    pub may_withdraw: bool,
}

/// One order. One that the asker may not see looks like one that is not there.
pub fn order(bureau: &Bureau, desk: &Desk, no: &str) -> Result<OrderView, Failure<Never>> {
    bureau.may(desk, Act::OversightView)?;
    let no = SupervisionNo::parse(no).map_err(|_| Failure::NotFound)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(order) = rows::supervision_order_by_no(tx, region, no)? else { return Ok(None) };
        if right::<Never>(bureau, tx, desk, Act::OversightView, order.department).is_err() {
            return Ok(None);
        }
        let calendar = bureau.calendar(tx)?;
        let own = Some((order.department, order.department_name.as_str()));
        let answers = authorise(desk, Act::OversightAnswer, own).is_ok();
        let supervises = authorise(desk, Act::OversightRule, None).is_ok();
        let by = desk.staff.as_ref().map(|s| s.id);
        let (waits, back, replied) = match &order.stage {
            OrderStage::Issued => (true, false, false),
            OrderStage::SentBack(_) => (false, true, false),
            OrderStage::Replied(said) => (false, false, Some(said.by) != by),
            OrderStage::Closed(..) | OrderStage::Withdrawn(_) => (false, false, false),
        };
        Ok(Some(OrderView {
            outlook: outlook(Some(order.reply_by), !waits, today, &calendar),
            history: journal::history(tx, region, &Stream::supervision(order.id))?,
            cards: rows::cards_of_case(tx, region, order.case)?
                .into_iter()
                .filter(|c| c.reached.level != Level::Reminder)
                .collect(),
            issued_by: match order.issued_by {
                Some(id) => people::staff(tx, region, id)?.map(|s| s.name).unwrap_or_default(),
                None => String::new(),
            },
            may_reply: answers && waits,
            may_insist: supervises && back,
            departments: match supervises && back {
                true => names(tx, region)?.into_iter().map(|(id, name)| (id.get(), name)).collect(),
                false => Vec::new(),
            },
            may_close: supervises && replied,
            may_withdraw: supervises && order.stage.is_open(),
            order,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}
