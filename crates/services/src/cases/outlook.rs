//! How a due day looks from today: what every list, badge and page says of it.

use domain::{
    base::Calendar,
    cases::{DueDay, Stage, due_day},
    catalogue::Item,
};
use jiff::civil::Date;
use store::{StoreError, base};

use crate::Bureau;

/// A due day seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// No limit is known.
    None,
    /// Nothing runs any more: completed.
    Stopped,
    /// Working days left, more than three.
    Ample(i64),
    /// One to three working days left.
    Close(i64),
    /// Due today.
    Today,
    /// Working days over; 0 when it fell due and no working day has passed since (due on Friday, seen
    /// on Saturday).
    Over(i64),
}

/// Looks at a due day. The clock stops at 办结.
pub fn outlook(due_on: Option<Date>, finished: bool, today: Date, calendar: &Calendar) -> Outlook {
    let Some(due) = due_on else { return Outlook::None };
    if finished {
        return Outlook::Stopped;
    }
    if due == today {
        return Outlook::Today;
    }
    match calendar.workdays_between(today, due) {
        // Due on a day later than today with no working day between: today is the last one.
        0 if due > today => Outlook::Today,
        n if n > 3 => Outlook::Ample(n),
        n if n > 0 => Outlook::Close(n),
        n => Outlook::Over(-n),
    }
}

/// The due day of a case of this item accepted today, for the intake page.
pub fn preview_due(bureau: &Bureau, item: &Item) -> Result<DueDay, StoreError> {
    let calendar = bureau.db().read(|tx| base::calendar(tx, bureau.region()))?;
    let c = &item.content;
    Ok(due_day(bureau.today(), &c.item_type, c.promised, c.statutory, &calendar))
}

/// Whether the clock has stopped, from the word of a table.
pub(super) fn is_finished(stage: &str) -> bool {
    stage == "completed" || stage == "delivered"
}

/// Who has to do the next thing (等谁).
pub(super) fn waiting_for(stage: &Stage, department: &str) -> String {
    match stage {
        Stage::Accepted | Stage::Decided(_) => department.to_owned(),
        Stage::Completed(..) => "申请人领取".to_owned(),
        Stage::Delivered(..) => String::new(),
    }
}
