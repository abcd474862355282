//! Reminders (催办): a job that may run as often as it likes; each order is reminded once before its day and
//! once after.

use domain::{
    people::Desk,
    rectification::{self as rules, Order},
};
use store::{StoreError, rectification as rows};

use super::{rules::RULES, step::save};
use crate::Bureau;

/// Reminds of what is due and not yet reminded of. Returns how many were.
pub fn remind(bureau: &Bureau) -> Result<u64, StoreError> {
    let (region, today, now) = (*bureau.region(), bureau.today(), bureau.now());
    let calendar = bureau.db().read(|tx| bureau.calendar(tx))?;
    let near = calendar.add_workdays(today, RULES.remind_workdays).on;
    let due = move |order: &Order| {
        let left = calendar.workdays_between(today, order.due_on);
        rules::nudge(order, today, left, RULES.remind_workdays).map(|what| (what, left))
    };
    let waiting = bureau.db().read(|tx| rows::orders_due_by(tx, &region, near))?;
    let desk = Desk::system("定时任务");
    let mut sent = 0;
    for id in waiting.iter().filter(|o| due(o).is_some()).map(|o| o.id) {
        let (worker, desk, due) = (bureau.clone(), desk.clone(), due.clone());
        // Looked at again inside: it may have been answered or reminded of meanwhile.
        sent += bureau.db().write(move |tx| -> Result<u64, StoreError> {
            let Some(order) = rows::order(tx, &region, id)? else { return Ok(0) };
            let Some((what, left)) = due(&order) else { return Ok(0) };
            let (next, event) = rules::remind(order, what, today, left);
            save(&worker, tx, (&desk, None), &next, ("rectification.reminded", &event), now)?;
            Ok(1)
        })?;
    }
    Ok(sent)
}
