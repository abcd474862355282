//! Taking back an order issued by mistake (撤回): by whoever issued it, or by whoever checks.

use domain::{
    people::{Act, Denied, Desk, Role},
    rectification::{self as rules, Order, Refusal},
};
use serde::Serialize;

use super::step::{load, person, right, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WithdrawForm {
    /// 整改单号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// Whether the desk may withdraw this order, and in which role.
pub(super) fn may_withdraw(desk: &Desk, order: &Order) -> Result<Option<Role>, Denied> {
    let checks = right(desk, Act::RectificationCheck, order);
    if checks.is_ok() {
        return checks;
    }
    let issues = right(desk, Act::RectificationIssue, order)?;
    if person(desk)? == order.issued_by { Ok(issues) } else { Err(Denied::Role("交办人或督查".to_owned())) }
}

/// Withdraws. Returns the order's next version.
pub fn withdraw(bureau: &Bureau, desk: &Desk, form: &WithdrawForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::RectificationIssue)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "rectification.withdraw", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let order = load(&worker, tx, &desk, &form.no, form.version)?;
        let role = may_withdraw(&desk, &order)?;
        let (next, event) = rules::withdraw(order, &form.reason, by, now).map_err(Failure::Refused)?;
        Ok(save(&worker, tx, (&desk, role), &next, ("rectification.withdrawn", &event), now)?)
    })?;
    Ok(done.value)
}
