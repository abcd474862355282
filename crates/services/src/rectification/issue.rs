//! Opening orders (交办): one or a whole batch in one commit, all or none.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{Due, OrderId, StaffId},
    people::{Act, Desk, Stamp},
    rectification::{self as rules, LARGEST_BATCH, NewOrder, Opening, Order, OrderNo, Refusal, Source},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    people,
    rectification::{self as rows, OpenOrder},
};

use super::{rules::RULES, step::person};
use crate::{Bureau, Failure};

/// Why nothing was opened: the rule alone refuses.
pub type IssueRefusal = Refusal;

/// One order that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedOrder {
    /// Id.
    pub id: i64,
    /// Number as printed.
    pub no: String,
    /// Number as it stands in addresses.
    pub slug: String,
    /// Key of its subject.
    pub subject: String,
}

/// What was opened together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedBatch {
    /// What the orders share; `None` for a single one.
    pub batch: Option<i64>,
    /// The orders in the order in which they were asked for.
    pub orders: Vec<IssuedOrder>,
}

/// A row as its idempotency digest reads it.
type Content<'a> = [&'a str; 8];

fn content(new: &NewOrder) -> Content<'_> {
    [
        new.source.as_str(),
        &new.source_ref,
        new.subject.kind.as_str(),
        &new.subject.key,
        &new.unit_name,
        &new.blocker,
        &new.requirement,
        &new.was,
    ]
}

/// Opens orders. A subject that has an open one from the same source refuses them all and names it. The same
/// key gives the same orders.
pub fn issue(
    bureau: &Bureau,
    desk: &Desk,
    orders: &[NewOrder],
    due_on: Date,
    requirement: &str,
    key: Option<&str>,
) -> Result<IssuedBatch, Failure<IssueRefusal>> {
    let role = bureau.may(desk, Act::RectificationIssue)?;
    let by = person(desk)?;
    one_each(orders).map_err(Failure::Refused)?;
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let ids: Vec<OrderId> = orders.iter().map(|_| OrderId::new(bureau.new_id())).collect();
    let batch = (orders.len() > 1).then(|| bureau.new_id());
    let stamp = desk.stamp(now, role);
    let rows_of: Vec<Content<'_>> = orders.iter().map(content).collect();
    let command = bureau.command(desk, "rectification.issue", key, &(&rows_of, due_on, requirement));
    let (worker, orders, requirement) = (bureau.clone(), orders.to_vec(), requirement.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<IssuedBatch, Failure<IssueRefusal>> {
        none_open(&worker, tx, &orders)?;
        let many = u32::try_from(orders.len()).unwrap_or(u32::MAX);
        let first = rows::take_order_numbers(tx, &region, today.year(), many)?;
        let mut issued = Vec::with_capacity(orders.len());
        for ((new, id), n) in orders.iter().zip(&ids).zip(first..) {
            let new = with_unit(&worker, tx, new)?;
            let no = OrderNo::new(today.year(), n);
            let opening = Opening { id: *id, no, batch, by, at: now, today, due_on, requirement: &requirement };
            let (order, event) = rules::issue(&new, &opening).map_err(Failure::Refused)?;
            let entry = Entry::new(Stream::order(order.id), 0, "rectification.issued", &event)
                .with(rows::order_change(&region, &order));
            journal::append(tx, &region, &stamp, entry)?;
            issued.push(IssuedOrder {
                id: id.get(),
                no: no.to_string(),
                slug: no.slug(),
                subject: order.subject.key.clone(),
            });
        }
        Ok(IssuedBatch { batch, orders: issued })
    })?;
    Ok(done.value)
}

/// Opens one order within the commit of an act of another word, which has asked its own right. Refused where the
/// subject has an open one from the same source.
pub(crate) fn issue_within(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    new: &NewOrder,
    (id, by, due_on): (OrderId, StaffId, Date),
) -> Result<Order, Failure<IssueRefusal>> {
    none_open(bureau, tx, std::slice::from_ref(new))?;
    let (region, today) = (bureau.region(), bureau.today());
    let new = with_unit(bureau, tx, new)?;
    let no = OrderNo::new(today.year(), rows::take_order_numbers(tx, region, today.year(), 1)?);
    let opening = Opening { id, no, batch: None, by, at: stamp.entered_at, today, due_on, requirement: "" };
    let (order, event) = rules::issue(&new, &opening).map_err(Failure::Refused)?;
    let entry =
        Entry::new(Stream::order(order.id), 0, "rectification.issued", &event).with(rows::order_change(region, &order));
    journal::append(tx, region, stamp, entry)?;
    Ok(order)
}

/// Something was chosen, not too much, and nothing twice.
fn one_each(orders: &[NewOrder]) -> Result<(), Refusal> {
    match orders.len() {
        0 => return Err(Refusal::NothingChosen),
        many if many > LARGEST_BATCH => return Err(Refusal::TooMany(many)),
        _ => {}
    }
    let mut seen = BTreeSet::new();
    for new in orders {
        if !seen.insert((new.source, new.source_ref.trim(), &new.subject.key)) {
            return Err(Refusal::Twice(new.subject.name.clone()));
        }
    }
    Ok(())
}

/// No subject has an open order from the same source. Two offices that ask at once are told apart by the
/// engine: their transactions cannot both have seen none.
fn none_open(bureau: &Bureau, tx: &mut Tx<'_>, orders: &[NewOrder]) -> Result<(), Failure<IssueRefusal>> {
    let sources: BTreeSet<(Source, &str)> = orders.iter().map(|o| (o.source, o.source_ref.trim())).collect();
    for (source, source_ref) in sources {
        let open = rows::open_orders(tx, bureau.region(), source, source_ref)?;
        let open: BTreeMap<&str, &OpenOrder> = open.iter().map(|o| (o.subject.as_str(), o)).collect();
        for new in orders.iter().filter(|o| (o.source, o.source_ref.trim()) == (source, source_ref)) {
            if let Some(found) = open.get(new.subject.key.as_str()) {
                let subject = new.subject.name.clone();
                return Err(Failure::Refused(Refusal::AlreadyOpen { subject, no: found.no }));
            }
        }
    }
    Ok(())
}

/// A department is written down by its own name.
fn with_unit(bureau: &Bureau, tx: &mut Tx<'_>, new: &NewOrder) -> Result<NewOrder, Failure<IssueRefusal>> {
    let Some(id) = new.department else { return Ok(new.clone()) };
    let department = people::department(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    Ok(NewOrder { unit_name: department.name, ..new.clone() })
}

/// The last day that a new order gets unless the office names another.
pub fn default_due(bureau: &Bureau) -> Result<Due, StoreError> {
    let calendar = bureau.db().read(|tx| bureau.calendar(tx))?;
    Ok(calendar.add_workdays(bureau.today(), RULES.due_workdays))
}

/// The open orders of one thing of a source, by subject: what a list of gaps shows beside its rows.
pub fn open_orders(bureau: &Bureau, source: Source, source_ref: &str) -> Result<Vec<OpenOrder>, StoreError> {
    bureau.db().read(|tx| rows::open_orders(tx, bureau.region(), source, source_ref))
}
