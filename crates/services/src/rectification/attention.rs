//! What waits for whoever sits here (整改提醒): shown on the first page of their day.

use domain::people::{Act, Desk, Reach, authorise, reach};
use store::{
    StoreError,
    rectification::{self as rows, OrderFilter},
};

use super::rules::RULES;
use crate::Bureau;

/// Orders that want something done soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// Waits for the unit's answer and its day is over.
    pub overdue: u64,
    /// Waits for the answer and the day is near, as near as a reminder is sent.
    pub soon: u64,
    /// Waits for the answer, with these two.
    pub issued: u64,
    /// Answered and waits for the check; 0 for those who do not check.
    pub to_check: u64,
}

/// What there is for this desk; `None` for those who do not see the register.
pub fn attention(bureau: &Bureau, desk: &Desk) -> Result<Option<Attention>, StoreError> {
    let department = match reach(desk, Act::RectificationView) {
        Ok(Reach::County) => None,
        Ok(Reach::Department(own)) => Some(own),
        Ok(Reach::Nothing) | Err(_) => return Ok(None),
    };
    let (region, today) = (bureau.region(), bureau.today());
    let checks = authorise(desk, Act::RectificationCheck, None).is_ok();
    bureau.db().read(|tx| {
        let near = bureau.calendar(tx)?.add_workdays(today, RULES.remind_workdays).on;
        let filter = OrderFilter { department, ..OrderFilter::default() };
        let counts = rows::order_counts(tx, region, &filter, today)?;
        let due = rows::orders_due_by(tx, region, near)?;
        let soon = due.iter().filter(|o| !o.is_overdue(today) && (department.is_none() || o.department == department));
        Ok(Some(Attention {
            overdue: counts.overdue,
            soon: soon.count() as u64,
            issued: counts.issued,
            to_check: if checks { counts.answered } else { 0 },
        }))
    })
}
