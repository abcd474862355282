//! How a due day looks from today: what every list, badge and page says of it.

use domain::{
    base::Calendar,
    cases::{Case, DueDay, Stage, Terms, clocks},
    catalogue::Item,
};
use jiff::civil::Date;
use store::StoreError;

use crate::Bureau;

/// A due day seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// No limit is known.
    None,
    /// Nothing runs any more: completed or ended.
    Stopped,
    /// 暂停: the case rests.
    Paused,
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
    let calendar = bureau.db().read(|tx| bureau.calendar(tx))?;
    Ok(clocks(bureau.today(), Terms::of(&item.content), &[], None, &calendar).due)
}

/// The day a case must move by, seen from today.
pub(super) fn outlook_of(case: &Case, today: Date, calendar: &Calendar) -> Outlook {
    match &case.stage {
        Stage::Suspended(..) => Outlook::Paused,
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => outlook(case.next_on(), case.stage.is_finished(), today, calendar),
    }
}

/// The same from the words of a table.
pub(super) fn outlook_of_line(stage: &str, next_on: Option<Date>, today: Date, calendar: &Calendar) -> Outlook {
    match stage {
        "suspended" => Outlook::Paused,
        _ => outlook(next_on, is_finished(stage), today, calendar),
    }
}

/// Whether the clock of the decision has stopped, from the word of a table.
fn is_finished(stage: &str) -> bool {
    !matches!(stage, "draft" | "submitted" | "correction_asked" | "accepted" | "in_review" | "suspended" | "decided")
}
