//! One order as the register's page shows it.

use domain::{
    people::{Act, Desk},
    rectification::{Order, OrderNo},
};
use jiff::civil::Date;
use store::{
    journal::{self, EventRow, Stream},
    people, rectification as rows,
};

use super::{list::outlook_of, rules::RULES, step::right, withdraw::may_withdraw};
use crate::{Bureau, Failure, Never, cases::Outlook};

/// An order with what stands around it.
#[derive(Debug, Clone)]
pub struct OrderView {
    /// The order.
    pub order: Order,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// Its last day from today.
    pub outlook: Outlook,
    /// Name of whoever issued it.
    pub issued_by: String,
    /// Telephone of the department; empty when not known.
    pub phone: String,
    /// The desk may answer it now.
    pub may_answer: bool,
    /// The desk may check its answer now.
    pub may_check: bool,
    /// The desk may withdraw it now.
    pub may_withdraw: bool,
    /// Last day that a return gives unless the office names another.
    pub again_on: Date,
}

/// One order. One that the asker may not see looks like one that is not there.
pub fn view(bureau: &Bureau, desk: &Desk, no: &str) -> Result<OrderView, Failure<Never>> {
    bureau.may(desk, Act::RectificationView)?;
    let no = OrderNo::parse(no).map_err(|_| Failure::NotFound)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(order) = rows::order_by_no(tx, region, no)? else { return Ok(None) };
        if right(desk, Act::RectificationView, &order).is_err() {
            return Ok(None);
        }
        let calendar = bureau.calendar(tx)?;
        let phone = match order.department {
            Some(id) => people::department(tx, region, id)?.map(|d| d.phone).unwrap_or_default(),
            None => String::new(),
        };
        let stage = order.stage.as_str();
        Ok(Some(OrderView {
            history: journal::history(tx, region, &Stream::order(order.id))?,
            outlook: outlook_of(&order, today, &calendar),
            issued_by: people::staff(tx, region, order.issued_by)?.map(|s| s.name).unwrap_or_default(),
            phone,
            may_answer: stage == "issued" && right(desk, Act::RectificationAnswer, &order).is_ok(),
            may_check: stage == "answered" && right(desk, Act::RectificationCheck, &order).is_ok(),
            may_withdraw: order.stage.is_open() && may_withdraw(desk, &order).is_ok(),
            again_on: order.due_on.max(calendar.add_workdays(today, RULES.again_workdays).on),
            order,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}
