//! Reminding the unit (催办): once when its last day comes near, once more when it is over. How near is near
//! is data of the county.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Order, Stage};

/// What there is to remind of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// 临期.
    Soon,
    /// 超期.
    Overdue,
}

impl Nudge {
    /// Word in events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::Overdue => "overdue",
        }
    }
}

/// Whether an order is due for a reminder. `workdays_left` counts from today to its last day; `within` is how
/// many of them count as near.
#[must_use]
pub fn nudge(order: &Order, today: Date, workdays_left: i64, within: u32) -> Option<Nudge> {
    match order.stage {
        Stage::Issued(_) => {}
        Stage::Answered(_) | Stage::Closed(..) | Stage::Withdrawn(_) => return None,
    }
    if order.is_overdue(today) {
        // One that was sent before the day was over spoke of its coming near.
        return order.reminded_on.is_none_or(|on| on <= order.due_on).then_some(Nudge::Overdue);
    }
    (workdays_left <= i64::from(within) && order.reminded_on.is_none()).then_some(Nudge::Soon)
}

/// Notes the reminder.
#[must_use]
pub fn remind(order: Order, what: Nudge, today: Date, workdays_left: i64) -> (Order, OrderReminded) {
    let event = OrderReminded { what: what.as_str().to_owned(), due_on: order.due_on, workdays_left };
    (Order { version: order.version + 1, reminded_on: Some(today), ..order }, event)
}

/// Event: the unit was reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderReminded {
    /// `soon` or `overdue`.
    pub what: String,
    /// Its last day.
    pub due_on: Date,
    /// Working days left; negative when over.
    pub workdays_left: i64,
}
